//! Errors in the input: the path, the value, and the allowed values.

use std::fmt;

/// The kind of an error: a wrong type, or a value outside the allowed range.
///
/// ```
/// use init_lab::{ErrorKind, Experiment, Value};
///
/// let kind = |seed: Value| Experiment::from_value(&Value::map([("seed", seed)])).unwrap_err().kind();
/// assert_eq!(kind("three".into()), ErrorKind::Type);
/// assert_eq!(kind(0.5.into()), ErrorKind::Range);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The value's type is not the field's, or the field does not exist (`TypeError` in JavaScript).
    Type,
    /// The type is right, but the value is not allowed (`RangeError` in JavaScript).
    Range,
}

/// Rejected input. The message gives the path, the value and the allowed values.
///
/// ```
/// use init_lab::{Experiment, Value};
///
/// let error = Experiment::from_value(&Value::map([("seed", (-1).into())])).unwrap_err();
/// assert_eq!((error.path(), error.value()), ("seed", "-1"));
/// assert_eq!(error.to_string(), "seed: -1 is not allowed; must be a whole number from 0 to 4294967295");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

/// What an [`Error`] says. It is behind a pointer, so that results with an error are small to pass on.
#[derive(Clone, PartialEq, Eq)]
struct Refusal {
    kind: ErrorKind,
    path: String,
    value: String,
    allowed: String,
    message: String,
}

/// The longest excerpt of a rejected value in a message, in characters.
const LONGEST_EXCERPT: usize = 60;

impl Error {
    /// The error for a `value` whose type the field at `path` does not take. `value` is shown as the user wrote it.
    pub fn wrong_type(path: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Type, path, &value, &allowed)
    }

    /// The error for a `value` of the right type that the field at `path` does not allow.
    pub fn out_of_range(path: &str, value: impl fmt::Display, allowed: impl fmt::Display) -> Self {
        Self::refused(ErrorKind::Range, path, &value, &allowed)
    }

    /// The error for a `path` without a field. `known` are the names of the fields at that level.
    pub fn unknown_field(path: &str, known: &[&str]) -> Self {
        let name = path.rsplit('.').next().unwrap_or(path);
        let allowed = known.join(", ");
        // A name without letters would leave its place empty.
        let path = if name.is_empty() { format!("{path}\"\"") } else { path.to_owned() };
        Self(Box::new(Refusal {
            kind: ErrorKind::Type,
            value: excerpt(name),
            message: format!("{path}: unknown field; allowed here: {allowed}"),
            path,
            allowed,
        }))
    }

    fn refused(kind: ErrorKind, path: &str, value: &dyn fmt::Display, allowed: &dyn fmt::Display) -> Self {
        let (value, allowed) = (excerpt(&value.to_string()), allowed.to_string());
        let message = format!("{path}: {value} is not allowed; must be {allowed}");
        Self(Box::new(Refusal { kind, path: path.to_owned(), value, allowed, message }))
    }

    /// Whether the type or the value is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The path of the rejected input, such as `training.learningRate` or `runs[2].stddev`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The rejected value as in the message, shortened if long; for an unknown field, its name.
    pub fn value(&self) -> &str {
        &self.0.value
    }

    /// The allowed values, as the end of a sentence that begins "must be"; for an unknown field, the names of the known
    /// fields.
    pub fn allowed(&self) -> &str {
        &self.0.allowed
    }
}

/// The first `LONGEST_EXCERPT` characters of `text`, with an ellipsis if any were cut.
fn excerpt(text: &str) -> String {
    let mut characters = text.chars();
    let mut excerpt: String = characters.by_ref().take(LONGEST_EXCERPT).collect();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

/// The message, in a panic too.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
