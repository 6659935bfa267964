//! Activation functions of hidden units: each a named value/derivative pair.

use wide::f64x2;

use crate::elementary::sigmoid_lanes;

/// An activation function: one entry of the catalogue.
pub struct Activation {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The formula, as text.
    pub formula: &'static str,
    /// Replaces each pre-activation z by its value, and writes the derivative at z into `slopes`.
    apply: fn(values: &mut [f64x2], slopes: &mut [f64x2]),
}

/// Every activation function.
pub static ACTIVATIONS: [Activation; 4] = [
    Activation {
        name: "relu",
        title: "ReLU",
        formula: "max(0, z)",
        apply: |values, slopes| for_each(values, slopes, relu),
    },
    Activation {
        name: "tanh",
        title: "tanh",
        formula: "tanh(z)",
        apply: |values, slopes| for_each(values, slopes, tanh),
    },
    Activation {
        name: "sigmoid",
        title: "Sigmoid",
        formula: "1 / (1 + exp(−z))",
        apply: |values, slopes| for_each(values, slopes, sigmoid),
    },
    Activation {
        name: "identity",
        title: "Identity",
        formula: "z",
        apply: |values, slopes| for_each(values, slopes, |z| (z, f64x2::ONE)),
    },
];

impl Activation {
    /// The activation function of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        ACTIVATIONS.iter().find(|activation| activation.name == name)
    }

    /// Replaces pre-activations z by their values, and writes the derivatives at z into `slopes`.
    ///
    /// # Panics
    /// If the two slices differ in length.
    pub fn apply(&self, values: &mut [f64x2], slopes: &mut [f64x2]) {
        assert_eq!(values.len(), slopes.len(), "a slope for each value");
        (self.apply)(values, slopes);
    }
}

impl std::fmt::Debug for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

#[inline]
fn for_each(values: &mut [f64x2], slopes: &mut [f64x2], pair: impl Fn(f64x2) -> (f64x2, f64x2)) {
    for (value, slope) in values.iter_mut().zip(slopes) {
        (*value, *slope) = pair(*value);
    }
}

/// max(0, z), with derivative 0 at z = 0. A NaN stays NaN.
#[inline]
fn relu(z: f64x2) -> (f64x2, f64x2) {
    let on = !z.simd_le(f64x2::ZERO);
    (z & on, f64x2::ONE & on)
}

#[inline]
fn tanh(z: f64x2) -> (f64x2, f64x2) {
    let value = f64x2::from(z.to_array().map(libm::tanh));
    (value, f64x2::ONE - value * value)
}

#[inline]
fn sigmoid(z: f64x2) -> (f64x2, f64x2) {
    let value = sigmoid_lanes(z);
    (value, value * (f64x2::ONE - value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(activation: &Activation, z: f64) -> (f64, f64) {
        let (mut value, mut slope) = ([f64x2::splat(z)], [f64x2::ZERO]);
        activation.apply(&mut value, &mut slope);
        (value[0].to_array()[0], slope[0].to_array()[0])
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        let h = 1e-6;
        for activation in &ACTIVATIONS {
            for z in [-30.0, -3.0, -0.7, -1e-3, 1e-3, 0.2, 1.0, 4.0, 30.0] {
                let difference = (at(activation, z + h).0 - at(activation, z - h).0) / (2.0 * h);
                let (_, slope) = at(activation, z);
                assert!((slope - difference).abs() < 1e-8, "{activation:?} at {z}: {slope}, {difference}");
            }
        }
    }

    #[test]
    fn relu_at_zero_is_off_and_keeps_nan() {
        let relu = Activation::find("relu").unwrap();
        assert_eq!(at(relu, 0.0), (0.0, 0.0));
        assert_eq!(at(relu, -0.0), (0.0, 0.0));
        assert!(at(relu, f64::NAN).0.is_nan());
    }
}
