//! Conversion of values to and from JavaScript.

use js_sys::{Array, Object, RangeError, Reflect, TypeError};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::{Error, ErrorKind};
use crate::value::Value;

/// Reads plain data: www/engine/input.js lets nothing else through, and limits how deep and how long it is.
pub fn read(data: &JsValue) -> Value {
    if let Some(number) = data.as_f64() {
        // −0 is read as 0.
        return Value::Number(number + 0.0);
    }
    if let Some(flag) = data.as_bool() {
        return Value::Bool(flag);
    }
    if let Some(text) = data.as_string() {
        return Value::Text(text);
    }
    if Array::is_array(data) {
        return Value::List(Array::from(data).iter().map(|item| read(&item)).collect());
    }
    let Some(object) = Object::try_from(data) else { return Value::Null };
    let field = |entry: JsValue| {
        let entry = Array::from(&entry);
        (entry.get(0).as_string().unwrap_or_default(), read(&entry.get(1)))
    };
    Value::Map(Object::entries(object).iter().map(field).collect())
}

/// Converts to a plain JavaScript object, as from `JSON.parse`; `None` becomes `null`.
///
/// Whole numbers are below 2^53 and keys are text, so everything converts. If not, the console shows the reason.
pub fn object(output: &impl Serialize) -> JsValue {
    output.serialize(&Serializer::json_compatible()).unwrap_or_else(|error| {
        web_sys::console::error_1(&error.into());
        JsValue::NULL
    })
}

/// A `RangeError` or a `TypeError` with the properties `path`, `value` and `allowed`.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        let thrown: Self = match error.kind() {
            ErrorKind::Type => TypeError::new(&message).into(),
            ErrorKind::Range => RangeError::new(&message).into(),
        };
        for (name, text) in [("path", error.path()), ("value", error.value()), ("allowed", error.allowed())] {
            // A new object takes every property.
            let _ = Reflect::set(&thrown, &name.into(), &text.into());
        }
        thrown
    }
}
