//! A fully connected network with one output unit: its layers, and what it predicts.

use nalgebra::{DMatrix, DVector};

use crate::activation::Activation;
use crate::initializer::Initializer;
use crate::kernel::{self, Block, Row, Samples, ZERO_ROW};
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

impl Network {
    /// A network with hidden layers of the given widths, its weights drawn layer by layer from the stream of `seed`.
    ///
    /// `output` initializes the last layer, `initializer` all others. Biases are 0.
    pub fn draw(
        hidden: &[usize],
        activation: &'static Activation,
        initializer: &Initializer,
        output: &Initializer,
        seed: u32,
    ) -> Self {
        let mut rng = RandomState::new(seed);
        let mut inputs = INPUTS;
        let mut layer = |initializer: &Initializer, units: usize| {
            let weights = initializer.draw(units, inputs, &mut rng);
            inputs = units;
            Layer { weights, biases: DVector::zeros(units) }
        };
        let mut layers: Vec<Layer> = hidden.iter().map(|&units| layer(initializer, units)).collect();
        layers.push(layer(output, 1));
        Self { layers, activation }
    }

    /// Whether every weight and bias is finite.
    pub fn is_finite(&self) -> bool {
        let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
        self.layers.iter().all(|layer| finite(layer.weights.as_slice()) && finite(layer.biases.as_slice()))
    }

    /// Replaces the content of `logits` by the logit of each sample.
    pub fn logits(&self, samples: &Samples, pass: &mut ForwardPass, logits: &mut Vec<f64>) {
        logits.clear();
        for block in samples.blocks() {
            pass.run(self, block);
            logits.extend(kernel::row_values(pass.logits()));
        }
        logits.truncate(samples.count());
    }
}

/// What a forward pass leaves behind: for one block, each layer's activations and the activation function's slopes.
#[derive(Clone, Debug)]
pub struct ForwardPass {
    /// One entry a layer, one row a unit. The last layer's are the logits.
    pub activations: Vec<Vec<Row>>,
    /// The activation function's derivative at each hidden pre-activation; empty for the last layer.
    pub slopes: Vec<Vec<Row>>,
}

impl ForwardPass {
    /// Room for networks of the shape of this one.
    pub fn new(network: &Network) -> Self {
        let rows = |layer: &Layer| vec![ZERO_ROW; layer.biases.len()];
        let (_, hidden) = network.layers.split_last().expect("an output layer");
        Self {
            activations: network.layers.iter().map(rows).collect(),
            slopes: hidden.iter().map(rows).chain([Vec::new()]).collect(),
        }
    }

    /// Sends a block of samples through the network.
    pub fn run(&mut self, network: &Network, block: &Block) {
        let last = network.layers.len() - 1;
        for (l, layer) in network.layers.iter().enumerate() {
            let (before, rest) = self.activations.split_at_mut(l);
            let inputs = before.last().map_or(&block.inputs[..], Vec::as_slice);
            let outputs = &mut rest[0];
            kernel::affine(&layer.weights, &layer.biases, inputs, outputs);
            if l < last {
                network.activation.apply(outputs.as_flattened_mut(), self.slopes[l].as_flattened_mut());
            }
        }
    }

    /// The logits of the block that was run last.
    pub fn logits(&self) -> &Row {
        &self.activations[self.activations.len() - 1][0]
    }
}
