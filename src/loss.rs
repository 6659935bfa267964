//! The loss of one sample as a function of its logit, and its derivative.

use wide::f64x2;

use crate::elementary::sigmoid_lanes;

/// A loss: one entry of the catalogue.
pub struct Loss {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The formula, as text.
    pub formula: &'static str,
    /// Loss at logit z with label y.
    pub value: fn(z: f64, y: f64) -> f64,
    /// ∂loss/∂z at logits z with labels y, over lanes.
    pub derivative: fn(z: f64x2, y: f64x2) -> f64x2,
}

/// Every loss.
pub static LOSSES: [Loss; 1] = [Loss {
    name: "cross_entropy",
    title: "Cross-entropy",
    formula: "ln(1 + exp(z)) − y z",
    value: cross_entropy,
    derivative: |z, y| sigmoid_lanes(z) - y,
}];

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
    fn mean_of_equal_losses_is_exact_and_infinity_stays() {
        let ln2 = cross_entropy(0.0, 1.0);
        assert_eq!(mean(vec![ln2; 299].into_iter()), std::f64::consts::LN_2);
        assert_eq!(mean([1.0, f64::INFINITY].into_iter()), f64::INFINITY);
        assert!(mean([f64::NAN].into_iter()).is_nan());
        assert!(mean(std::iter::empty::<f64>().collect::<Vec<_>>().into_iter()).is_nan());
    }
}
