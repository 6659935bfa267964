//! The axes of a sweep: what they vary, their values, and how they are read.

use crate::error::Error;
use crate::experiment::{Experiment, Fields, RunPlan, choice, item, whole_number};
use crate::field::{FIELDS, Field, Kind, refused};
use crate::initializer::{INITIALIZER_KINDS, ParameterKind};
use crate::value::Value;

/// The most axes of a sweep.
const MOST_AXES: usize = 2;
/// The fewest and the most steps of an axis.
const STEPS: (u32, u32) = (2, 1024);
/// The most hidden layers that the axis `depth` gives.
const DEEPEST: u32 = 100;
/// The most units that the axis `width` gives.
const WIDEST: u32 = 256;

/// The spacing of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Equal differences.
    Linear,
    /// Equal ratios.
    Log,
}

impl Spacing {
    const ALL: [Self; 2] = [Self::Linear, Self::Log];

    /// Name in an experiment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

/// What an axis varies.
#[derive(Clone, Debug)]
pub enum Target {
    /// A numeric field of the experiment.
    Field(&'static Field),
    /// A numeric parameter of the runs' initializers that have it, by name.
    Parameter(&'static str),
    /// The number of hidden layers, all of the first one's width.
    Depth,
    /// The width of every hidden layer.
    Width,
}

impl Target {
    /// Name in an experiment.
    pub fn name(&self) -> String {
        match self {
            Self::Field(field) => field.path.to_owned(),
            Self::Parameter(name) => format!("runs.{name}"),
            Self::Depth => "depth".to_owned(),
            Self::Width => "width".to_owned(),
        }
    }

    /// The group of an experiment's fields that it changes.
    pub(super) fn group(&self) -> &'static str {
        match self {
            Self::Field(field) => field.path.split_once('.').expect("a numeric field that is varied is in a group").0,
            Self::Parameter(_) => "runs",
            Self::Depth | Self::Width => "network",
        }
    }

    /// Whether values are whole numbers.
    fn is_whole(&self) -> bool {
        match self {
            Self::Field(field) => matches!(field.kind, Kind::Integer(..)),
            Self::Parameter(_) => false,
            Self::Depth | Self::Width => true,
        }
    }

    /// Smallest and largest value.
    pub(super) fn range(&self, experiment: &Experiment) -> (f64, f64) {
        match self {
            Self::Field(field) => match field.kind {
                Kind::Integer(min, max) => (min.into(), max.into()),
                Kind::Number(min, max) => (min, max),
                _ => unreachable!("read as a numeric field"),
            },
            Self::Parameter(name) => {
                let ranges = experiment.runs.iter().filter_map(|run| numeric_parameter(run, name));
                ranges.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))).expect("some run has it")
            }
            Self::Depth => (1.0, DEEPEST.into()),
            Self::Width => (1.0, WIDEST.into()),
        }
    }

    /// Gives this value to a complete experiment.
    pub(super) fn apply(&self, whole: Value, value: f64) -> Value {
        match self {
            Self::Field(field) if field.path == DATA_SEED => with_data_seed(whole, value as u32),
            Self::Field(field) => {
                let (group, name) = field.path.split_once('.').expect("a numeric field that is varied is in a group");
                whole.overlaid_with(Value::map([(group, Value::map([(name, value.into())]))]))
            }
            Self::Depth => with_hidden(whole, |hidden| vec![hidden[0].clone(); value as usize]),
            Self::Width => with_hidden(whole, |hidden| vec![value.into(); hidden.len()]),
            Self::Parameter(name) => with_list(whole, "runs", |runs| {
                let change = Value::map([(*name, value.into())]);
                let changed =
                    |run: Value| if run.get(name).is_some() { run.overlaid_with(change.clone()) } else { run };
                runs.into_iter().map(changed).collect()
            }),
        }
    }

    /// Axes that other axes build on are applied first.
    pub(super) fn is_applied_first(&self) -> bool {
        matches!(self, Self::Depth) || matches!(self, Self::Field(field) if field.path == DATA_SEED)
    }
}

const DATA_SEED: &str = "dataset.seed";

/// Replaces a list of an object.
fn with_list(whole: Value, name: &str, change: impl FnOnce(Vec<Value>) -> Vec<Value>) -> Value {
    let Value::Map(mut fields) = whole else { return whole };
    if let Some((_, value)) = fields.iter_mut().find(|(key, _)| key == name)
        && let Value::List(items) = std::mem::replace(value, Value::Null)
    {
        *value = Value::List(change(items));
    }
    Value::Map(fields)
}

/// Replaces the hidden layers of a complete experiment.
fn with_hidden(whole: Value, change: impl FnOnce(Vec<Value>) -> Vec<Value>) -> Value {
    let Some(network) = whole.get("network").cloned() else { return whole };
    let network = with_list(network, "hidden", change);
    whole.overlaid_with(Value::map([("network", network)]))
}

/// Gives the training samples of a complete experiment a seed, and moves that of its test samples by the same amount.
fn with_data_seed(whole: Value, now: u32) -> Value {
    let seed = |name: &str| match whole.get("dataset").and_then(|dataset| dataset.get(name)) {
        Some(Value::Number(seed)) => *seed as u32,
        _ => 0,
    };
    let before = seed("seed");
    let test = seed("testSeed").wrapping_add(now.wrapping_sub(before));
    whole.overlaid_with(Value::map([("dataset", Value::map([("seed", now.into()), ("testSeed", test.into())]))]))
}

/// An axis of a sweep.
///
/// ```
/// use init_lab::{Experiment, Sweep, Value};
///
/// let axis = Value::map([
///     ("field", "training.learningRate".into()),
///     ("from", 0.01.into()),
///     ("to", 1.0.into()),
///     ("steps", 3_u32.into()),
///     ("scale", "log".into()),
/// ]);
/// let sweep = Value::map([("axes", Value::List(vec![axis]))]);
/// let experiment = Experiment::from_value(&Value::map([("sweep", sweep)])).unwrap();
/// assert_eq!(Sweep::new(&experiment).axis_values(0), [0.01, 0.1, 1.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Axis {
    /// What it varies.
    pub target: Target,
    /// First value.
    pub from: f64,
    /// Last value.
    pub to: f64,
    /// Number of values before equal ones are merged.
    pub steps: u32,
    /// Spacing of the values.
    pub spacing: Spacing,
}

impl Axis {
    /// The values that differ, in order. Both ends are exact, and no value is beyond them; values of whole-number fields
    /// are rounded. −0 is 0.
    pub fn values(&self) -> Vec<f64> {
        let last = f64::from(self.steps - 1);
        let value = |k: u32| match k {
            0 => self.from,
            k if k == self.steps - 1 => self.to,
            k => match self.spacing {
                Spacing::Linear => self.from + f64::from(k) * (self.to - self.from) / last,
                Spacing::Log => self.from * libm::pow(self.to / self.from, f64::from(k) / last),
            },
        };
        // Between ends that are a few ulp apart, the rounding of a product can lead beyond them.
        let between = |value: f64| value.max(self.from.min(self.to)).min(self.from.max(self.to));
        let mut values: Vec<f64> = (0..self.steps).map(value).map(|value| self.rounded(between(value)) + 0.0).collect();
        values.dedup();
        values
    }

    /// A value of the axis: a whole number where the field's values are.
    pub(super) fn rounded(&self, value: f64) -> f64 {
        if self.target.is_whole() { f64::round(value) } else { value }
    }
}

/// The numeric parameter of a run's initializer with this name, and its range.
pub(super) fn numeric_parameter(run: &RunPlan, name: &str) -> Option<(f64, f64)> {
    let parameter = run.initializer.kind.parameters.iter().find(|parameter| parameter.name == name)?;
    let ParameterKind::Number { min, max, .. } = parameter.kind else { return None };
    Some((min, max))
}

/// Reads the axes of a sweep.
pub(super) fn read_axes(path: &str, value: &Value) -> Result<Vec<Axis>, Error> {
    let allowed = format!("a list of at most {MOST_AXES} axes");
    let Value::List(axes) = value else { return Err(Error::wrong_type(path, value, allowed)) };
    if axes.len() > MOST_AXES {
        return Err(Error::out_of_range(path, format!("a list of {}", axes.len()), allowed));
    }
    axes.iter().enumerate().map(|(i, axis)| read_axis(&item(path, i), axis)).collect()
}

fn read_axis(path: &str, value: &Value) -> Result<Axis, Error> {
    let mut fields = Fields::open(path, value)?;
    let mut needed = |name: &str| {
        let value = fields.take(name);
        (fields.path_of(name), value.cloned())
    };
    let (field, from, to, steps) = (needed("field"), needed("from"), needed("to"), needed("steps"));
    let spacing = fields.given("scale", |path, value| choice(path, value, &Spacing::ALL, Spacing::name))?;
    fields.close()?;
    let number = |(path, value): (String, Option<Value>)| match value {
        Some(Value::Number(number)) => Ok(number),
        Some(other) => Err(Error::wrong_type(&path, &other, "a number")),
        None => Err(Error::wrong_type(&path, "nothing", "a number")),
    };
    Ok(Axis {
        target: read_target(&field.0, field.1.as_ref())?,
        from: number(from)?,
        to: number(to)?,
        steps: match steps.1 {
            Some(value) => whole_number(&steps.0, &value, STEPS)?,
            None => {
                return Err(Error::wrong_type(
                    &steps.0,
                    "nothing",
                    format!("a whole number from {} to {}", STEPS.0, STEPS.1),
                ));
            }
        },
        spacing: spacing.unwrap_or(Spacing::Linear),
    })
}

fn read_target(path: &str, value: Option<&Value>) -> Result<Target, Error> {
    let fields: Vec<&'static Field> = FIELDS
        .iter()
        .filter(|field| field.path.contains('.') && matches!(field.kind, Kind::Number(..) | Kind::Integer(..)))
        .collect();
    let allowed = || {
        let names: Vec<&str> = fields.iter().map(|field| field.path).collect();
        format!("depth, width, a numeric parameter of a run such as runs.stddev, or one of {}", names.join(", "))
    };
    let Some(value) = value else { return Err(Error::wrong_type(path, "nothing", allowed())) };
    let Value::Text(name) = value else { return Err(Error::wrong_type(path, value, allowed())) };
    match name.as_str() {
        "depth" => return Ok(Target::Depth),
        "width" => return Ok(Target::Width),
        _ => {}
    }
    if let Some(field) = fields.iter().find(|field| field.path == name) {
        return Ok(Target::Field(field));
    }
    let parameter = name.strip_prefix("runs.").and_then(|name| {
        let all = INITIALIZER_KINDS.iter().flat_map(|kind| kind.parameters);
        all.filter(|parameter| matches!(parameter.kind, ParameterKind::Number { .. }))
            .find(|parameter| parameter.name == name)
    });
    match parameter {
        Some(parameter) => Ok(Target::Parameter(parameter.name)),
        None => Err(refused(path, value, &allowed(), true)),
    }
}
