//! A fully connected network with one output unit: its layers, and what it predicts.

use nalgebra::{DMatrix, DVector};

use crate::activation::Activation;
use crate::initializer::{Initializer, Place};
use crate::kernel::{self, Block, Packed, Row, Samples, Then, WIDTH, ZERO_ROW, row_values};
use crate::rng::RandomState;

/// One layer: z = W a + b.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// W, shape units × inputs.
    pub weights: DMatrix<f64>,
    /// b, one for each unit.
    pub biases: DVector<f64>,
}

/// A network from the plane to one logit. Hidden units share one activation function; the output unit has none.
#[derive(Clone, Debug)]
pub struct Network {
    /// First to last; at least the output layer.
    pub layers: Vec<Layer>,
    /// The activation function of the hidden units.
    pub activation: &'static Activation,
}

/// Width of the input: the plane.
const INPUTS: usize = 2;

/// What a network is made from.
#[derive(Clone, Copy, Debug)]
pub struct Blueprint<'a> {
    /// Units in each hidden layer, first to last.
    pub hidden: &'a [usize],
    /// The activation function of the hidden units.
    pub activation: &'static Activation,
    /// Initializes all layers but the last.
    pub initializer: &'a Initializer,
    /// Initializes the last layer.
    pub output: &'a Initializer,
    /// Where biases start of which their initializer says nothing.
    pub bias: f64,
    /// Seed of the stream from which the weights are drawn, layer by layer.
    pub seed: u32,
}

impl Blueprint<'_> {
    /// Each layer's place in the network, and its initializer; first to last.
    pub fn places(&self) -> impl Iterator<Item = (Place, &Initializer)> {
        let inputs = [INPUTS].into_iter().chain(self.hidden.iter().copied());
        let units = self.hidden.iter().copied().chain([1]);
        inputs.zip(units).enumerate().map(|(l, (inputs, units))| {
            let place = Place { units, inputs, activation: self.activation };
            (place, if l == self.hidden.len() { self.output } else { self.initializer })
        })
    }
}

impl Network {
    /// Draws a network; `samples` are what initializers that look at the data are fitted to.
    pub fn draw(blueprint: &Blueprint, samples: &Samples) -> Self {
        let mut rng = RandomState::new(blueprint.seed);
        let layers = blueprint.places().map(|(place, initializer)| {
            let (weights, biases) = initializer.draw(place, blueprint.bias, &mut rng);
            Layer { weights, biases }
        });
        let mut network = Self { layers: layers.collect(), activation: blueprint.activation };
        if blueprint.places().any(|(_, initializer)| initializer.scheme.fitted) {
            network
                .fit(samples, |l| if l == blueprint.hidden.len() { blueprint.output } else { blueprint.initializer });
        }
        network
    }

    /// Layer-sequential unit variance (Mishkin and Matas, 2016): from the first layer to the last, divides the weights of
    /// each layer whose initializer is fitted by the standard deviation of its pre-activations over all its units and the
    /// samples, until that is 1. A layer whose pre-activations do not vary is left as it is.
    fn fit<'a>(&mut self, samples: &Samples, initializer: impl Fn(usize) -> &'a Initializer) {
        const TOLERANCE: f64 = 0.02;
        const ROUNDS: usize = 20;
        let mut packed = Packed::default();
        let mut inputs: Vec<Vec<Row>> = samples.blocks().iter().map(|block| block.inputs.to_vec()).collect();
        for l in 0..self.layers.len() {
            let layer = &mut self.layers[l];
            let mut outputs = vec![vec![ZERO_ROW; layer.biases.len()]; inputs.len()];
            let mut rounds = if initializer(l).scheme.fitted { ROUNDS } else { 0 };
            loop {
                packed.set(&layer.weights);
                for (rows, outputs) in inputs.iter().zip(&mut outputs) {
                    packed.apply(rows, WIDTH, outputs, Then::Bias(layer.biases.as_slice()));
                }
                if rounds == 0 {
                    break;
                }
                let variance = variance(&outputs, samples);
                let fits = (variance - 1.0).abs() <= TOLERANCE;
                if fits || variance == 0.0 || !variance.is_finite() {
                    break;
                }
                layer.weights /= libm::sqrt(variance);
                rounds -= 1;
            }
            for rows in &mut outputs {
                let mut slopes = vec![ZERO_ROW; rows.len()];
                self.activation.apply(rows.as_flattened_mut(), slopes.as_flattened_mut());
            }
            inputs = outputs;
        }
    }

    /// Whether every weight and bias is finite.
    pub fn is_finite(&self) -> bool {
        let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
        self.layers.iter().all(|layer| finite(layer.weights.as_slice()) && finite(layer.biases.as_slice()))
    }

    /// Replaces the content of `logits` by the logit of each sample.
    pub fn logits(&self, samples: &Samples, pass: &mut ForwardPass, logits: &mut Vec<f64>) {
        logits.clear();
        pass.prepare(self);
        for block in samples.blocks() {
            pass.run(self, &block.inputs, block.width);
            logits.extend_from_slice(kernel::numbers(&pass.logits()[..block.width]));
        }
        logits.truncate(samples.count());
    }
}

/// The variance of what is in the rows of each block, over all rows and samples.
fn variance(blocks: &[Vec<Row>], samples: &Samples) -> f64 {
    let values = || {
        blocks
            .iter()
            .zip(samples.blocks())
            .flat_map(|(rows, block)| rows.iter().flat_map(|row| row_values(row).zip(row_values(&block.weights))))
    };
    let count: f64 = values().map(|(_, weight)| weight).sum();
    let mean = values().map(|(value, weight)| value * weight).sum::<f64>() / count;
    values().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum::<f64>() / count
}

/// What a forward pass leaves behind: for one block, each layer's activations and the activation function's slopes.
#[derive(Clone, Debug)]
pub struct ForwardPass {
    /// One entry a layer, one row a unit. The last layer's are the logits.
    pub activations: Vec<Vec<Row>>,
    /// The activation function's derivative at each hidden pre-activation; empty for the last layer.
    pub slopes: Vec<Vec<Row>>,
    /// The weights of each layer, laid out by [`Self::prepare`].
    weights: Vec<Packed>,
}

impl ForwardPass {
    /// Room for networks of the shape of this one.
    pub fn new(network: &Network) -> Self {
        let rows = |layer: &Layer| vec![ZERO_ROW; layer.biases.len()];
        let (_, hidden) = network.layers.split_last().expect("an output layer");
        Self {
            activations: network.layers.iter().map(rows).collect(),
            slopes: hidden.iter().map(rows).chain([Vec::new()]).collect(),
            weights: vec![Packed::default(); network.layers.len()],
        }
    }

    /// Takes over the network's weights, before blocks are sent through it.
    pub fn prepare(&mut self, network: &Network) {
        for (packed, layer) in self.weights.iter_mut().zip(&network.layers).skip(1) {
            packed.set(&layer.weights);
        }
    }

    /// Sends the first `width` lane vectors of a block through the network, for which it was prepared. What is in the rows
    /// beyond them means nothing; nor do the slopes where the activation function is a gate, whose values say as much
    /// ([`Activation::is_gate`]).
    pub fn run(&mut self, network: &Network, inputs: &[Row; 2], width: usize) {
        let gates = network.activation.is_gate();
        self.each_layer(network, inputs, width, gates, |activation, _, rows, slopes| {
            if !gates {
                for (row, slopes) in rows.iter_mut().zip(slopes) {
                    activation.apply(&mut row[..width], &mut slopes[..width]);
                }
            }
        });
    }

    /// Sends a block of samples through the network, for which it was prepared, and shows each layer's pre-activations on
    /// the way: (layer, one row a unit). All rows and slopes are whole then.
    pub fn run_showing(&mut self, network: &Network, block: &Block, show: &mut dyn FnMut(usize, &[Row])) {
        self.each_layer(network, &block.inputs, WIDTH, false, |activation, layer, rows, slopes| {
            show(layer, rows);
            if !slopes.is_empty() {
                activation.apply(rows.as_flattened_mut(), slopes.as_flattened_mut());
            }
        });
    }

    /// Computes each layer's pre-activations, of gates their values, and lets `finish` (activation function, layer, rows,
    /// slopes) make activations of them; the last layer has no slopes.
    #[inline]
    fn each_layer(
        &mut self,
        network: &Network,
        inputs: &[Row; 2],
        width: usize,
        gates: bool,
        mut finish: impl FnMut(&Activation, usize, &mut [Row], &mut [Row]),
    ) {
        let last = network.layers.len() - 1;
        for (l, layer) in network.layers.iter().enumerate() {
            let (before, rest) = self.activations.split_at_mut(l);
            let outputs = &mut rest[0];
            let (biases, gates) = (layer.biases.as_slice(), gates && l < last);
            if let Some(before) = before.last() {
                let then = if gates { Then::BiasAndGate(biases) } else { Then::Bias(biases) };
                self.weights[l].apply(before, width, outputs, then);
            } else {
                kernel::plane(&layer.weights, biases, inputs, width, outputs, gates);
            }
            finish(network.activation, l, outputs, &mut self.slopes[l]);
        }
    }

    /// The logits of the block that was run last.
    pub fn logits(&self) -> &Row {
        &self.activations[self.activations.len() - 1][0]
    }
}
