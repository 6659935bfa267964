//! Forward, backward, and one step of full-batch gradient descent.

use crate::elementary::sigmoid;
use crate::kernel::{self, Block, LaneSums, Row, Samples, ZERO_ROW};
use crate::loss::{self, Loss};
use crate::network::{ForwardPass, Network};

/// Sees what passes through a network while its gradient is computed.
pub trait Observer {
    /// A layer's pre-activations for a block, one row a unit.
    fn pre_activations(&mut self, _layer: usize, _block: &Block, _rows: &[Row]) {}

    /// All of a block: activations and slopes, and ∂loss/∂z (one entry a layer, one row a unit; 0 for padding).
    fn block(&mut self, _block: &Block, _pass: &ForwardPass, _dz: &[Vec<Row>]) {}
}

/// Looks away.
struct Nobody;

impl Observer for Nobody {}

/// The gradient of the cost with respect to each parameter, and the memory that computing it takes.
///
/// Serves any network of one shape; nothing in it outlives the computation of one gradient.
#[derive(Clone, Debug)]
pub struct Gradient {
    pass: ForwardPass,
    /// ∂loss/∂z of each unit, for one block: one entry a layer, one row a unit.
    dz: Vec<Vec<Row>>,
    /// ∂loss/∂W and ∂loss/∂b of each layer, summed over the samples.
    sums: Vec<(LaneSums, LaneSums)>,
    logits: Vec<f64>,
}

impl Gradient {
    /// Room for the gradients of networks of the shape of this one.
    pub fn new(network: &Network) -> Self {
        Self {
            pass: ForwardPass::new(network),
            dz: network.layers.iter().map(|layer| vec![ZERO_ROW; layer.biases.len()]).collect(),
            sums: network
                .layers
                .iter()
                .map(|layer| {
                    let (units, inputs) = layer.weights.shape();
                    (LaneSums::zeros(units, inputs), LaneSums::zeros(units, 1))
                })
                .collect(),
            logits: Vec::new(),
        }
    }

    /// The logit of each sample of the last [`Self::compute`].
    pub fn computed_logits(&self) -> &[f64] {
        &self.logits
    }

    /// The logit of each sample, valid until the next call.
    pub fn logits(&mut self, network: &Network, samples: &Samples) -> &[f64] {
        network.logits(samples, &mut self.pass, &mut self.logits);
        &self.logits
    }

    /// The cost, the mean of the losses.
    pub fn cost(&mut self, network: &Network, samples: &Samples, loss: &Loss) -> f64 {
        network.logits(samples, &mut self.pass, &mut self.logits);
        cost_of(&self.logits, samples, loss)
    }

    /// Computes the gradient at the network's current parameters.
    pub fn compute(&mut self, network: &Network, samples: &Samples, loss: &Loss) {
        self.observe(network, samples, loss, &mut Nobody);
    }

    /// Computes the gradient, and shows what passes through the network on the way.
    pub fn observe(&mut self, network: &Network, samples: &Samples, loss: &Loss, observer: &mut impl Observer) {
        for (weights, biases) in &mut self.sums {
            weights.reset();
            biases.reset();
        }
        self.logits.clear();
        for block in samples.blocks() {
            self.pass.run_showing(network, block, |layer, rows| observer.pre_activations(layer, block, rows));
            self.logits.extend(kernel::row_values(self.pass.logits()));
            self.backward(network, block, loss);
            observer.block(block, &self.pass, &self.dz);
        }
        self.logits.truncate(samples.count());
    }

    /// ∂cost/∂W, column by column, and ∂cost/∂b of a layer, after [`Self::compute`] over `count` samples.
    pub fn layer(&self, layer: usize, count: usize) -> (impl Iterator<Item = f64>, impl Iterator<Item = f64>) {
        let (weights, biases) = &self.sums[layer];
        let count = count as f64;
        (weights.totals().map(move |sum| sum / count), biases.totals().map(move |sum| sum / count))
    }

    /// One step of gradient descent, after [`Self::compute`] over `count` samples at this network's parameters: every
    /// parameter moves by −`learning_rate` × its gradient.
    ///
    /// Returns false, and leaves the network as it was, if a parameter would not be finite afterwards.
    pub fn descend(&self, network: &mut Network, count: usize, learning_rate: f64) -> bool {
        let finite = network.layers.iter().enumerate().all(|(l, layer)| {
            let (weights, biases) = self.layer(l, count);
            let moved = |(value, slope): (&f64, f64)| (value - learning_rate * slope).is_finite();
            layer.weights.iter().zip(weights).all(moved) && layer.biases.iter().zip(biases).all(moved)
        });
        if finite {
            for (l, layer) in network.layers.iter_mut().enumerate() {
                let (weights, biases) = self.layer(l, count);
                layer.weights.iter_mut().zip(weights).for_each(|(value, slope)| *value -= learning_rate * slope);
                layer.biases.iter_mut().zip(biases).for_each(|(value, slope)| *value -= learning_rate * slope);
            }
        }
        finite
    }

    /// Adds the block that was run last to the sums.
    fn backward(&mut self, network: &Network, block: &Block, loss: &Loss) {
        let last = network.layers.len() - 1;
        let output = &mut self.dz[last][0];
        for (c, dz) in output.iter_mut().enumerate() {
            *dz = (loss.derivative)(self.pass.logits()[c], block.labels[c]) * block.weights[c];
        }
        for l in (0..=last).rev() {
            let (before, rest) = self.dz.split_at_mut(l);
            let dz = &rest[0];
            let inputs = if l == 0 { &block.inputs[..] } else { &self.pass.activations[l - 1] };
            let (weights, biases) = &mut self.sums[l];
            weights.add_outer(dz, inputs);
            biases.add_rows(dz);
            if let Some(previous) = before.last_mut() {
                kernel::transposed(&network.layers[l].weights, dz, previous);
                let slopes = self.pass.slopes[l - 1].as_flattened();
                for (da, slope) in previous.as_flattened_mut().iter_mut().zip(slopes) {
                    *da *= *slope;
                }
            }
        }
    }
}

/// The cost of samples whose logits are known.
pub fn cost_of(logits: &[f64], samples: &Samples, loss: &Loss) -> f64 {
    loss::mean(labelled(logits, samples).map(|(z, y)| (loss.value)(z, y)).collect::<Vec<_>>().into_iter())
}

/// The fraction of samples whose class is predicted: class 1 where the logit is above 0. `None` without samples.
pub fn accuracy_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    let right = labelled(logits, samples).filter(|&(z, y)| f64::from(u8::from(z > 0.0)) == y).count();
    (samples.count() > 0).then(|| right as f64 / samples.count() as f64)
}

/// The mean probability given to samples' own classes. `None` without samples.
pub fn probability_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    let right = labelled(logits, samples).map(|(z, y)| sigmoid(if y == 1.0 { z } else { -z }));
    (samples.count() > 0).then(|| loss::mean(right.collect::<Vec<_>>().into_iter()))
}

/// Logit and label of each sample.
pub fn labelled<'a>(logits: &'a [f64], samples: &'a Samples) -> impl Iterator<Item = (f64, f64)> + 'a {
    logits.iter().copied().zip(samples.blocks().iter().flat_map(|block| kernel::row_values(&block.labels)))
}
