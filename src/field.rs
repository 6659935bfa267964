//! The fields of an experiment: [`FIELDS`] lists path, type, range, default and help. Readers, writers, docs and
//! controls derive from it.

mod table;

pub use table::FIELDS;

use crate::decimal::text;
use crate::error::Error;
use crate::value::{LONGEST_LIST, Value};

/// A field of an experiment.
///
/// ```
/// use init_lab::{Field, Value};
///
/// let samples = Field::at("dataset.samples");
/// assert_eq!(samples.allowed(), "a whole number from 2 to 30000");
/// assert_eq!(samples.integer("dataset.samples", &Value::from(300_u32)).unwrap(), 300);
/// assert!(samples.integer("dataset.samples", &Value::from(1_u32)).is_err());
/// ```
#[derive(Debug)]
pub struct Field {
    /// Path within the experiment, such as `training.learningRate`.
    pub path: &'static str,
    /// Type and range of its value.
    pub kind: Kind,
    /// Its value in an experiment that leaves it out.
    pub default: Fallback,
    /// Description, one sentence.
    pub help: &'static str,
}

/// The type and range of a field.
///
/// ```
/// use init_lab::{Field, Kind};
///
/// assert!(matches!(Field::at("seed").kind, Kind::Integer(0, u32::MAX)));
/// ```
#[derive(Debug)]
pub enum Kind {
    /// A number, with both ends of its range included.
    Number(f64, f64),
    /// A whole number, with both ends of its range included.
    Integer(u32, u32),
    /// True or false.
    Boolean,
    /// One of these names.
    Choice(fn() -> Vec<&'static str>),
    /// Whole numbers.
    Integers {
        /// Greatest length.
        most: usize,
        /// Smallest allowed.
        min: u32,
        /// Largest allowed.
        max: u32,
    },
    /// Pairs (iteration, learning rate), in ascending order of iterations.
    LearningRateChanges {
        /// Greatest length.
        most: usize,
    },
    /// Points (x, y, label).
    Points {
        /// Least length.
        least: usize,
        /// Greatest length.
        most: usize,
    },
    /// Names of the two classes.
    ClassNames,
    /// Runs.
    Runs {
        /// Least length.
        least: usize,
        /// Greatest length.
        most: usize,
    },
    /// The plan of a sweep.
    Sweep,
}

/// The value of a field that an experiment leaves out.
///
/// ```
/// use init_lab::{Fallback, Field};
///
/// assert!(matches!(Field::at("dataset.testSeed").default, Fallback::OneMoreThan("dataset.seed")));
/// ```
#[derive(Debug)]
pub enum Fallback {
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A name.
    Name(&'static str),
    /// Whole numbers.
    Integers(&'static [u32]),
    /// The class names 0 and 1.
    ClassNumbers,
    /// An empty list.
    Empty,
    /// Another field's value, plus one.
    OneMoreThan(&'static str),
    /// The runs of the preset `notebook`.
    NotebookRuns,
    /// None: the field is required.
    Required,
    /// None: the field stays absent.
    Nothing,
}

/// The name of the data set whose points are part of the experiment.
pub const CUSTOM_DATASET: &str = "custom";
/// The largest absolute coordinate of a user's point.
pub const LARGEST_COORDINATE: f64 = 1e6;
/// The most points of a user's data set. It is one below the longest list that is read, so that one point too many gets
/// this table's message.
pub const MOST_SAMPLES: u32 = LONGEST_LIST as u32 - 1;
/// The longest label of a run or name of a class, in characters.
pub const LONGEST_LABEL: usize = 80;
/// The names of classes without names of their own.
pub const CLASS_NUMBERS: [&str; 2] = ["0", "1"];

impl Field {
    /// The field with this path.
    ///
    /// # Panics
    /// If no field has this path.
    pub fn at(path: &str) -> &'static Self {
        FIELDS.iter().find(|field| field.path == path).unwrap_or_else(|| panic!("no field {path}"))
    }

    /// The allowed values, as the end of a sentence that begins "must be".
    pub fn allowed(&self) -> String {
        match &self.kind {
            Kind::Number(min, max) => number_between(*min, *max),
            Kind::Integer(min, max) if min == max => format!("{min}"),
            Kind::Integer(min, max) => format!("a whole number from {min} to {max}"),
            Kind::Boolean => "true or false".to_owned(),
            Kind::Choice(names) if self.path == "training.loss" => {
                let names = names().join(", ");
                format!(
                    "one of {names}, or library/ and a library’s loss, such as library/torch_bceloss (docs/training.md)"
                )
            }
            Kind::Choice(names) => format!("one of {}", names().join(", ")),
            Kind::Integers { most, min, max } => format!("a list of at most {most} whole numbers from {min} to {max}"),
            Kind::LearningRateChanges { most } => {
                format!("a list of at most {most} pairs [iteration, learning rate] with ascending iterations")
            }
            Kind::Points { least, most } => format!("a list of {least} to {most} points [x, y, label]"),
            Kind::ClassNames => format!("two different texts of 1 to {LONGEST_LABEL} characters"),
            Kind::Runs { least, most } => format!("a list of {least} to {most} runs"),
            Kind::Sweep => "an object with seeds, vary, axes and measure".to_owned(),
        }
    }

    /// Reads the `value` at `path` as a number.
    ///
    /// # Errors
    /// If it is not a number, or outside the field's range.
    pub fn number(&self, path: &str, value: &Value) -> Result<f64, Error> {
        match (&self.kind, value) {
            (Kind::Number(min, max), Value::Number(number)) if (min..=max).contains(&number) => Ok(*number),
            _ => Err(refused(path, value, &self.allowed(), matches!(value, Value::Number(_)))),
        }
    }

    /// Reads the `value` at `path` as a whole number.
    ///
    /// # Errors
    /// If it is not a whole number, or outside the field's range.
    ///
    /// # Panics
    /// If the field is not of whole numbers.
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

    /// Reads the `value` at `path` as true or false.
    ///
    /// # Errors
    /// If it is neither.
    pub fn boolean(&self, path: &str, value: &Value) -> Result<bool, Error> {
        match (&self.kind, value) {
            (Kind::Boolean, Value::Bool(value)) => Ok(*value),
            _ => Err(refused(path, value, &self.allowed(), false)),
        }
    }

    /// Reads the `value` at `path` as one of the field's names.
    ///
    /// # Errors
    /// If it is not a string, or not one of the names.
    ///
    /// # Panics
    /// If the field is not a choice of names.
    pub fn name(&self, path: &str, value: &Value) -> Result<&'static str, Error> {
        let Kind::Choice(names) = self.kind else { panic!("{} takes no name", self.path) };
        let Value::Text(text) = value else { return Err(refused(path, value, &self.allowed(), false)) };
        let known = names().into_iter().find(|name| name == text);
        known.ok_or_else(|| refused(path, value, &self.allowed(), true))
    }

    /// Reads the `value` at `path` as a list, and checks its length.
    ///
    /// # Errors
    /// If it is not a list, too short or too long.
    ///
    /// # Panics
    /// If the field is not a list.
    pub fn list<'a>(&self, path: &str, value: &'a Value) -> Result<&'a [Value], Error> {
        let Value::List(items) = value else { return Err(refused(path, value, &self.allowed(), false)) };
        self.check_length(path, items.len())?;
        Ok(items)
    }

    /// Checks the length of the list at `path`.
    ///
    /// # Errors
    /// If it is too short or too long.
    ///
    /// # Panics
    /// If the field is not a list.
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

/// Reads the `value` at `path` as a label of a run, or a name of a class.
///
/// # Errors
/// If it is not a text, too long, empty or all blank.
pub fn read_label(path: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::Text(text) if (1..=LONGEST_LABEL).contains(&text.chars().count()) => {
            let blank = text.trim().is_empty();
            if blank { Err(refused(path, value, "a text that is not all blank", true)) } else { Ok(text.clone()) }
        }
        _ => {
            let allowed = format!("a text of 1 to {LONGEST_LABEL} characters");
            Err(refused(path, value, &allowed, matches!(value, Value::Text(_))))
        }
    }
}

/// "a number from … to …".
pub fn number_between(min: f64, max: f64) -> String {
    format!("a number from {} to {}", text(min), text(max))
}

/// The error for a value that its field rejects: out of range if it has the right type, otherwise a wrong type.
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
}
