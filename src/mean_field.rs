//! Mean-field theory of wide networks: how length and correlation of signals change from layer to layer, at any variance.
//!
//! Weights are independent with mean 0 and variance `σ_w²` / n, biases independent with mean 0 and variance `σ_b²`. In wide
//! layers, the pre-activations of an input are normal with variance q, and those of two inputs of the same length have a
//! correlation c. Both follow from the layer before (Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli, 2016, equations 3 to 6;
//! Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, 2017):
//!
//! - length: `q′ = σ_w² E[φ(√q g)²] + σ_b²`, with g a standard normal variable;
//! - correlation: `c′ = (σ_w² E[φ(u) φ(v)] + σ_b²) / q′`, with u and v normal of variance q and correlation c;
//! - slope: `χ = σ_w² E[φ′(√q g)²]`. The slope of the correlation map at `c = 1` is `χ q / q′`: it is χ where lengths stay.
//!   There, nearby inputs approach each other if χ < 1 (order) and part if χ > 1 (chaos).
//!
//! Expectations are quadratures of [`crate::gaussian`]. For tanh with q up to 13, they are within 2 · 10⁻⁴ of fine rules.

use crate::activation::Activation;
use crate::gaussian::{Pair, mean_square, mean_square_difference};

/// Wide networks with one activation function, at given variances.
///
/// ```
/// use init_lab::{Activation, MeanField};
///
/// // Poole et al. (2016): tanh with σ_w = 2.5 and σ_b = 0.3 is chaos.
/// let tanh = Activation::find("tanh").unwrap();
/// let chaos = MeanField { activation: tanh, weight_variance: 6.25, bias_variance: 0.09 };
/// let at = chaos.fixed_point(1.0);
/// assert!((at.q - 4.079).abs() < 1e-3 && (at.chi - 1.585).abs() < 1e-3 && (at.c - 0.122).abs() < 1e-3);
/// assert!((chaos.layers(50, 1.0, 0.99)[50].c - at.c).abs() < 1e-3, "two near inputs part");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MeanField {
    /// Activation function φ.
    pub activation: &'static Activation,
    /// `σ_w²`: the number of inputs times the variance of a weight.
    pub weight_variance: f64,
    /// `σ_b²`: the variance of a bias.
    pub bias_variance: f64,
}

/// A layer's pre-activations, for two inputs of the same length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanFieldLayer {
    /// Their variance q, perhaps infinite.
    pub q: f64,
    /// The correlation c of the two inputs.
    pub c: f64,
    /// χ at this q.
    pub chi: f64,
}

/// Where length and correlation no longer change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPoint {
    /// q*: infinite if lengths grow without bound, 0 if they vanish.
    pub q: f64,
    /// The stable c* from 0 to 1. NaN where every correlation stays: the layers are linear in the limit.
    pub c: f64,
    /// χ at q*.
    pub chi: f64,
    /// ξ = −1 / ln of the slope of the correlation map at c*: the number of layers in which the distance to c* shrinks to
    /// a part of 1/e. Infinite where that distance shrinks more slowly than by a factor: at the border of order and chaos, and
    /// for ReLU without biases, where it is about 1 / layers².
    pub xi: f64,
}

/// Variances outside of this range count as its ends, where activation functions have their limits.
const SMALLEST: f64 = 1e-280;
const LARGEST: f64 = 1e280;
/// Lengths beyond count as infinite.
const UNBOUNDED: f64 = 1e100;
/// The most layers until a length is fixed.
const MOST_LAYERS: u32 = 10_000;
/// A length is fixed if it changes by less than this part.
const STILL: f64 = 1e-13;
/// A factor to lengths that are far away.
const FAR: f64 = 1e6;
/// Correlations and slopes are equal if they differ by less.
const ROUNDING: f64 = 1e-9;
/// The squared difference of two inputs in the limit of equal ones, as a part of q.
const NEAR: f64 = 1e-20;
/// Half of the distance over which the slope of the correlation map is measured.
const STEP: f64 = 1e-3;
/// Halvings of the interval that has c*.
const HALVINGS: u32 = 50;

impl MeanField {
    /// q of the next layer, without a bound.
    fn length_after(&self, q: f64) -> f64 {
        self.weight_variance * mean_square(self.activation, 0.0, q) + self.bias_variance
    }

    /// The length map: q of the next layer.
    pub fn next_q(&self, q: f64) -> f64 {
        let next = self.length_after(q.min(LARGEST));
        if next > UNBOUNDED { f64::INFINITY } else { next }
    }

    /// The variance of the difference of two inputs' pre-activations in the next layer. Biases cancel.
    fn next_difference(&self, q: f64, difference: f64) -> f64 {
        let pair = Pair { first: q, second: q, difference };
        self.weight_variance * mean_square_difference(self.activation, 0.0, pair)
    }

    /// The correlation map at this length: c of the next layer.
    pub fn next_c(&self, q: f64, c: f64) -> f64 {
        let q = q.clamp(SMALLEST, LARGEST);
        let next = self.length_after(q);
        1.0 - self.next_difference(q, 2.0 * q * (1.0 - c)) / (2.0 * next)
    }

    /// χ at this length.
    pub fn chi(&self, q: f64) -> f64 {
        let q = q.clamp(SMALLEST, LARGEST);
        self.next_difference(q, NEAR * q) / (NEAR * q)
    }

    /// Pre-activations from `q` and `c` through so many layers: `depth` + 1 entries.
    pub fn layers(&self, depth: usize, q: f64, c: f64) -> Vec<MeanFieldLayer> {
        let (mut q, mut c) = (q, c);
        let mut layers = vec![MeanFieldLayer { q, c, chi: self.chi(q) }];
        for _ in 0..depth {
            (q, c) = (self.next_q(q), self.next_c(q, c));
            layers.push(MeanFieldLayer { q, c, chi: self.chi(q) });
        }
        layers
    }

    /// The fixed point that lengths approach from `q`.
    pub fn fixed_point(&self, q: f64) -> FixedPoint {
        let q = self.fixed_length(q);
        let chi = self.chi(q);
        let at = q.clamp(SMALLEST, LARGEST);
        if self.next_c(at, 0.0).abs() < ROUNDING && (self.next_c(at, 0.5) - 0.5).abs() < ROUNDING {
            return FixedPoint { q, c: f64::NAN, chi, xi: f64::INFINITY };
        }
        let next = self.length_after(at);
        let slope_at_one = if chi == 0.0 { 0.0 } else { chi * at / next };
        let c = if slope_at_one <= 1.0 + ROUNDING { 1.0 } else { self.fixed_correlation(at) };
        let slope = if c == 1.0 {
            slope_at_one
        } else {
            (self.next_c(at, c + STEP) - self.next_c(at, c - STEP)) / (2.0 * STEP)
        };
        let xi = if (slope - 1.0).abs() < ROUNDING { f64::INFINITY } else { (1.0 / libm::log(slope)).abs() };
        FixedPoint { q, c, chi, xi }
    }

    /// Where lengths end from `q`.
    fn fixed_length(&self, start: f64) -> f64 {
        let stays = |q: f64| (self.next_q(q) - q).abs() <= ROUNDING * q;
        let mut q = start;
        for _ in 0..MOST_LAYERS {
            let next = self.next_q(q);
            let still = (next - q).abs() <= STILL * q;
            q = if next < SMALLEST { 0.0 } else { next };
            if still || q == 0.0 || q == f64::INFINITY {
                return q;
            }
        }
        // Where every length stays, only the errors of the quadrature add up.
        if stays(q) && stays(start) {
            return start;
        }
        // Lengths may shrink or grow ever more slowly: then they also do so far below or above.
        let (below, above) = (q / FAR, q * FAR);
        if self.next_q(below) < below {
            0.0
        } else if self.next_q(above) > above {
            f64::INFINITY
        } else {
            q
        }
    }

    /// The fixed point of the correlation map below 1. The map has only positive derivatives, so there is one at most.
    fn fixed_correlation(&self, q: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.next_c(q, middle) > middle {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}
