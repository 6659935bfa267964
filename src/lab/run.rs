//! One run of a lab, and the state of its training.

use super::LayerStart;
use super::kept::KeptStates;
use crate::batch::Batches;
use crate::dataset::Dataset;
use crate::experiment::{Experiment, RunPlan, Training};
use crate::history::History;
use crate::kernel::Samples;
use crate::network::Network;
use crate::optimizer::OptimizerState;
use crate::training::Workspace;

/// One network being trained.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) starts: Vec<LayerStart>,
    pub(super) state: State,
    /// Earlier states, and later ones after the lab has gone back.
    pub(super) kept: KeptStates,
    /// The iteration at which training stopped because the next state was not finite or the cost had exploded.
    pub(super) diverged_at: Option<u32>,
    /// Whether another lab of the same experiment trains this run.
    pub(super) elsewhere: bool,
}

/// The state of a run at an iteration: all that its later iterations depend on.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) network: Network,
    optimizer: OptimizerState,
    /// The mini-batches; `None` for full-batch training.
    batches: Option<Batches>,
    pub(super) iteration: u32,
    pub(super) history: History,
}

impl State {
    /// Size in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let layers = self.network.layers.iter();
        let parameters: usize = layers.map(|layer| layer.weights.len() + layer.biases.len()).sum();
        let batches = self.batches.as_ref().map_or(0, Batches::bytes);
        size_of::<f64>() * parameters + self.optimizer.bytes() + batches + self.history.bytes() + size_of::<Self>()
    }
}

impl Run {
    /// The run at iteration 0, with its weights drawn.
    pub(super) fn new(experiment: &Experiment, plan: &RunPlan, samples: &Samples) -> Self {
        let spec = experiment.network_spec(plan);
        let network = spec.draw(samples);
        let starts = spec.layer_shapes().zip(&network.layers).map(|((shape, initializer), layer)| LayerStart {
            units: shape.units,
            inputs: shape.inputs,
            expected_stddev: initializer.expected_stddev(shape),
            measured_stddev: libm::sqrt(layer.weights.variance()),
            measured_mean: layer.weights.mean(),
        });
        let training = experiment.training_of(plan);
        let batches = Batches::new(training.batch_size, samples.count(), training.batch_seed);
        // With mini-batches, each cost needs an extra pass over all samples, so it is measured only a few times
        // an epoch.
        let stride = batches.as_ref().map_or(1, |batches| batches.per_epoch().next_power_of_two() as u32);
        Self {
            starts: starts.collect(),
            state: State {
                optimizer: OptimizerState::new(training.optimizer, training.constants, &network),
                network,
                batches,
                iteration: 0,
                history: History::new(stride),
            },
            kept: KeptStates::new(),
            diverged_at: None,
            elsewhere: false,
        }
    }

    /// Goes to the state nearest before an iteration, or at it: the present one, a kept one, or the one that `start`
    /// makes. The run still has to be trained from there.
    pub(super) fn seek(&mut self, iteration: u32, start: impl FnOnce() -> State) {
        let passed = self.state.iteration > iteration || self.diverged_at.is_some_and(|at| at >= iteration);
        match self.kept.last_up_to(iteration) {
            Some(kept) if passed || kept.iteration > self.state.iteration => self.state = kept.clone(),
            None if passed => self.state = start(),
            _ => return,
        }
        self.diverged_at = None;
    }

    /// Makes up to `updates` updates; fewer if the run diverges. The training samples are given twice: as points, and
    /// in the layout of the kernels. Kept states may take `bytes`.
    pub(super) fn train(
        &mut self,
        updates: u32,
        training: &Training,
        (data, samples): (&Dataset, &Samples),
        workspace: &mut Workspace,
        bytes: usize,
    ) {
        for _ in 0..updates {
            self.kept.keep(&self.state, bytes);
            let State { network, optimizer, batches, iteration, history } = &mut self.state;
            let measures = history.measures(*iteration);
            let batch = batches.as_mut().map(|batches| batches.take(data));
            let (cost, seen) = if let Some(batch) = &batch {
                let cost = measures.then(|| workspace.cost(network, samples, training.loss));
                workspace.compute(network, batch, training.loss);
                (cost, batch)
            } else {
                workspace.compute(network, samples, training.loss);
                let cost = || workspace.computed_cost(samples, training.loss);
                (measures.then(cost), samples)
            };
            let learning_rate = training.learning_rate_at(*iteration);
            let gradient = workspace.gradient(seen.count());
            if cost.is_some_and(|cost| !history.accepts(*iteration, cost))
                || !optimizer.update(network, gradient, learning_rate)
            {
                self.diverged_at = Some(*iteration);
                return;
            }
            *iteration += 1;
        }
    }
}
