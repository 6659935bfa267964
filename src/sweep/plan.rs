//! The plan of a sweep, as a field of the experiment: seeds, axes and measure.

use crate::error::Error;
use crate::experiment::{Experiment, Fields, RunPlan};
use crate::field::{FIELDS, Field, Kind, number_between, refused};
use crate::initializer::{INITIALIZER_KINDS, ParameterKind};
use crate::measure::{MEASURES, SweepMeasure};
use crate::value::Value;

/// The most trainings of a sweep: cells × seeds × runs.
pub const MOST_TRAININGS: usize = 1 << 20;
/// The most seeds of a sweep.
const MOST_SEEDS: u32 = 10_000;
/// The most axes of a sweep.
const MOST_AXES: usize = 2;
/// The fewest and the most steps of an axis.
const STEPS: (u32, u32) = (2, 1024);
/// The most hidden layers that the axis `depth` gives.
const DEEPEST: u32 = 100;
/// The most units that the axis `width` gives.
const WIDEST: u32 = 256;

/// What a sweep varies, and what it measures.
///
/// ```
/// use init_lab::{Experiment, Value};
///
/// let sweep = Value::map([("seeds", 100_u32.into())]);
/// let experiment = Experiment::from_value(&Value::map([("sweep", sweep)])).unwrap();
/// let plan = experiment.sweep.unwrap();
/// assert_eq!((plan.seeds, plan.axes.len(), plan.measure.name), (100, 0, "cost"));
/// ```
#[derive(Clone, Debug)]
pub struct SweepPlan {
    /// Number of seeds.
    pub seeds: u32,
    /// What the seeds change.
    pub vary: Vary,
    /// The axes: x, then y.
    pub axes: Vec<Axis>,
    /// The measure that is shown.
    pub measure: &'static SweepMeasure,
}

/// What the seeds of a sweep change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vary {
    /// The seed of the weights.
    Weights,
    /// The seeds of training and test samples.
    Data,
    /// All of them.
    Both,
}

impl Vary {
    const ALL: [Self; 3] = [Self::Weights, Self::Data, Self::Both];

    /// Name in an experiment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weights => "weights",
            Self::Data => "data",
            Self::Both => "both",
        }
    }
}

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
    fn group(&self) -> &'static str {
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
    fn range(&self, experiment: &Experiment) -> (f64, f64) {
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
    fn apply(&self, whole: Value, value: f64) -> Value {
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
    fn is_applied_first(&self) -> bool {
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
        let mut values: Vec<f64> =
            (0..self.steps).map(value).map(|value| rounded(self, between(value)) + 0.0).collect();
        values.dedup();
        values
    }
}

impl SweepPlan {
    /// Reads the field `sweep` of an experiment whose other fields are read.
    pub(crate) fn read(value: &Value, experiment: &Experiment) -> Result<Self, Error> {
        let mut fields = Fields::open("sweep", value)?;
        let seeds = fields.given("seeds", |path, value| whole_number(path, value, (1, MOST_SEEDS)))?.unwrap_or(1);
        let vary = fields.given("vary", |path, value| choice(path, value, &Vary::ALL, Vary::name))?;
        let axes = fields.given("axes", read_axes)?.unwrap_or_default();
        let measure = fields.given("measure", |path, value| {
            let all: Vec<&'static SweepMeasure> = MEASURES.iter().collect();
            choice(path, value, &all, |measure| measure.name)
        })?;
        fields.close()?;
        let plan = Self { seeds, vary: vary.unwrap_or(Vary::Weights), axes, measure: measure.unwrap_or(&MEASURES[0]) };
        plan.check(experiment)?;
        Ok(plan)
    }

    /// Whether this sweep can vary this experiment.
    pub(crate) fn check(&self, experiment: &Experiment) -> Result<(), Error> {
        if self.vary != Vary::Weights && !experiment.dataset.is_drawn() {
            let allowed = "weights, as the experiment has points of its own";
            return Err(Error::out_of_range("sweep.vary", format!("{:?}", self.vary.name()), allowed));
        }
        for (i, axis) in self.axes.iter().enumerate() {
            check_target(i, &axis.target, experiment)?;
            if self.axes[..i].iter().any(|other| other.target.name() == axis.target.name()) {
                return Err(field_refused(i, axis, "another field than the first axis"));
            }
            check_ends(i, axis, experiment)?;
        }
        self.check_corners(experiment)?;
        self.check_size(experiment)
    }

    /// The experiment must be allowed at all ends of the axes together.
    fn check_corners(&self, experiment: &Experiment) -> Result<(), Error> {
        let whole = experiment.base_of_cells();
        let ends = |axis: usize| match self.axes.get(axis) {
            Some(axis) => vec![("from", axis.from), ("to", axis.to)],
            None => vec![("", f64::NAN)],
        };
        for x in ends(0) {
            for y in ends(1) {
                self.check_corner(&whole, [x, y])?;
            }
        }
        Ok(())
    }

    /// Names the axis that the experiment refuses by itself, or the last one.
    fn check_corner(&self, whole: &Value, ends: [(&str, f64); 2]) -> Result<(), Error> {
        let value = |axis: usize| rounded(&self.axes[axis], ends[axis].1);
        let refused = |whole: &Value| Experiment::from_value(whole).err();
        let Some(together) = refused(&self.applied(whole.clone(), value)) else { return Ok(()) };
        let alone = |axis: usize| {
            let error = refused(&self.axes[axis].target.apply(whole.clone(), value(axis)))?;
            Some((axis, error))
        };
        let (axis, error) = (0..self.axes.len()).find_map(alone).unwrap_or((self.axes.len() - 1, together));
        let (end, value) = ends[axis];
        let allowed = format!("a value with which {} is {}", error.path(), error.allowed());
        Err(Error::out_of_range(&format!("sweep.axes[{axis}].{end}"), Value::Number(value), allowed))
    }

    fn check_size(&self, experiment: &Experiment) -> Result<(), Error> {
        // The product of the largest values exceeds 32 bits, the size of `usize` in WebAssembly.
        let cells: u64 = self.axes.iter().map(|axis| axis.values().len() as u64).product();
        let runs = experiment.runs.len() as u64;
        if cells * u64::from(self.seeds) * runs <= MOST_TRAININGS as u64 {
            return Ok(());
        }
        let value = format!("{cells} cells × {} seeds × {runs} runs", self.seeds);
        Err(Error::out_of_range("sweep", value, format!("at most {MOST_TRAININGS} trainings")))
    }

    /// Gives each axis its value in a complete experiment.
    pub(super) fn applied(&self, whole: Value, value: impl Fn(usize) -> f64) -> Value {
        let of =
            |first: bool| (0..self.axes.len()).filter(move |&axis| self.axes[axis].target.is_applied_first() == first);
        of(true).chain(of(false)).fold(whole, |whole, axis| self.axes[axis].target.apply(whole, value(axis)))
    }

    /// The groups of a complete experiment's fields that axes change.
    pub(super) fn varied_groups(&self, whole: &Value) -> Value {
        let mut groups: Vec<(&str, Value)> = Vec::new();
        for axis in &self.axes {
            let name = axis.target.group();
            if groups.iter().all(|&(known, _)| known != name) {
                groups.extend(whole.get(name).map(|group| (name, group.clone())));
            }
        }
        Value::map(groups)
    }

    /// Whether the samples differ between seeds or cells.
    pub(super) fn varies_data(&self) -> bool {
        let of_data = |axis: &Axis| matches!(axis.target, Target::Field(field) if field.path.starts_with("dataset."));
        self.vary != Vary::Weights || self.axes.iter().any(of_data)
    }

    /// The plan as a value, as in an experiment.
    pub(crate) fn to_value(&self) -> Value {
        let axis = |axis: &Axis| {
            Value::map([
                ("field", axis.target.name().as_str().into()),
                ("from", axis.from.into()),
                ("to", axis.to.into()),
                ("steps", axis.steps.into()),
                ("scale", axis.spacing.name().into()),
            ])
        };
        Value::map([
            ("seeds", self.seeds.into()),
            ("vary", self.vary.name().into()),
            ("axes", Value::List(self.axes.iter().map(axis).collect())),
            ("measure", self.measure.name.into()),
        ])
    }
}

impl Default for SweepPlan {
    /// One cell, one seed.
    fn default() -> Self {
        Self { seeds: 1, vary: Vary::Weights, axes: Vec::new(), measure: &MEASURES[0] }
    }
}

fn rounded(axis: &Axis, value: f64) -> f64 {
    if axis.target.is_whole() { libm::round(value) } else { value }
}

fn field_refused(index: usize, axis: &Axis, allowed: &str) -> Error {
    Error::out_of_range(&format!("sweep.axes[{index}].field"), format!("{:?}", axis.target.name()), allowed)
}

/// Whether the experiment has what an axis varies, in some run.
fn check_target(index: usize, target: &Target, experiment: &Experiment) -> Result<(), Error> {
    let refused = |allowed: String| {
        Err(Error::out_of_range(&format!("sweep.axes[{index}].field"), format!("{:?}", target.name()), allowed))
    };
    match target {
        Target::Field(field) => {
            if field.path.starts_with("dataset.") && !experiment.dataset.is_drawn() {
                return refused(
                    "a field that is not about drawn samples, as the experiment has points of its own".into(),
                );
            }
            let Some(name) = field.path.strip_prefix("training.") else { return Ok(()) };
            if experiment.runs.iter().all(|run| run.training.overrides(name)) {
                return refused(format!(
                    "a field that some run takes from the experiment; all have {name} of their own"
                ));
            }
            let changes = || {
                experiment.runs.iter().any(|run| {
                    !run.training.overrides(name) && !experiment.training_of(run).learning_rate_changes.is_empty()
                })
            };
            if name == "learningRate" && changes() {
                return refused("another field, as the experiment has learningRateChanges".into());
            }
            Ok(())
        }
        Target::Parameter(name) => {
            if experiment.runs.iter().any(|run| numeric_parameter(run, name).is_some()) {
                return Ok(());
            }
            let mut names: Vec<String> = experiment
                .runs
                .iter()
                .flat_map(|run| run.initializer.kind.parameters)
                .filter(|parameter| matches!(parameter.kind, ParameterKind::Number { .. }))
                .map(|parameter| format!("runs.{}", parameter.name))
                .collect();
            names.dedup();
            refused(if names.is_empty() {
                "another field, as no run has a numeric parameter".to_owned()
            } else {
                format!("a numeric parameter of a run, such as {}", names.join(", "))
            })
        }
        Target::Depth | Target::Width if experiment.hidden.is_empty() => {
            refused("another field, as the network has no hidden layer".to_owned())
        }
        Target::Depth | Target::Width => Ok(()),
    }
}

/// Whether both ends of an axis are in the range of its field, and above 0 on a log scale.
fn check_ends(index: usize, axis: &Axis, experiment: &Experiment) -> Result<(), Error> {
    let (min, max) = axis.target.range(experiment);
    for (end, value) in [("from", axis.from), ("to", axis.to)] {
        let path = format!("sweep.axes[{index}].{end}");
        let refused = |allowed: String| Err(Error::out_of_range(&path, Value::Number(value), allowed));
        if axis.spacing == Spacing::Log && value <= 0.0 {
            return refused("above 0 on a log scale".to_owned());
        }
        if !(min..=max).contains(&value) {
            return refused(number_between(min, max));
        }
    }
    // The values between are powers of the ratio.
    if axis.spacing == Spacing::Log && !(axis.to / axis.from).is_normal() {
        let allowed = "closer to the other end: their ratio is beyond the numbers of 64 bits";
        return Err(Error::out_of_range(&format!("sweep.axes[{index}].to"), Value::Number(axis.to), allowed));
    }
    Ok(())
}

/// The numeric parameter of a run's initializer with this name, and its range.
fn numeric_parameter(run: &RunPlan, name: &str) -> Option<(f64, f64)> {
    let parameter = run.initializer.kind.parameters.iter().find(|parameter| parameter.name == name)?;
    let ParameterKind::Number { min, max, .. } = parameter.kind else { return None };
    Some((min, max))
}

fn read_axes(path: &str, value: &Value) -> Result<Vec<Axis>, Error> {
    let allowed = format!("a list of at most {MOST_AXES} axes");
    let Value::List(axes) = value else { return Err(Error::wrong_type(path, value, allowed)) };
    if axes.len() > MOST_AXES {
        return Err(Error::out_of_range(path, format!("a list of {}", axes.len()), allowed));
    }
    axes.iter().enumerate().map(|(i, axis)| read_axis(&format!("{path}[{i}]"), axis)).collect()
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

/// Reads a whole number between two ends.
fn whole_number(path: &str, value: &Value, (min, max): (u32, u32)) -> Result<u32, Error> {
    match value {
        Value::Number(number) if number.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(number) => {
            Ok(*number as u32)
        }
        _ => {
            let allowed = format!("a whole number from {min} to {max}");
            Err(refused(path, value, &allowed, matches!(value, Value::Number(_))))
        }
    }
}

/// Reads one of the choices by its name.
fn choice<T: Copy>(path: &str, value: &Value, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T, Error> {
    let found = all.iter().copied().find(|&choice| matches!(value, Value::Text(text) if text == name(choice)));
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().copied().map(name).collect();
        refused(path, value, &format!("one of {}", names.join(", ")), matches!(value, Value::Text(_)))
    })
}
