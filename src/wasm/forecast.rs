//! The building blocks of a forecast. www/engine/forecast/forecast-core.js names the questions and checks their arguments.

use js_sys::TypeError;
use wasm_bindgen::prelude::*;

use super::activation_of;
use super::convert::read;
use crate::experiment::RunPlan;
use crate::forecast::{Product, activated, activation_moments, drawn_product, parameter_moments};
use crate::initializer::LayerShape;

/// Answers a question on a layer, whose initializer is written like that of a run.
///
/// `numbers`: units and inputs of the layer, units drawn, seed, width, and the question. 0 to 2: a drawn product of `values`, W x + b,
/// W x or Wᵀ δ. 3: moments of the parameters. 4: moments of the activation function, for the mean, the variance and the
/// difference in `values`. 5: values and slopes of the activation function at `values`.
#[wasm_bindgen(js_name = layerForecast)]
pub fn layer_forecast(
    run: &JsValue,
    activation: &JsValue,
    numbers: &[usize],
    values: &[f64],
) -> Result<Vec<f64>, JsValue> {
    let &[units, inputs, drawn, seed, width, question] = numbers else {
        return Err(TypeError::new("numbers: six").into());
    };
    let activation = activation_of(activation)?;
    let RunPlan { initializer, .. } = RunPlan::read("layer", &read(run), activation)?;
    let place = LayerShape { units, inputs, activation, is_first: false };
    let product = match question {
        0 => Product::Affine,
        1 => Product::Forward,
        2 => Product::Backward,
        3 => return Ok(parameter_moments(&initializer, place).to_vec()),
        4 => return Ok(activation_moments(activation, values[0], values[1], values[2]).to_vec()),
        _ => return Ok(activated(activation, values)),
    };
    Ok(drawn_product(&initializer, place, drawn, seed as u32, product, values, width))
}
