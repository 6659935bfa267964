//! The cost of a network and its gradient: forward and backward passes over samples (Rumelhart, Hinton and Williams, 1986).

use wide::f64x2;

use crate::elementary::decays;
use crate::kernel::{self, Block, Epilogue, GradientSums, LANES, PackedMatrix, Row, Samples, WIDTH, ZERO_ROW};
use crate::loss::{self, Guard, Loss};
use crate::network::{ForwardPass, Network};
use crate::statistics::Mean;

/// An observer of the forward and backward passes of [`Workspace::observe`].
///
/// ```
/// use init_lab_numerics::kernel::{Block, Row, row_values};
/// use init_lab_numerics::training::Observer;
///
/// /// The largest |z| of the hidden and output units.
/// #[derive(Default)]
/// struct Largest(f64);
///
/// impl Observer for Largest {
///     fn pre_activations(&mut self, _layer: usize, block: &Block, rows: &[Row]) {
///         for z in rows.iter().flat_map(|row| row_values(row).take(block.count)) {
///             self.0 = self.0.max(z.abs());
///         }
///     }
/// }
/// ```
pub trait Observer {
    /// Called with a layer's pre-activations for a block, one row per unit.
    fn pre_activations(&mut self, _layer: usize, _block: &Block, _rows: &[Row]) {}

    /// Called with a block's activations and slopes, and its ∂loss/∂z (one entry per layer, one row per unit; 0 for
    /// padding).
    fn block(&mut self, _block: &Block, _pass: &ForwardPass, _dz: &[Vec<Row>]) {}
}

/// The memory of forward and backward passes, and the results of the last one.
///
/// It serves all networks of one shape. The cost is the mean loss of the samples.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::kernel::Samples;
/// use init_lab_numerics::loss::Loss;
/// use init_lab_numerics::network::{Layer, Network};
/// use init_lab_numerics::training::Workspace;
/// use nalgebra::{dmatrix, dvector};
///
/// // Logistic regression at p = ½: ∂loss/∂z is p − y, so −½ at the only sample.
/// let output = Layer { weights: dmatrix![0.0, 0.0], biases: dvector![0.0] };
/// let network = Network { layers: vec![output], activation: Activation::find("relu").unwrap() };
/// let (samples, loss) = (Samples::new(&[[3.0, -4.0]], &[1]), Loss::find("cross_entropy").unwrap());
/// let mut workspace = Workspace::new(&network);
/// workspace.compute(&network, &samples, loss);
/// assert_eq!(workspace.gradient(samples.count()), [-1.5, 2.0, -0.5]);
/// assert_eq!(workspace.computed_cost(&samples, loss), std::f64::consts::LN_2);
/// ```
#[derive(Clone, Debug)]
pub struct Workspace {
    pass: ForwardPass,
    /// ∂loss/∂z of each unit, for one block: one entry per layer, one row per unit.
    dz: Vec<Vec<Row>>,
    /// ∂loss/∂W and ∂loss/∂b of each layer, summed over the samples.
    sums: Vec<GradientSums>,
    /// ∂cost/∂ of each parameter, in the order of [`Network::parameters`].
    gradient: Vec<f64>,
    logits: Vec<f64>,
    /// e^−|z| of each logit z, block by block, for the loss and its derivative.
    decays: Vec<Row>,
    /// The packed transposed weights of each layer but the first.
    transposed: Vec<PackedMatrix>,
}

impl Workspace {
    /// Memory for networks of this shape.
    pub fn new(network: &Network) -> Self {
        Self {
            pass: ForwardPass::new(network),
            dz: network.layers.iter().map(|layer| vec![ZERO_ROW; layer.biases.len()]).collect(),
            sums: network
                .layers
                .iter()
                .map(|layer| {
                    let (units, inputs) = layer.weights.shape();
                    GradientSums::zeros(units, inputs)
                })
                .collect(),
            gradient: Vec::new(),
            logits: Vec::new(),
            decays: Vec::new(),
            transposed: vec![PackedMatrix::default(); network.layers.len()],
        }
    }

    /// Whether this is memory for networks of this shape.
    pub fn fits(&self, network: &Network) -> bool {
        let shapes = self.sums.iter().map(GradientSums::shape);
        shapes.eq(network.layers.iter().map(|layer| layer.weights.shape()))
    }

    /// The memory of the forward pass, for other uses.
    pub fn pass(&mut self) -> &mut ForwardPass {
        &mut self.pass
    }

    /// The logit of each sample of the last [`Self::compute`].
    pub fn computed_logits(&self) -> &[f64] {
        &self.logits
    }

    /// The cost at the parameters of the last [`Self::compute`], for the same samples and loss.
    pub fn computed_cost(&self, samples: &Samples, loss: &Loss) -> f64 {
        mean_of(&self.logits, samples, (loss.evaluate, &loss.guard), Some(&self.decays))
    }

    /// The logit of each sample, valid until the next call.
    pub fn logits(&mut self, network: &Network, samples: &Samples) -> &[f64] {
        network.logits(samples, &mut self.pass, &mut self.logits);
        &self.logits
    }

    /// The cost: the mean loss.
    pub fn cost(&mut self, network: &Network, samples: &Samples, loss: &Loss) -> f64 {
        network.logits(samples, &mut self.pass, &mut self.logits);
        cost_of(&self.logits, samples, loss)
    }

    /// Computes the gradient at the network's current parameters.
    pub fn compute(&mut self, network: &Network, samples: &Samples, loss: &Loss) {
        self.prepare(network);
        let rectified = network.activation.is_relu();
        for block in samples.blocks() {
            self.pass.run(network, &block.inputs, block.width);
            self.logits.extend_from_slice(kernel::numbers(&self.pass.logits()[..block.width]));
            self.backward(network, block, block.width, loss, rectified);
        }
        self.logits.truncate(samples.count());
    }

    /// Computes the gradient, and calls the observer during the passes.
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
            packed.pack_transposed(&layer.weights);
        }
        self.sums.iter_mut().for_each(GradientSums::reset);
        self.logits.clear();
        self.decays.clear();
    }

    /// The gradient of a layer after [`Self::compute`] over `count` samples: ∂cost/∂W, units × inputs, column by column, and
    /// ∂cost/∂b, one for each unit.
    ///
    /// # Panics
    /// If there is no such layer.
    pub fn layer_gradient(&self, layer: usize, count: usize) -> (impl Iterator<Item = f64>, impl Iterator<Item = f64>) {
        let (weights, biases) = self.sums[layer].totals();
        let count = count as f64;
        (weights.map(move |sum| sum / count), biases.map(move |sum| sum / count))
    }

    /// The gradient after [`Self::compute`] over `count` samples: ∂cost/∂ of each parameter, in the order of
    /// [`Network::parameters`].
    pub fn gradient(&mut self, count: usize) -> &[f64] {
        let count = count as f64;
        self.gradient.clear();
        for sums in &self.sums {
            let (weights, biases) = sums.totals();
            self.gradient.extend(weights.chain(biases).map(|sum| sum / count));
        }
        &self.gradient
    }

    /// Backpropagates through the first `width` lane vectors of the last block, and adds their gradients to the sums.
    /// With `rectified`, hidden units are ReLU units, whose slopes follow from their activations.
    fn backward(&mut self, network: &Network, block: &Block, width: usize, loss: &Loss, rectified: bool) {
        let last = self.dz.len() - 1;
        let logits = &self.pass.logits()[..width];
        let mut decay = ZERO_ROW;
        decays(logits, &mut decay[..width]);
        self.decays.push(decay);
        let output = &mut self.dz[last][0][..width];
        output.copy_from_slice(&decay[..width]);
        (loss.differentiate)(logits, &block.labels[..width], output, &loss.guard);
        if block.count < LANES * width {
            // Not a product: an unguarded loss may give a NaN.
            output.iter_mut().zip(&block.weights).for_each(|(dz, weight)| *dz &= weight.simd_gt(f64x2::ZERO));
        }
        let ForwardPass { activations, slopes, .. } = &self.pass;
        for l in (1..=last).rev() {
            let (before, rest) = self.dz.split_at_mut(l);
            let (dz, previous, sums) = (&rest[0], &mut before[l - 1], &mut self.sums[l]);
            let (inputs, slopes) = (&activations[l - 1], (!rectified).then_some(slopes[l - 1].as_slice()));
            if let [dz] = dz.as_slice() {
                let weights = network.layers[l].weights.as_slice();
                sums.accumulate_single_unit(weights, dz, inputs, slopes, width, previous);
            } else {
                sums.accumulate(dz, inputs, width);
                let epilogue = slopes.map_or(Epilogue::ReluMask(inputs), Epilogue::Multiply);
                self.transposed[l].multiply(dz, width, previous, epilogue);
            }
        }
        self.sums[0].accumulate(&self.dz[0], &block.inputs, width);
    }
}

/// The cost of samples with known logits.
pub fn cost_of(logits: &[f64], samples: &Samples, loss: &Loss) -> f64 {
    mean_of(logits, samples, (loss.evaluate, &loss.guard), None)
}

/// The fraction of samples classified correctly; a logit above 0 predicts class 1. `None` without samples.
pub fn accuracy_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    let right = labelled(logits, samples).filter(|&(z, y)| f64::from(u8::from(z > 0.0)) == y).count();
    (samples.count() > 0).then(|| right as f64 / samples.count() as f64)
}

/// The mean of the two classes' fractions of samples classified correctly. `None` without samples of both classes.
pub fn balanced_accuracy_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    let (mut counts, mut right) = ([0_u32; 2], [0_u32; 2]);
    for (z, y) in labelled(logits, samples) {
        let class = usize::from(y > 0.5);
        counts[class] += 1;
        right[class] += u32::from((z > 0.0) == (class == 1));
    }
    let share = |class: usize| f64::from(right[class]) / f64::from(counts[class]);
    counts.iter().all(|&count| count > 0).then(|| f64::midpoint(share(0), share(1)))
}

/// The mean predicted probability of the samples' own classes. `None` without samples.
pub fn probability_of(logits: &[f64], samples: &Samples) -> Option<f64> {
    (samples.count() > 0).then(|| mean_of(logits, samples, (loss::own_probability, &Guard::NONE), None))
}

/// The mean over the samples of a function of logit and label. e^−|z| of each logit may be given.
fn mean_of(
    logits: &[f64],
    samples: &Samples,
    (function, guard): (loss::Function, &Guard),
    known: Option<&[Row]>,
) -> f64 {
    let (mut mean, mut z, mut values) = (Mean::default(), ZERO_ROW, ZERO_ROW);
    for (k, (logits, block)) in logits.chunks(kernel::BLOCK).zip(samples.blocks()).enumerate() {
        kernel::numbers_mut(&mut z)[..logits.len()].copy_from_slice(logits);
        let (z, values) = (&z[..block.width], &mut values[..block.width]);
        match known {
            Some(known) => values.copy_from_slice(&known[k][..block.width]),
            None => decays(z, values),
        }
        function(z, &block.labels[..block.width], values, guard);
        kernel::numbers(values)[..logits.len()].iter().for_each(|&value| mean.add(value));
    }
    mean.value()
}

/// Logit and label of each sample.
pub fn labelled<'a>(logits: &'a [f64], samples: &'a Samples) -> impl Iterator<Item = (f64, f64)> + 'a {
    logits.iter().copied().zip(samples.blocks().iter().flat_map(|block| kernel::row_values(&block.labels)))
}
