//! Distributions of weights: draws, standard deviations and formulas.

use nalgebra::DMatrix;

use crate::formula::{Formula, number, operator, root, row, square, sub, symbol, words};
use crate::rng::RandomState;

/// Standard deviation of a standard normal draw that is redrawn while |z| > 2.
pub const TRUNCATED_STDDEV: f64 = 0.879_625_661_034_239_8;
/// |z| above which a truncated normal distribution draws again.
const TRUNCATED_AT: f64 = 2.0;

/// The distribution of a layer's weights.
///
/// ```
/// use init_lab::{Distribution, RandomState};
///
/// let weights = Distribution::Orthogonal(1.0).draw(3, 2, &mut RandomState::new(5));
/// let product = weights.transpose() * &weights;
/// assert!((product - nalgebra::DMatrix::identity(2, 2)).amax() < 1e-15, "orthonormal columns");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Each weight has this value.
    Constant(f64),
    /// This value on the diagonal, 0 elsewhere.
    Diagonal(f64),
    /// Normal draws.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        stddev: f64,
    },
    /// Normal draws, repeated while they are more than two standard deviations from the mean.
    TruncatedNormal {
        /// Mean.
        mean: f64,
        /// Standard deviation before truncation. Truncation multiplies it by 0.8796.
        stddev: f64,
    },
    /// Uniform draws.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Orthonormal columns, or orthonormal rows if there are fewer rows than columns, times this gain.
    Orthogonal(f64),
}

impl Distribution {
    /// Draws a matrix, units × inputs, row by row as NumPy fills an array.
    pub fn draw(self, units: usize, inputs: usize, rng: &mut RandomState) -> DMatrix<f64> {
        let mut fill = |draw: fn(&mut RandomState, f64, f64) -> f64, a: f64, b: f64| {
            DMatrix::from_row_iterator(units, inputs, std::iter::repeat_with(|| draw(rng, a, b)).take(units * inputs))
        };
        match self {
            Self::Constant(value) => DMatrix::from_element(units, inputs, value),
            Self::Diagonal(value) => DMatrix::from_diagonal_element(units, inputs, value),
            Self::Normal { mean, stddev } => fill(|rng, mean, stddev| rng.randn() * stddev + mean, mean, stddev),
            Self::TruncatedNormal { mean, stddev } => fill(truncated, mean, stddev),
            Self::Uniform { low, high } => fill(RandomState::uniform, low, high),
            Self::Orthogonal(gain) => orthogonal(fill(|rng, _, _| rng.randn(), 0.0, 0.0)) * gain,
        }
    }

    /// The mean of a weight. The diagonal counts as 0.
    pub(crate) fn mean(self) -> f64 {
        match self {
            Self::Constant(value) => value,
            Self::Normal { mean, .. } | Self::TruncatedNormal { mean, .. } => mean,
            Self::Uniform { low, high } => low + 0.5 * (high - low),
            Self::Diagonal(_) | Self::Orthogonal(_) => 0.0,
        }
    }

    /// The standard deviation of the distribution of a layer's weights.
    pub fn stddev(self, units: usize, inputs: usize) -> f64 {
        let longer = units.max(inputs) as f64;
        match self {
            Self::Constant(_) => 0.0,
            // One in `longer` entries is the value; the others are 0.
            Self::Diagonal(value) => value.abs() * f64::sqrt((longer - 1.0) / (longer * longer)),
            Self::Normal { stddev, .. } => stddev,
            Self::TruncatedNormal { stddev, .. } => stddev * TRUNCATED_STDDEV,
            Self::Uniform { low, high } => (high - low) / f64::sqrt(12.0),
            // Unit vectors in `longer` dimensions, in uniformly random directions.
            Self::Orthogonal(gain) => gain.abs() / f64::sqrt(longer),
        }
    }

    /// The variance of a weight if the distribution is centred at 0 and prefers no direction, as the theory of signals
    /// in wide networks assumes; `None` otherwise.
    pub fn centred_variance(self, units: usize, inputs: usize) -> Option<f64> {
        let centred = match self {
            Self::Constant(_) | Self::Diagonal(_) => false,
            Self::Normal { mean, .. } | Self::TruncatedNormal { mean, .. } => mean == 0.0,
            Self::Uniform { low, high } => low == -high,
            Self::Orthogonal(_) => true,
        };
        let stddev = self.stddev(units, inputs);
        centred.then_some(stddev * stddev)
    }

    /// The part of the formula after "W": `∼ N(0, 0.05²)`.
    pub fn formula(self) -> Formula {
        let is = |value: Formula| row([operator("="), value]);
        let times = |gain: f64, matrix: Formula| if gain == 1.0 { matrix } else { row([number(gain), matrix]) };
        match self {
            Self::Constant(value) => is(number(value)),
            Self::Diagonal(value) => is(times(value, symbol("I"))),
            Self::Normal { mean, stddev } => normal(number(mean), square(number(stddev))),
            Self::TruncatedNormal { mean, stddev } => {
                row([normal(number(mean), square(number(stddev))), words(" cut at ±2σ")])
            }
            Self::Uniform { low, high } if low == -high => uniform(number(high)),
            Self::Uniform { low, high } => row([
                operator("∼"),
                symbol("𝒰"),
                operator("("),
                number(low),
                operator(","),
                number(high),
                operator(")"),
            ]),
            Self::Orthogonal(1.0) => words(" orthogonal"),
            Self::Orthogonal(gain) => row([words(" orthogonal × "), number(gain)]),
        }
    }
}

/// `∼ N(mean, variance)`.
pub fn normal(mean: Formula, variance: Formula) -> Formula {
    row([operator("∼"), symbol("𝒩"), operator("("), mean, operator(","), variance, operator(")")])
}

/// `∼ U(±limit)`.
fn uniform(limit: Formula) -> Formula {
    row([operator("∼"), symbol("𝒰"), operator("("), operator("±"), limit, operator(")")])
}

fn truncated(rng: &mut RandomState, mean: f64, stddev: f64) -> f64 {
    loop {
        let z = rng.randn();
        if z.abs() <= TRUNCATED_AT {
            return z * stddev + mean;
        }
    }
}

/// The orthogonal factor Q of a matrix: orthonormal columns, or orthonormal rows if there are fewer rows than columns
/// (Saxe, McClelland and Ganguli, 2014). The sign of each column makes the diagonal of R positive, so that no direction
/// is preferred (Mezzadri, 2007, How to generate random matrices from the classical compact groups).
fn orthogonal(normal: DMatrix<f64>) -> DMatrix<f64> {
    let wide = normal.nrows() < normal.ncols();
    let qr = if wide { normal.transpose() } else { normal }.qr();
    let (mut q, r) = (qr.q(), qr.r());
    for (mut column, diagonal) in q.column_iter_mut().zip(r.diagonal().iter()) {
        if *diagonal < 0.0 {
            column.neg_mut();
        }
    }
    if wide { q.transpose() } else { q }
}

/// A variance that depends on the layer's width: scale / n (Glorot and Bengio, 2010; He et al., 2015), as in Keras's
/// `VarianceScaling`.
///
/// ```
/// use init_lab::{Distribution, Mode, Shape, VarianceScaling};
///
/// let he = VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Normal };
/// assert_eq!(he.distribution(10, 8), Distribution::Normal { mean: 0.0, stddev: 0.5 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceScaling {
    /// Variance × n.
    pub scale: f64,
    /// The definition of n.
    pub mode: Mode,
    /// The shape of the distribution.
    pub shape: Shape,
}

/// The definition of n in a variance of scale / n.
///
/// ```
/// use init_lab::{Mode, Shape, VarianceScaling};
///
/// // A layer of 30 units with 10 inputs each.
/// let stddev = |mode| VarianceScaling { scale: 1.0, mode, shape: Shape::Normal }.distribution(30, 10).stddev(30, 10);
/// assert_eq!(stddev(Mode::FanIn), (1.0_f64 / 10.0).sqrt());
/// assert_eq!(stddev(Mode::FanOut), (1.0_f64 / 30.0).sqrt());
/// assert_eq!(stddev(Mode::FanAverage), (1.0_f64 / 20.0).sqrt());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The number of inputs.
    FanIn,
    /// The number of units.
    FanOut,
    /// The mean of the two.
    FanAverage,
}

/// The shape of a distribution with mean 0 and a given variance; of [`Shape::CutNormal`], before the cut.
///
/// ```
/// use init_lab::{Mode, Shape, VarianceScaling};
///
/// for shape in [Shape::TruncatedNormal, Shape::Normal, Shape::Uniform] {
///     let drawn = VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape }.distribution(5, 4);
///     assert!((drawn.stddev(5, 4) - 0.5).abs() < 1e-15, "the variance is given, whatever the shape");
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Normal, truncated at two standard deviations and widened so that the variance after truncation is the given one.
    TruncatedNormal,
    /// Normal.
    Normal,
    /// Uniform.
    Uniform,
    /// Normal, truncated at two standard deviations and not widened: 0.7737 of the variance remains.
    CutNormal,
}

impl VarianceScaling {
    /// The distribution of the weights of a layer, units × inputs.
    pub fn distribution(self, units: usize, inputs: usize) -> Distribution {
        let n = match self.mode {
            Mode::FanIn => inputs as f64,
            Mode::FanOut => units as f64,
            Mode::FanAverage => (inputs + units) as f64 / 2.0,
        };
        let variance = self.scale / n.max(1.0);
        match self.shape {
            Shape::TruncatedNormal => {
                Distribution::TruncatedNormal { mean: 0.0, stddev: f64::sqrt(variance) / TRUNCATED_STDDEV }
            }
            Shape::Normal => Distribution::Normal { mean: 0.0, stddev: f64::sqrt(variance) },
            Shape::CutNormal => Distribution::TruncatedNormal { mean: 0.0, stddev: f64::sqrt(variance) },
            Shape::Uniform => {
                let limit = f64::sqrt(3.0 * variance);
                Distribution::Uniform { low: -limit, high: limit }
            }
        }
    }

    /// The part of the formula after "W": `∼ N(0, 2 / n_in)`.
    pub fn formula(self) -> Formula {
        let over = |numerator: f64| match self.mode {
            Mode::FanIn => row([number(numerator), operator("/"), sub("n", "in")]),
            Mode::FanOut => row([number(numerator), operator("/"), sub("n", "out")]),
            Mode::FanAverage => row([
                number(2.0 * numerator),
                operator("/"),
                operator("("),
                sub("n", "in"),
                operator("+"),
                sub("n", "out"),
                operator(")"),
            ]),
        };
        match self.shape {
            Shape::Normal => normal(number(0.0), over(self.scale)),
            Shape::TruncatedNormal => row([normal(number(0.0), over(self.scale)), words(" truncated")]),
            Shape::CutNormal => row([normal(number(0.0), over(self.scale)), words(" cut at ±2σ")]),
            Shape::Uniform => uniform(root(over(3.0 * self.scale))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Φ, the standard normal distribution function.
    fn phi(z: f64) -> f64 {
        0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
    }

    type Cdf = Box<dyn Fn(f64) -> f64>;

    /// The Kolmogorov–Smirnov distance between draws and a distribution function.
    fn distance(draws: &mut [f64], distribution: impl Fn(f64) -> f64) -> f64 {
        draws.sort_by(f64::total_cmp);
        let n = draws.len() as f64;
        let apart = draws.iter().enumerate().map(|(i, &x)| {
            let p = distribution(x);
            (p - i as f64 / n).abs().max(((i + 1) as f64 / n - p).abs())
        });
        apart.fold(0.0, f64::max)
    }

    #[test]
    fn draws_follow_their_distribution() {
        // The distance exceeds 1.95 / √n once in a thousand samples; the seed is fixed.
        let (units, inputs) = (250, 400);
        let bound = 1.95 / f64::sqrt((units * inputs) as f64);
        let inside = 2.0 * phi(2.0) - 1.0;
        let cases: [(Distribution, Cdf); 3] = [
            (Distribution::Normal { mean: 1.0, stddev: 3.0 }, Box::new(|x| phi((x - 1.0) / 3.0))),
            (
                Distribution::TruncatedNormal { mean: -2.0, stddev: 0.5 },
                Box::new(move |x| (phi((x + 2.0) / 0.5) - phi(-2.0)) / inside),
            ),
            (Distribution::Uniform { low: -0.25, high: 0.75 }, Box::new(|x| x + 0.25)),
        ];
        for (distribution, cdf) in cases {
            let drawn = distribution.draw(units, inputs, &mut RandomState::new(11));
            let mut values: Vec<f64> = drawn.iter().copied().collect();
            assert!(distance(&mut values, cdf) < bound, "{distribution:?}");
            let expected = distribution.stddev(units, inputs);
            assert!((drawn.variance().sqrt() / expected - 1.0).abs() < 0.01, "{distribution:?}");
        }
    }

    #[test]
    fn a_kolmogorov_smirnov_test_sees_a_wrong_distribution() {
        let drawn = Distribution::Normal { mean: 0.0, stddev: 1.02 }.draw(250, 400, &mut RandomState::new(11));
        let mut values: Vec<f64> = drawn.iter().copied().collect();
        assert!(distance(&mut values, phi) > 1.95 / f64::sqrt(1e5));
    }

    #[test]
    fn truncated_draws_stay_within_two_deviations() {
        let drawn = Distribution::TruncatedNormal { mean: 3.0, stddev: 0.5 }.draw(100, 100, &mut RandomState::new(0));
        assert!(drawn.iter().all(|weight| (2.0..=4.0).contains(weight)));
        assert!(drawn.max() > 3.95 && drawn.min() < 2.05);
    }

    #[test]
    fn orthogonal_matrices_are_orthonormal_either_way() {
        for (units, inputs) in [(1, 1), (1, 7), (7, 1), (40, 40), (256, 256), (30, 90), (90, 30)] {
            let q = Distribution::Orthogonal(1.0).draw(units, inputs, &mut RandomState::new(5));
            let product = if units >= inputs { q.transpose() * &q } else { &q * q.transpose() };
            let apart = (product - DMatrix::identity(units.min(inputs), units.min(inputs))).amax();
            assert!(apart <= 1e-12, "{units} × {inputs}: {apart:e}");
            let stddev = Distribution::Orthogonal(1.0).stddev(units, inputs);
            assert!((f64::sqrt(q.norm_squared() / (units * inputs) as f64) / stddev - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn deviations_of_what_is_not_drawn() {
        let (units, inputs) = (3, 5);
        for distribution in [Distribution::Constant(4.0), Distribution::Diagonal(-2.0)] {
            let weights = distribution.draw(units, inputs, &mut RandomState::new(0));
            let measured = weights.variance().sqrt();
            assert!((measured - distribution.stddev(units, inputs)).abs() < 1e-15, "{distribution:?}: {measured}");
        }
    }
}
