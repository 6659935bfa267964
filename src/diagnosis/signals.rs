//! What a verdict measures in each layer, in one forward and backward pass of the training samples.

use crate::kernel::{Block, Row, Samples, row_values};
use crate::loss::Loss;
use crate::network::{ForwardPass, Layer, Network};
use crate::training::{Observer, Workspace};

/// Measurements of a layer over all training samples.
pub struct LayerSignals {
    /// Units that respond: those whose slope is not 0 for every sample. Units of the output layer always do.
    pub responding: usize,
    /// The error signal: root mean square of ∂cost/∂z over units and samples.
    pub error_rms: f64,
    /// Root mean square of ∂cost/∂W over its entries.
    pub weight_gradient_rms: f64,
    /// Σ (∂cost/∂)² over weights and biases.
    pub gradient_squares: f64,
}

struct Passing {
    /// For each unit, whether its slope was not 0 for some sample.
    responds: Vec<bool>,
    /// Σ (∂loss/∂z)² over units and samples.
    error_squares: f64,
}

/// Each layer, first to last.
struct Layers(Vec<Passing>);

impl Observer for Layers {
    fn block(&mut self, block: &Block, pass: &ForwardPass, dz: &[Vec<Row>]) {
        for (layer, slopes) in self.0.iter_mut().zip(&pass.slopes) {
            for (unit, row) in layer.responds.iter_mut().zip(slopes) {
                *unit = *unit || row_values(row).take(block.count).any(|slope| slope != 0.0);
            }
        }
        for (layer, rows) in self.0.iter_mut().zip(dz) {
            layer.error_squares += rows.iter().flat_map(row_values).map(|dz| dz * dz).sum::<f64>();
        }
    }
}

/// The signals of each layer, the output layer last. Their gradients and logits stay in the workspace.
pub fn measure(network: &Network, samples: &Samples, loss: &Loss, workspace: &mut Workspace) -> Vec<LayerSignals> {
    let passing = |layer: &Layer| Passing { responds: vec![false; layer.biases.len()], error_squares: 0.0 };
    let mut passed = Layers(network.layers.iter().map(passing).collect());
    workspace.observe(network, samples, loss, &mut passed);
    let (count, last) = (samples.count() as f64, network.layers.len() - 1);
    let layers = network.layers.iter().zip(passed.0).enumerate().map(|(l, (layer, passed))| {
        let responding = if l < last { passed.responds.iter().filter(|&&responds| responds).count() } else { 1 };
        let (of_weights, of_biases) = squares(workspace, l, samples.count());
        LayerSignals {
            responding,
            error_rms: f64::sqrt(passed.error_squares / (count * layer.biases.len() as f64)) / count,
            weight_gradient_rms: f64::sqrt(of_weights / layer.weights.len() as f64),
            gradient_squares: of_weights + of_biases,
        }
    });
    layers.collect()
}

/// Σ (∂cost/∂W)² and Σ (∂cost/∂b)² of a layer, after a pass over `count` samples.
fn squares(workspace: &Workspace, layer: usize, count: usize) -> (f64, f64) {
    let (weights, biases) = workspace.layer_gradient(layer, count);
    (weights.map(|slope| slope * slope).sum(), biases.map(|slope| slope * slope).sum())
}
