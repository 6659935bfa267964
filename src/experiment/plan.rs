//! An experiment as numbers: how it goes from the WebAssembly that reads experiments to the one that trains their runs.
//!
//! No format to be kept: both are built from the same source, and nothing stores a plan.

use std::ptr;
use std::slice::Iter;

use super::{Change, DatasetSource, Experiment, Origin, RunPlan, Training, TrainingOverride};
use crate::activation::{ACTIVATIONS, Activation};
use crate::dataset::{Dataset, GENERATORS, Generator};
use crate::initializer::{INITIALIZER_KINDS, Initializer, InitializerKind, ParameterKind, ParameterValue};
use crate::loss::{LOSSES, Loss};
use crate::optimizer::{OPTIMIZERS, Optimizer, OptimizerConstants};

/// What can be told in numbers.
pub trait Planned: Sized {
    /// Adds its numbers to a plan.
    fn write(&self, plan: &mut Vec<f64>);

    /// Takes its numbers from the front of a plan; `None` where they are not what [`Self::write`] wrote.
    fn read(plan: &mut Iter<f64>) -> Option<Self>;

    /// Its numbers.
    fn to_plan(&self) -> Vec<f64> {
        let mut plan = Vec::new();
        self.write(&mut plan);
        plan
    }

    /// What these numbers tell; `None` where [`Self::to_plan`] did not make them.
    fn from_plan(plan: &[f64]) -> Option<Self> {
        let mut numbers = plan.iter();
        let read = Self::read(&mut numbers)?;
        numbers.as_slice().is_empty().then_some(read)
    }
}

impl Planned for f64 {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.push(*self);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        plan.next().copied()
    }
}

impl Planned for u32 {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.push(f64::from(*self));
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        let number = *plan.next()?;
        let whole = number as u32;
        (f64::from(whole) == number).then_some(whole)
    }
}

impl Planned for u8 {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.push(f64::from(*self));
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        u8::try_from(u32::read(plan)?).ok()
    }
}

impl Planned for usize {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.push(*self as f64);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        u32::read(plan).map(|whole| whole as usize)
    }
}

impl<T: Planned> Planned for Option<T> {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.push(f64::from(u8::from(self.is_some())));
        if let Some(value) = self {
            value.write(plan);
        }
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        if *plan.next()? == 0.0 { Some(None) } else { T::read(plan).map(Some) }
    }
}

impl<T: Planned> Planned for Vec<T> {
    fn write(&self, plan: &mut Vec<f64>) {
        self.len().write(plan);
        for item in self {
            item.write(plan);
        }
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        (0..usize::read(plan)?).map(|_| T::read(plan)).collect()
    }
}

impl Planned for (u32, f64) {
    fn write(&self, plan: &mut Vec<f64>) {
        self.0.write(plan);
        self.1.write(plan);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        Some((u32::read(plan)?, f64::read(plan)?))
    }
}

impl Planned for [f64; 2] {
    fn write(&self, plan: &mut Vec<f64>) {
        plan.extend(self);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        Some([f64::read(plan)?, f64::read(plan)?])
    }
}

/// Entries of a table of the catalogue, as their places in it.
macro_rules! entries {
    ($($entry:ty: $table:ident),*) => { $(
        impl Planned for &'static $entry {
            fn write(&self, plan: &mut Vec<f64>) {
                $table.iter().position(|entry| ptr::eq(entry, *self)).expect("an entry of the table").write(plan);
            }

            fn read(plan: &mut Iter<f64>) -> Option<Self> {
                $table.get(usize::read(plan)?)
            }
        }
    )* };
}
entries!(Activation: ACTIVATIONS, Generator: GENERATORS, Loss: LOSSES, Optimizer: OPTIMIZERS, InitializerKind: INITIALIZER_KINDS);

/// Structures, field by field.
macro_rules! fields {
    ($($kind:ident { $($field:ident),* }),*) => { $(
        impl Planned for $kind {
            fn write(&self, plan: &mut Vec<f64>) {
                $(self.$field.write(plan);)*
            }

            fn read(plan: &mut Iter<f64>) -> Option<Self> {
                Some(Self { $($field: Planned::read(plan)?),* })
            }
        }
    )* };
}
fields!(
    Experiment { dataset, hidden, activation, initial_bias, training, seed, runs },
    Change { experiment, origins },
    Dataset { points, labels },
    OptimizerConstants { momentum, rho, beta1, beta2, epsilon },
    Training { learning_rate, iterations, loss, optimizer, constants, batch_size, batch_seed, learning_rate_changes },
    TrainingOverride {
        learning_rate,
        iterations,
        loss,
        optimizer,
        momentum,
        rho,
        beta1,
        beta2,
        epsilon,
        batch_size,
        batch_seed,
        learning_rate_changes
    }
);

/// Without the name that somebody chose: it is never a number.
impl Planned for RunPlan {
    fn write(&self, plan: &mut Vec<f64>) {
        self.initializer.write(plan);
        self.output_initializer.write(plan);
        self.training.write(plan);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        Some(Self {
            initializer: Planned::read(plan)?,
            output_initializer: Planned::read(plan)?,
            training: Planned::read(plan)?,
            custom_label: None,
        })
    }
}

impl Planned for Initializer {
    fn write(&self, plan: &mut Vec<f64>) {
        self.kind.write(plan);
        for (parameter, setting) in self.kind.parameters.iter().zip(&self.parameters) {
            match (&parameter.kind, setting) {
                (ParameterKind::Choice(names), ParameterValue::Name(name)) => {
                    names.iter().position(|known| known == name).expect("one of the names").write(plan);
                }
                (_, ParameterValue::Number(number)) => number.write(plan),
                (_, ParameterValue::Name(_)) => unreachable!("numbers have no names"),
            }
        }
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        let kind: &InitializerKind = Planned::read(plan)?;
        let settings = kind.parameters.iter().map(|parameter| match parameter.kind {
            ParameterKind::Number { .. } => f64::read(plan).map(ParameterValue::Number),
            ParameterKind::Choice(names) => names.get(usize::read(plan)?).map(|name| ParameterValue::Name(name)),
        });
        Some(Self { kind, parameters: settings.collect::<Option<_>>()? })
    }
}

impl Planned for DatasetSource {
    fn write(&self, plan: &mut Vec<f64>) {
        match self {
            Self::Drawn { generator, samples, noise, seed, test_samples, test_seed } => {
                Some(*generator).write(plan);
                samples.write(plan);
                noise.write(plan);
                seed.write(plan);
                test_samples.write(plan);
                test_seed.write(plan);
            }
            Self::Custom { train, test } => {
                None::<&Generator>.write(plan);
                train.write(plan);
                test.write(plan);
            }
        }
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        Some(match Planned::read(plan)? {
            Some(generator) => Self::Drawn {
                generator,
                samples: Planned::read(plan)?,
                noise: Planned::read(plan)?,
                seed: Planned::read(plan)?,
                test_samples: Planned::read(plan)?,
                test_seed: Planned::read(plan)?,
            },
            None => Self::Custom { train: Planned::read(plan)?, test: Planned::read(plan)? },
        })
    }
}

impl Planned for Origin {
    fn write(&self, plan: &mut Vec<f64>) {
        let (kind, run) = match *self {
            Self::New => (0_u32, 0),
            Self::Kept(run) => (1, run),
            Self::Replaced(run) => (2, run),
        };
        kind.write(plan);
        run.write(plan);
    }

    fn read(plan: &mut Iter<f64>) -> Option<Self> {
        let (kind, run) = (u32::read(plan)?, usize::read(plan)?);
        Some([Self::New, Self::Kept(run), Self::Replaced(run)][(kind as usize).min(2)])
    }
}
