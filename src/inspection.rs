//! Measurements of activations, error signals and gradients in each layer of a network.

use serde::Serialize;

use crate::activation::Activation;
use crate::between_samples::BetweenSamples;
use crate::elementary::sigmoid;
use crate::kernel::{Block, Row, Samples, WIDTH, row_values};
use crate::loss::Loss;
use crate::network::{ForwardPass, Layer, Network};
use crate::rank::rank;
use crate::statistics::Spread;
use crate::symmetry::distinct_units;
use crate::training::{Observer, Workspace, labelled};

/// |logit| above which a prediction is within 0.001 of 0 or 1.
pub const SURE_LOGIT: f64 = 6.906_754_778_648_553;
/// A bounded activation counts as saturated beyond this share of its range.
const SATURATED: f64 = 0.95;

/// Measurements of a network at its current parameters, over all samples.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let mut lab = Lab::new(Experiment::default());
/// let zeros = lab.study(0).inspect();
/// assert_eq!((zeros.layers.len(), zeros.sure_and_wrong), (3, 0.0));
/// let large = lab.study(1).inspect();
/// assert!(large.sure_and_wrong > 0.4, "sure and wrong on nearly half of the samples");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// Moments of the samples' coordinates.
    pub input: Moments,
    /// Each layer, first to last. The output layer's activation is the probability of class 1.
    pub layers: Vec<LayerInspection>,
    /// Share of the samples whose prediction is confidently wrong: p within 0.001 of 0 or 1, and the wrong class.
    pub sure_and_wrong: f64,
}

/// Measurements of a layer.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let zeros = Lab::new(Experiment::default()).study(0).inspect();
/// let hidden = &zeros.layers[0];
/// assert_eq!((hidden.units, hidden.distinct, hidden.rank, hidden.dead), (10, 1, 0, 1.0));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct LayerInspection {
    /// Units of the layer.
    pub units: usize,
    /// Inputs of each unit.
    pub inputs: usize,
    /// Pre-activations z, over all units and samples.
    pub pre_activation: Moments,
    /// Activations a, over all units and samples.
    pub activation: Moments,
    /// Root mean square of z over units and samples, the size of the signal.
    pub pre_activation_rms: f64,
    /// Standard deviation of z between samples, root mean square over units: the part of the signal that depends on the
    /// input.
    pub pre_activation_between_samples: f64,
    /// Root mean square of a over units and samples.
    pub activation_rms: f64,
    /// Standard deviation of a between samples, root mean square over units.
    pub activation_between_samples: f64,
    /// The error signal: root mean square of ∂cost/∂z over units and samples.
    pub gradient_rms: f64,
    /// The weights' gradient: root mean square of ∂cost/∂W over its entries.
    pub weight_gradient_rms: f64,
    /// Share of the units with slope 0 on every sample, which get no gradient. 0 for the output layer.
    pub dead: f64,
    /// Share of the units that are beyond 95 % of their range on every sample; absent if the range is unbounded.
    pub saturated: Option<f64>,
    /// Number of distinct units: units that differ in an incoming weight, the bias or an outgoing weight by more than
    /// 10⁻⁹ of the layer's largest.
    pub distinct: usize,
    /// Rank of W.
    pub rank: usize,
    /// Weights.
    pub weights: Histogram,
    /// Activations a of all units and samples.
    pub activations: Histogram,
    /// The error signal, ∂cost/∂z, of all units and samples.
    pub gradients: Histogram,
}

/// Mean and standard deviation of a population.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let inspection = Lab::new(Experiment::default()).study(0).inspect();
/// assert_eq!((inspection.layers[0].pre_activation.mean, inspection.layers[0].pre_activation.stddev), (0.0, 0.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Moments {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub stddev: f64,
}

/// Counts of values in bins that are the same for every layer, run and iteration.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let inspection = Lab::new(Experiment::default()).study(2).inspect();
/// let weights = &inspection.layers[0].weights;
/// assert_eq!((weights.low, weights.high, weights.counts.len()), (-4.0, 4.0, 80));
/// assert_eq!(weights.counts.iter().sum::<u32>() + weights.below + weights.above, 20);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Histogram {
    #[serde(skip)]
    scale: Scale,
    /// Lower end of the first bin; for magnitudes, its log₁₀.
    pub low: f64,
    /// Upper end of the last bin; for magnitudes, its log₁₀.
    pub high: f64,
    /// Values in each bin, ascending.
    pub counts: Vec<u32>,
    /// Values below the first bin.
    pub below: u32,
    /// Values above the last bin.
    pub above: u32,
    /// Number of zeros, if the bins are of magnitudes, which cannot hold them.
    pub zeros: u32,
}

/// The scale of a histogram's bins.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    /// Values from −4 to 4.
    Linear,
    /// log₁₀ of the magnitude, from −12 to 2.
    Magnitude,
}

impl Scale {
    /// Lower end, upper end, number of bins.
    fn bins(self) -> (f64, f64, usize) {
        match self {
            Self::Linear => (-4.0, 4.0, 80),
            Self::Magnitude => (-12.0, 2.0, 28),
        }
    }
}

impl Histogram {
    fn new(scale: Scale) -> Self {
        let (low, high, bins) = scale.bins();
        Self { scale, low, high, counts: vec![0; bins], below: 0, above: 0, zeros: 0 }
    }

    /// Counts a value. A value on an edge belongs to the bin above; a NaN counts as above the last bin.
    fn add(&mut self, value: f64) {
        let (low, high, bins) = self.scale.bins();
        let value = match self.scale {
            Scale::Linear => value,
            Scale::Magnitude if value == 0.0 => {
                self.zeros += 1;
                return;
            }
            Scale::Magnitude => libm::log10(value.abs()),
        };
        if value < low {
            self.below += 1;
        } else if value < high {
            let bin = ((value - low) * bins as f64 / (high - low)) as usize;
            self.counts[bin.min(bins - 1)] += 1;
        } else {
            self.above += 1;
        }
    }
}

/// Root mean square of a population with these moments.
fn rms(Moments { mean, stddev }: Moments) -> f64 {
    f64::sqrt(mean * mean + stddev * stddev)
}

/// Mean and standard deviation of the numbers so far.
fn moments(spread: &Spread) -> Moments {
    Moments { mean: spread.mean(), stddev: f64::sqrt(spread.variance()) }
}

/// The values of the first samples of each row, row by row.
pub fn values_of(rows: &[Row], samples: usize) -> Vec<f64> {
    rows.iter().flat_map(|row| row_values(row).take(samples)).collect()
}

/// Accumulated measurements of a layer during a pass of the samples.
struct Passing {
    pre_activation: Spread,
    activation: Spread,
    pre_activation_between: BetweenSamples,
    activation_between: BetweenSamples,
    /// Σ (∂loss/∂z)² over units and samples.
    gradient_squares: f64,
    /// For each unit, whether its slope was 0 on all samples so far.
    dead: Vec<bool>,
    /// For each unit, whether it was beyond 95 % of its range on all samples so far.
    saturated: Vec<bool>,
    activations: Histogram,
    gradients: Histogram,
}

struct Inspector<'a> {
    activation: &'a Activation,
    count: f64,
    input: Spread,
    layers: Vec<Passing>,
}

impl Observer for Inspector<'_> {
    fn pre_activations(&mut self, layer: usize, block: &Block, rows: &[Row]) {
        let layer = &mut self.layers[layer];
        let values = values_of(rows, block.count);
        layer.pre_activation.add(values.iter().copied());
        layer.pre_activation_between.add(&values);
    }

    fn block(&mut self, block: &Block, pass: &ForwardPass, dz: &[Vec<Row>]) {
        let samples = block.count;
        let values = |rows: &[Row]| values_of(rows, samples);
        self.input.add(values(&block.inputs).into_iter());
        let last = self.layers.len() - 1;
        for (l, layer) in self.layers.iter_mut().enumerate() {
            let mut activations = values(&pass.activations[l]);
            if l == last {
                for z in &mut activations {
                    *z = sigmoid(*z);
                }
            }
            layer.activation.add(activations.iter().copied());
            layer.activation_between.add(&activations);
            for &a in &activations {
                layer.activations.add(a);
            }
            for dz in values(&dz[l]) {
                layer.gradient_squares += dz * dz;
                layer.gradients.add(dz / self.count);
            }
            for (dead, slopes) in layer.dead.iter_mut().zip(&pass.slopes[l]) {
                *dead = *dead && row_values(slopes).take(samples).all(|slope| slope == 0.0);
            }
            let Some((low, high)) = self.activation.range.filter(|_| l < last) else { continue };
            let (centre, reach) = (0.5 * (low + high), 0.5 * SATURATED * (high - low));
            for (saturated, row) in layer.saturated.iter_mut().zip(&pass.activations[l]) {
                *saturated = *saturated && row_values(row).take(samples).all(|a| (a - centre).abs() > reach);
            }
        }
    }
}

/// Inspects a network with one pass of the samples forward and backward.
pub fn inspect(network: &Network, samples: &Samples, loss: &Loss, workspace: &mut Workspace) -> Inspection {
    let last = network.layers.len() - 1;
    let passing = |(l, layer): (usize, &Layer)| {
        let units = layer.biases.len();
        Passing {
            pre_activation: Spread::default(),
            activation: Spread::default(),
            pre_activation_between: BetweenSamples::of_units(units),
            activation_between: BetweenSamples::of_units(units),
            gradient_squares: 0.0,
            dead: vec![l < last; units],
            saturated: vec![true; units],
            activations: Histogram::new(Scale::Linear),
            gradients: Histogram::new(Scale::Magnitude),
        }
    };
    let count = samples.count() as f64;
    let layers = network.layers.iter().enumerate().map(passing).collect();
    let mut inspector = Inspector { activation: network.activation, count, input: Spread::default(), layers };
    workspace.observe(network, samples, loss, &mut inspector);
    let distinct = distinct_units(&network.layers);
    let layers = inspector.layers.into_iter().enumerate().map(|(l, passed)| {
        let layer = &network.layers[l];
        let (units, inputs) = layer.weights.shape();
        let share = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as f64 / units as f64;
        let mut weights = Histogram::new(Scale::Linear);
        for &weight in &layer.weights {
            weights.add(weight);
        }
        let (slopes, _) = workspace.layer_gradient(l, samples.count());
        let squares: f64 = slopes.map(|slope| slope * slope).sum();
        let pre_activation = moments(&passed.pre_activation);
        let activation = moments(&passed.activation);
        LayerInspection {
            units,
            inputs,
            pre_activation,
            activation,
            pre_activation_rms: rms(pre_activation),
            pre_activation_between_samples: passed.pre_activation_between.stddev(),
            activation_rms: rms(activation),
            activation_between_samples: passed.activation_between.stddev(),
            gradient_rms: f64::sqrt(passed.gradient_squares / (count * units as f64)) / count,
            weight_gradient_rms: f64::sqrt(squares / layer.weights.len() as f64),
            dead: share(&passed.dead),
            saturated: network.activation.range.filter(|_| l < last).map(|_| share(&passed.saturated)),
            distinct: distinct[l],
            rank: rank(&layer.weights),
            weights,
            activations: passed.activations,
            gradients: passed.gradients,
        }
    });
    let layers = layers.collect();
    let sure_and_wrong = sure_and_wrong(workspace.computed_logits(), samples);
    Inspection { input: moments(&inspector.input), layers, sure_and_wrong }
}

/// Share of the samples whose prediction is confidently wrong: p within 0.001 of 0 or 1, and the wrong class.
pub fn sure_and_wrong(logits: &[f64], samples: &Samples) -> f64 {
    let wrong = labelled(logits, samples).filter(|&(z, y)| z.abs() > SURE_LOGIT && (z > 0.0) != (y > 0.5));
    wrong.count() as f64 / samples.count() as f64
}

/// One point's values in a layer.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let steps = Lab::new(Experiment::default()).study(0).follow([0.5, 0.5], Some(1));
/// assert_eq!(steps.len(), 3);
/// assert_eq!((steps[2].activations[0], steps[2].gradients[0]), (0.5, -0.5), "p, and p − y");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Pre-activation z of each unit.
    pub pre_activations: Vec<f64>,
    /// Activation a of each unit; for the output unit, the probability of class 1.
    pub activations: Vec<f64>,
    /// ∂loss/∂z of each unit, for this sample's loss.
    pub gradients: Vec<f64>,
}

struct Follower(Vec<Step>);

/// The value of the first sample in each row.
fn first(rows: &[Row]) -> Vec<f64> {
    rows.iter().map(|row| row[0].to_array()[0]).collect()
}

impl Observer for Follower {
    fn pre_activations(&mut self, layer: usize, _: &Block, rows: &[Row]) {
        self.0[layer].pre_activations = first(rows);
    }

    fn block(&mut self, _: &Block, pass: &ForwardPass, dz: &[Vec<Row>]) {
        for ((step, activations), dz) in self.0.iter_mut().zip(&pass.activations).zip(dz) {
            step.activations = first(activations);
            step.gradients = first(dz);
        }
    }
}

/// Follows one labelled point forward through a network and its loss backward: a step for each layer, first to last.
pub fn follow(network: &Network, point: [f64; 2], label: u8, loss: &Loss, workspace: &mut Workspace) -> Vec<Step> {
    let mut follower = Follower(vec![Step::default(); network.layers.len()]);
    workspace.observe(network, &Samples::new(&[point], &[label]), loss, &mut follower);
    if let Some(output) = follower.0.last_mut() {
        for z in &mut output.activations {
            *z = sigmoid(*z);
        }
    }
    follower.0
}

/// The pre-activation z of each unit at each sample, from a forward pass alone: layer by layer, unit by unit, sample by
/// sample.
pub fn pre_activations(network: &Network, samples: &Samples) -> Vec<f64> {
    let units: usize = network.layers.iter().map(|layer| layer.biases.len()).sum();
    let mut values = vec![0.0; units * samples.count()];
    let mut pass = ForwardPass::new(network);
    pass.prepare(network);
    let mut done = 0;
    for block in samples.blocks() {
        // Of the first unit; the layers' rows come in order.
        let mut start = done;
        pass.run_showing(network, block, &mut |_, rows| {
            for row in rows {
                for (value, z) in values[start..].iter_mut().zip(row_values(row).take(block.count)) {
                    *value = z;
                }
                start += samples.count();
            }
        });
        done += block.count;
    }
    values
}

/// Each unit's activation at each sample: layer by layer, unit by unit. The output unit's activation is its
/// probability. Includes at most the first `most` units of each layer.
pub fn unit_fields(network: &Network, samples: &Samples, most: usize) -> Vec<f32> {
    let mut pass = ForwardPass::new(network);
    let last = network.layers.len() - 1;
    let mut units: Vec<Vec<f32>> =
        network.layers.iter().flat_map(|layer| vec![Vec::new(); layer.biases.len().min(most)]).collect();
    pass.prepare(network);
    for block in samples.blocks() {
        pass.run(network, &block.inputs, WIDTH);
        let rows =
            pass.activations.iter().enumerate().flat_map(|(l, rows)| rows.iter().take(most).map(move |row| (l, row)));
        for (unit, (l, row)) in units.iter_mut().zip(rows) {
            let value = |a: f64| if l == last { sigmoid(a) } else { a };
            unit.extend(row_values(row).map(|a| value(a) as f32));
        }
    }
    for unit in &mut units {
        unit.truncate(samples.count());
    }
    units.concat()
}
