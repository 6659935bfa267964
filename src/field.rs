//! The one table of an experiment's fields: path, type, range, default. Reading, writing, help and controls derive from it.

use crate::activation::ACTIVATIONS;
use crate::dataset::GENERATORS;
use crate::decimal;
use crate::error::Error;
use crate::loss::LOSSES;
use crate::optimizer::OPTIMIZERS;
use crate::value::{LONGEST, Value};

/// A field of an experiment.
#[derive(Debug)]
pub struct Field {
    /// Path within the experiment, as in `training.learningRate`.
    pub path: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Its value where an experiment does not give one.
    pub default: Fallback,
    /// What it does.
    pub help: &'static str,
}

/// What a field takes.
#[derive(Debug)]
pub enum Kind {
    /// A number, ends included.
    Number(f64, f64),
    /// A whole number, ends included.
    Integer(u32, u32),
    /// One of these names.
    Choice(fn() -> Vec<&'static str>),
    /// Whole numbers.
    Integers {
        /// The most of them.
        most: usize,
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// Pairs (iteration, learning rate), iterations ascending.
    LearningRateChanges {
        /// The most of them.
        most: usize,
    },
    /// Points (x, y, label).
    Points {
        /// The fewest of them.
        least: usize,
        /// The most of them.
        most: usize,
    },
    /// Runs.
    Runs {
        /// The fewest of them.
        least: usize,
        /// The most of them.
        most: usize,
    },
}

/// The value of a field that an experiment leaves out.
#[derive(Debug)]
pub enum Fallback {
    /// A number.
    Number(f64),
    /// A name.
    Name(&'static str),
    /// Whole numbers.
    Integers(&'static [u32]),
    /// An empty list.
    Empty,
    /// Another field's value, plus one.
    OneMoreThan(&'static str),
    /// The runs of the preset `notebook`.
    NotebookRuns,
    /// None: the field has to be given.
    Required,
}

/// The name of the data set whose points the experiment itself holds.
pub const CUSTOM_DATASET: &str = "custom";
/// The largest coordinate of a point of one's own.
pub const LARGEST_COORDINATE: f64 = 1e6;
/// The most points of one's own: one fewer than is read, so that one too many gets this table's message.
pub const MOST_SAMPLES: u32 = LONGEST as u32 - 1;
/// The most samples that a generator draws.
const MOST_DRAWN: u32 = 30_000;
/// The longest label of a run, in characters.
pub const LONGEST_LABEL: usize = 80;
/// The last iteration that can be reached.
const MOST_ITERATIONS: u32 = 1_000_000;

/// Every field, in the order in which an experiment is written.
pub static FIELDS: &[Field] = &[
    Field {
        path: "format",
        kind: Kind::Integer(1, 1),
        default: Fallback::Number(1.0),
        help: "Version of the experiment format.",
    },
    Field {
        path: "dataset.name",
        kind: Kind::Choice(dataset_names),
        default: Fallback::Name("circles"),
        help: "The data set.",
    },
    Field {
        path: "dataset.samples",
        kind: Kind::Integer(2, MOST_DRAWN),
        default: Fallback::Number(300.0),
        help: "Samples to train on.",
    },
    Field {
        path: "dataset.noise",
        kind: Kind::Number(0.0, 10.0),
        default: Fallback::Number(0.05),
        help: "Standard deviation of the normal noise added to each coordinate.",
    },
    Field {
        path: "dataset.seed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(1.0),
        help: "Seed of the training samples.",
    },
    Field {
        path: "dataset.testSamples",
        kind: Kind::Integer(0, MOST_DRAWN),
        default: Fallback::Number(100.0),
        help: "Samples to test on.",
    },
    Field {
        path: "dataset.testSeed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::OneMoreThan("dataset.seed"),
        help: "Seed of the test samples.",
    },
    Field {
        path: "dataset.points",
        kind: Kind::Points { least: 1, most: MOST_SAMPLES as usize },
        default: Fallback::Required,
        help: "Points to train on, [x, y, label] each; only for the data set custom.",
    },
    Field {
        path: "dataset.testPoints",
        kind: Kind::Points { least: 0, most: MOST_SAMPLES as usize },
        default: Fallback::Empty,
        help: "Points to test on, [x, y, label] each; only for the data set custom.",
    },
    Field {
        path: "network.hidden",
        kind: Kind::Integers { most: 30, min: 1, max: 256 },
        default: Fallback::Integers(&[10, 5]),
        help: "Units in each hidden layer, first to last.",
    },
    Field {
        path: "network.activation",
        kind: Kind::Choice(|| ACTIVATIONS.iter().map(|activation| activation.name).collect()),
        default: Fallback::Name("relu"),
        help: "Activation function of the hidden units.",
    },
    Field {
        path: "network.initialBias",
        kind: Kind::Number(-1000.0, 1000.0),
        default: Fallback::Number(0.0),
        help: "Where every bias starts, but for initializers that have biases of their own.",
    },
    Field {
        path: "training.learningRate",
        kind: Kind::Number(1e-6, 100.0),
        default: Fallback::Number(0.01),
        help: "Step length: parameters move by −learning rate × gradient.",
    },
    Field {
        path: "training.iterations",
        kind: Kind::Integer(1, MOST_ITERATIONS),
        default: Fallback::Number(15_000.0),
        help: "Updates until training ends.",
    },
    Field {
        path: "training.loss",
        kind: Kind::Choice(|| LOSSES.iter().map(|loss| loss.name).collect()),
        default: Fallback::Name("cross_entropy"),
        help: "Loss whose mean is the cost.",
    },
    Field {
        path: "training.optimizer",
        kind: Kind::Choice(|| OPTIMIZERS.iter().map(|optimizer| optimizer.name).collect()),
        default: Fallback::Name("gradient_descent"),
        help: "How parameters move, given their gradient.",
    },
    Field {
        path: "training.momentum",
        kind: Kind::Number(0.0, 0.9999),
        default: Fallback::Number(0.9),
        help: "Share of the last step that momentum keeps.",
    },
    Field {
        path: "training.rho",
        kind: Kind::Number(0.0, 0.999_999),
        default: Fallback::Number(0.9),
        help: "Share of its mean of squared gradients that rmsprop keeps from one update to the next.",
    },
    Field {
        path: "training.beta1",
        kind: Kind::Number(0.0, 0.9999),
        default: Fallback::Number(0.9),
        help: "Share of its mean gradient that adam keeps from one update to the next.",
    },
    Field {
        path: "training.beta2",
        kind: Kind::Number(0.0, 0.999_999),
        default: Fallback::Number(0.999),
        help: "Share of its mean of squared gradients that adam keeps from one update to the next.",
    },
    Field {
        path: "training.epsilon",
        kind: Kind::Number(1e-12, 1.0),
        default: Fallback::Number(1e-8),
        help: "What rmsprop and adam add to the root of their mean of squares. Not the ε of a loss.",
    },
    Field {
        path: "training.batchSize",
        kind: Kind::Integer(0, MOST_DRAWN),
        default: Fallback::Number(0.0),
        help: "Training samples that one update looks at; 0 for all of them.",
    },
    Field {
        path: "training.batchSeed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(4.0),
        help: "Seed of the order in which mini-batches take the samples.",
    },
    Field {
        path: "training.learningRateChanges",
        kind: Kind::LearningRateChanges { most: 10_000 },
        default: Fallback::Empty,
        help: "Learning rates changed while training, [iteration, learning rate] each: from that iteration's update on.",
    },
    Field {
        path: "seed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(3.0),
        help: "Seed of the weights; every run starts its own stream from it.",
    },
    Field {
        path: "runs",
        kind: Kind::Runs { least: 1, most: 8 },
        default: Fallback::NotebookRuns,
        help: "What is trained side by side.",
    },
];

fn dataset_names() -> Vec<&'static str> {
    GENERATORS.iter().map(|generator| generator.name).chain([CUSTOM_DATASET]).collect()
}

impl Field {
    /// The field of that path.
    ///
    /// # Panics
    /// If there is none.
    pub fn at(path: &str) -> &'static Self {
        FIELDS.iter().find(|field| field.path == path).unwrap_or_else(|| panic!("no field {path}"))
    }

    /// What the field takes, as the end of a sentence that begins "must be".
    pub fn allowed(&self) -> String {
        match &self.kind {
            Kind::Number(min, max) => number_between(*min, *max),
            Kind::Integer(min, max) if min == max => format!("{min}"),
            Kind::Integer(min, max) => format!("a whole number from {min} to {max}"),
            Kind::Choice(names) => format!("one of {}", names().join(", ")),
            Kind::Integers { most, min, max } => format!("a list of at most {most} whole numbers from {min} to {max}"),
            Kind::LearningRateChanges { most } => {
                format!("a list of at most {most} pairs [iteration, learning rate] with ascending iterations")
            }
            Kind::Points { least, most } => format!("a list of {least} to {most} points [x, y, label]"),
            Kind::Runs { least, most } => format!("a list of {least} to {most} runs"),
        }
    }

    /// `value`, which stands at `path`, as a number.
    ///
    /// # Errors
    /// If it is no number, or outside the field's range.
    pub fn number(&self, path: &str, value: &Value) -> Result<f64, Error> {
        match (&self.kind, value) {
            (Kind::Number(min, max), Value::Number(number)) if (min..=max).contains(&number) => Ok(*number),
            _ => Err(refused(path, value, &self.allowed(), matches!(value, Value::Number(_)))),
        }
    }

    /// `value`, which stands at `path`, as a whole number.
    ///
    /// # Errors
    /// If it is no whole number, or outside the field's range.
    ///
    /// # Panics
    /// If the field takes no whole numbers.
    pub fn integer(&self, path: &str, value: &Value) -> Result<u32, Error> {
        let (Kind::Integer(min, max) | Kind::Integers { min, max, .. }) = self.kind else {
            panic!("{} takes no whole number", self.path)
        };
        let allowed = || format!("a whole number from {min} to {max}");
        match value {
            Value::Number(number) if number.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(number) => {
                Ok(*number as u32)
            }
            _ if min == max => Err(refused(path, value, &min.to_string(), matches!(value, Value::Number(_)))),
            _ => Err(refused(path, value, &allowed(), matches!(value, Value::Number(_)))),
        }
    }

    /// `value`, which stands at `path`, as one of the field's names.
    ///
    /// # Errors
    /// If it is no string, or none of the names.
    ///
    /// # Panics
    /// If the field takes no name.
    pub fn name(&self, path: &str, value: &Value) -> Result<&'static str, Error> {
        let Kind::Choice(names) = self.kind else { panic!("{} takes no name", self.path) };
        let Value::Text(text) = value else { return Err(refused(path, value, &self.allowed(), false)) };
        let known = names().into_iter().find(|name| name == text);
        known.ok_or_else(|| refused(path, value, &self.allowed(), true))
    }

    /// `value`, which stands at `path`, as a list whose length the field allows.
    ///
    /// # Errors
    /// If it is no list, too short or too long.
    ///
    /// # Panics
    /// If the field takes no list.
    pub fn list<'a>(&self, path: &str, value: &'a Value) -> Result<&'a [Value], Error> {
        let Value::List(items) = value else { return Err(refused(path, value, &self.allowed(), false)) };
        self.check_length(path, items.len())?;
        Ok(items)
    }

    /// Whether the field allows a list of that length at `path`.
    ///
    /// # Errors
    /// If that is too short or too long.
    ///
    /// # Panics
    /// If the field takes no list.
    pub fn check_length(&self, path: &str, length: usize) -> Result<(), Error> {
        let (least, most) = match self.kind {
            Kind::Integers { most, .. } | Kind::LearningRateChanges { most } => (0, most),
            Kind::Points { least, most } | Kind::Runs { least, most } => (least, most),
            _ => panic!("{} takes no list", self.path),
        };
        if (least..=most).contains(&length) {
            return Ok(());
        }
        Err(Error::out_of_range(path, format!("a list of {length}"), self.allowed()))
    }
}

/// "a number from … to …".
pub fn number_between(min: f64, max: f64) -> String {
    format!("a number from {} to {}", decimal::plain(min), decimal::plain(max))
}

/// The error for a value that its field refuses: of the right type but not allowed, or of the wrong type.
pub fn refused(path: &str, value: &Value, allowed: &str, right_type: bool) -> Error {
    if right_type { Error::out_of_range(path, value, allowed) } else { Error::wrong_type(path, value, allowed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_allowed() {
        for field in FIELDS {
            match (&field.kind, &field.default) {
                (Kind::Number(..), Fallback::Number(number)) => {
                    assert!(field.number(field.path, &Value::Number(*number)).is_ok(), "{}", field.path);
                }
                (Kind::Integer(..), Fallback::Number(number)) => {
                    assert!(field.integer(field.path, &Value::Number(*number)).is_ok(), "{}", field.path);
                }
                (Kind::Choice(_), Fallback::Name(name)) => {
                    assert!(field.name(field.path, &Value::from(*name)).is_ok(), "{}", field.path);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_nan_is_outside_every_range() {
        let nan = Value::Number(f64::NAN);
        let rate = Field::at("training.learningRate");
        assert_eq!(
            rate.number(rate.path, &nan).unwrap_err().to_string(),
            "training.learningRate: NaN is not allowed; must be a number from 0.000001 to 100"
        );
        assert!(Field::at("seed").integer("seed", &nan).is_err());
    }
}
