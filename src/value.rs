//! Untyped input: any JSON value, and also the numbers that JSON lacks, NaN and infinity.
//!
//! Experiments are read from this tree and not directly into structures, so that an error can give the field's path,
//! the original value and the allowed values.

mod serde;

use std::fmt;

/// A JSON-like value. Numbers are `f64`, as in JavaScript.
///
/// ```
/// use init_lab::Value;
///
/// let hidden: Value = [10_u32, 5].into_iter().collect();
/// let experiment = Value::map([("seed", 3_u32.into()), ("network", Value::map([("hidden", hidden)]))]);
/// assert_eq!(experiment.to_string(), "{seed: 3, network: {hidden: [10, 5]}}");
/// let changed = experiment.overlaid_with(Value::map([("seed", 4_u32.into())]));
/// assert_eq!(changed.to_string(), "{seed: 4, network: {hidden: [10, 5]}}");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; may be NaN or infinite.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, with its fields in the order of the input.
    Map(Vec<(String, Value)>),
}

/// A constant value in the source code, written with [`literal!`].
#[derive(Clone, Copy)]
pub enum Literal {
    /// A number or a text.
    Scalar(&'static (dyn Scalar + Sync)),
    /// A list.
    List(&'static [Literal]),
    /// An object.
    Map(&'static [(&'static str, Literal)]),
}

/// A Rust literal that converts to a [`Value`].
pub trait Scalar {
    /// The value.
    fn value(&self) -> Value;
}

impl<T: Copy + Into<Value>> Scalar for T {
    fn value(&self) -> Value {
        (*self).into()
    }
}

impl Literal {
    /// The literal as a [`Value`].
    pub fn value(self) -> Value {
        match self {
            Self::Scalar(scalar) => scalar.value(),
            Self::List(items) => Value::List(items.iter().map(|item| item.value()).collect()),
            Self::Map(fields) => {
                Value::Map(fields.iter().map(|(name, field)| ((*name).to_owned(), field.value())).collect())
            }
        }
    }
}

/// Writes a [`Literal`] in JSON syntax: `literal!({ "hidden": [10, 5] })`.
macro_rules! literal {
    ({ $($name:literal : $field:tt),* $(,)? }) => { $crate::value::Literal::Map(&[$(($name, $crate::value::literal!($field))),*]) };
    ([ $($item:tt),* $(,)? ]) => { $crate::value::Literal::List(&[$($crate::value::literal!($item)),*]) };
    ($value:expr) => { $crate::value::Literal::Scalar(&$value) };
}
pub(crate) use literal;

/// A [`Literal`] that the WebAssembly module does without, as JavaScript has its value in the catalogue.
macro_rules! catalogue_literal {
    ($value:tt) => {
        if cfg!(target_arch = "wasm32") { $crate::value::Literal::Map(&[]) } else { $crate::value::literal!($value) }
    };
}
pub(crate) use catalogue_literal;

/// The longest list that is accepted.
pub const LONGEST_LIST: usize = 20_001;
/// The deepest nesting that is accepted. An experiment needs 5.
pub const DEEPEST: usize = 16;
/// The most fields of an object that are accepted. Objects of an experiment have fewer than 10.
pub const MOST_FIELDS: usize = 100;

impl Value {
    /// An object with these fields.
    pub fn map<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Self::of_fields(fields.into_iter().collect())
    }

    fn of_fields(fields: Vec<(&str, Value)>) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The field with this name; `None` if it is missing or this is not an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Self::Map(fields) = self else { return None };
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl Value {
    /// A copy without one field. Values other than objects are copied unchanged.
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        let Self::Map(fields) = self else { return self.clone() };
        Self::Map(fields.iter().filter(|(name, _)| name != field).cloned().collect())
    }

    /// Merges `over` into this value, object by object. If both objects have a `name` and the names differ, `over`
    /// replaces the whole object.
    #[must_use]
    pub fn overlaid_with(self, over: Self) -> Self {
        let (mut fields, changes) = match (self, over) {
            (Self::Map(fields), Self::Map(changes)) => (fields, changes),
            (_, over) => return over,
        };
        for (name, change) in changes {
            match fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, value)) if value.is_named_unlike(&change) => *value = change,
                Some((_, value)) => *value = std::mem::replace(value, Self::Null).overlaid_with(change),
                None => fields.push((name, change)),
            }
        }
        Self::Map(fields)
    }

    /// Whether both are objects with a `name`, and the names differ.
    fn is_named_unlike(&self, other: &Self) -> bool {
        matches!((self.get("name"), other.get("name")), (Some(one), Some(another)) if one != another)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

/// A text in quotation marks, with these and control characters escaped.
pub fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        match character {
            '\0' => quoted.push_str("\\0"),
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() => quoted.extend(character.escape_default()),
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}

/// Formats as JSON, with NaN and infinity spelled out.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separated = |f: &mut fmt::Formatter<'_>, i: usize| if i > 0 { f.write_str(", ") } else { Ok(()) };
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => f.write_str(&crate::decimal::text(*value)),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    separated(f, i)?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Self::Map(fields) => {
                f.write_str("{")?;
                for (i, (name, value)) in fields.iter().enumerate() {
                    separated(f, i)?;
                    write!(f, "{name}: {value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_cannot_say_is_shown() {
        let list: Value = [f64::NAN, f64::INFINITY, 1e300].into_iter().collect();
        assert_eq!(list.to_string(), "[NaN, Infinity, 1e300]");
    }
}
