//! Input of unknown shape: what JSON can say, and also what a JavaScript object can say that JSON cannot, such as NaN.
//!
//! Experiments are read from this tree instead of straight into structures, so that an error can name the field's path,
//! the value as it was given, and what is allowed.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A JSON-like value. Numbers are `f64`, as in JavaScript.
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
    /// An object, in the order in which its fields were given.
    Map(Vec<(String, Value)>),
}

/// A value written as JSON is: `value!({ "hidden": [10, 5] })`.
macro_rules! value {
    ({ $($name:literal : $field:tt),* $(,)? }) => { $crate::value::Value::map([$(($name, value!($field))),*]) };
    ([ $($item:tt),* $(,)? ]) => { $crate::value::Value::List(vec![$(value!($item)),*]) };
    ($value:expr) => { $crate::value::Value::from($value) };
}
pub(crate) use value;

/// Deepest nesting that is read. An experiment needs 5; a cyclic object never ends.
const DEEPEST: usize = 16;
/// Longest list that is read.
pub const LONGEST: usize = 20_001;
/// Most fields of an object that are read; an experiment's have fewer than 10.
const WIDEST: usize = 100;

impl Value {
    /// An object with these fields.
    pub fn map<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The field of that name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let Self::Map(fields) = self else { return None };
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl Value {
    /// An object without one of its fields.
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        let Self::Map(fields) = self else { return self.clone() };
        Self::Map(fields.iter().filter(|(name, _)| name != field).cloned().collect())
    }

    /// This value with `over` laid over it, object by object. Objects of two different names are two things: one replaces
    /// the other as a whole.
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

    /// Whether both are objects with a name, and not the same one.
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

/// As JSON, with NaN and infinity written out.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separated = |f: &mut fmt::Formatter<'_>, i: usize| if i > 0 { f.write_str(", ") } else { Ok(()) };
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) if *value == f64::INFINITY => f.write_str("Infinity"),
            Self::Number(value) if *value == f64::NEG_INFINITY => f.write_str("-Infinity"),
            Self::Number(value) if value.abs() >= 1e21 => write!(f, "{value:e}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => write!(f, "{text:?}"),
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

/// Whole numbers are written without a fraction, so that JSON reads as a person would write it.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0;
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value)
                if value.fract() == 0.0 && value.abs() <= LARGEST_EXACT && value.to_bits() != (-0.0_f64).to_bits() =>
            {
                serializer.serialize_i64(*value as i64)
            }
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads a value `depth` levels down.
#[derive(Clone, Copy)]
struct Reader {
    depth: usize,
}

impl Reader {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            return Err(E::custom(format!("nested more than {DEEPEST} levels deep")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a string, true, false, an array or an object")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let reader = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(reader)? {
            if list.len() == LONGEST {
                return Err(A::Error::custom(format!("a list of more than {LONGEST} items")));
            }
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let reader = self.deeper()?;
        let mut fields: Vec<(String, Value)> = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            if fields.len() == WIDEST {
                return Err(A::Error::custom(format!("an object of more than {WIDEST} fields")));
            }
            if fields.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("{name}: given twice")));
            }
            fields.push((name, entries.next_value_seed(reader)?));
        }
        Ok(Value::Map(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_and_written_back() {
        let text = r#"{"a":[1,2.5,-3e300,true,null,"x"],"b":{"c":[]}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let back: Value = serde_json::from_str(&serde_json::to_string(&value).unwrap()).unwrap();
        assert_eq!(value, back);
        assert!(serde_json::to_string(&value).unwrap().starts_with(r#"{"a":[1,2.5,"#));
    }

    #[test]
    fn deep_nesting_and_repeated_fields_are_refused() {
        let deep = "[".repeat(40) + &"]".repeat(40);
        assert!(serde_json::from_str::<Value>(&deep).unwrap_err().to_string().contains("16 levels"));
        let long = format!("[{}0]", "0,".repeat(LONGEST));
        assert!(serde_json::from_str::<Value>(&long).unwrap_err().to_string().contains("more than 20001 items"));
        let wide = format!("{{{}}}", (0..=WIDEST).map(|i| format!("\"a{i}\":0")).collect::<Vec<_>>().join(","));
        assert!(serde_json::from_str::<Value>(&wide).unwrap_err().to_string().contains("more than 100 fields"));
        let twice = serde_json::from_str::<Value>(r#"{"seed": 1, "seed": 2}"#).unwrap_err();
        assert!(twice.to_string().contains("seed: given twice"));
    }

    #[test]
    fn what_json_cannot_say_is_shown() {
        let list: Value = [f64::NAN, f64::INFINITY, 1e300].into_iter().collect();
        assert_eq!(list.to_string(), "[NaN, Infinity, 1e300]");
    }
}
