//! Conversion of values to and from JavaScript.

use js_sys::{RangeError, Reflect, TypeError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::{Error, ErrorKind};

/// Reads a JavaScript value.
pub fn read<T: DeserializeOwned>(data: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(data).map_err(|error| TypeError::new(&error.to_string()).into())
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
