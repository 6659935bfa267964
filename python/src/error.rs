//! Rejected input as an exception of Python.

use init_lab::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// The exception of rejected input: `init_lab.errors` has one for a wrong type and one for a value that is not allowed.
pub fn refused(py: Python<'_>, error: &Error) -> PyErr {
    static TYPE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static VALUE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = match error.kind() {
        ErrorKind::Type => TYPE.import(py, "init_lab.errors", "RefusedType"),
        ErrorKind::Range => VALUE.import(py, "init_lab.errors", "RefusedValue"),
    };
    match class.and_then(|class| class.call1((error.to_string(), error.path(), error.value(), error.allowed()))) {
        Ok(exception) => PyErr::from_value(exception),
        Err(failed) => failed,
    }
}

/// A result of the core as one of Python.
pub trait OrRefused<T> {
    /// The value, or the exception.
    fn or_refused(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRefused<T> for Result<T, Error> {
    fn or_refused(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| refused(py, &error))
    }
}
