//! How a run is trained: the experiment's training fields, and the ones that a run overrides.

use super::reader::{Fields, default_integer, default_name, default_number};
use crate::error::Error;
use crate::field::{Field, refused};
use crate::loss::Loss;
use crate::value::Value;

/// How a run is trained.
#[derive(Clone, Debug)]
pub struct Training {
    /// Learning rate at iteration 0.
    pub learning_rate: f64,
    /// Updates until training ends.
    pub iterations: u32,
    /// Loss whose mean is the cost.
    pub loss: &'static Loss,
    /// (iteration, learning rate from that iteration's update on), iterations ascending.
    pub learning_rate_changes: Vec<(u32, f64)>,
}

/// The training fields that a run overrides.
#[derive(Clone, Debug, Default)]
pub struct TrainingOverride {
    pub(super) learning_rate: Option<f64>,
    pub(super) iterations: Option<u32>,
    pub(super) loss: Option<&'static Loss>,
    pub(super) learning_rate_changes: Option<Vec<(u32, f64)>>,
}

impl Training {
    /// The learning rate of the update at an iteration.
    pub fn learning_rate_at(&self, iteration: u32) -> f64 {
        let passed = self.learning_rate_changes.partition_point(|&(from, _)| from <= iteration);
        passed.checked_sub(1).map_or(self.learning_rate, |last| self.learning_rate_changes[last].1)
    }

    /// Changes the learning rate from an iteration's update on. Changes recorded for later iterations are dropped: they
    /// belonged to a course of training that this one replaces.
    pub fn change_learning_rate(&mut self, iteration: u32, learning_rate: f64) {
        self.learning_rate_changes.retain(|&(from, _)| from < iteration);
        if iteration == 0 {
            self.learning_rate = learning_rate;
        } else if self.learning_rate_at(iteration) != learning_rate {
            self.learning_rate_changes.push((iteration, learning_rate));
        }
    }

    pub(super) fn to_value(&self) -> Value {
        let own = TrainingOverride {
            learning_rate: Some(self.learning_rate),
            iterations: Some(self.iterations),
            loss: Some(self.loss),
            learning_rate_changes: (!self.learning_rate_changes.is_empty()).then(|| self.learning_rate_changes.clone()),
        };
        own.to_value().expect("a learning rate")
    }
}

impl Default for Training {
    fn default() -> Self {
        Self {
            learning_rate: default_number("training.learningRate"),
            iterations: default_integer("training.iterations"),
            loss: Loss::find(default_name("training.loss")).expect("the names are the losses'"),
            learning_rate_changes: Vec::new(),
        }
    }
}

impl TrainingOverride {
    pub(super) fn read(path: &str, value: Option<&Value>) -> Result<Self, Error> {
        let Some(value) = value else { return Ok(Self::default()) };
        let mut fields = Fields::open(path, value)?;
        let own = Self {
            learning_rate: fields
                .given("learningRate", |path, value| Field::at("training.learningRate").number(path, value))?,
            iterations: fields
                .given("iterations", |path, value| Field::at("training.iterations").integer(path, value))?,
            loss: fields.given("loss", |path, value| {
                let name = Field::at("training.loss").name(path, value)?;
                Ok(Loss::find(name).expect("the names are the losses'"))
            })?,
            learning_rate_changes: fields.given("learningRateChanges", read_learning_rate_changes)?,
        };
        fields.close()?;
        Ok(own)
    }

    /// These fields over the ones of `base`. A learning rate of one's own is not changed by the base's changes.
    pub(super) fn over(&self, base: &Training) -> Training {
        let inherited = || if self.learning_rate.is_some() { Vec::new() } else { base.learning_rate_changes.clone() };
        Training {
            learning_rate: self.learning_rate.unwrap_or(base.learning_rate),
            iterations: self.iterations.unwrap_or(base.iterations),
            loss: self.loss.unwrap_or(base.loss),
            learning_rate_changes: self.learning_rate_changes.clone().unwrap_or_else(inherited),
        }
    }

    /// The fields that are given; nothing if none is.
    pub(super) fn to_value(&self) -> Option<Value> {
        let changes = self.learning_rate_changes.as_ref().map(|changes| {
            let pair = |&(iteration, rate): &(u32, f64)| Value::List(vec![iteration.into(), rate.into()]);
            Value::List(changes.iter().map(pair).collect())
        });
        let fields: Vec<_> = [
            ("learningRate", self.learning_rate.map(Value::from)),
            ("iterations", self.iterations.map(Value::from)),
            ("loss", self.loss.map(|loss| loss.name.into())),
            ("learningRateChanges", changes),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        (!fields.is_empty()).then(|| Value::map(fields))
    }
}

fn read_learning_rate_changes(path: &str, value: &Value) -> Result<Vec<(u32, f64)>, Error> {
    let changes = Field::at("training.learningRateChanges").list(path, value)?;
    let mut read: Vec<(u32, f64)> = Vec::with_capacity(changes.len());
    for (i, change) in changes.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let Value::List(pair) = change else {
            return Err(refused(&path, change, "a pair [iteration, learning rate]", false));
        };
        let [iteration, rate] = pair.as_slice() else {
            return Err(refused(&path, change, "a pair [iteration, learning rate]", true));
        };
        let iteration = Field::at("training.iterations").integer(&format!("{path}[0]"), iteration)?;
        let rate = Field::at("training.learningRate").number(&format!("{path}[1]"), rate)?;
        if let Some(&(previous, _)) = read.last().filter(|(previous, _)| *previous >= iteration) {
            let allowed = format!("greater than {previous}, the iteration before it");
            return Err(Error::out_of_range(&format!("{path}[0]"), iteration, allowed));
        }
        read.push((iteration, rate));
    }
    Ok(read)
}
