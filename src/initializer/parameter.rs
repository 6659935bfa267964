//! Parameters of initializers: types, ranges and values.

use crate::catalogue_text::catalogue_text;
use crate::decimal::short;
use crate::distribution::{Mode, Shape};
use crate::field::number_between;

/// A parameter of an initializer.
///
/// ```
/// use init_lab::{InitializerKind, ParameterValue};
///
/// let stddev = &InitializerKind::find("random_normal").unwrap().parameters[1];
/// assert_eq!(stddev.allowed(), "a number from 0 to 1000");
/// assert_eq!(stddev.default(), ParameterValue::Number(0.05));
/// ```
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Type and range of its value.
    pub kind: ParameterKind,
    /// Description, one sentence.
    pub help: &'static str,
}

/// The type and range of a parameter, and its default.
///
/// ```
/// use init_lab::{InitializerKind, ParameterKind};
///
/// let mode = &InitializerKind::find("variance_scaling").unwrap().parameters[1];
/// assert_eq!(mode.kind, ParameterKind::Choice(&["fan_in", "fan_out", "fan_avg"]));
/// ```
#[derive(Debug, PartialEq)]
pub enum ParameterKind {
    /// A number.
    Number {
        /// Default value.
        default: f64,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// One of these names. The first is the default.
    Choice(&'static [&'static str]),
}

/// The value of a parameter.
///
/// ```
/// use init_lab::{Initializer, InitializerKind, ParameterValue};
///
/// let kind = InitializerKind::find("random_normal").unwrap();
/// let parameters = vec![ParameterValue::Number(0.0), ParameterValue::Number(10.0)];
/// assert_eq!(Initializer { kind, parameters }.label(), "Random × 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterValue {
    /// A number.
    Number(f64),
    /// A name.
    Name(&'static str),
}

impl ParameterValue {
    pub(crate) fn number(self) -> f64 {
        let Self::Number(number) = self else { unreachable!("read as a number") };
        number
    }

    pub(super) fn name(self) -> &'static str {
        let Self::Name(name) = self else { unreachable!("read as a name") };
        name
    }
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&short(*number)),
            Self::Name(name) => f.write_str(&name.replace('_', " ")),
        }
    }
}

impl Parameter {
    /// The default value.
    pub fn default(&self) -> ParameterValue {
        match self.kind {
            ParameterKind::Number { default, .. } => ParameterValue::Number(default),
            ParameterKind::Choice(names) => ParameterValue::Name(names[0]),
        }
    }

    /// The allowed values, as the end of a sentence that begins "must be".
    pub fn allowed(&self) -> String {
        match self.kind {
            ParameterKind::Number { min, max, .. } => number_between(min, max),
            ParameterKind::Choice(names) => format!("one of {}", names.join(", ")),
        }
    }
}

pub(super) const fn number_parameter(
    name: &'static str,
    default: f64,
    min: f64,
    max: f64,
    help: &'static str,
) -> Parameter {
    Parameter { name, kind: ParameterKind::Number { default, min, max }, help: catalogue_text(help) }
}

pub(super) const fn choice(name: &'static str, names: &'static [&'static str], help: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Choice(names), help: catalogue_text(help) }
}

/// Names of [`Mode`]s and [`Shape`]s in an experiment, in the order of [`mode`] and [`shape`].
pub(super) const MODES: &[&str] = &["fan_in", "fan_out", "fan_avg"];
pub(super) const SHAPES: &[&str] = &["truncated_normal", "untruncated_normal", "uniform", "cut_normal"];

pub(super) fn mode(setting: ParameterValue) -> Mode {
    match setting.name() {
        "fan_in" => Mode::FanIn,
        "fan_out" => Mode::FanOut,
        _ => Mode::FanAverage,
    }
}

pub(super) fn shape(setting: ParameterValue) -> Shape {
    match setting.name() {
        "truncated_normal" => Shape::TruncatedNormal,
        "untruncated_normal" => Shape::Normal,
        "cut_normal" => Shape::CutNormal,
        _ => Shape::Uniform,
    }
}
