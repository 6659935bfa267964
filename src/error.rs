//! What was wrong with the input: the path, the value, and what is allowed.

use std::fmt;

/// Whether a value has the wrong type or is outside what its field allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A value of another type than the field's, or a field that does not exist (JavaScript's `TypeError`).
    Type,
    /// A value of the right type that is not allowed (JavaScript's `RangeError`).
    Range,
}

/// A refused input. Its message starts with the path, names the value and says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    path: String,
    value: String,
    allowed: String,
    message: String,
}

/// The longest excerpt of a refused value that a message repeats, in characters.
const LONGEST_EXCERPT: usize = 60;

impl Error {
    /// `value`, as the user wrote it, has another type than the field at `path` takes.
    pub fn wrong_type(path: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Type, path, &value.to_string(), allowed.to_string())
    }

    /// `value` has the right type, but the field at `path` does not allow it.
    pub fn out_of_range(path: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Range, path, &value.to_string(), allowed.to_string())
    }

    /// There is no field at `path`. `known` are the names of the fields that stand beside it.
    pub fn unknown_field(path: &str, known: &[&str]) -> Self {
        let name = path.rsplit('.').next().unwrap_or(path);
        let allowed = known.join(", ");
        Self {
            kind: ErrorKind::Type,
            path: path.to_owned(),
            value: excerpt(name),
            message: format!("{path}: unknown field; allowed here: {allowed}"),
            allowed,
        }
    }

    fn refused(kind: ErrorKind, path: &str, value: &str, allowed: String) -> Self {
        let value = excerpt(value);
        let message = format!("{path}: {value} is not allowed; must be {allowed}");
        Self { kind, path: path.to_owned(), value, allowed, message }
    }

    /// Wrong type, or out of range.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The path of what was refused, as in `training.learningRate` or `runs[2].stddev`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The refused value as the message shows it, cut where it is long; the name of a field that does not exist.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What is allowed, as the end of a sentence that begins "must be"; the names of the fields that exist.
    pub fn allowed(&self) -> &str {
        &self.allowed
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
