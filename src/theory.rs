//! The expected signal of a wide network at initialization, layer by layer.
//!
//! Weights are independent with mean 0 and variance σ², biases independent with mean b and variance s². The
//! pre-activations z of a sample are then approximately normal with mean b. Their variance v follows from that of the layer
//! before: v′ = n σ² E\[φ(b + √v g)²\] + s², where g is a standard normal variable and φ the activation function (Poole,
//! Lahiri, Raghu, Sohl-Dickstein and Ganguli, 2016, for b = 0). For ReLU and b = 0, v′ = n σ² v / 2 + s² (He, Zhang, Ren and
//! Sun, 2015).
//!
//! For two samples, the variance of the difference of their z's follows likewise: d′ = n σ² E\[(φ(u) − φ(v))²\] with u and v
//! jointly normal; the biases are the same for both and cancel (Poole et al. have the covariance).
//!
//! Both are exact in the first layer, and in the limit of wide layers. Of biases that are not normal, only mean and variance
//! count.

use wide::f64x2;

use crate::activation::Activation;
use crate::gaussian::{Pair, mean_square, mean_square_difference};
use crate::initializer::{Initializer, LayerShape};
use crate::network_spec::NetworkSpec;

/// What theory expects of a layer's pre-activations z at iteration 0.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let mut lab = Lab::new(Experiment::default());
/// let expected = lab.study(2).expected_signals()[0].unwrap();
/// let measured = &lab.study(2).inspect().layers[0];
/// assert!((measured.pre_activation_rms / expected.rms - 1.0).abs() < 0.5);
/// assert!((measured.pre_activation_between_samples / expected.between_samples - 1.0).abs() < 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectedSignal {
    /// Square root of the expected mean square of z: over draws of the parameters, units and samples.
    pub rms: f64,
    /// Square root of the expected variance of z between samples: over draws of the parameters and units.
    pub between_samples: f64,
}

/// The expected signal of each layer, first to last, for these samples. `None` from the first layer on to whose weights the
/// theory does not apply.
pub fn expected_signals(spec: &NetworkSpec, samples: &[[f64; 2]]) -> Vec<Option<ExpectedSignal>> {
    let layers: Vec<_> =
        spec.layer_shapes().into_iter().map(|(shape, initializer)| Weights::of(spec, shape, initializer)).collect();
    let without_biases = layers.iter().flatten().all(|weights| (weights.bias, weights.bias_variance) == (0.0, 0.0));
    let grouping = if without_biases && is_homogeneous(spec.activation) { BY_ANGLE } else { BY_ANGLE_AND_SIZE };
    let mut moments = SampleMoments::of(samples, grouping);
    let mut signals = Vec::new();
    for weights in &layers {
        let Some(Weights { factor, bias, bias_variance }) = *weights else { break };
        moments.through_weights(factor, bias_variance);
        signals.push(Some(ExpectedSignal {
            rms: f64::sqrt(bias * bias + moments.mean_square()),
            between_samples: f64::sqrt(moments.variance_between_samples()),
        }));
        moments.through_activation(spec.activation, bias);
    }
    signals.resize(layers.len(), None);
    signals
}

/// What theory has to know of a layer's parameters.
struct Weights {
    /// Inputs × variance of the weights.
    factor: f64,
    bias: f64,
    bias_variance: f64,
}

impl Weights {
    /// `None` for weights that are not drawn around 0.
    fn of(spec: &NetworkSpec, shape: LayerShape, initializer: &Initializer) -> Option<Self> {
        let variance = initializer.centred_variance(shape)?;
        let (bias, bias_variance) = initializer.bias_moments(shape, spec.bias);
        let deviation = if initializer.sets_biases() { 0.0 } else { spec.bias_stddev };
        Some(Self {
            factor: shape.inputs as f64 * variance * spec.weight_scale * spec.weight_scale,
            bias,
            bias_variance: bias_variance + deviation * deviation,
        })
    }
}

/// Whether φ(2z) = 2φ(z): without biases, a network then does the same at every scale.
fn is_homogeneous(activation: &Activation) -> bool {
    let mut values = [f64x2::from([1.0, -1.0]), f64x2::from([2.0, -2.0])];
    activation.apply(&mut values, &mut [f64x2::ZERO; 2]);
    values[0] + values[0] == values[1]
}

/// The most samples that are followed one by one. More are grouped by their distance from the origin, in as many groups.
const SAMPLE_GROUPS: usize = 400;
/// The most pairs of samples that are grouped.
const MOST_PAIRS: usize = 50_000;

/// Into how many groups pairs of samples are divided, in each of three ways.
#[derive(Clone, Copy)]
struct Grouping {
    /// By the square of their distance, as a share of the sum of their squares.
    distances: usize,
    /// By the difference of their squares, as a share of the sum.
    imbalances: usize,
    /// By the sum of their squares.
    sizes: usize,
}

const BY_ANGLE: Grouping = Grouping { distances: 12, imbalances: 4, sizes: 1 };
/// Where size matters. Far out on the flat side of ReLU it matters most: with biases of −1, the deviation of layer 3 would be
/// a third too low without it.
const BY_ANGLE_AND_SIZE: Grouping = Grouping { distances: 8, imbalances: 3, sizes: 6 };

/// Second moments of a layer's values, about the layer's bias, for groups of samples and of pairs of samples.
///
/// Each group has the mean moments of its members, so that averages over all samples are exact as long as moments grow in
/// proportion.
struct SampleMoments {
    /// Samples: both moments the same, and no difference.
    samples: Vec<Group>,
    pairs: Vec<Group>,
    /// Variance of a population over the mean squared difference of two different members: (N − 1) / 2N.
    half: f64,
}

/// One sample, or samples with nearly the same square, or pairs of samples with nearly the same three squares.
struct Group {
    /// Share of all samples, or of all pairs.
    share: f64,
    /// The mean moments.
    pair: Pair,
}

/// Members and sums of moments, for groups that are found one member at a time.
struct Sums(Vec<[f64; 4]>);

impl Sums {
    fn add(&mut self, group: usize, moments: [f64; 3]) {
        let [members, sums @ ..] = &mut self.0[group];
        *members += 1.0;
        for (sum, moment) in sums.iter_mut().zip(moments) {
            *sum += moment;
        }
    }

    /// The groups that have members.
    fn groups(self) -> Vec<Group> {
        let all: f64 = self.0.iter().map(|[members, ..]| members).sum();
        let mut groups = Vec::new();
        for [members, moments @ ..] in self.0 {
            if members > 0.0 {
                let [first, second, difference] = moments.map(|sum| sum / members);
                groups.push(Group { share: members / all, pair: Pair { first, second, difference } });
            }
        }
        groups
    }
}

/// The group, from 0, of a share between 0 and 1.
fn place(share: f64, groups: usize) -> usize {
    ((share * groups as f64) as usize).min(groups - 1)
}

/// Half of |x|²: per input, so that n inputs of variance σ² weights make n σ² of it.
fn square([x, y]: [f64; 2]) -> f64 {
    0.5 * (x * x + y * y)
}

impl SampleMoments {
    /// The moments of inputs.
    fn of(samples: &[[f64; 2]], grouping: Grouping) -> Self {
        let count = samples.len();
        let squares = samples.iter().map(|&sample| square(sample));
        let smallest = squares.clone().fold(f64::INFINITY, f64::min);
        let largest = squares.clone().fold(f64::MIN_POSITIVE, f64::max);
        let mut sums = Sums(vec![[0.0; 4]; SAMPLE_GROUPS]);
        for (k, square) in squares.enumerate() {
            let group = if count <= SAMPLE_GROUPS { k } else { place(f64::sqrt(square / largest), SAMPLE_GROUPS) };
            sums.add(group, [square, square, 0.0]);
        }
        let pairs = Self::pairs(samples, (smallest, largest), grouping);
        Self { samples: sums.groups(), pairs, half: 0.5 * (count as f64 - 1.0) / count as f64 }
    }

    /// The moments of pairs: sample i and sample i + lag, for lags up to half of the samples. `range` is that of squares.
    fn pairs(samples: &[[f64; 2]], range: (f64, f64), grouping: Grouping) -> Vec<Group> {
        let Grouping { distances, imbalances, sizes } = grouping;
        let (smallest, largest) = range;
        let count = samples.len();
        let lags = count / 2;
        let used = (MOST_PAIRS / count.max(1)).max(1).min(lags);
        let mut sums = Sums(vec![[0.0; 4]; distances * imbalances * sizes]);
        for lag in (1..=used).map(|k| k * lags / used) {
            // At half of an even count, each pair would come twice.
            let lagged = if 2 * lag == count { lag } else { count };
            for i in 0..lagged {
                let (one, other) = (samples[i], samples[(i + lag) % count]);
                let difference = square([one[0] - other[0], one[1] - other[1]]);
                let (one, other) = (square(one), square(other));
                let both = (one + other).max(f64::MIN_POSITIVE);
                let imbalance = (one - other).abs() / both;
                // Samples of one size are in the first group.
                let size = (0.5 * both - smallest) / (largest - smallest);
                let group = (place(size, sizes) * distances + place(f64::sqrt(difference / (2.0 * both)), distances))
                    * imbalances
                    + place(imbalance, imbalances);
                sums.add(group, [one.max(other), one.min(other), difference]);
            }
        }
        sums.groups()
    }

    /// From the values that enter a layer to its pre-activations. `factor` is inputs × variance of the weights.
    fn through_weights(&mut self, factor: f64, bias_variance: f64) {
        for Group { pair, .. } in self.samples.iter_mut().chain(&mut self.pairs) {
            pair.first = factor * pair.first + bias_variance;
            pair.second = factor * pair.second + bias_variance;
            pair.difference *= factor;
        }
    }

    /// From pre-activations with mean `bias` to activations.
    fn through_activation(&mut self, activation: &Activation, bias: f64) {
        for Group { pair, .. } in &mut self.samples {
            pair.first = mean_square(activation, bias, pair.first);
        }
        for Group { pair, .. } in &mut self.pairs {
            *pair = Pair {
                first: mean_square(activation, bias, pair.first),
                second: mean_square(activation, bias, pair.second),
                difference: mean_square_difference(activation, bias, *pair),
            };
        }
    }

    /// The mean over samples, perhaps infinite.
    fn mean_square(&self) -> f64 {
        self.samples.iter().map(|group| group.share * group.pair.first).sum()
    }

    /// The mean over all pairs of samples.
    fn variance_between_samples(&self) -> f64 {
        self.half * self.pairs.iter().map(|group| group.share * group.pair.difference).sum::<f64>()
    }
}
