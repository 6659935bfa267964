//! The expected signal of a wide network at initialization, layer by layer.
//!
//! Weights are independent with mean 0 and variance σ², biases independent with mean b and variance s². The
//! pre-activations z of a sample are then approximately normal with mean b. Their variance v follows from that of the layer
//! before: v′ = n σ² E\[φ(b + √v g)²\] + s², where g is a standard normal variable and φ the activation function (Poole,
//! Lahiri, Raghu, Sohl-Dickstein and Ganguli, 2016, equation 3, for b = 0). For ReLU and b = 0, v′ = n σ² v / 2 + s² (He et
//! al., 2015, equation 8; their equation 9 is the product over layers).
//!
//! For two samples, the variance of the difference of their z's follows likewise: d′ = n σ² E\[(φ(u) − φ(v))²\] with u and v
//! jointly normal; the biases are the same for both and cancel (Poole et al., equation 5, has the covariance).
//!
//! Both are exact in the first layer, and in the limit of wide layers. Of biases that are not normal, only mean and variance
//! count.

use crate::activation::Activation;
use crate::gaussian::{Pair, mean_square, mean_square_difference};
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
    let mut state = Some(SampleMoments::of(samples));
    let layers = spec.layer_shapes().into_iter().map(|(shape, initializer)| {
        let variance = initializer.centred_variance(shape);
        let (Some(moments), Some(variance)) = (state.as_mut(), variance) else {
            state = None;
            return None;
        };
        let (bias, bias_variance) = initializer.bias_moments(shape, spec.bias);
        let deviation = if initializer.sets_biases() { 0.0 } else { spec.bias_stddev };
        let factor = shape.inputs as f64 * variance * spec.weight_scale * spec.weight_scale;
        moments.through_weights(factor, bias_variance + deviation * deviation);
        let signal = ExpectedSignal {
            rms: f64::sqrt(bias * bias + moments.mean_square()),
            between_samples: f64::sqrt(moments.variance_between_samples()),
        };
        moments.through_activation(spec.activation, bias);
        Some(signal)
    });
    layers.collect()
}

/// Groups of samples by their distance from the origin.
const SAMPLE_GROUPS: usize = 128;
/// Groups of pairs of samples by the square of their distance, as a share of the sum of their squares.
const DISTANCE_GROUPS: usize = 12;
/// Groups of pairs of samples by the difference of their squares, as a share of the sum.
const IMBALANCE_GROUPS: usize = 4;
/// The most pairs of samples that are grouped.
const MOST_PAIRS: usize = 50_000;

/// Second moments of a layer's values, about the layer's bias, for groups of samples and of pairs of samples.
///
/// Each group has the mean moments of its members, so that averages over all samples are exact as long as moments grow in
/// proportion.
struct SampleMoments {
    groups: Vec<Group>,
    /// Variance of a population over the mean squared difference of two different members: (N − 1) / 2N.
    half: f64,
}

/// Samples with nearly the same square, or pairs of samples at nearly the same angle.
struct Group {
    /// Share of all samples; 0 for a group of pairs.
    samples: f64,
    /// Share of all pairs; 0 for a group of samples.
    pairs: f64,
    /// The mean moments; of samples, both the same and no difference.
    pair: Pair,
}

impl SampleMoments {
    /// The moments of inputs: per input, so that n inputs of variance σ² weights make n σ² of it.
    fn of(samples: &[[f64; 2]]) -> Self {
        let square = |[x, y]: [f64; 2]| 0.5 * (x * x + y * y);
        let count = samples.len();
        let largest = samples.iter().map(|&sample| square(sample)).fold(f64::MIN_POSITIVE, f64::max);
        let place = |share: f64, groups: usize| ((f64::sqrt(share) * groups as f64) as usize).min(groups - 1);

        // Of each group: members, and the sums of their moments. Groups of samples come first.
        let mut sums = vec![[0.0; 4]; SAMPLE_GROUPS + DISTANCE_GROUPS * IMBALANCE_GROUPS];
        let mut add = |place: usize, moments: [f64; 3]| {
            let [members, sums @ ..] = &mut sums[place];
            *members += 1.0;
            for (sum, moment) in sums.iter_mut().zip(moments) {
                *sum += moment;
            }
        };
        for &sample in samples {
            let square = square(sample);
            add(place(square / largest, SAMPLE_GROUPS), [square, square, 0.0]);
        }
        let lags = count / 2;
        let used = (MOST_PAIRS / count.max(1)).max(1).min(lags);
        let mut pairs = 0.0;
        for lag in (1..=used).map(|k| k * lags / used) {
            // At half of an even count, each pair would come twice.
            let lagged = if 2 * lag == count { lag } else { count };
            pairs += lagged as f64;
            for i in 0..lagged {
                let (one, other) = (samples[i], samples[(i + lag) % count]);
                let difference = square([one[0] - other[0], one[1] - other[1]]);
                let (one, other) = (square(one), square(other));
                let both = (one + other).max(f64::MIN_POSITIVE);
                let imbalance = (one - other) / both;
                let group = place(difference / (2.0 * both), DISTANCE_GROUPS) * IMBALANCE_GROUPS
                    + place(imbalance * imbalance, IMBALANCE_GROUPS);
                add(SAMPLE_GROUPS + group, [one.max(other), one.min(other), difference]);
            }
        }
        let mut groups = Vec::new();
        for (k, [members, moments @ ..]) in sums.into_iter().enumerate() {
            if members > 0.0 {
                let [first, second, difference] = moments.map(|sum| sum / members);
                let (samples, pairs) =
                    if k < SAMPLE_GROUPS { (members / count as f64, 0.0) } else { (0.0, members / pairs) };
                groups.push(Group { samples, pairs, pair: Pair { first, second, difference } });
            }
        }
        Self { groups, half: 0.5 * (count as f64 - 1.0) / count as f64 }
    }

    /// From the values that enter a layer to its pre-activations. `factor` is inputs × variance of the weights.
    fn through_weights(&mut self, factor: f64, bias_variance: f64) {
        for Group { pair, .. } in &mut self.groups {
            pair.first = factor * pair.first + bias_variance;
            pair.second = factor * pair.second + bias_variance;
            pair.difference *= factor;
        }
    }

    /// From pre-activations with mean `bias` to activations.
    fn through_activation(&mut self, activation: &Activation, bias: f64) {
        for Group { pair, .. } in &mut self.groups {
            *pair = Pair {
                first: mean_square(activation, bias, pair.first),
                second: mean_square(activation, bias, pair.second),
                difference: mean_square_difference(activation, bias, *pair),
            };
        }
    }

    /// The mean over samples, perhaps infinite.
    fn mean_square(&self) -> f64 {
        let samples = self.groups.iter().filter(|group| group.samples > 0.0);
        samples.map(|group| group.samples * group.pair.first).sum()
    }

    /// The mean over all pairs of samples.
    fn variance_between_samples(&self) -> f64 {
        self.half * self.groups.iter().map(|group| group.pairs * group.pair.difference).sum::<f64>()
    }
}
