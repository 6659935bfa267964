//! Values as lists of numbers: how they cross the boundary of the WebAssembly. www/engine/value.js is the other side.
//!
//! Numbers go as they are, NaN included; text as its UTF-16 units. A unit that belongs to no character becomes U+FFFD.

use std::slice::Iter;

use super::Value;

const NULL: f64 = 0.0;
const FALSE: f64 = 1.0;
const TRUE: f64 = 2.0;
const NUMBER: f64 = 3.0;
const TEXT: f64 = 4.0;
const LIST: f64 = 5.0;
const MAP: f64 = 6.0;

impl Value {
    /// This value as numbers.
    pub fn to_numbers(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        write(self, &mut numbers);
        numbers
    }

    /// The value that numbers stand for.
    pub fn from_numbers(numbers: &[f64]) -> Self {
        read(&mut numbers.iter())
    }
}

fn write(value: &Value, numbers: &mut Vec<f64>) {
    match value {
        Value::Null => numbers.push(NULL),
        Value::Bool(false) => numbers.push(FALSE),
        Value::Bool(true) => numbers.push(TRUE),
        Value::Number(number) => numbers.extend([NUMBER, *number]),
        Value::Text(text) => {
            numbers.push(TEXT);
            write_text(text, numbers);
        }
        Value::List(items) => {
            numbers.extend([LIST, items.len() as f64]);
            for item in items {
                write(item, numbers);
            }
        }
        Value::Map(fields) => {
            numbers.extend([MAP, fields.len() as f64]);
            for (name, field) in fields {
                write_text(name, numbers);
                write(field, numbers);
            }
        }
    }
}

fn write_text(text: &str, numbers: &mut Vec<f64>) {
    let place = numbers.len();
    numbers.push(0.0);
    numbers.extend(text.encode_utf16().map(f64::from));
    numbers[place] = (numbers.len() - place - 1) as f64;
}

fn read(numbers: &mut Iter<f64>) -> Value {
    match next(numbers) {
        FALSE => Value::Bool(false),
        TRUE => Value::Bool(true),
        // JavaScript's −0 is a 0 that was computed.
        NUMBER => Value::Number(next(numbers) + 0.0),
        TEXT => Value::Text(read_text(numbers)),
        LIST => Value::List((0..count(numbers)).map(|_| read(numbers)).collect()),
        MAP => Value::Map((0..count(numbers)).map(|_| (read_text(numbers), read(numbers))).collect()),
        _ => Value::Null,
    }
}

fn read_text(numbers: &mut Iter<f64>) -> String {
    let units: Vec<u16> = (0..count(numbers)).map(|_| next(numbers) as u16).collect();
    String::from_utf16_lossy(&units)
}

fn next(numbers: &mut Iter<f64>) -> f64 {
    *numbers.next().expect("a value is written whole")
}

fn count(numbers: &mut Iter<f64>) -> usize {
    next(numbers) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let numbers: Value = [1.0, 2.5, -1e300, f64::INFINITY].into_iter().collect();
        let others = Value::List(vec![Value::Null, Value::Bool(true), Value::Bool(false), Value::map([]), "".into()]);
        let value = Value::map([("a", numbers), ("", Value::map([("b", others)])), ("c", "π 𝒩 \u{0}".into())]);
        assert_eq!(Value::from_numbers(&value.to_numbers()), value);
    }

    #[test]
    fn a_sign_of_0_and_half_a_character_are_forgotten() {
        let Value::Number(zero) = Value::from_numbers(&[NUMBER, -0.0]) else { panic!("a number") };
        assert_eq!(zero.to_bits(), 0);
        assert_eq!(Value::from_numbers(&[TEXT, 2.0, 55_349.0, 97.0]), "\u{fffd}a".into());
        assert_eq!(Value::from_numbers(&[NUMBER, f64::NAN]).to_string(), "NaN");
    }
}
