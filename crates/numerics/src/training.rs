//! Forward, backward, and one step of full-batch gradient descent.

use crate::elementary::decays;
use crate::kernel::{self, Block, LANES, LayerSums, Packed, Row, Samples, Then, WIDTH, ZERO_ROW};
use crate::loss::{self, Loss, Mean};
use crate::network::{ForwardPass, Network};

/// Sees what passes through a network while its gradient is computed.
pub trait Observer {
    /// A layer's pre-activations for a block, one row a unit.
    fn pre_activations(&mut self, _layer: usize, _block: &Block, _rows: &[Row]) {}

    /// All of a block: activations and slopes, and ∂loss/∂z (one entry a layer, one row a unit; 0 for padding).
    fn block(&mut self, _block: &Block, _pass: &ForwardPass, _dz: &[Vec<Row>]) {}
}

/// The gradient of the cost with respect to each parameter, and the memory that computing it takes.
///
/// Serves any network of one shape; nothing in it outlives the computation of one gradient.
#[derive(Clone, Debug)]
pub struct Workspace {
    pass: ForwardPass,
    /// ∂loss/∂z of each unit, for one block: one entry a layer, one row a unit.
    dz: Vec<Vec<Row>>,
    /// ∂loss/∂W and ∂loss/∂b of each layer, summed over the samples.
    sums: Vec<LayerSums>,
    /// ∂cost/∂ of each parameter: layer by layer, weights column by column, then biases.
    slopes: Vec<f64>,
    logits: Vec<f64>,
    /// e^−|z| of each logit z, block by block: the loss and its derivative are both made of it.
    decays: Vec<Row>,
    /// The transposed weights of each layer but the first, laid out for the kernels.
    transposed: Vec<Packed>,
}

impl Workspace {
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
                    LayerSums::zeros(units, inputs)
                })
                .collect(),
            slopes: Vec::new(),
            logits: Vec::new(),
            decays: Vec::new(),
            transposed: vec![Packed::default(); network.layers.len()],
        }
    }

    /// The memory of its forward pass, for passes of another purpose.
    pub fn pass(&mut self) -> &mut ForwardPass {
        &mut self.pass
    }

    /// The logit of each sample of the last [`Self::compute`].
    pub fn computed_logits(&self) -> &[f64] {
        &self.logits
    }

    /// The cost at the parameters of the last [`Self::compute`], for the samples and the loss of that.
    pub fn computed_cost(&self, samples: &Samples, loss: &Loss) -> f64 {
        mean_of(&self.logits, samples, loss.evaluate, Some(&self.decays))
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
        self.prepare(network);
        let gate = network.activation.is_gate();
        for block in samples.blocks() {
            self.pass.run(network, &block.inputs, block.width);
            self.logits.extend_from_slice(kernel::numbers(&self.pass.logits()[..block.width]));
            self.backward(network, block, block.width, loss, gate);
        }
        self.logits.truncate(samples.count());
    }

    /// Computes the gradient, and shows what passes through the network on the way.
    pub fn observe(&mut self, network: &Network, samples: &Samples, loss: &Loss, observer: &mut dyn Observer) {
        self.prepare(network);
        for block in samples.blocks() {
            self.pass.run_showing(network, block, &mut |layer, rows| observer.pre_activations(layer, block, rows));
            self.logits.extend_from_slice(kernel::numbers(self.pass.logits()));
            self.backward(network, block, WIDTH, loss, false);
            observer.block(block, &self.pass, &self.dz);
        }
        self.logits.truncate(samples.count());
    }

    fn prepare(&mut self, network: &Network) {
        self.pass.prepare(network);
        for (packed, layer) in
            self.transposed.iter_mut().zip(&network.layers).skip(1).filter(|(_, layer)| layer.biases.len() > 1)
        {
            packed.set_transposed(&layer.weights);
        }
        self.sums.iter_mut().for_each(LayerSums::reset);
        self.logits.clear();
        self.decays.clear();
    }

    /// ∂cost/∂W, column by column, and ∂cost/∂b of a layer, after [`Self::compute`] over `count` samples.
    pub fn layer(&self, layer: usize, count: usize) -> (impl Iterator<Item = f64>, impl Iterator<Item = f64>) {
        let (weights, biases) = self.sums[layer].totals();
        let count = count as f64;
        (weights.map(move |sum| sum / count), biases.map(move |sum| sum / count))
    }

    /// ∂cost/∂ of each parameter, layer by layer, weights column by column, then biases, after [`Self::compute`] over `count`
    /// samples.
    pub fn slopes(&mut self, count: usize) -> &[f64] {
        let count = count as f64;
        self.slopes.clear();
        for sums in &self.sums {
            let (weights, biases) = sums.totals();
            self.slopes.extend(weights.chain(biases).map(|sum| sum / count));
        }
        &self.slopes
    }

    /// One step of gradient descent, after [`Self::compute`] over `count` samples at this network's parameters: every
    /// parameter moves by −`learning_rate` × its gradient.
    ///
    /// Returns false, and leaves the network as it was, if a parameter would not be finite afterwards.
    pub fn descend(&mut self, network: &mut Network, count: usize, learning_rate: f64) -> bool {
        let mut slopes = self.slopes(count);
        for layer in &network.layers {
            for values in [layer.weights.as_slice(), layer.biases.as_slice()] {
                let (own, rest) = slopes.split_at(values.len());
                slopes = rest;
                if !values.iter().zip(own).all(|(value, slope)| (value - learning_rate * slope).is_finite()) {
                    return false;
                }
            }
        }
        let mut slopes = self.slopes.as_slice();
        for layer in &mut network.layers {
            for values in [layer.weights.as_mut_slice(), layer.biases.as_mut_slice()] {
                let (own, rest) = slopes.split_at(values.len());
                slopes = rest;
                values.iter_mut().zip(own).for_each(|(value, slope)| *value -= learning_rate * slope);
            }
        }
        true
    }

    /// Adds the first `width` lane vectors of the block that was run last to the sums. With `gate`, the values of the hidden
    /// units tell their slopes.
    fn backward(&mut self, network: &Network, block: &Block, width: usize, loss: &Loss, gate: bool) {
        let last = self.dz.len() - 1;
        let logits = &self.pass.logits()[..width];
        let mut decay = ZERO_ROW;
        decays(logits, &mut decay[..width]);
        self.decays.push(decay);
        let output = &mut self.dz[last][0][..width];
        output.copy_from_slice(&decay[..width]);
        (loss.differentiate)(logits, &block.labels[..width], output);
        if block.count < LANES * width {
            output.iter_mut().zip(&block.weights).for_each(|(dz, weight)| *dz *= *weight);
        }
        let ForwardPass { activations, slopes, .. } = &self.pass;
        for l in (1..=last).rev() {
            let (before, rest) = self.dz.split_at_mut(l);
            let (dz, previous, sums) = (&rest[0], &mut before[l - 1], &mut self.sums[l]);
            let (inputs, slopes) = (&activations[l - 1], (!gate).then_some(slopes[l - 1].as_slice()));
            if let [dz] = dz.as_slice() {
                sums.add_unit(network.layers[l].weights.as_slice(), dz, inputs, slopes, width, previous);
            } else {
                sums.add(dz, inputs, width);
                self.transposed[l].apply(dz, width, previous, slopes.map_or(Then::Gate(inputs), Then::Times));
            }
        }
        self.sums[0].add(&self.dz[0], &block.inputs, width);
    }
}

/// The cost of samples whose logits are known.
pub fn cost_of(logits: &[f64], samples: &Samples, loss: &Loss) -> f64 {
    mean_of(logits, samples, loss.evaluate, None)
}

/// The fraction of samples whose class is predicted: class 1 where the logit is above 0. `None` without samples.
pub fn accuracy_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    let right = labelled(logits, samples).filter(|&(z, y)| f64::from(u8::from(z > 0.0)) == y).count();
    (samples.count() > 0).then(|| right as f64 / samples.count() as f64)
}

/// The mean probability given to samples' own classes. `None` without samples.
pub fn probability_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    (samples.count() > 0).then(|| mean_of(logits, samples, loss::own_probability, None))
}

/// The mean over the samples of a function of logit and label; e^−|z| of each logit may be known.
fn mean_of(logits: &[f64], samples: &Samples, function: loss::Function, known: Option<&[Row]>) -> f64 {
    let (mut mean, mut z, mut values) = (Mean::default(), ZERO_ROW, ZERO_ROW);
    for (k, (logits, block)) in logits.chunks(kernel::BLOCK).zip(samples.blocks()).enumerate() {
        kernel::numbers_mut(&mut z)[..logits.len()].copy_from_slice(logits);
        let (z, values) = (&z[..block.width], &mut values[..block.width]);
        match known {
            Some(known) => values.copy_from_slice(&known[k][..block.width]),
            None => decays(z, values),
        }
        function(z, &block.labels[..block.width], values);
        kernel::numbers(values)[..logits.len()].iter().for_each(|&value| mean.add(value));
    }
    mean.value()
}

/// Logit and label of each sample.
pub fn labelled<'a>(logits: &'a [f64], samples: &'a Samples) -> impl Iterator<Item = (f64, f64)> + 'a {
    logits.iter().copied().zip(samples.blocks().iter().flat_map(|block| kernel::row_values(&block.labels)))
}
