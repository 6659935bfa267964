//! What one layer of any shape does to signals at iteration 0: the building blocks of a forecast.
//!
//! A forecast follows a network of any number of inputs and outputs layer by layer, forward and backward. Theory needs the
//! moments of a layer's parameters and of its activation function; a simulation draws the parameters. A layer is drawn again
//! on the way back, from the same seed, so that no network is ever kept.

use wide::f64x2;

use crate::activation::Activation;
use crate::gaussian::{Pair, mean_square, mean_square_difference};
use crate::initializer::{Initializer, LayerShape};
use crate::kernel::{Epilogue, PackedMatrix, Row, ZERO_ROW, numbers, numbers_mut};
use crate::rng::RandomState;

/// Variances outside of this range count as its ends, where activation functions have their limits.
const SMALLEST: f64 = 1e-280;
const LARGEST: f64 = 1e280;
/// The squared difference of two pre-activations in the limit of equal ones, as a part of their variance.
const NEAR: f64 = 1e-20;

/// Expectations over pre-activations z of an activation function φ, with z normal: E\[φ(z)²\], E\[(φ(u) − φ(v))²\] for two
/// z's whose difference has the variance `difference`, and E\[φ′(z)²\].
///
/// ```
/// use init_lab::{Activation, activation_moments};
///
/// // He et al. (2015): ReLU passes on half of the mean square, and half of the error signal's.
/// let [square, _, slope] = activation_moments(Activation::find("relu").unwrap(), 0.0, 3.0, 6.0);
/// assert!((square - 1.5).abs() < 1e-4 && (slope - 0.5).abs() < 1e-4);
/// ```
pub fn activation_moments(activation: &Activation, mean: f64, variance: f64, difference: f64) -> [f64; 3] {
    let variance = variance.clamp(SMALLEST, LARGEST);
    let between =
        |difference| mean_square_difference(activation, mean, Pair { first: variance, second: variance, difference });
    let near = NEAR * variance;
    [mean_square(activation, mean, variance), between(difference), between(near) / near]
}

/// Moments of a layer's parameters: the variance of a weight, and the mean and variance of a bias that the initializer sets.
/// The variance is NaN if the weights are not independent of each other with mean 0, as theory assumes.
pub fn parameter_moments(initializer: &Initializer, place: LayerShape) -> [f64; 3] {
    let (bias, bias_variance) = initializer.bias_moments(place, 0.0);
    [initializer.centred_variance(place).unwrap_or(f64::NAN), bias, bias_variance]
}

/// A product with weights that are drawn for it.
#[derive(Clone, Copy, Debug)]
pub enum Product {
    /// W x + b, with the biases that the initializer sets.
    Affine,
    /// W x.
    Forward,
    /// Wᵀ δ.
    Backward,
}

/// Draws `units` of the units of a layer of the shape `place` from `seed`, and multiplies `values` by their weights.
///
/// `values` holds 64 numbers, one a sample, for each input (backward: for each drawn unit); the result for each drawn unit
/// (backward: for each input). Samples beyond the first 2 × `width` are not computed; `width` is a multiple of 4.
///
/// # Panics
/// If `values` has another length.
pub fn drawn_product(
    initializer: &Initializer,
    place: LayerShape,
    units: usize,
    seed: u32,
    product: Product,
    values: &[f64],
    width: usize,
) -> Vec<f64> {
    let (weights, biases) = initializer.draw_units(place, units, 0.0, &mut RandomState::new(seed));
    let mut packed = PackedMatrix::default();
    let outputs = if matches!(product, Product::Backward) {
        packed.pack_transposed(&weights);
        place.inputs
    } else {
        packed.pack(&weights);
        units
    };
    drop(weights);
    let none = vec![0.0; outputs];
    let biases = if matches!(product, Product::Affine) { biases.as_slice() } else { &none };
    let mut inputs: Vec<Row> = vec![ZERO_ROW; values.len() / numbers(&ZERO_ROW).len()];
    numbers_mut(inputs.as_flattened_mut()).copy_from_slice(values);
    let mut products = vec![ZERO_ROW; outputs];
    packed.multiply(&inputs, width, &mut products, Epilogue::Bias(biases));
    numbers(products.as_flattened()).to_vec()
}

/// The values of an activation function at pre-activations z, and then its derivatives. The number of z's is even.
pub fn activated(activation: &Activation, z: &[f64]) -> Vec<f64> {
    let mut lanes = vec![f64x2::ZERO; z.len()];
    let (values, slopes) = lanes.split_at_mut(z.len() / 2);
    numbers_mut(values).copy_from_slice(z);
    activation.apply(values, slopes);
    numbers(&lanes).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::initializer::InitializerKind;

    fn place(units: usize, inputs: usize) -> LayerShape {
        LayerShape { units, inputs, activation: Activation::find("relu").unwrap(), is_first: false }
    }

    fn initializer(name: &str) -> Initializer {
        InitializerKind::find(name).unwrap().with_defaults()
    }

    #[test]
    fn products_are_those_of_the_drawn_weights() {
        let (pytorch, shape) = (initializer("pytorch_linear"), place(5, 3));
        let (weights, biases) = pytorch.draw(shape, 0.0, &mut RandomState::new(7));
        let values: Vec<f64> = (0..5 * 64).map(|k| f64::from(k % 17) - 8.0).collect();
        let product = |product, values: &[f64]| drawn_product(&pytorch, shape, 5, 7, product, values, 32);
        let affine = product(Product::Affine, &values[..3 * 64]);
        let forward = product(Product::Forward, &values[..3 * 64]);
        let backward = product(Product::Backward, &values);
        assert_eq!((affine.len(), forward.len(), backward.len()), (5 * 64, 5 * 64, 3 * 64));
        for sample in 0..64 {
            for unit in 0..5 {
                let sum: f64 = (0..3).map(|input| weights[(unit, input)] * values[input * 64 + sample]).sum();
                assert!((forward[unit * 64 + sample] - sum).abs() < 1e-12);
                assert!((affine[unit * 64 + sample] - sum - biases[unit]).abs() < 1e-12);
            }
            for input in 0..3 {
                let sum: f64 = (0..5).map(|unit| weights[(unit, input)] * values[unit * 64 + sample]).sum();
                assert!((backward[input * 64 + sample] - sum).abs() < 1e-12);
            }
        }
    }

    /// A band of units has the variance of the whole layer, whose number of units counts.
    #[test]
    fn some_units_of_a_layer_have_the_law_of_the_whole() {
        let (glorot, shape) = (initializer("glorot_normal"), place(1000, 10));
        let (weights, _) = glorot.draw_units(shape, 200, 0.0, &mut RandomState::new(1));
        assert_eq!(weights.shape(), (200, 10));
        let expected = glorot.expected_stddev(shape).unwrap();
        assert!((weights.variance().sqrt() / expected - 1.0).abs() < 0.05);
    }

    #[test]
    fn values_and_slopes_are_the_activation_functions() {
        let z = [-3.0, -0.5, 0.25, 2.0];
        let found = activated(Activation::find("leaky_relu").unwrap(), &z);
        assert_eq!(found, [-0.03, -0.005, 0.25, 2.0, 0.01, 0.01, 1.0, 1.0]);
    }

    #[test]
    fn weights_that_are_not_centred_have_no_theory() {
        let moments = |name| parameter_moments(&initializer(name), place(4, 3));
        assert!(moments("ones")[0].is_nan());
        assert_eq!(moments("he"), [2.0 / 3.0, 0.0, 0.0]);
        let [weights, bias, biases] = moments("pytorch_linear");
        assert!((weights - 1.0 / 9.0).abs() < 1e-15 && bias == 0.0 && (biases - 1.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn moments_of_activations_at_the_ends() {
        let tanh = Activation::find("tanh").unwrap();
        assert_eq!(activation_moments(tanh, 0.0, 0.0, 0.0)[1], 0.0);
        let [_, _, flat] = activation_moments(tanh, 0.0, f64::INFINITY, f64::INFINITY);
        assert!(flat < 1e-100, "{flat}");
        let [square, _, slope] = activation_moments(tanh, 0.0, 1e-12, 2e-12);
        assert!((square / 1e-12 - 1.0).abs() < 1e-4 && (slope - 1.0).abs() < 1e-4, "{square}, {slope}");
    }
}
