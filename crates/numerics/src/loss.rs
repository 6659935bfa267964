//! Losses of one sample as functions of its logit, with their derivatives.

mod entries;
mod probability;

use wide::f64x2;

pub use self::entries::LOSSES;
pub use self::probability::{Guard, Slope};
use crate::elementary::{ElementaryConstants, constants, decays, log1p_of_share, sigmoid_lanes};

/// Computes a value from each logit z, label y and e^−|z|. The third argument holds e^−|z|, from [`decays`], and is
/// replaced with the value. Losses computed from a rounded probability use the guard; the others ignore it.
pub type Function = fn(z: &[f64x2], y: &[f64x2], values: &mut [f64x2], guard: &Guard);

/// A loss: one entry of the catalogue.
///
/// ```
/// use init_lab_numerics::loss::Loss;
///
/// let cross_entropy = Loss::find("cross_entropy").unwrap();
/// assert_eq!(cross_entropy.value(0.0, 1.0), std::f64::consts::LN_2);
/// assert_eq!(cross_entropy.derivative(0.0, 1.0), -0.5);
/// assert_eq!(cross_entropy.value(-5000.0, 1.0), 5000.0, "finite however wrong");
/// ```
pub struct Loss {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The group in lists.
    pub group: &'static str,
    /// The formula, as text.
    pub formula: &'static str,
    /// Its effect on confidently wrong predictions, in one sentence.
    pub summary: &'static str,
    /// Two NumPy functions of z and y, named `name` and `name_slope`: the loss and its derivative. They may use
    /// `sigmoid(z)` and `sigmoid_single(z)`, in float32.
    pub numpy: &'static str,
    /// The loss at each logit z with label y.
    pub evaluate: Function,
    /// ∂loss/∂z at each logit z with label y. Some libraries' values have other derivatives.
    pub differentiate: Function,
    /// What guards the logarithm of a loss that is computed from a rounded probability.
    pub guard: Guard,
}

/// The constant that document 001 adds to a probability before taking its logarithm.
const EPSILON: f64 = 1e-5;

/// A function of each z, y and e^−|z|.
#[inline]
fn for_each(
    z: &[f64x2],
    y: &[f64x2],
    values: &mut [f64x2],
    function: impl Fn(f64x2, f64x2, f64x2, &ElementaryConstants) -> f64x2,
) {
    let constants = constants();
    for ((value, z), y) in values.iter_mut().zip(z).zip(y) {
        *value = function(*z, *y, *value, constants);
    }
}

impl Loss {
    fn at(&self, function: Function, z: f64, y: f64) -> f64 {
        let (z, mut value) = ([f64x2::splat(z)], [f64x2::ZERO]);
        decays(&z, &mut value);
        function(&z, &[f64x2::splat(y)], &mut value, &self.guard);
        value[0].to_array()[0]
    }

    /// The loss at one logit z with label y.
    pub fn value(&self, z: f64, y: f64) -> f64 {
        self.at(self.evaluate, z, y)
    }

    /// ∂loss/∂z at one logit z with label y.
    pub fn derivative(&self, z: f64, y: f64) -> f64 {
        self.at(self.differentiate, z, y)
    }

    /// The loss with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        LOSSES.iter().find(|loss| loss.name == name)
    }
}

impl std::fmt::Debug for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Binary cross-entropy from the logit, softplus(z) − y z. It is finite for every finite z.
///
/// The formula −y ln p − (1 − y) ln(1 − p) with p = 1 / (1 + exp(−z)) is mathematically equal, but its computed value
/// is infinite when p rounds to 0 or 1, or NaN from 0 · ∞ where p is right.
#[inline]
fn cross_entropy(z: f64x2, y: f64x2, decay: f64x2, constants: &ElementaryConstants) -> f64x2 {
    (z & z.simd_gt(f64x2::ZERO)) - y * z + log1p_of_share(decay, constants)
}

/// −ln(q + ε), where q is the probability of the right class.
fn cross_entropy_epsilon(z: f64x2, y: f64x2, decay: f64x2, constants: &ElementaryConstants) -> f64x2 {
    let q = sigmoid_lanes(toward(z, y), decay, constants) + f64x2::splat(EPSILON);
    -f64x2::from(q.to_array().map(libm::log))
}

/// The probability of the sample's own class, as a [`Function`].
pub fn own_probability(z: &[f64x2], y: &[f64x2], values: &mut [f64x2], _: &Guard) {
    for_each(z, y, values, |z, y, decay, c| sigmoid_lanes(toward(z, y), decay, c));
}

/// The logit of the sample's own class: z if the label is 1, −z if it is 0.
#[inline]
fn toward(z: f64x2, y: f64x2) -> f64x2 {
    y.simd_eq(f64x2::ONE).bitselect(z, -z)
}

/// −y p (1 − p) / (p + ε) + (1 − y) p (1 − p) / (1 − p + ε): about p − y, but close to 0 if the right class has a
/// probability below ε.
fn cross_entropy_epsilon_derivative(z: f64x2, y: f64x2, decay: f64x2, constants: &ElementaryConstants) -> f64x2 {
    let (p, q) = (sigmoid_lanes(z, decay, constants), sigmoid_lanes(-z, decay, constants));
    let epsilon = f64x2::splat(EPSILON);
    let slope = p * q;
    (f64x2::ONE - y) * slope / (q + epsilon) - y * slope / (p + epsilon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::sigmoid;
    use crate::rng::RandomState;

    #[test]
    fn derivatives_agree_with_central_differences() {
        let h = 1e-6;
        // Losses of a rounded probability take steps: tests/library_losses.rs.
        for loss in &LOSSES[..3] {
            for z in [-20.0, -2.0, -0.1, 0.0, 0.3, 5.0, 20.0] {
                for y in [0.0, 1.0] {
                    let difference = (loss.value(z + h, y) - loss.value(z - h, y)) / (2.0 * h);
                    let derivative = loss.derivative(z, y);
                    assert!((derivative - difference).abs() < 1e-8, "{loss:?} at {z}, {y}: {derivative}, {difference}");
                }
            }
        }
    }

    #[test]
    fn badly_wrong_saturated_outputs_have_a_finite_cost() {
        let cross_entropy = |z: f64, y: f64| LOSSES[0].value(z, y);
        assert_eq!(cross_entropy(-5000.0, 1.0), 5000.0);
        assert_eq!(cross_entropy(5000.0, 0.0), 5000.0);
        assert_eq!(cross_entropy(5000.0, 1.0), 0.0);
        assert!(cross_entropy(f64::NAN, 1.0).is_nan());
    }

    #[test]
    fn cross_entropy_has_the_bits_of_its_formula() {
        let mut rng = RandomState::new(5);
        for spread in [0.1, 1.0, 10.0, 500.0] {
            for _ in 0..10_000 {
                let (z, y) = (rng.randn() * spread, f64::from(u8::from(rng.randn() > 0.0)));
                let plain = z.max(0.0) - y * z + libm::log1p(libm::exp(-z.abs()));
                assert_eq!(LOSSES[0].value(z, y).to_bits(), plain.to_bits(), "{z}, {y}");
            }
        }
    }

    #[test]
    fn rounded_probabilities_give_the_same_loss_where_no_guard_holds() {
        for loss in &LOSSES[3..] {
            for z in [-6.0, -2.0, -0.1, 0.0, 0.3, 5.0] {
                for y in [0.0, 1.0] {
                    // The probability of the right class is off by its rounding, 2⁻²⁴, and by ε, up to 10⁻⁴.
                    let q = sigmoid(if y == 1.0 { z } else { -z });
                    let bound = (loss.guard.added + 1e-7) / q;
                    let [value, slope] = [loss.value(z, y), loss.derivative(z, y)];
                    let [exact, right] = [LOSSES[0].value(z, y), LOSSES[0].derivative(z, y)];
                    assert!((value - exact).abs() <= bound, "{loss:?} at {z}, {y}: {value}, {exact}");
                    assert!((slope - right).abs() <= bound, "{loss:?} at {z}, {y}: {slope}, {right}");
                }
            }
        }
    }

    #[test]
    fn a_logit_that_is_no_number_gives_none() {
        for loss in &LOSSES {
            for y in [0.0, 1.0] {
                assert!(loss.value(f64::NAN, y).is_nan() && loss.derivative(f64::NAN, y).is_nan(), "{loss:?}");
            }
        }
    }

    #[test]
    fn epsilon_caps_the_loss_and_takes_its_gradient() {
        let loss = Loss::find("cross_entropy_epsilon").unwrap();
        assert_eq!(loss.value(0.0, 1.0), 0.693_127_180_759_942_7);
        assert!((loss.value(-800.0, 1.0) + libm::log(EPSILON)).abs() < 1e-15);
        let [wrong, right] = [1.0, 0.0].map(|y| loss.derivative(-40.0, y));
        assert!(wrong.abs() < 1e-12 && right.abs() < 1e-12, "{wrong}, {right}");
        let [balanced, other] = [1.0, 0.0].map(|y| loss.derivative(0.0, y));
        assert_eq!(balanced, -other);
    }
}
