//! What was wrong with the input: the field, the value, and what is allowed.

use std::fmt;

/// Whether a value has the wrong type or is outside what its field allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A value of another type than the field's, or a field that does not exist (JavaScript's `TypeError`).
    Type,
    /// A value of the right type that is not allowed (JavaScript's `RangeError`).
    Range,
}

/// A refused input. Its message starts with the field's path, names the value and says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    field: String,
    message: String,
}

/// The longest excerpt of a refused value that a message repeats, in characters.
const LONGEST_EXCERPT: usize = 60;

impl Error {
    /// `value`, as the user wrote it, has another type than `field` takes.
    pub fn wrong_type(field: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Type, field, &value.to_string(), &allowed.to_string())
    }

    /// `value` has the right type, but `field` does not allow it.
    pub fn out_of_range(field: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Range, field, &value.to_string(), &allowed.to_string())
    }

    /// There is no such field. `known` are the fields that stand at this place.
    pub fn unknown_field(field: &str, known: &[&str]) -> Self {
        Self {
            kind: ErrorKind::Type,
            field: field.to_owned(),
            message: format!("{field}: unknown field; allowed here: {}", known.join(", ")),
        }
    }

    fn refused(kind: ErrorKind, field: &str, value: &str, allowed: &str) -> Self {
        let value = excerpt(value);
        Self { kind, field: field.to_owned(), message: format!("{field}: {value} is not allowed; must be {allowed}") }
    }

    /// Wrong type, or out of range.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The field's path, as in `training.learningRate` or `runs[2].stddev`.
    pub fn field(&self) -> &str {
        &self.field
    }
}

/// The first `LONGEST_EXCERPT` characters of `text`, marked where it was cut.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST_EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
