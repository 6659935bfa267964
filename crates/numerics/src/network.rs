//! A fully connected network with one output unit: its layers, and its forward pass.

use nalgebra::{DMatrix, DVector};

use crate::activation::Activation;
use crate::kernel::{self, Block, Epilogue, PackedMatrix, Row, Samples, WIDTH, ZERO_ROW};

/// One layer: z = W a + b.
///
/// ```
/// use init_lab_numerics::network::Layer;
/// use nalgebra::{dmatrix, dvector};
///
/// // Three units with two inputs each.
/// let layer = Layer { weights: dmatrix![1.0, 2.0; 3.0, 4.0; 5.0, 6.0], biases: dvector![0.0, 0.5, 0.0] };
/// assert_eq!(layer.weights.shape(), (3, 2));
/// assert_eq!(layer.weights.as_slice(), [1.0, 3.0, 5.0, 2.0, 4.0, 6.0], "column by column in memory");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// W, shape units × inputs.
    pub weights: DMatrix<f64>,
    /// b, one for each unit.
    pub biases: DVector<f64>,
}

/// A network from the plane to one logit. Hidden units share one activation function; the output unit has none.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::kernel::Samples;
/// use init_lab_numerics::network::{ForwardPass, Layer, Network};
/// use nalgebra::{dmatrix, dvector};
///
/// // |x₁| from two ReLU units.
/// let hidden = Layer { weights: dmatrix![1.0, 0.0; -1.0, 0.0], biases: dvector![0.0, 0.0] };
/// let output = Layer { weights: dmatrix![1.0, 1.0], biases: dvector![0.0] };
/// let network = Network { layers: vec![hidden, output], activation: Activation::find("relu").unwrap() };
/// let (mut pass, mut logits) = (ForwardPass::new(&network), Vec::new());
/// network.logits(&Samples::unlabelled(&[[-3.0, 1.0], [2.0, 1.0]]), &mut pass, &mut logits);
/// assert_eq!(logits, [3.0, 2.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Network {
    /// Layers, first to last; at least the output layer.
    pub layers: Vec<Layer>,
    /// The activation function of the hidden units.
    pub activation: &'static Activation,
}

impl Network {
    /// Whether every weight and bias is finite.
    pub fn is_finite(&self) -> bool {
        let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
        self.layers.iter().all(|layer| finite(layer.weights.as_slice()) && finite(layer.biases.as_slice()))
    }

    /// Every parameter: layer by layer, weights column by column, then biases.
    pub fn parameters(&self) -> Vec<f64> {
        let layers = self.layers.iter().flat_map(|layer| [layer.weights.as_slice(), layer.biases.as_slice()]);
        layers.collect::<Vec<_>>().concat()
    }

    /// Replaces the content of `logits` with the logit of each sample.
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

/// The results of a forward pass of one block: each layer's activations, and the slopes of the activation function.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::kernel::{Samples, numbers};
/// use init_lab_numerics::network::{ForwardPass, Layer, Network};
/// use nalgebra::{dmatrix, dvector};
///
/// let output = Layer { weights: dmatrix![2.0, -1.0], biases: dvector![0.5] };
/// let network = Network { layers: vec![output], activation: Activation::find("tanh").unwrap() };
/// let samples = Samples::unlabelled(&[[1.0, 1.0], [0.0, 3.0]]);
/// let mut pass = ForwardPass::new(&network);
/// pass.prepare(&network);
/// let block = &samples.blocks()[0];
/// pass.run(&network, &block.inputs, block.width);
/// assert_eq!(numbers(pass.logits())[..block.count], [1.5, -2.5]);
/// ```
#[derive(Clone, Debug)]
pub struct ForwardPass {
    /// Activations: one entry per layer, one row per unit. Those of the last layer are the logits.
    pub activations: Vec<Vec<Row>>,
    /// The activation function's derivative at each hidden pre-activation; empty for the last layer.
    pub slopes: Vec<Vec<Row>>,
    /// The weights of each layer, packed by [`Self::prepare`].
    weights: Vec<PackedMatrix>,
}

impl ForwardPass {
    /// Memory for networks of this shape.
    ///
    /// # Panics
    /// If the network has no layers.
    pub fn new(network: &Network) -> Self {
        let rows = |layer: &Layer| vec![ZERO_ROW; layer.biases.len()];
        let (_, hidden) = network.layers.split_last().expect("an output layer");
        Self {
            activations: network.layers.iter().map(rows).collect(),
            slopes: hidden.iter().map(rows).chain([Vec::new()]).collect(),
            weights: vec![PackedMatrix::default(); network.layers.len()],
        }
    }

    /// Packs the network's weights. Must be called before [`Self::run`].
    pub fn prepare(&mut self, network: &Network) {
        for (packed, layer) in self.weights.iter_mut().zip(&network.layers).skip(1) {
            packed.pack(&layer.weights);
        }
    }

    /// Runs the first `width` lane vectors of a block through the network, after [`Self::prepare`]. Entries of the rows
    /// beyond `width` are undefined. So are the slopes of ReLU, which follow from its values ([`Activation::is_relu`]).
    pub fn run(&mut self, network: &Network, inputs: &[Row; 2], width: usize) {
        let rectify = network.activation.is_relu();
        self.each_layer(network, inputs, width, rectify, |activation, _, rows, slopes| {
            if !rectify {
                for (row, slopes) in rows.iter_mut().zip(slopes) {
                    activation.apply(&mut row[..width], &mut slopes[..width]);
                }
            }
        });
    }

    /// Runs a block of samples through the network, after [`Self::prepare`], and passes each layer's pre-activations to
    /// `show`: (layer, one row per unit). All rows and slopes are complete.
    pub fn run_showing(&mut self, network: &Network, block: &Block, show: &mut dyn FnMut(usize, &[Row])) {
        self.each_layer(network, &block.inputs, WIDTH, false, |activation, layer, rows, slopes| {
            show(layer, rows);
            if !slopes.is_empty() {
                activation.apply(rows.as_flattened_mut(), slopes.as_flattened_mut());
            }
        });
    }

    /// Computes each layer's pre-activations, or a hidden layer's ReLU activations if `rectify` is set. `finish`
    /// (activation function, layer, rows, slopes) turns them into activations. The last layer has no slopes.
    #[inline]
    fn each_layer(
        &mut self,
        network: &Network,
        inputs: &[Row; 2],
        width: usize,
        rectify: bool,
        mut finish: impl FnMut(&Activation, usize, &mut [Row], &mut [Row]),
    ) {
        let last = network.layers.len() - 1;
        for (l, layer) in network.layers.iter().enumerate() {
            let (before, rest) = self.activations.split_at_mut(l);
            let outputs = &mut rest[0];
            let (biases, rectify) = (layer.biases.as_slice(), rectify && l < last);
            if let Some(before) = before.last() {
                let epilogue = if rectify { Epilogue::BiasRelu(biases) } else { Epilogue::Bias(biases) };
                self.weights[l].multiply(before, width, outputs, epilogue);
            } else {
                kernel::affine_2d(&layer.weights, biases, inputs, width, outputs, rectify);
            }
            finish(network.activation, l, outputs, &mut self.slopes[l]);
        }
    }

    /// The logits of the last block.
    pub fn logits(&self) -> &Row {
        &self.activations[self.activations.len() - 1][0]
    }
}
