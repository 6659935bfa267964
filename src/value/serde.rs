//! Reads and writes values with serde: from JSON natively, from JavaScript values in a browser.

use std::fmt;

use ::serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use ::serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{DEEPEST, LONGEST_LIST, MOST_FIELDS, Value};

/// Writes whole numbers without a fraction, as people do in JSON.
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

impl<'de> ::serde::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads a value at nesting level `depth`.
#[derive(Clone, Copy)]
struct Reader {
    depth: usize,
}

impl Reader {
    fn deeper<E: ::serde::de::Error>(self) -> Result<Self, E> {
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
            if list.len() == LONGEST_LIST {
                return Err(A::Error::custom(format!("a list of more than {LONGEST_LIST} items")));
            }
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let reader = self.deeper()?;
        let mut fields: Vec<(String, Value)> = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            if fields.len() == MOST_FIELDS {
                return Err(A::Error::custom(format!("an object of more than {MOST_FIELDS} fields")));
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
        let long = format!("[{}0]", "0,".repeat(LONGEST_LIST));
        assert!(serde_json::from_str::<Value>(&long).unwrap_err().to_string().contains("more than 20001 items"));
        let wide = format!("{{{}}}", (0..=MOST_FIELDS).map(|i| format!("\"a{i}\":0")).collect::<Vec<_>>().join(","));
        assert!(serde_json::from_str::<Value>(&wide).unwrap_err().to_string().contains("more than 100 fields"));
        let twice = serde_json::from_str::<Value>(r#"{"seed": 1, "seed": 2}"#).unwrap_err();
        assert!(twice.to_string().contains("seed: given twice"));
    }
}
