//! The loss of one sample as a function of its logit, and its derivative.

use wide::f64x2;

use crate::elementary::{sigmoid, sigmoid_lanes};

/// A loss: one entry of the catalogue.
pub struct Loss {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The formula, as text.
    pub formula: &'static str,
    /// What it does to outputs that are sure and wrong, in a sentence.
    pub summary: &'static str,
    /// Loss at logit z with label y.
    pub value: fn(z: f64, y: f64) -> f64,
    /// ∂loss/∂z at logits z with labels y, over lanes.
    pub derivative: fn(z: f64x2, y: f64x2) -> f64x2,
}

/// Every loss.
pub static LOSSES: [Loss; 3] = [
    Loss {
        name: "cross_entropy",
        title: "Cross-entropy",
        formula: "ln(1 + exp(z)) − y z",
        summary: "Computed from the logit: finite however wrong an output is, with a gradient that never vanishes there.",
        value: cross_entropy,
        derivative: |z, y| sigmoid_lanes(z) - y,
    },
    Loss {
        name: "cross_entropy_epsilon",
        title: "Cross-entropy with ε",
        formula: "−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻⁵",
        summary: "Computed from the probability, with ε against ln 0. It caps the loss at 11.5, and where an output is sure \
                  and wrong its gradient vanishes: what most needs correction is not corrected.",
        value: cross_entropy_epsilon,
        derivative: cross_entropy_epsilon_derivative,
    },
    Loss {
        name: "mse",
        title: "Squared error",
        formula: "(p − y)²",
        summary: "The mean squared error of the probability. Its gradient too vanishes where an output is sure and wrong.",
        value: |z, y| squared(probability_of_other(z, y)),
        derivative: |z, y| {
            let (p, q) = (sigmoid_lanes(z), sigmoid_lanes(-z));
            f64x2::splat(2.0) * (p - y) * p * q
        },
    },
];

/// What document 001 adds to a probability before taking its logarithm.
const EPSILON: f64 = 1e-5;

impl Loss {
    /// The loss of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        LOSSES.iter().find(|loss| loss.name == name)
    }
}

impl std::fmt::Debug for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Binary cross-entropy from the logit, softplus(z) − y z: finite wherever z is.
///
/// −y ln p − (1 − y) ln(1 − p) with p = 1 / (1 + exp(−z)) is the same number, but as written it is infinite once p
/// rounds to 0 or 1, which is where a notebook prints `inf`.
fn cross_entropy(z: f64, y: f64) -> f64 {
    z.max(0.0) - y * z + libm::log1p(libm::exp(-z.abs()))
}

/// −ln(q + ε), q the probability of the right class.
fn cross_entropy_epsilon(z: f64, y: f64) -> f64 {
    -libm::log(sigmoid(if y == 1.0 { z } else { -z }) + EPSILON)
}

/// −y p (1 − p) / (p + ε) + (1 − y) p (1 − p) / (1 − p + ε): about p − y, but towards 0 where the right class has less
/// than ε.
fn cross_entropy_epsilon_derivative(z: f64x2, y: f64x2) -> f64x2 {
    let (p, q) = (sigmoid_lanes(z), sigmoid_lanes(-z));
    let epsilon = f64x2::splat(EPSILON);
    let slope = p * q;
    (f64x2::ONE - y) * slope / (q + epsilon) - y * slope / (p + epsilon)
}

/// The probability of the class that is not y.
fn probability_of_other(z: f64, y: f64) -> f64 {
    sigmoid(if y == 1.0 { -z } else { z })
}

fn squared(value: f64) -> f64 {
    value * value
}

/// The mean of the losses, summed in sample order with Neumaier's compensation (Neumaier, 1974): equal losses have
/// their own value as mean, to the last bit or nearly so. NaN for no samples.
pub fn mean(losses: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = losses.len() as f64;
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for loss in losses {
        let next = sum + loss;
        lost += if sum.abs() >= loss.abs() { (sum - next) + loss } else { (loss - next) + sum };
        sum = next;
    }
    if sum.is_finite() { (sum + lost) / count } else { sum / count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_agree_with_central_differences() {
        let h = 1e-6;
        for loss in &LOSSES {
            for z in [-20.0, -2.0, -0.1, 0.0, 0.3, 5.0, 20.0] {
                for y in [0.0, 1.0] {
                    let difference = ((loss.value)(z + h, y) - (loss.value)(z - h, y)) / (2.0 * h);
                    let [derivative, _] = (loss.derivative)(f64x2::splat(z), f64x2::splat(y)).to_array();
                    assert!((derivative - difference).abs() < 1e-8, "{loss:?} at {z}, {y}: {derivative}, {difference}");
                }
            }
        }
    }

    #[test]
    fn badly_wrong_saturated_outputs_have_a_finite_cost() {
        assert_eq!(cross_entropy(-5000.0, 1.0), 5000.0);
        assert_eq!(cross_entropy(5000.0, 0.0), 5000.0);
        assert_eq!(cross_entropy(5000.0, 1.0), 0.0);
        assert!(cross_entropy(f64::NAN, 1.0).is_nan());
    }

    #[test]
    fn epsilon_caps_the_loss_and_takes_its_gradient() {
        let loss = Loss::find("cross_entropy_epsilon").unwrap();
        assert_eq!((loss.value)(0.0, 1.0), 0.693_127_180_759_942_7);
        assert!(((loss.value)(-800.0, 1.0) + libm::log(EPSILON)).abs() < 1e-15);
        let [wrong, right] = (loss.derivative)(f64x2::splat(-40.0), f64x2::from([1.0, 0.0])).to_array();
        assert!(wrong.abs() < 1e-12 && right.abs() < 1e-12, "{wrong}, {right}");
        let [balanced, other] = (loss.derivative)(f64x2::ZERO, f64x2::from([1.0, 0.0])).to_array();
        assert_eq!(balanced, -other);
    }

    #[test]
    fn mean_of_equal_losses_is_exact_and_infinity_stays() {
        let ln2 = cross_entropy(0.0, 1.0);
        assert_eq!(mean(vec![ln2; 299].into_iter()), std::f64::consts::LN_2);
        assert_eq!(mean([1.0, f64::INFINITY].into_iter()), f64::INFINITY);
        assert!(mean([f64::NAN].into_iter()).is_nan());
        assert!(mean(std::iter::empty::<f64>().collect::<Vec<_>>().into_iter()).is_nan());
    }
}
