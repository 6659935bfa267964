//! Reads an object field by field, and reports unknown fields.

use crate::error::Error;
use crate::field::{Fallback, Field, refused};
use crate::value::Value;

/// An object being read. [`Self::close`] reports every field that was never requested.
pub(crate) struct Fields<'a> {
    path: String,
    entries: &'a [(String, Value)],
    known: Vec<String>,
}

impl<'a> Fields<'a> {
    pub(crate) fn open(path: &str, value: &'a Value) -> Result<Self, Error> {
        let Value::Map(fields) = value else {
            let place = if path.is_empty() { "experiment" } else { path };
            return Err(Error::wrong_type(place, value, "an object"));
        };
        Ok(Self { path: path.to_owned(), entries: fields, known: Vec::new() })
    }

    pub(crate) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The field's value, or `None` if it is missing.
    pub(crate) fn take(&mut self, name: &str) -> Option<&'a Value> {
        self.known.push(name.to_owned());
        self.entries.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The field's value, converted by `read`, or `None` if it is missing.
    pub(crate) fn given<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str, &Value) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        match self.take(name) {
            Some(value) => read(&self.path_of(name), value).map(Some),
            None => Ok(None),
        }
    }

    /// A number, or its default in the table of fields.
    pub(super) fn number(&mut self, name: &str) -> Result<f64, Error> {
        let given = self.given(name, |path, value| Field::at(path).number(path, value))?;
        Ok(given.unwrap_or_else(|| default_number(&self.path_of(name))))
    }

    /// A whole number, or its default in the table of fields.
    pub(super) fn integer(&mut self, name: &str) -> Result<u32, Error> {
        let given = self.given(name, |path, value| Field::at(path).integer(path, value))?;
        Ok(given.unwrap_or_else(|| default_integer(&self.path_of(name))))
    }

    /// True or false, or its default in the table of fields.
    pub(super) fn boolean(&mut self, name: &str) -> Result<bool, Error> {
        let given = self.given(name, |path, value| Field::at(path).boolean(path, value))?;
        Ok(given.unwrap_or_else(|| default_boolean(&self.path_of(name))))
    }

    /// Reports the first field that was never requested.
    pub(crate) fn close(self) -> Result<(), Error> {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        match self.entries.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Error::unknown_field(&self.path_of(name), &known)),
            None => Ok(()),
        }
    }
}

/// The path of an item of a list.
pub(crate) fn item(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

/// Reads a whole number between two ends.
pub(crate) fn whole_number(path: &str, value: &Value, (min, max): (u32, u32)) -> Result<u32, Error> {
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
pub(crate) fn choice<T: Copy>(
    path: &str,
    value: &Value,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, Error> {
    let found = all.iter().copied().find(|&choice| matches!(value, Value::Text(text) if text == name(choice)));
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().copied().map(name).collect();
        refused(path, value, &format!("one of {}", names.join(", ")), matches!(value, Value::Text(_)))
    })
}

pub(super) fn default_number(path: &str) -> f64 {
    let Fallback::Number(number) = Field::at(path).default else { panic!("{path} has no number as default") };
    number
}

pub(super) fn default_integer(path: &str) -> u32 {
    default_number(path) as u32
}

pub(super) fn default_boolean(path: &str) -> bool {
    let Fallback::Boolean(value) = Field::at(path).default else { panic!("{path} is not true or false by default") };
    value
}

pub(super) fn default_name(path: &str) -> &'static str {
    let Fallback::Name(name) = Field::at(path).default else { panic!("{path} has no name as default") };
    name
}

pub(super) fn default_integers(path: &str) -> Vec<usize> {
    let Fallback::Integers(numbers) = Field::at(path).default else { panic!("{path} has no list as default") };
    numbers.iter().map(|&number| number as usize).collect()
}
