//! The number of distinct units of a layer.

use crate::network::Layer;

/// Two units are identical if their weights differ by at most this share of the layer's largest.
const TOLERANCE: f64 = 1e-9;

/// The number of distinct units of each layer, first to last. The output layer has one unit.
///
/// Two units of a hidden layer are identical if every incoming weight differs by at most 10⁻⁹ of the largest |weight|
/// of the layer, the bias by at most 10⁻⁹ of the largest |bias|, and every outgoing weight by at most 10⁻⁹ of the
/// largest |weight| of the next layer: such units compute the same value and get the same gradient.
pub fn distinct_units(layers: &[Layer]) -> Vec<usize> {
    let hidden = layers.windows(2).map(|pair| {
        let [layer, next] = pair else { unreachable!("windows of two") };
        let (incoming, outgoing) = (tolerance(layer.weights.as_slice()), tolerance(next.weights.as_slice()));
        let bias = tolerance(layer.biases.as_slice());
        let near = |a: f64, b: f64, tolerance: f64| (a - b).abs() <= tolerance;
        let same = |one: usize, other: usize| {
            near(layer.biases[one], layer.biases[other], bias)
                && layer.weights.column_iter().all(|weights| near(weights[one], weights[other], incoming))
                && next.weights.column(one).iter().zip(&next.weights.column(other)).all(|(&a, &b)| near(a, b, outgoing))
        };
        let mut representatives: Vec<usize> = Vec::new();
        for unit in 0..layer.biases.len() {
            if !representatives.iter().any(|&other| same(unit, other)) {
                representatives.push(unit);
            }
        }
        representatives.len()
    });
    hidden.chain([1]).collect()
}

/// Whether every hidden layer consists of copies of one unit, and at least one hidden layer has more than one unit.
pub fn is_symmetric(layers: &[Layer]) -> bool {
    layers.iter().any(|layer| layer.biases.len() > 1) && distinct_units(layers).iter().all(|&units| units == 1)
}

fn tolerance(values: &[f64]) -> f64 {
    TOLERANCE * values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{DMatrix, DVector};

    fn layer(units: usize, inputs: usize, weight: impl FnMut(usize, usize) -> f64) -> Layer {
        Layer { weights: DMatrix::from_fn(units, inputs, weight), biases: DVector::zeros(units) }
    }

    #[test]
    fn units_are_one_only_where_all_their_weights_are() {
        let constant = |units, inputs| layer(units, inputs, |_, _| 0.5);
        let layers = [constant(4, 2), constant(3, 4), constant(1, 3)];
        assert_eq!(distinct_units(&layers), [1, 1, 1]);
        assert!(is_symmetric(&layers));
        let mut other = layers.clone();
        other[0].weights[(1, 0)] += 1e-6;
        assert_eq!(distinct_units(&other), [2, 1, 1]);
        let mut other = layers.clone();
        other[1].weights[(2, 3)] += 1e-6;
        assert_eq!(distinct_units(&other), [2, 2, 1], "the outgoing weight of one is the incoming one of the other");
        let mut other = layers.clone();
        other[1].biases[0] = 1.0;
        assert_eq!(distinct_units(&other), [1, 2, 1]);
        let mut other = layers;
        other[0].weights[(1, 0)] += 1e-11;
        assert_eq!(distinct_units(&other), [1, 1, 1], "within the tolerance");
        assert!(!is_symmetric(&[constant(1, 2), constant(1, 1)]), "nothing to be symmetric");
    }
}
