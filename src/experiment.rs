//! The experiment: one small object that determines everything a lab computes.
//!
//! Read from a [`Value`] and written back to one, complete. What each field takes stands in [`crate::field`].

use crate::activation::Activation;
use crate::dataset::{Dataset, Generator};
use crate::error::Error;
use crate::field::{CUSTOM_DATASET, Fallback, Field, LARGEST_COORDINATE, LONGEST_LABEL, number_between, refused};
use crate::initializer::{Initializer, SCHEMES, Scheme};
use crate::loss::Loss;
use crate::value::Value;

/// What determines a lab, to the last bit.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Data to train and to test on.
    pub dataset: DatasetSource,
    /// Units in each hidden layer, first to last.
    pub hidden: Vec<usize>,
    /// Activation function of the hidden units.
    pub activation: &'static Activation,
    /// How runs are trained, unless a run says otherwise.
    pub training: Training,
    /// Seed of the weights.
    pub seed: u32,
    /// What is trained side by side; at least one.
    pub runs: Vec<RunPlan>,
}

/// Where the data come from.
#[derive(Clone, Debug)]
pub enum DatasetSource {
    /// Drawn from a generator.
    Drawn {
        /// The generator.
        generator: &'static Generator,
        /// Samples to train on.
        samples: usize,
        /// Standard deviation of the noise.
        noise: f64,
        /// Seed of the training samples.
        seed: u32,
        /// Samples to test on.
        test_samples: usize,
        /// Seed of the test samples.
        test_seed: u32,
    },
    /// The user's own points.
    Custom {
        /// Points to train on.
        train: Dataset,
        /// Points to test on.
        test: Dataset,
    },
}

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
    learning_rate: Option<f64>,
    iterations: Option<u32>,
    loss: Option<&'static Loss>,
    learning_rate_changes: Option<Vec<(u32, f64)>>,
}

/// One run as the experiment describes it.
#[derive(Clone, Debug)]
pub struct RunPlan {
    /// Initializer of all layers, or of all but the last.
    pub initializer: Initializer,
    /// Initializer of the last layer, if it differs.
    pub output_initializer: Option<Initializer>,
    /// The run's own training fields.
    pub training: TrainingOverride,
    /// The user's name for the run.
    pub custom_label: Option<String>,
}

impl Experiment {
    /// Reads an experiment.
    ///
    /// # Errors
    /// The first field that is unknown, has the wrong type, or a value that is not allowed.
    pub fn from_value(value: &Value) -> Result<Self, Error> {
        let mut fields = Fields::open("", value)?;
        if let Some(format) = fields.take("format") {
            Field::at("format").integer("format", format)?;
        }
        let dataset = DatasetSource::read(fields.take("dataset"))?;
        let (hidden, activation) = read_network(fields.take("network"))?;
        let training = TrainingOverride::read("training", fields.take("training"))?.over(&Training::default());
        let seed = match fields.take("seed") {
            Some(value) => Field::at("seed").integer("seed", value)?,
            None => default_integer("seed"),
        };
        let runs = match fields.take("runs") {
            Some(value) => {
                let runs = Field::at("runs").list("runs", value)?;
                runs.iter()
                    .enumerate()
                    .map(|(i, run)| RunPlan::read(&format!("runs[{i}]"), run))
                    .collect::<Result<_, _>>()?
            }
            None => notebook_runs(),
        };
        fields.close()?;
        Ok(Self { dataset, hidden, activation, training, seed, runs })
    }

    /// The complete experiment, with every default filled in.
    pub fn to_value(&self) -> Value {
        let hidden = self.hidden.iter().map(|&units| units as f64).collect();
        Value::map([
            ("format", Value::Number(1.0)),
            ("dataset", self.dataset.to_value()),
            ("network", Value::map([("hidden", hidden), ("activation", self.activation.name.into())])),
            ("training", self.training.to_value()),
            ("seed", self.seed.into()),
            ("runs", Value::List(self.runs.iter().map(RunPlan::to_value).collect())),
        ])
    }

    /// The experiment as a base to lay other fields over: complete, but for what follows from other fields.
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

    /// How a run of this experiment is trained: its own fields over the experiment's.
    pub fn training_of(&self, run: &RunPlan) -> Training {
        run.training.over(&self.training)
    }

    /// The iteration at which a run of this experiment ends.
    pub fn iterations_of(&self, run: &RunPlan) -> u32 {
        run.training.iterations.unwrap_or(self.training.iterations)
    }

    /// The iteration at which the last run ends.
    pub fn last_iteration(&self) -> u32 {
        self.runs.iter().map(|run| self.iterations_of(run)).max().unwrap_or(self.training.iterations)
    }
}

impl Default for Experiment {
    fn default() -> Self {
        Self::from_value(&Value::Map(Vec::new())).expect("the defaults are allowed")
    }
}

impl DatasetSource {
    fn read(value: Option<&Value>) -> Result<Self, Error> {
        let empty = Value::Map(Vec::new());
        let mut fields = Fields::open("dataset", value.unwrap_or(&empty))?;
        let name = match fields.take("name") {
            Some(value) => Field::at("dataset.name").name("dataset.name", value)?,
            None => default_name("dataset.name"),
        };
        let source = if name == CUSTOM_DATASET {
            let points = fields.take("points").unwrap_or(&Value::Null);
            let train = read_points("dataset.points", points)?;
            let test =
                fields.take("testPoints").map_or(Ok(Dataset::default()), |p| read_points("dataset.testPoints", p))?;
            Self::Custom { train, test }
        } else {
            let seed = fields.integer("seed")?;
            let test_seed = match fields.take("testSeed") {
                Some(value) => Field::at("dataset.testSeed").integer("dataset.testSeed", value)?,
                None => seed.wrapping_add(1),
            };
            Self::Drawn {
                generator: Generator::find(name).expect("the names are the generators'"),
                samples: fields.integer("samples")? as usize,
                noise: fields.number("noise")?,
                seed,
                test_samples: fields.integer("testSamples")? as usize,
                test_seed,
            }
        };
        fields.close()?;
        Ok(source)
    }

    fn to_value(&self) -> Value {
        let number = |count: usize| Value::Number(count as f64);
        match self {
            Self::Drawn { generator, samples, noise, seed, test_samples, test_seed } => Value::map([
                ("name", generator.name.into()),
                ("samples", number(*samples)),
                ("noise", (*noise).into()),
                ("seed", (*seed).into()),
                ("testSamples", number(*test_samples)),
                ("testSeed", (*test_seed).into()),
            ]),
            Self::Custom { train, test } => Value::map([
                ("name", CUSTOM_DATASET.into()),
                ("points", points_to_value(train)),
                ("testPoints", points_to_value(test)),
            ]),
        }
    }

    /// The samples to train on.
    pub fn train(&self) -> Dataset {
        match self {
            Self::Drawn { generator, samples, noise, seed, .. } => generator.draw(*samples, *noise, *seed),
            Self::Custom { train, .. } => train.clone(),
        }
    }

    /// The samples to test on.
    pub fn test(&self) -> Dataset {
        match self {
            Self::Drawn { generator, noise, test_samples, test_seed, .. } => {
                generator.draw(*test_samples, *noise, *test_seed)
            }
            Self::Custom { test, .. } => test.clone(),
        }
    }
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

    fn to_value(&self) -> Value {
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
    fn read(path: &str, value: Option<&Value>) -> Result<Self, Error> {
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
    fn over(&self, base: &Training) -> Training {
        let inherited = || if self.learning_rate.is_some() { Vec::new() } else { base.learning_rate_changes.clone() };
        Training {
            learning_rate: self.learning_rate.unwrap_or(base.learning_rate),
            iterations: self.iterations.unwrap_or(base.iterations),
            loss: self.loss.unwrap_or(base.loss),
            learning_rate_changes: self.learning_rate_changes.clone().unwrap_or_else(inherited),
        }
    }

    /// The fields that are given; nothing if none is.
    fn to_value(&self) -> Option<Value> {
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

impl RunPlan {
    /// A run of this initializer, with nothing else of its own.
    pub fn of(initializer: Initializer) -> Self {
        Self { initializer, output_initializer: None, training: TrainingOverride::default(), custom_label: None }
    }

    /// Reads the run that stands at `path`.
    ///
    /// # Errors
    /// The first field that is unknown, has the wrong type, or a value that is not allowed.
    pub fn read(path: &str, value: &Value) -> Result<Self, Error> {
        let mut fields = Fields::open(path, value)?;
        let run = Self {
            initializer: read_initializer(&mut fields)?,
            output_initializer: fields.given("outputInitializer", |path, value| {
                let mut fields = Fields::open(path, value)?;
                let initializer = read_initializer(&mut fields)?;
                fields.close()?;
                Ok(initializer)
            })?,
            training: {
                let path = fields.path_of("training");
                TrainingOverride::read(&path, fields.take("training"))?
            },
            custom_label: fields.given("label", read_label)?,
        };
        fields.close()?;
        Ok(run)
    }

    /// What the run is called: the user's name for it, or one that names what is its own.
    pub fn label(&self) -> String {
        self.custom_label.clone().unwrap_or_else(|| match &self.output_initializer {
            Some(output) => format!("{}, output {}", self.initializer.label(), output.label()),
            None => self.initializer.label(),
        })
    }

    /// The run as the experiment holds it.
    pub fn to_value(&self) -> Value {
        let Value::Map(mut fields) = initializer_to_value(&self.initializer) else { unreachable!("a map") };
        let rest = [
            ("outputInitializer", self.output_initializer.as_ref().map(initializer_to_value)),
            ("training", self.training.to_value()),
            ("label", self.custom_label.as_deref().map(Value::from)),
        ];
        fields.extend(rest.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Value::Map(fields)
    }
}

fn read_network(value: Option<&Value>) -> Result<(Vec<usize>, &'static Activation), Error> {
    let empty = Value::Map(Vec::new());
    let mut fields = Fields::open("network", value.unwrap_or(&empty))?;
    let hidden = match fields.take("hidden") {
        Some(value) => {
            let field = Field::at("network.hidden");
            let widths = field.list("network.hidden", value)?.iter().enumerate();
            widths
                .map(|(i, units)| Ok(field.integer(&format!("network.hidden[{i}]"), units)? as usize))
                .collect::<Result<_, _>>()?
        }
        None => default_integers("network.hidden"),
    };
    let name = match fields.take("activation") {
        Some(value) => Field::at("network.activation").name("network.activation", value)?,
        None => default_name("network.activation"),
    };
    fields.close()?;
    Ok((hidden, Activation::find(name).expect("the names are the activations'")))
}

/// The initializer named by the field `initializer`, its parameters beside it.
fn read_initializer(fields: &mut Fields) -> Result<Initializer, Error> {
    let path = fields.path_of("initializer");
    let allowed = || format!("one of {}", SCHEMES.iter().map(|scheme| scheme.name).collect::<Vec<_>>().join(", "));
    let scheme = match fields.take("initializer") {
        Some(Value::Text(name)) => {
            Scheme::find(name).ok_or_else(|| Error::out_of_range(&path, format!("{name:?}"), allowed()))?
        }
        Some(other) => return Err(refused(&path, other, &allowed(), false)),
        None => return Err(Error::wrong_type(&path, "nothing", allowed())),
    };
    let parameters = scheme.parameters.iter().map(|parameter| {
        let given = fields.given(parameter.name, |path, value| match value {
            Value::Number(number) if (parameter.min..=parameter.max).contains(number) => Ok(*number),
            _ => {
                let allowed = number_between(parameter.min, parameter.max);
                Err(refused(path, value, &allowed, matches!(value, Value::Number(_))))
            }
        })?;
        Ok(given.unwrap_or(parameter.default))
    });
    Ok(Initializer { scheme, parameters: parameters.collect::<Result<_, Error>>()? })
}

fn initializer_to_value(initializer: &Initializer) -> Value {
    let names = initializer.scheme.parameters.iter().map(|parameter| parameter.name);
    let parameters = names.zip(initializer.parameters.iter().map(|&value| Value::Number(value)));
    Value::map([("initializer", initializer.scheme.name.into())].into_iter().chain(parameters))
}

fn read_label(path: &str, value: &Value) -> Result<String, Error> {
    let allowed = format!("a text of 1 to {LONGEST_LABEL} characters");
    match value {
        Value::Text(text) if (1..=LONGEST_LABEL).contains(&text.chars().count()) => Ok(text.clone()),
        _ => Err(refused(path, value, &allowed, matches!(value, Value::Text(_)))),
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

fn read_points(path: &str, value: &Value) -> Result<Dataset, Error> {
    let mut data = Dataset::default();
    for (i, point) in Field::at(path).list(path, value)?.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let coordinate = |axis: usize, value: &Value| match value {
            Value::Number(number) if number.abs() <= LARGEST_COORDINATE => Ok(*number),
            _ => {
                let allowed = number_between(-LARGEST_COORDINATE, LARGEST_COORDINATE);
                Err(refused(&format!("{path}[{axis}]"), value, &allowed, matches!(value, Value::Number(_))))
            }
        };
        let Value::List(items) = point else {
            return Err(refused(&path, point, "a point [x, y, label]", false));
        };
        let [x, y, label] = items.as_slice() else {
            return Err(refused(&path, point, "a point [x, y, label]", true));
        };
        data.points.push([coordinate(0, x)?, coordinate(1, y)?]);
        data.labels.push(match label {
            Value::Number(0.0) => 0,
            Value::Number(1.0) => 1,
            _ => return Err(refused(&format!("{path}[2]"), label, "0 or 1", matches!(label, Value::Number(_)))),
        });
    }
    Ok(data)
}

fn points_to_value(data: &Dataset) -> Value {
    let point = |(&[x, y], &label): (&[f64; 2], &u8)| Value::List(vec![x.into(), y.into(), u32::from(label).into()]);
    Value::List(data.points.iter().zip(&data.labels).map(point).collect())
}

/// Zeros, normal with standard deviation 10, and He: the runs of an experiment that names none.
fn notebook_runs() -> Vec<RunPlan> {
    let scheme = |name| Scheme::find(name).expect("in the catalogue");
    let large = Initializer { scheme: scheme("random_normal"), parameters: vec![0.0, 10.0] };
    [scheme("zeros").with_defaults(), large, scheme("he").with_defaults()].map(RunPlan::of).into()
}

fn default_number(path: &str) -> f64 {
    let Fallback::Number(number) = Field::at(path).default else { panic!("{path} has no number as default") };
    number
}

fn default_integer(path: &str) -> u32 {
    default_number(path) as u32
}

fn default_name(path: &str) -> &'static str {
    let Fallback::Name(name) = Field::at(path).default else { panic!("{path} has no name as default") };
    name
}

fn default_integers(path: &str) -> Vec<usize> {
    let Fallback::Integers(numbers) = Field::at(path).default else { panic!("{path} has no list as default") };
    numbers.iter().map(|&number| number as usize).collect()
}

/// An object being read: every field has to be taken, or asked for, before it is closed.
struct Fields<'a> {
    path: String,
    entries: &'a [(String, Value)],
    known: Vec<String>,
}

impl<'a> Fields<'a> {
    fn open(path: &str, value: &'a Value) -> Result<Self, Error> {
        let Value::Map(fields) = value else {
            let place = if path.is_empty() { "experiment" } else { path };
            return Err(Error::wrong_type(place, value, "an object"));
        };
        Ok(Self { path: path.to_owned(), entries: fields, known: Vec::new() })
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The field's value, if the object has it.
    fn take(&mut self, name: &str) -> Option<&'a Value> {
        self.known.push(name.to_owned());
        self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The field's value as `read` understands it, if the object has it.
    fn given<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str, &Value) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let path = self.path_of(name);
        self.take(name).map(|value| read(&path, value)).transpose()
    }

    /// A number whose default stands in the table.
    fn number(&mut self, name: &str) -> Result<f64, Error> {
        let given = self.given(name, |path, value| Field::at(path).number(path, value))?;
        Ok(given.unwrap_or_else(|| default_number(&self.path_of(name))))
    }

    /// A whole number whose default stands in the table.
    fn integer(&mut self, name: &str) -> Result<u32, Error> {
        let given = self.given(name, |path, value| Field::at(path).integer(path, value))?;
        Ok(given.unwrap_or_else(|| default_integer(&self.path_of(name))))
    }

    /// Refuses fields that nobody asked for.
    fn close(self) -> Result<(), Error> {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        match self.entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Error::unknown_field(&self.path_of(name), &known)),
            None => Ok(()),
        }
    }
}
