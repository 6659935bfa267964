//! The plan of a sweep, as a field of the experiment: seeds, axes and measure.

use super::axis::{Axis, Spacing, Target, numeric_parameter, read_axes};
use crate::error::Error;
use crate::experiment::{Experiment, Fields, choice, whole_number};
use crate::field::number_between;
use crate::initializer::ParameterKind;
use crate::measure::{MEASURES, SweepMeasure};
use crate::value::{Value, quoted};

/// The most trainings of a sweep: cells × seeds × runs.
pub const MOST_TRAININGS: usize = 1 << 20;
/// The most seeds of a sweep.
const MOST_SEEDS: u32 = 10_000;

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
            return Err(Error::out_of_range("sweep.vary", quoted(self.vary.name()), allowed));
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
        let value = |axis: usize| self.axes[axis].rounded(ends[axis].1);
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

fn field_refused(index: usize, axis: &Axis, allowed: &str) -> Error {
    Error::out_of_range(&format!("sweep.axes[{index}].field"), quoted(&axis.target.name()), allowed)
}

/// Whether the experiment has what an axis varies, in some run.
fn check_target(index: usize, target: &Target, experiment: &Experiment) -> Result<(), Error> {
    let refused = |allowed: String| {
        Err(Error::out_of_range(&format!("sweep.axes[{index}].field"), quoted(&target.name()), allowed))
    };
    let own = experiment.runs.iter().filter(|run| run.weights.is_some()).count();
    let is_of_weights = match target {
        Target::Depth | Target::Width => own > 0,
        // What changes the start that initializers give.
        Target::Field(field) => field.path.starts_with("network.") && own == experiment.runs.len(),
        Target::Parameter(_) => false,
    };
    if is_of_weights {
        return refused("another field, as runs have weights of their own".to_owned());
    }
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
            let mut names: Vec<&str> = Vec::new();
            for parameter in experiment.runs.iter().flat_map(|run| run.initializer.kind.parameters) {
                if matches!(parameter.kind, ParameterKind::Number { .. }) && !names.contains(&parameter.name) {
                    names.push(parameter.name);
                }
            }
            refused(if names.is_empty() {
                "another field, as no run has a numeric parameter".to_owned()
            } else {
                format!("a numeric parameter of a run, such as runs.{}", names.join(", runs."))
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
