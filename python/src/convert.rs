//! Conversion of values from and to Python.

use init_lab::{DEEPEST, Error, Experiment, LONGEST_LIST, MOST_FIELDS, Value, read_experiment};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyList, PyString, PyTuple};
use serde::Serialize;

use crate::error::OrRefused;

/// Reads plain data: None, booleans, numbers, texts, lists, tuples and dicts; numbers and arrays of NumPy, too.
pub fn read(path: &str, data: &Bound<'_, PyAny>) -> PyResult<Value> {
    read_at(path, data, 0)
}

fn read_at(path: &str, data: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    let py = data.py();
    if data.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = data.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    if let Ok(text) = data.cast::<PyString>() {
        return Ok(Value::Text(text.to_string()));
    }
    if depth == DEEPEST {
        let allowed = format!("plain data, nested at most {DEEPEST} levels deep");
        return Err(Error::wrong_type(path, "more", allowed)).or_refused(py);
    }
    if let Ok(fields) = data.cast::<PyDict>() {
        return read_fields(path, fields, depth);
    }
    // An array of NumPy gives lists, and one of its numbers a number.
    let plain = if data.hasattr("tolist")? { &data.call_method0("tolist")? } else { data };
    if plain.is_instance_of::<PyList>() || plain.is_instance_of::<PyTuple>() {
        let count = plain.len()?;
        if count > LONGEST_LIST {
            let allowed = format!("a list of at most {LONGEST_LIST} items");
            return Err(Error::out_of_range(path, format!("a list of {count}"), allowed)).or_refused(py);
        }
        let items = plain.try_iter()?.enumerate();
        return items.map(|(k, item)| read_at(&format!("{path}[{k}]"), &item?, depth + 1)).collect();
    }
    if let Ok(flag) = plain.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    // −0 is read as 0.
    if let Ok(number) = plain.extract::<f64>() {
        return Ok(Value::Number(number + 0.0));
    }
    let allowed = "plain data: a number, a text, a list or a dict";
    Err(Error::wrong_type(path, plain.get_type().name()?, allowed)).or_refused(py)
}

fn read_fields(path: &str, given: &Bound<'_, PyDict>, depth: usize) -> PyResult<Value> {
    let py = given.py();
    if given.len() > MOST_FIELDS {
        let allowed = format!("a dict of at most {MOST_FIELDS} fields");
        return Err(Error::out_of_range(path, format!("a dict of {}", given.len()), allowed)).or_refused(py);
    }
    let mut fields = Vec::new();
    for (name, value) in given {
        let Ok(name) = name.extract::<String>() else {
            return Err(Error::wrong_type(path, name.repr()?, "a dict whose keys are texts")).or_refused(py);
        };
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        fields.push((name, read_at(&inner, &value, depth + 1)?));
    }
    Ok(Value::Map(fields))
}

/// Reads an experiment, which may name a preset.
pub fn experiment(data: &Bound<'_, PyAny>) -> PyResult<Experiment> {
    read_experiment(&read("", data)?).or_refused(data.py())
}

/// Plain data of Python: dicts, lists, numbers and texts.
pub fn plain<'py>(py: Python<'py>, output: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    Ok(pythonize::pythonize(py, output)?)
}

/// A matrix that lies row by row in memory. The memory becomes the array's.
pub fn matrix<T: numpy::Element>(
    py: Python<'_>,
    (rows, columns): (usize, usize),
    numbers: Vec<T>,
) -> PyResult<Bound<'_, PyArray2<T>>> {
    array(py, numbers).reshape([rows, columns])
}

/// An array whose memory this list was.
pub fn array<T: numpy::Element>(py: Python<'_>, numbers: Vec<T>) -> Bound<'_, PyArray1<T>> {
    numbers.into_pyarray(py)
}
