//! The experiment: one small object that determines all results of a lab.
//!
//! It is read from a [`Value`] and written back to one with every default filled in. [`crate::field`] defines the
//! allowed values.

mod change;
mod reader;
mod run;
mod source;
mod training;
mod weights;

pub use change::{Change, Origin};
pub use run::RunPlan;
pub use source::DatasetSource;
pub use training::{Training, TrainingOverride};
pub use weights::MOST_PARAMETERS;

use crate::activation::Activation;
use crate::dataset::Dataset;
use crate::error::Error;
use crate::field::Field;
use crate::initializer::{Initializer, InitializerKind, ParameterValue};
use crate::network_spec::NetworkSpec;
use crate::standardization::Standardization;
use crate::sweep::SweepPlan;
use crate::value::Value;
pub(crate) use reader::{Fields, choice, item, whole_number};
use reader::{default_boolean, default_integer, default_integers, default_name, default_number};

/// Everything that determines the results of a lab, bit for bit.
///
/// ```
/// use init_lab::{Experiment, Value};
///
/// let experiment = Experiment::from_value(&Value::map([("seed", 7_u32.into())])).unwrap();
/// assert_eq!((experiment.seed, experiment.last_iteration()), (7, 15_000));
/// assert_eq!(experiment.hidden, [10, 5]);
/// assert_eq!(experiment.labels(), ["Zeros", "Random × 10", "He"]);
/// ```
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Training and test data.
    pub dataset: DatasetSource,
    /// Whether the networks see standardized coordinates.
    pub standardize: bool,
    /// Units in each hidden layer, first to last.
    pub hidden: Vec<usize>,
    /// Activation function of the hidden units.
    pub activation: &'static Activation,
    /// Initial bias, for initializers that do not set biases themselves.
    pub initial_bias: f64,
    /// Factor on initial weights.
    pub weight_scale: f64,
    /// Standard deviation of initial biases around [`Self::initial_bias`], likewise.
    pub bias_stddev: f64,
    /// Training settings, which a run may override.
    pub training: Training,
    /// Seed of the weights.
    pub seed: u32,
    /// The runs, trained side by side; at least one.
    pub runs: Vec<RunPlan>,
    /// What a sweep varies. A lab ignores it.
    pub sweep: Option<SweepPlan>,
}

impl Experiment {
    /// Reads an experiment.
    ///
    /// # Errors
    /// Reports the first field that is unknown, has the wrong type, or a value that is not allowed.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let mut fields = Fields::open("", value)?;
        if let Some(format) = fields.take("format") {
            Field::at("format").integer("format", format)?;
        }
        let (dataset, standardize) = DatasetSource::read(fields.take("dataset"))?;
        let network = read_network(fields.take("network"))?;
        let training = TrainingOverride::read("training", fields.take("training"))?.over(&Training::default());
        let seed = match fields.take("seed") {
            Some(value) => Field::at("seed").integer("seed", value)?,
            None => default_integer("seed"),
        };
        let runs = match fields.take("runs") {
            Some(value) => read_runs(value, network.activation, &network.hidden)?,
            None => notebook_runs(),
        };
        let sweep = fields.take("sweep");
        fields.close()?;
        let NetworkFields { hidden, activation, initial_bias, weight_scale, bias_stddev } = network;
        let experiment = Self {
            dataset,
            standardize,
            hidden,
            activation,
            initial_bias,
            weight_scale,
            bias_stddev,
            training,
            seed,
            runs,
            sweep: None,
        };
        let sweep = sweep.map(|sweep| SweepPlan::read(sweep, &experiment)).transpose()?;
        Ok(Self { sweep, ..experiment })
    }

    /// Reads some groups of a complete experiment's fields anew; the others stay.
    ///
    /// # Errors
    /// As [`Self::from_value`].
    pub(crate) fn reread(&mut self, groups: &Value) -> Result<(), Error> {
        if let Some(dataset) = groups.get("dataset") {
            (self.dataset, self.standardize) = DatasetSource::read(Some(dataset))?;
        }
        if let Some(network) = groups.get("network") {
            let NetworkFields { hidden, activation, initial_bias, weight_scale, bias_stddev } =
                read_network(Some(network))?;
            (self.hidden, self.activation) = (hidden, activation);
            (self.initial_bias, self.weight_scale, self.bias_stddev) = (initial_bias, weight_scale, bias_stddev);
        }
        if let Some(training) = groups.get("training") {
            self.training = TrainingOverride::read("training", Some(training))?.over(&Training::default());
        }
        if let Some(runs) = groups.get("runs") {
            self.runs = read_runs(runs, self.activation, &self.hidden)?;
        }
        Ok(())
    }

    /// The complete experiment as a value, with every default filled in.
    pub fn to_value(&self) -> Value {
        let hidden = self.hidden.iter().map(|&units| units as f64).collect();
        let mut network = vec![("hidden", hidden), ("activation", self.activation.name.into())];
        for (name, value) in
            [("initialBias", self.initial_bias), ("weightScale", self.weight_scale), ("biasStddev", self.bias_stddev)]
        {
            if value != default_number(&format!("network.{name}")) {
                network.push((name, value.into()));
            }
        }
        let mut fields = vec![
            ("format", Value::Number(1.0)),
            ("dataset", self.dataset_value()),
            ("network", Value::map(network)),
            ("training", self.training.to_value()),
            ("seed", self.seed.into()),
            ("runs", Value::List(self.runs.iter().map(RunPlan::to_value).collect())),
        ];
        fields.extend(self.sweep.as_ref().map(|sweep| ("sweep", sweep.to_value())));
        Value::map(fields)
    }

    /// This experiment without its sweep.
    pub(crate) fn without_sweep(&self) -> Self {
        Self { sweep: None, ..self.clone() }
    }

    /// The complete experiment as the base of a sweep's cells: without the sweep, and without a user's points, which no
    /// cell changes.
    pub(crate) fn base_of_cells(&self) -> Value {
        let whole = self.to_value().without("sweep");
        if self.dataset.is_drawn() { whole } else { whole.without("dataset") }
    }

    fn dataset_value(&self) -> Value {
        let dataset = self.dataset.to_value();
        if self.standardize == default_boolean("dataset.standardize") {
            return dataset;
        }
        dataset.overlaid_with(Value::map([("standardize", Value::Bool(self.standardize))]))
    }

    /// The standardization of the data with these training samples: none, unless the experiment asks for it.
    pub fn standardization(&self, train: &Dataset) -> Standardization {
        if self.standardize { Standardization::of(&train.points) } else { Standardization::NONE }
    }

    /// The complete experiment as a base for changed fields. A field at a default that follows another field is left
    /// out, so that it still follows: `dataset.testSeed`, if it is `dataset.seed` + 1.
    pub fn to_base(&self) -> Value {
        let complete = self.to_value();
        let follows =
            matches!(&self.dataset, DatasetSource::Drawn { seed, test_seed, .. } if *test_seed == seed.wrapping_add(1));
        match complete.get("dataset") {
            Some(dataset) if follows => {
                let dataset = Value::map([("dataset", dataset.without("testSeed"))]);
                complete.without("dataset").overlaid_with(dataset)
            }
            _ => complete,
        }
    }

    /// The training settings of a run: the experiment's, with the run's own in their place.
    pub fn training_of(&self, run: &RunPlan) -> Training {
        run.training.over(&self.training)
    }

    /// The label of each run. Automatic labels that are already taken get a number.
    pub fn labels(&self) -> Vec<String> {
        let mut labels: Vec<String> = self.runs.iter().map(RunPlan::label).collect();
        for i in 0..labels.len() {
            if self.runs[i].custom_label.is_some() {
                continue;
            }
            let taken = |name: &str| {
                let others = labels.iter().zip(&self.runs).enumerate();
                others
                    .into_iter()
                    .any(|(k, (label, run))| label == name && (k < i || run.custom_label.is_some() && k != i))
            };
            let numbered = |n: usize| if n == 1 { labels[i].clone() } else { format!("{} ({n})", labels[i]) };
            if let Some(name) = (1..=labels.len() + 1).map(numbered).find(|name| !taken(name)) {
                labels[i] = name;
            }
        }
        labels
    }

    /// The specification of a run's network.
    pub fn network_spec<'a>(&'a self, run: &'a RunPlan) -> NetworkSpec<'a> {
        NetworkSpec {
            hidden: &self.hidden,
            activation: self.activation,
            initializer: &run.initializer,
            output: run.output(),
            bias: self.initial_bias,
            weight_scale: self.weight_scale,
            bias_stddev: self.bias_stddev,
            weights: run.weights.as_deref(),
            seed: self.seed,
        }
    }

    /// The last iteration of a run of this experiment.
    pub fn iterations_of(&self, run: &RunPlan) -> u32 {
        run.training.iterations.unwrap_or(self.training.iterations)
    }

    /// The iteration at which the longest run ends.
    pub fn last_iteration(&self) -> u32 {
        self.runs.iter().map(|run| self.iterations_of(run)).max().unwrap_or(self.training.iterations)
    }
}

impl Default for Experiment {
    fn default() -> Self {
        Self::from_value(&Value::Map(Vec::new())).expect("the defaults are allowed")
    }
}

/// The fields of an experiment's network.
struct NetworkFields {
    hidden: Vec<usize>,
    activation: &'static Activation,
    initial_bias: f64,
    weight_scale: f64,
    bias_stddev: f64,
}

fn read_runs(value: &Value, activation: &'static Activation, hidden: &[usize]) -> Result<Vec<RunPlan>, Error> {
    let runs = Field::at("runs").list("runs", value)?;
    runs.iter().enumerate().map(|(i, run)| RunPlan::read_in(&item("runs", i), run, activation, Some(hidden))).collect()
}

fn read_network(value: Option<&Value>) -> Result<NetworkFields, Error> {
    let empty = Value::Map(Vec::new());
    let mut fields = Fields::open("network", value.unwrap_or(&empty))?;
    let hidden = match fields.take("hidden") {
        Some(value) => {
            let field = Field::at("network.hidden");
            let widths = field.list("network.hidden", value)?.iter().enumerate();
            widths
                .map(|(i, units)| Ok(field.integer(&item("network.hidden", i), units)? as usize))
                .collect::<Result<_, _>>()?
        }
        None => default_integers("network.hidden"),
    };
    let name = match fields.take("activation") {
        Some(value) => Field::at("network.activation").name("network.activation", value)?,
        None => default_name("network.activation"),
    };
    let network = NetworkFields {
        hidden,
        activation: Activation::find(name).expect("the names are the activations'"),
        initial_bias: fields.number("initialBias")?,
        weight_scale: fields.number("weightScale")?,
        bias_stddev: fields.number("biasStddev")?,
    };
    fields.close()?;
    Ok(network)
}

/// The default runs: zeros, normal with standard deviation 10, and He.
fn notebook_runs() -> Vec<RunPlan> {
    let kind = |name| InitializerKind::find(name).expect("in the catalogue");
    let large = Initializer {
        kind: kind("random_normal"),
        parameters: vec![ParameterValue::Number(0.0), ParameterValue::Number(10.0)],
    };
    [kind("zeros").with_defaults(), large, kind("he").with_defaults()].map(RunPlan::of).into()
}
