//! The state of a run's training at an iteration, and its next update.

use crate::batch::Batches;
use crate::dataset::Dataset;
use crate::experiment::Training;
use crate::history::{History, Recorder};
use crate::kernel::Samples;
use crate::network::Network;
use crate::optimizer::OptimizerState;
use crate::training::{Workspace, cost_of};

/// The state of a run at an iteration: all that its later iterations depend on, and its record of costs.
#[derive(Clone, Debug)]
pub struct RunState<R> {
    pub network: Network,
    pub optimizer: OptimizerState,
    /// The mini-batches; `None` for full-batch training.
    pub batches: Option<Batches>,
    pub iteration: u32,
    pub history: R,
    /// The largest length of the gradient, √Σ (∂cost/∂)² over all parameters, at the iterations at which the cost is
    /// measured; with mini-batches, of the batch's gradient.
    pub largest_gradient: f64,
}

impl<R: Recorder> RunState<R> {
    /// The state at iteration 0 of a network that is trained on `samples` samples. `record` makes the record for a first
    /// stride between measured costs.
    pub fn new(network: Network, settings: &Training, samples: usize, record: impl FnOnce(u32) -> R) -> Self {
        let batches = Batches::new(settings.batch_size, samples, settings.batch_seed);
        // With mini-batches, each cost needs an extra pass over all samples, so it is measured only a few times
        // an epoch.
        let stride = batches.as_ref().map_or(1, |batches| batches.per_epoch().next_power_of_two() as u32);
        let optimizer = OptimizerState::new(settings.optimizer, settings.constants, &network);
        Self { network, optimizer, batches, iteration: 0, history: record(stride), largest_gradient: 0.0 }
    }

    /// Makes an update. Returns false if the run has diverged; the network then keeps its parameters. The training
    /// samples are given twice: as points, and in the layout of the kernels.
    pub fn update(
        &mut self,
        settings: &Training,
        (data, samples): (&Dataset, &Samples),
        workspace: &mut Workspace,
    ) -> bool {
        let Self { network, optimizer, batches, iteration, history, largest_gradient } = self;
        let measures = history.measures(*iteration);
        let batch = batches.as_mut().map(|batches| batches.take(data));
        if measures && batch.is_some() {
            let logits = workspace.logits(network, samples);
            if !history.accepts(*iteration, cost_of(logits, samples, settings.loss), logits, samples) {
                return false;
            }
        }
        let seen = batch.as_ref().unwrap_or(samples);
        workspace.compute(network, seen, settings.loss);
        if measures && batch.is_none() {
            let cost = workspace.computed_cost(samples, settings.loss);
            if !history.accepts(*iteration, cost, workspace.computed_logits(), samples) {
                return false;
            }
        }
        let learning_rate = settings.learning_rate_at(*iteration);
        let gradient = workspace.gradient(seen.count());
        if measures {
            *largest_gradient = largest_gradient.max(f64::sqrt(gradient.iter().map(|slope| slope * slope).sum()));
        }
        if !optimizer.update(network, gradient, learning_rate) {
            return false;
        }
        *iteration += 1;
        true
    }
}

impl RunState<History> {
    /// Size in memory, in bytes.
    pub fn bytes(&self) -> usize {
        let layers = self.network.layers.iter();
        let parameters: usize = layers.map(|layer| layer.weights.len() + layer.biases.len()).sum();
        let batches = self.batches.as_ref().map_or(0, Batches::bytes);
        size_of::<f64>() * parameters + self.optimizer.bytes() + batches + self.history.bytes() + size_of::<Self>()
    }
}
