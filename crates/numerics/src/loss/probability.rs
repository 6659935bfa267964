//! Losses that are computed from a rounded probability, as libraries do it, and what guards their logarithm.
//!
//! The probability is p = 1 / (1 + e⁻ᶻ), rounded to single or double precision, and that of the other class is 1 − p. For
//! large z, p is 1 and 1 − p is 0 (z > 16.6 in single precision, z > 36.7 in double precision), though their logarithm is
//! still finite in truth. All else is computed in double precision.

use wide::f64x2;

use crate::kernel::{numbers, numbers_mut};

/// What a loss does about probabilities that are rounded to 0 or 1. The own probability is that which the network gives to
/// the sample's class.
pub struct Guard {
    /// Whether the probability is rounded to single precision.
    pub single: bool,
    /// The least p: that of a sigmoid that is cut off.
    pub least: f64,
    /// The least own probability of which the logarithm is taken, for label 0 and label 1. The largest is 1 minus that of
    /// the other label.
    pub floors: [f64; 2],
    /// What is added to the own probability before its logarithm is taken.
    pub added: f64,
    /// The derivative by the logit.
    pub slope: Slope,
}

/// The derivative by the logit of a loss that is computed from the probability.
#[derive(Clone, Copy)]
pub enum Slope {
    /// That of the value, so 0 where one of the floors holds.
    OfValue,
    /// p − y, whatever the value.
    Right,
    /// p − y, times p (1 − p) over the larger of p (1 − p) and 10⁻¹².
    Faded,
    /// That of the logarithm without floors: NaN where p is 0 or 1.
    Unguarded,
}

impl Guard {
    /// No guard at all, in double precision.
    pub const NONE: Self = Self { single: false, least: 0.0, floors: [0.0; 2], added: 0.0, slope: Slope::Unguarded };
    /// The same in single precision.
    pub const SINGLE: Self = Self { single: true, ..Self::NONE };

    /// The probability of class 1 at the logit z, where e^−|z| is `decay`.
    fn probability(&self, z: f64, decay: f64) -> f64 {
        let exp = if z < 0.0 { 1.0 / decay } else { decay };
        let p = if self.single { f64::from(1.0 / (1.0 + exp as f32)) } else { 1.0 / (1.0 + exp) };
        if p < self.least { self.least } else { p }
    }

    /// The own probability as it goes into the logarithm: between the floors. A NaN stays one.
    #[inline(never)]
    fn kept(&self, own: f64, is_one: bool) -> f64 {
        let [low, high] = [self.floors[usize::from(is_one)], 1.0 - self.floors[usize::from(!is_one)]];
        if own < low {
            low
        } else if own > high {
            high
        } else {
            own
        }
    }

    /// −ln of the own probability. The other class's term is 0 ln q, which is NaN where q is 0.
    fn value(&self, p: f64, is_one: bool) -> f64 {
        let (own, other) = shares(p, is_one);
        0.0 / (self.kept(other, !is_one) + self.added) - libm::log(self.kept(own, is_one) + self.added)
    }

    fn slope(&self, p: f64, is_one: bool) -> f64 {
        let (own, other) = shares(p, is_one);
        let right = if is_one { -other } else { other };
        let spread = own * other;
        match self.slope {
            Slope::OfValue if own != self.kept(own, is_one) => 0.0 * own,
            Slope::OfValue => right * own / (own + self.added),
            Slope::Right => right,
            Slope::Faded => right * spread / if spread < 1e-12 { 1e-12 } else { spread },
            Slope::Unguarded => right * own / own + 0.0 / other,
        }
    }
}

/// The probabilities of the own class and of the other one.
fn shares(p: f64, is_one: bool) -> (f64, f64) {
    if is_one { (p, 1.0 - p) } else { (1.0 - p, p) }
}

/// The values of a loss that is computed from the probability.
pub(super) fn values(z: &[f64x2], y: &[f64x2], values: &mut [f64x2], guard: &Guard) {
    for_each(z, y, values, guard, Guard::value);
}

/// Their derivatives by the logit.
pub(super) fn slopes(z: &[f64x2], y: &[f64x2], values: &mut [f64x2], guard: &Guard) {
    for_each(z, y, values, guard, Guard::slope);
}

/// Once, not in each of its uses: it need not be fast.
#[inline(never)]
fn for_each(z: &[f64x2], y: &[f64x2], values: &mut [f64x2], guard: &Guard, of: fn(&Guard, f64, bool) -> f64) {
    for ((value, z), y) in numbers_mut(values).iter_mut().zip(numbers(z)).zip(numbers(y)) {
        *value = of(guard, guard.probability(*z, *value), *y == 1.0);
    }
}
