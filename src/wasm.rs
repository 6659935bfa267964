//! The boundary to JavaScript. It only converts values.
//!
//! Experiments, snapshots and descriptions cross as plain JavaScript objects, by serde; bulk numbers as copied typed
//! arrays. Rejected input throws a `RangeError` or a `TypeError` with the properties `path`, `value` and `allowed`.
//! www/engine/input.js checks numeric arguments first, because the bindings convert anything else to a number.

mod convert;
mod forecast;
mod handle;
mod sweep;
mod typed;

use wasm_bindgen::prelude::*;

use crate::activation::Activation;
use crate::dataset;
use crate::field::Field;
use crate::mean_field::{FixedPoint, MeanField};
use crate::value::LONGEST_LIST;
use typed::Split;

/// Rust's own allocator for WebAssembly is three times as large (docs/decisions/0060-allocator.md).
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Splits the indices of `count` points into training and test points.
#[wasm_bindgen(unchecked_return_type = "Split")]
pub fn split(count: usize, test_share: f64, seed: &JsValue) -> Result<JsValue, JsValue> {
    let seed = Field::at("dataset.seed").integer("seed", &convert::read(seed))?;
    let (train, test) = dataset::split_indices(count.min(LONGEST_LIST), test_share, seed)?;
    Ok(convert::object(&Split::new(&train, &test)))
}

/// A random seed.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32, JsValue> {
    crate::seed::random_seed().map_err(|error| js_sys::Error::new(&error.to_string()).into())
}

/// The activation function with this name.
fn activation_of(name: &JsValue) -> Result<&'static Activation, JsValue> {
    let name = Field::at("network.activation").name("activation", &convert::read(name))?;
    Ok(Activation::find(name).expect("a name of the field"))
}

/// Mean-field theory of wide networks: q, c and χ of the `depth` + 1 layers from `q` and `c`, layer by layer; then q*, c*, χ
/// and ξ of the fixed point. www/engine/mean-field.js checks the numbers.
#[wasm_bindgen(js_name = meanField)]
pub fn mean_field(
    activation: &JsValue,
    weight_variance: f64,
    bias_variance: f64,
    depth: usize,
    q: f64,
    c: f64,
) -> Result<Vec<f64>, JsValue> {
    let theory = MeanField { activation: activation_of(activation)?, weight_variance, bias_variance };
    let mut numbers = Vec::new();
    for layer in theory.layers(depth, q, c) {
        numbers.extend([layer.q, layer.c, layer.chi]);
    }
    let FixedPoint { q, c, chi, xi } = theory.fixed_point(q);
    numbers.extend([q, c, chi, xi]);
    Ok(numbers)
}
