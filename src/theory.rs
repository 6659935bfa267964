//! The expected signal of a wide network at initialization, layer by layer.
//!
//! With independent weights of mean 0 and variance σ², the pre-activations z of a layer are approximately normal with
//! mean 0. Their variance q follows from that of the layer before: q′ = n σ² E\[φ(√q g)²\] + b², where g is a standard
//! normal variable and φ the activation function (Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli, 2016, equation 3).
//! For ReLU, q′ = n σ² q / 2 + b² (He et al., 2015, equation 9).

use wide::f64x2;

use crate::activation::Activation;
use crate::network_spec::NetworkSpec;

/// The expected standard deviation of each layer's pre-activations, first to last, for data whose coordinates have a
/// mean square of `mean_square`. `None` from the first layer on to whose weights the theory does not apply.
pub fn expected_signal(spec: &NetworkSpec, mean_square: f64) -> Vec<Option<f64>> {
    let mut second_moment = Some(mean_square);
    let layers = spec.layer_shapes().into_iter().map(|(shape, initializer)| {
        let variance =
            initializer.centred_variance(shape).map(|variance| variance * spec.weight_scale * spec.weight_scale);
        let deviation = if initializer.sets_biases() { 0.0 } else { spec.bias_stddev };
        let bias = initializer.bias_variance(shape, spec.bias) + deviation * deviation;
        let q = variance.zip(second_moment).map(|(variance, moment)| shape.inputs as f64 * variance * moment + bias);
        second_moment = q.map(|q| activated(spec.activation, q));
        q.map(libm::sqrt)
    });
    layers.collect()
}

/// E\[φ(√q g)²\] with g standard normal.
///
/// Uses the trapezoidal rule over ±12 standard deviations, with steps small enough that the kinks of piecewise
/// functions do not matter. For smooth functions that decay on both sides, the rule is exact to rounding (Trefethen and
/// Weideman, 2014).
fn activated(activation: &Activation, q: f64) -> f64 {
    const REACH: f64 = 12.0;
    const STEPS: usize = 4096;
    const INVERSE_SQRT_2PI: f64 = 0.398_942_280_401_432_7;
    let step = 2.0 * REACH / STEPS as f64;
    let g: Vec<f64> = (0..=STEPS).map(|k| k as f64 * step - REACH).collect();
    let mut values: Vec<f64x2> = g.iter().map(|&g| f64x2::splat(libm::sqrt(q) * g)).collect();
    let mut slopes = vec![f64x2::ZERO; values.len()];
    activation.apply(&mut values, &mut slopes);
    let terms = g.iter().zip(&values).map(|(&g, value)| {
        let [value, _] = value.to_array();
        value * value * INVERSE_SQRT_2PI * libm::exp(-0.5 * g * g)
    });
    step * terms.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relu_keeps_half_and_identity_all() {
        for q in [1e-6, 0.3, 1.0, 25.0] {
            let relu = activated(Activation::find("relu").unwrap(), q);
            assert!((relu / (q / 2.0) - 1.0).abs() < 1e-6, "{q}: {relu}");
            let identity = activated(Activation::find("identity").unwrap(), q);
            assert!((identity / q - 1.0).abs() < 1e-13, "{q}: {identity}");
        }
    }

    /// Poole et al. (2016): tanh with biases of standard deviation 0.3 has these fixed points.
    #[test]
    fn tanh_has_the_fixed_points_of_mean_field_theory() {
        let tanh = Activation::find("tanh").unwrap();
        for (sigma, fixed) in [(1.3, 0.607), (2.5, 4.079), (4.0, 12.604)] {
            let mut q = 1.0;
            for _ in 0..200 {
                q = sigma * sigma * activated(tanh, q) + 0.3 * 0.3;
            }
            assert!((q - fixed).abs() < 5e-4, "{sigma}: {q}");
        }
    }
}
