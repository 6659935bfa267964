//! Training settings: those of the experiment, and those that a run overrides.

use super::reader::{Fields, default_integer, default_name, default_number, item};
use crate::decimal::short;
use crate::error::Error;
use crate::field::{Field, refused};
use crate::library_loss::LibraryLosses;
use crate::loss::Loss;
use crate::optimizer::{Optimizer, OptimizerConstants};
use crate::value::Value;

/// The training settings of a run.
///
/// ```
/// use init_lab::Experiment;
///
/// let mut training = Experiment::default().training;
/// training.change_learning_rate(100, 0.1);
/// assert_eq!((training.learning_rate_at(99), training.learning_rate_at(100)), (0.01, 0.1));
/// ```
#[derive(Clone, Debug)]
pub struct Training {
    /// Learning rate at iteration 0.
    pub learning_rate: f64,
    /// Total number of updates.
    pub iterations: u32,
    /// Loss whose mean is the cost.
    pub loss: &'static Loss,
    /// The optimizer.
    pub optimizer: &'static Optimizer,
    /// The optimizers' constants.
    pub constants: OptimizerConstants,
    /// Samples per update; 0 for all of them.
    pub batch_size: u32,
    /// Seed of the order of the mini-batches.
    pub batch_seed: u32,
    /// Pairs (iteration, learning rate from that iteration's update on), in ascending order of iterations.
    pub learning_rate_changes: Vec<(u32, f64)>,
}

/// The training settings that a run overrides.
///
/// ```
/// use init_lab::{Experiment, Value};
///
/// let training = Value::map([("optimizer", "adam".into())]);
/// let run = Value::map([("initializer", "he".into()), ("training", training)]);
/// let experiment = Experiment::from_value(&Value::map([("runs", Value::List(vec![run]))])).unwrap();
/// assert_eq!(experiment.training.optimizer.name, "gradient_descent");
/// assert_eq!(experiment.training_of(&experiment.runs[0]).optimizer.name, "adam");
/// ```
#[derive(Clone, Debug, Default)]
pub struct TrainingOverride {
    pub(super) learning_rate: Option<f64>,
    pub(super) iterations: Option<u32>,
    pub(super) loss: Option<&'static Loss>,
    pub(super) optimizer: Option<&'static Optimizer>,
    pub(super) momentum: Option<f64>,
    pub(super) rho: Option<f64>,
    pub(super) beta1: Option<f64>,
    pub(super) beta2: Option<f64>,
    pub(super) epsilon: Option<f64>,
    pub(super) batch_size: Option<u32>,
    pub(super) batch_seed: Option<u32>,
    pub(super) learning_rate_changes: Option<Vec<(u32, f64)>>,
}

impl Training {
    /// The learning rate of the update at an iteration.
    pub fn learning_rate_at(&self, iteration: u32) -> f64 {
        let passed = self.learning_rate_changes.partition_point(|&(from, _)| from <= iteration);
        passed.checked_sub(1).map_or(self.learning_rate, |last| self.learning_rate_changes[last].1)
    }

    /// Changes the learning rate from an iteration's update on. Recorded changes of later iterations are dropped, since
    /// this change replaces the course of training that they belong to.
    pub fn change_learning_rate(&mut self, iteration: u32, learning_rate: f64) {
        self.learning_rate_changes.retain(|&(from, _)| from < iteration);
        if iteration == 0 {
            self.learning_rate = learning_rate;
        } else if self.learning_rate_at(iteration) != learning_rate {
            self.learning_rate_changes.push((iteration, learning_rate));
        }
    }

    /// The settings as a value. Rarely used ones are left out at their defaults.
    pub(super) fn to_value(&self) -> Value {
        let OptimizerConstants { momentum, rho, beta1, beta2, epsilon } = self.constants;
        let unusual = |name: &str, value: f64| (value != default_number(&path_of(name))).then_some(value);
        let unusual_integer = |name: &str, value: u32| unusual(name, f64::from(value)).map(|_| value);
        let own = TrainingOverride {
            learning_rate: Some(self.learning_rate),
            iterations: Some(self.iterations),
            loss: Some(self.loss),
            optimizer: (self.optimizer.name != default_name("training.optimizer")).then_some(self.optimizer),
            momentum: unusual("momentum", momentum),
            rho: unusual("rho", rho),
            beta1: unusual("beta1", beta1),
            beta2: unusual("beta2", beta2),
            epsilon: unusual("epsilon", epsilon),
            batch_size: unusual_integer("batchSize", self.batch_size),
            batch_seed: unusual_integer("batchSeed", self.batch_seed),
            learning_rate_changes: (!self.learning_rate_changes.is_empty()).then(|| self.learning_rate_changes.clone()),
        };
        own.to_value().expect("a learning rate")
    }
}

impl Default for Training {
    fn default() -> Self {
        let number = |name: &str| default_number(&path_of(name));
        Self {
            learning_rate: number("learningRate"),
            iterations: default_integer("training.iterations"),
            loss: Loss::find(default_name("training.loss")).expect("the names are the losses'"),
            optimizer: Optimizer::find(default_name("training.optimizer")).expect("the names are the optimizers'"),
            constants: OptimizerConstants {
                momentum: number("momentum"),
                rho: number("rho"),
                beta1: number("beta1"),
                beta2: number("beta2"),
                epsilon: number("epsilon"),
            },
            batch_size: default_integer("training.batchSize"),
            batch_seed: default_integer("training.batchSeed"),
            learning_rate_changes: Vec::new(),
        }
    }
}

/// A title as within a label: with a lower-case letter first.
fn uncapitalized(title: &str) -> String {
    let mut title = title.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    title
}

/// The path of a training setting in the table of fields.
fn path_of(name: &str) -> String {
    format!("training.{name}")
}

impl TrainingOverride {
    pub(super) fn read(path: &str, value: Option<&Value>) -> Result<Self, Error> {
        let Some(value) = value else { return Ok(Self::default()) };
        let mut fields = Fields::open(path, value)?;
        let mut number = |name| fields.given(name, |path, value| Field::at(&path_of(name)).number(path, value));
        let mut own = Self { learning_rate: number("learningRate")?, ..Self::default() };
        own.momentum = number("momentum")?;
        own.rho = number("rho")?;
        own.beta1 = number("beta1")?;
        own.beta2 = number("beta2")?;
        own.epsilon = number("epsilon")?;
        let mut integer = |name| fields.given(name, |path, value| Field::at(&path_of(name)).integer(path, value));
        own.iterations = integer("iterations")?;
        own.batch_size = integer("batchSize")?;
        own.batch_seed = integer("batchSeed")?;
        own.loss = fields.given("loss", read_loss)?;
        own.optimizer = fields.given("optimizer", |path, value| {
            let name = Field::at("training.optimizer").name(path, value)?;
            Ok(Optimizer::find(name).expect("the names are the optimizers'"))
        })?;
        own.learning_rate_changes = fields.given("learningRateChanges", read_learning_rate_changes)?;
        fields.close()?;
        Ok(own)
    }

    /// These settings, completed by those of `base`. The recorded changes of the learning rate in `base` do not apply
    /// to a run with a learning rate of its own.
    pub(super) fn over(&self, base: &Training) -> Training {
        let inherited = || if self.learning_rate.is_some() { Vec::new() } else { base.learning_rate_changes.clone() };
        Training {
            learning_rate: self.learning_rate.unwrap_or(base.learning_rate),
            iterations: self.iterations.unwrap_or(base.iterations),
            loss: self.loss.unwrap_or(base.loss),
            optimizer: self.optimizer.unwrap_or(base.optimizer),
            constants: OptimizerConstants {
                momentum: self.momentum.unwrap_or(base.constants.momentum),
                rho: self.rho.unwrap_or(base.constants.rho),
                beta1: self.beta1.unwrap_or(base.constants.beta1),
                beta2: self.beta2.unwrap_or(base.constants.beta2),
                epsilon: self.epsilon.unwrap_or(base.constants.epsilon),
            },
            batch_size: self.batch_size.unwrap_or(base.batch_size),
            batch_seed: self.batch_seed.unwrap_or(base.batch_seed),
            learning_rate_changes: self.learning_rate_changes.clone().unwrap_or_else(inherited),
        }
    }

    /// Whether it overrides the setting with this name in an experiment.
    pub(crate) fn overrides(&self, name: &str) -> bool {
        self.to_value().is_some_and(|own| own.get(name).is_some())
    }

    /// Each setting in a few words, for the label of a run.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(self.optimizer.map(|optimizer| optimizer.title.to_owned()));
        for (name, value) in [
            ("momentum", self.momentum),
            ("rho", self.rho),
            ("beta1", self.beta1),
            ("beta2", self.beta2),
            ("epsilon", self.epsilon),
            ("rate", self.learning_rate),
        ] {
            words.extend(value.map(|value| format!("{name} {}", short(value))));
        }
        words.extend(self.loss.map(|loss| uncapitalized(loss.title)));
        if let Some(size) = self.batch_size {
            words.push(if size == 0 { "full batch".to_owned() } else { format!("batches of {size}") });
        }
        words.extend(self.batch_seed.map(|seed| format!("batch seed {seed}")));
        words.extend(self.iterations.map(|iterations| format!("{iterations} iterations")));
        words.extend(self.learning_rate_changes.as_ref().map(|changes| format!("{} rate changes", changes.len())));
        words
    }

    /// The settings as a value; `None` if there are none.
    pub(super) fn to_value(&self) -> Option<Value> {
        let changes = self.learning_rate_changes.as_ref().map(|changes| {
            let pair = |&(iteration, rate): &(u32, f64)| Value::List(vec![iteration.into(), rate.into()]);
            Value::List(changes.iter().map(pair).collect())
        });
        let fields: Vec<_> = [
            ("learningRate", self.learning_rate.map(Value::from)),
            ("iterations", self.iterations.map(Value::from)),
            ("loss", self.loss.map(|loss| loss.name.into())),
            ("optimizer", self.optimizer.map(|optimizer| optimizer.name.into())),
            ("momentum", self.momentum.map(Value::from)),
            ("rho", self.rho.map(Value::from)),
            ("beta1", self.beta1.map(Value::from)),
            ("beta2", self.beta2.map(Value::from)),
            ("epsilon", self.epsilon.map(Value::from)),
            ("batchSize", self.batch_size.map(Value::from)),
            ("batchSeed", self.batch_seed.map(Value::from)),
            ("learningRateChanges", changes),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        (!fields.is_empty()).then(|| Value::map(fields))
    }
}

/// Reads the name of a loss, or a library's name for one.
fn read_loss(path: &str, value: &Value) -> Result<&'static Loss, Error> {
    let library = if let Value::Text(name) = value { LibraryLosses::find(name) } else { None };
    if let Some(loss) = library {
        return Ok(loss);
    }
    let name = Field::at("training.loss").name(path, value)?;
    Ok(Loss::find(name).expect("the names are the losses'"))
}

fn read_learning_rate_changes(path: &str, value: &Value) -> Result<Vec<(u32, f64)>, Error> {
    let changes = Field::at("training.learningRateChanges").list(path, value)?;
    let mut read: Vec<(u32, f64)> = Vec::with_capacity(changes.len());
    for (i, change) in changes.iter().enumerate() {
        let path = item(path, i);
        let Value::List(pair) = change else {
            return Err(refused(&path, change, "a pair [iteration, learning rate]", false));
        };
        let [iteration, rate] = pair.as_slice() else {
            return Err(refused(&path, change, "a pair [iteration, learning rate]", true));
        };
        let iteration = Field::at("training.iterations").integer(&item(&path, 0), iteration)?;
        let rate = Field::at("training.learningRate").number(&item(&path, 1), rate)?;
        if let Some(&(previous, _)) = read.last().filter(|(previous, _)| *previous >= iteration) {
            let allowed = format!("greater than {previous}, the iteration before it");
            return Err(Error::out_of_range(&item(&path, 0), iteration, allowed));
        }
        read.push((iteration, rate));
    }
    Ok(read)
}
