//! Starting weights of one's own: the field `weights` of a run.

use nalgebra::{Const, DMatrix, DVector, Dyn, VecStorage};

use super::reader::{Fields, item};
use crate::error::Error;
use crate::field::refused;
use crate::network::Layer;
use crate::network_spec::INPUTS;
use crate::value::Value;

/// The most weights and biases of a run that has its own.
pub const MOST_PARAMETERS: usize = 1_000_000;

/// Reads the layers of a network with these hidden layers. A layer has `weights`, a list for each unit or one list of all
/// of them, unit by unit, and `biases`; it may have its `shape`, which is ignored.
///
/// # Errors
/// Reports the first value with another shape or type, or that is not finite.
pub(super) fn read_weights(path: &str, value: Option<&Value>, hidden: &[usize]) -> Result<Vec<Layer>, Error> {
    let (mut inputs, mut parameters) = (INPUTS, 0);
    let mut layers = Vec::new();
    for (layer, value) in list(path, value, hidden.len() + 1, "layers")?.iter().enumerate() {
        let units = hidden.get(layer).copied().unwrap_or(1);
        parameters += units * (inputs + 1);
        if parameters > MOST_PARAMETERS {
            return Err(Error::out_of_range(path, "more", "at most 1000000 weights and biases"));
        }
        layers.push(read_layer(&item(path, layer), value, units, inputs)?);
        inputs = units;
    }
    Ok(layers)
}

fn read_layer(path: &str, value: &Value, units: usize, inputs: usize) -> Result<Layer, Error> {
    let mut fields = Fields::open(path, value)?;
    // The lengths say what the shape says.
    fields.take("shape");
    let mut read = |name, columns| {
        let mut numbers = vec![0.0; units * columns];
        let value = fields.take(name);
        read_numbers(&fields.path_of(name), value, (units, columns), None, &mut numbers).map(|()| numbers)
    };
    let (weights, biases) = (read("weights", inputs)?, read("biases", 1)?);
    fields.close()?;
    Ok(Layer {
        weights: DMatrix::from_data(VecStorage::new(Dyn(units), Dyn(inputs), weights)),
        biases: DVector::from_data(VecStorage::new(Dyn(units), Const::<1>, biases)),
    })
}

/// A list of this length.
fn list<'a>(path: &str, value: Option<&'a Value>, length: usize, of: &str) -> Result<&'a [Value], Error> {
    if let Some(Value::List(items)) = value
        && items.len() == length
    {
        return Ok(items);
    }
    let allowed = format!("a list of {length} {of}");
    Err(match value {
        Some(Value::List(items)) => Error::out_of_range(path, format!("a list of {}", items.len()), allowed),
        Some(other) => refused(path, other, &allowed, false),
        None => Error::wrong_type(path, "nothing", allowed),
    })
}

/// Reads the finite numbers of a matrix, a list for each row or one list of them all, or of one of its rows. Matrices lie
/// column by column in memory. −0 is read as 0.
fn read_numbers(
    path: &str,
    value: Option<&Value>,
    (rows, columns): (usize, usize),
    row: Option<usize>,
    numbers: &mut [f64],
) -> Result<(), Error> {
    if row.is_none() && matches!(value, Some(Value::List(items)) if matches!(items.first(), Some(Value::List(_)))) {
        for (row, value) in list(path, value, rows, "lists")?.iter().enumerate() {
            read_numbers(&item(path, row), Some(value), (rows, columns), Some(row), numbers)?;
        }
        return Ok(());
    }
    let (first, length) = row.map_or((0, rows * columns), |row| (row * columns, columns));
    for (i, value) in list(path, value, length, "numbers")?.iter().enumerate() {
        let k = first + i;
        match value {
            Value::Number(number) if number.is_finite() => numbers[k % columns * rows + k / columns] = number + 0.0,
            _ => return Err(refused(&item(path, i), value, "a finite number", matches!(value, Value::Number(_)))),
        }
    }
    Ok(())
}

/// Layers as a value, as in an experiment.
pub(super) fn to_value(layers: &[Layer]) -> Value {
    let mut list = Vec::with_capacity(layers.len());
    for Layer { weights, biases } in layers {
        let mut rows = Vec::with_capacity(biases.len());
        for unit in 0..biases.len() {
            rows.push(every(weights.as_slice(), unit, biases.len()));
        }
        list.push(Value::map([("weights", Value::List(rows)), ("biases", every(biases.as_slice(), 0, 1))]));
    }
    Value::List(list)
}

/// The numbers at these steps, from the first.
fn every(numbers: &[f64], first: usize, step: usize) -> Value {
    let mut list = Vec::new();
    let mut at = first;
    while at < numbers.len() {
        list.push(Value::Number(numbers[at]));
        at += step;
    }
    Value::List(list)
}
