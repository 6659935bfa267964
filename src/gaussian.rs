//! Expectations over normal variables of an activation function, by quadrature.
//!
//! The range of a variable, ±8 standard deviations, is cut where the integrand has kinks: every activation function is
//! smooth on both sides of 0. Each part has the midpoint rule after the substitution x = t − sin(2πt) / 2π, whose nodes
//! crowd at both ends of the part (Sidi, 1993, A new variable transformation for numerical integration, in Numerical
//! Integration IV). The tests hold it to closed forms and a fine rule: relative errors are below 2 · 10⁻⁵ for mean squares
//! of ReLU and the identity, 2 · 10⁻³ for steep saturating functions, and 2 · 10⁻³ for mean square differences of ReLU.

use std::cell::Cell;
use std::f64::consts::TAU;

use wide::f64x2;

use crate::activation::Activation;

/// Nodes in a part of a variable's range, and more for each standard deviation of it.
const NODES: f64 = 6.0;
const NODES_FOR_A_DEVIATION: f64 = 2.25;
/// Half of a range, in standard deviations.
const REACH: f64 = 8.0;
/// Half of the range of a difference, in standard deviations.
const DIFFERENCE_REACH: f64 = 5.5;
/// Variances beyond count as this one, so that nothing overflows.
const LARGEST: f64 = 1e300;
/// Differences below this share of the values themselves are too small to subtract values; slopes stand in for them.
const TINY: f64 = 1e-7;

/// The most nodes in a part, and one more.
const COUNTS: usize = 43;

thread_local! {
    /// By the number of nodes: each node's place between 0 and 1, and 1 − cos(2πt) there. Of all that a quadrature computes, this
    /// took half of the time.
    static PLACES: [Cell<&'static [[f64; 2]]>; COUNTS] = const { [const { Cell::new(&[]) }; COUNTS] };
}

/// Places of so many nodes. They are kept as long as the thread.
fn places(count: usize) -> &'static [[f64; 2]] {
    PLACES.with(|known| {
        let Some(kept) = known.get(count) else { return &[][..] };
        if kept.get().is_empty() {
            let mut places = Vec::with_capacity(count);
            for k in 0..count {
                let t = (k as f64 + 0.5) / count as f64;
                places.push([t - libm::sin(TAU * t) / TAU, 1.0 - libm::cos(TAU * t)]);
            }
            kept.set(places.leak());
        }
        kept.get()
    })
}

/// Nodes of a standard normal variable, with weights that add up to 1.
struct Nodes(Vec<[f64; 2]>);

impl Nodes {
    /// Nodes in each part of −`reach` to `reach` between the cuts, which ascend.
    fn new(cuts: &[f64], reach: f64) -> Self {
        let ends = cuts.iter().map(|cut| cut.max(-reach).min(reach)).chain([reach]);
        let (mut nodes, mut total, mut low) = (Vec::new(), 0.0, -reach);
        for high in ends {
            if high > low {
                let count = (NODES + NODES_FOR_A_DEVIATION * (high - low)) as usize;
                for &[place, slope] in places(count) {
                    let g = low + (high - low) * place;
                    let weight = (high - low) / count as f64 * slope * libm::exp(-0.5 * g * g);
                    total += weight;
                    nodes.push([g, weight]);
                }
            }
            low = high;
        }
        for [_, weight] in &mut nodes {
            *weight /= total;
        }
        Self(nodes)
    }

    /// Nodes for an integrand with kinks where mean + stddev · g is one of `kinks`, which ascend.
    fn of(mean: f64, stddev: f64, kinks: &[f64]) -> Self {
        if stddev == 0.0 {
            return Self(vec![[0.0, 1.0]]);
        }
        let cuts: Vec<f64> = kinks.iter().map(|kink| (kink - mean) / stddev).collect();
        Self::new(&cuts, REACH)
    }
}

/// E\[φ(z)²\] with z normal.
///
/// Finite for every mean and variance, and the variance is at most 10³⁰⁰ in effect.
pub fn mean_square(activation: &Activation, mean: f64, variance: f64) -> f64 {
    let stddev = f64::sqrt(variance.clamp(0.0, LARGEST));
    let Nodes(nodes) = Nodes::of(mean, stddev, &[0.0]);
    let mut values: Vec<f64x2> = nodes.iter().map(|[g, _]| f64x2::splat(mean + stddev * g)).collect();
    let mut slopes = vec![f64x2::ZERO; values.len()];
    activation.apply(&mut values, &mut slopes);
    // Squares are taken of values near 1.
    let scale = stddev.max(1.0);
    let terms = nodes.iter().zip(&values).map(|([_, weight], value)| {
        let value = value.to_array()[0] / scale;
        weight * value * value
    });
    terms.sum::<f64>() * scale * scale
}

/// The joint distribution of two normal variables with the same mean.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Variance of the first.
    pub first: f64,
    /// Variance of the second.
    pub second: f64,
    /// Variance of their difference.
    pub difference: f64,
}

/// E\[(φ(u) − φ(v))²\] with u and v jointly normal.
///
/// The outer variable is the difference δ = u − v, the inner one the middle (u + v) / 2 given δ, whose integrand has kinks at
/// ±δ / 2. However small δ is, no digits are lost.
pub fn mean_square_difference(activation: &Activation, mean: f64, pair: Pair) -> f64 {
    let [first, second, difference] =
        [pair.first, pair.second, pair.difference].map(|variance| variance.clamp(0.0, LARGEST));
    if difference == 0.0 {
        return 0.0;
    }
    let middle = (0.5 * (first + second) - 0.25 * difference).max(0.0);
    let most = f64::sqrt(middle / difference);
    // The regression of the middle on δ, and what it leaves of the middle's variance.
    let slope = (0.5 * (first - second) / difference).max(-most).min(most);
    let left = f64::sqrt((middle - slope * slope * difference).max(0.0));
    let apart = f64::sqrt(difference);
    let tiny = apart < TINY * (mean.abs() + f64::sqrt(middle));

    let Nodes(outer) = Nodes::new(&[0.0], DIFFERENCE_REACH);
    let square: f64 = outer.iter().map(|[g, weight]| weight * g * g).sum();
    let (mut values, mut weights) = (Vec::new(), Vec::new());
    for [g, weight] in outer {
        let delta = apart * g;
        let half = 0.5 * delta;
        let centre = mean + slope * delta;
        for [g, inner] in Nodes::of(centre, left, &[-half.abs(), half.abs()]).0 {
            let middle = centre + left * g;
            values.push(if tiny { f64x2::splat(middle) } else { f64x2::from([middle + half, middle - half]) });
            // δ has exactly its variance: for the identity, the result is exact.
            weights.push([weight * inner / square, delta]);
        }
    }
    let mut slopes = vec![f64x2::ZERO; values.len()];
    activation.apply(&mut values, &mut slopes);
    let terms = weights.iter().zip(values.iter().zip(&slopes)).map(|([weight, delta], (value, slope))| {
        let [u, v] = value.to_array();
        let change = if tiny { slope.to_array()[0] * delta } else { u - v } / apart;
        weight * change * change
    });
    terms.sum::<f64>() * difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::ACTIVATIONS;

    const MEANS: [f64; 6] = [0.0, -1.0, 0.5, 3.0, -1e3, 1e150];
    const VARIANCES: [f64; 9] = [0.0, 1e-300, 1e-30, 1e-3, 1.0, 30.0, 1e8, 1e200, 1e300];

    fn find(name: &str) -> &'static Activation {
        Activation::find(name).unwrap()
    }

    /// The share of a standard normal distribution below x.
    fn below(x: f64) -> f64 {
        0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
    }

    fn density(x: f64) -> f64 {
        libm::exp(-0.5 * x * x) / f64::sqrt(2.0 * std::f64::consts::PI)
    }

    #[test]
    fn mean_squares_of_relu_and_identity_have_their_closed_forms() {
        for mean in [0.0, -1.0, 0.5, 3.0] {
            for variance in [1e-30, 1e-3, 0.3, 1.0, 30.0, 1e8, 1e200] {
                let stddev = f64::sqrt(variance);
                let at = mean / stddev;
                let exact = (mean * mean + variance) * below(at) + mean * stddev * density(at);
                let relu = mean_square(find("relu"), mean, variance);
                // Far below 0, a part of 10⁻¹¹ of the identity's mean square is out of reach.
                assert!((relu - exact).abs() <= 2e-5 * exact + 1e-11 * variance, "{mean}, {variance}: {relu}, {exact}");
                let identity = mean_square(find("identity"), mean, variance);
                assert!((identity / (mean * mean + variance) - 1.0).abs() < 2e-5, "{mean}, {variance}: {identity}");
            }
        }
    }

    /// The mean square of tanh, however steep it is in units of its argument's deviation, against a rule of 200,001 nodes.
    #[test]
    fn mean_squares_of_saturating_functions_are_those_of_a_fine_rule() {
        for name in ["tanh", "sigmoid", "gelu", "selu", "softplus"] {
            for (mean, variance) in [(0.0, 0.01), (0.5, 1.0), (-1.0, 30.0), (0.0, 1e4), (2.0, 1e6)] {
                let stddev = f64::sqrt(variance);
                let g: Vec<f64> = (0..=200_000).map(|k| f64::from(k) * 8e-5 - 8.0).collect();
                let mut values: Vec<f64x2> = g.iter().map(|g| f64x2::splat(mean + stddev * g)).collect();
                let mut slopes = values.clone();
                find(name).apply(&mut values, &mut slopes);
                let terms = g.iter().zip(values).map(|(&g, value)| density(g) * value.to_array()[0].powi(2));
                let fine = terms.sum::<f64>() * 8e-5;
                let ours = mean_square(find(name), mean, variance);
                assert!((ours / fine - 1.0).abs() < 2e-3, "{name}, {mean}, {variance}: {ours}, {fine}");
            }
        }
    }

    /// The arc-cosine kernel (Cho and Saul, 2009): of two normal variables with mean 0 at an angle θ,
    /// E\[relu(u) relu(v)\] = √(q₁ q₂) (sin θ + (π − θ) cos θ) / 2π.
    #[test]
    fn mean_square_differences_of_relu_are_those_of_the_arc_cosine_kernel() {
        for scale in [1e-200, 1e-6, 1.0, 1e8] {
            for [first, second, difference] in [
                [1.0, 1.0, 2.0],
                [1.0, 1.0, 0.1],
                [1.0, 1.0, 1e-3],
                [3.0, 1.0, 1.2],
                [1.0, 1.0, 3.9],
                [100.0, 1.0, 90.0],
            ] {
                let cosine = 0.5 * (first + second - difference) / f64::sqrt(first * second);
                let angle = libm::acos(cosine);
                let kernel = libm::sin(angle) + (std::f64::consts::PI - angle) * cosine;
                let exact = f64::midpoint(first, second) - f64::sqrt(first * second) * kernel / std::f64::consts::PI;
                let pair = Pair { first: first * scale, second: second * scale, difference: difference * scale };
                let ours = mean_square_difference(find("relu"), 0.0, pair) / scale;
                assert!((ours / exact - 1.0).abs() < 2e-3, "{pair:?}: {ours}, {exact}");
            }
        }
    }

    /// u and v with all digits in common: (φ(u) − φ(v))² is φ′² times the square of their difference.
    #[test]
    fn differences_far_below_rounding_keep_their_digits() {
        for (name, mean, slope_square) in [("relu", 0.0, 0.5), ("identity", 0.5, 1.0), ("relu", -1.0, below(-1.0))] {
            for difference in [1e-4, 1e-13, 1e-15, 1e-40, 1e-250] {
                let pair = Pair { first: 1.0, second: 1.0, difference };
                let ratio = mean_square_difference(find(name), mean, pair) / difference;
                assert!((ratio / slope_square - 1.0).abs() < 0.01, "{name}, {difference}: {ratio}");
            }
        }
        let tanh = mean_square_difference(find("tanh"), 0.3, Pair { first: 1e-40, second: 1e-40, difference: 1e-40 });
        let slope = 1.0 - libm::tanh(0.3).powi(2);
        assert!((tanh / (1e-40 * slope * slope) - 1.0).abs() < 1e-6, "{tanh}");
    }

    #[test]
    fn every_mean_and_variance_has_a_finite_answer() {
        for activation in &ACTIVATIONS {
            for mean in MEANS {
                for first in VARIANCES {
                    let square = mean_square(activation, mean, first);
                    assert!(square >= 0.0 && square.is_finite(), "{activation:?}, {mean}, {first}: {square}");
                    for second in VARIANCES {
                        for difference in [0.0, 1e-320, 1e-30, first + second, 2.0 * (first + second), f64::INFINITY] {
                            let pair = Pair { first, second, difference };
                            let square = mean_square_difference(activation, mean, pair);
                            assert!(square >= 0.0 && square.is_finite(), "{activation:?}, {mean}, {pair:?}: {square}");
                        }
                    }
                }
            }
        }
    }

    /// Poole et al. (2016): tanh with biases of standard deviation 0.3 has these fixed points.
    #[test]
    fn tanh_has_the_fixed_points_of_mean_field_theory() {
        for (sigma, fixed) in [(1.3, 0.607), (2.5, 4.079), (4.0, 12.604)] {
            let mut q = 1.0;
            for _ in 0..200 {
                q = sigma * sigma * mean_square(find("tanh"), 0.0, q) + 0.3 * 0.3;
            }
            assert!((q - fixed).abs() < 5e-4, "{sigma}: {q}");
        }
    }
}
