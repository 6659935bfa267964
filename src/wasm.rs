//! The boundary to JavaScript: it converts, and decides nothing.
//!
//! Experiments, snapshots and descriptions cross as JavaScript's own objects, by serde; bulk numbers as typed arrays that are copies. What is
//! refused is thrown as a `RangeError` or a `TypeError` with the properties `path`, `value` and `allowed`. Numbers that
//! come in have been looked at by www/engine/input.js, since the bindings would turn anything else into a number.

mod convert;
mod handle;
mod typed;

use wasm_bindgen::prelude::*;

use crate::dataset;
use crate::field::Field;
use crate::value::LONGEST_LIST;
use typed::Split;

/// Says in the console why the module stopped.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
}

/// The indices of `count` points split into training and test points.
#[wasm_bindgen(unchecked_return_type = "Split")]
pub fn split(count: usize, test_share: f64, seed: JsValue) -> Result<JsValue, JsValue> {
    let seed = Field::at("dataset.seed").integer("seed", &convert::read(seed)?)?;
    let (train, test) = dataset::split_indices(count.min(LONGEST_LIST), test_share, seed)?;
    Ok(convert::object(&Split::new(&train, &test)))
}

/// A seed that nobody chose.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32, JsValue> {
    crate::seed::random_seed().map_err(|error| js_sys::Error::new(&error.to_string()).into())
}
