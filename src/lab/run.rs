//! The state of one run of a lab.

use super::LayerStart;
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
    pub(super) network: Network,
    pub(super) starts: Vec<LayerStart>,
    pub(super) optimizer: OptimizerState,
    /// The mini-batches; `None` for full-batch training.
    pub(super) batches: Option<Batches>,
    pub(super) iteration: u32,
    pub(super) history: History,
    /// The iteration at which training stopped because the next state was not finite or the cost had exploded.
    pub(super) diverged_at: Option<u32>,
    /// Whether another lab of the same experiment trains this run.
    pub(super) elsewhere: bool,
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
            optimizer: OptimizerState::new(training.optimizer, training.constants, &network),
            network,
            batches,
            iteration: 0,
            history: History::new(stride),
            diverged_at: None,
            elsewhere: false,
        }
    }

    /// Makes up to `updates` updates; fewer if the run diverges. The training samples are given twice: as points, and
    /// in the layout of the kernels.
    pub(super) fn train(
        &mut self,
        updates: u32,
        training: &Training,
        (data, samples): (&Dataset, &Samples),
        workspace: &mut Workspace,
    ) {
        for _ in 0..updates {
            let measures = self.history.measures(self.iteration);
            let batch = self.batches.as_mut().map(|batches| batches.take(data));
            let (cost, seen) = if let Some(batch) = &batch {
                let cost = measures.then(|| workspace.cost(&self.network, samples, training.loss));
                workspace.compute(&self.network, batch, training.loss);
                (cost, batch)
            } else {
                workspace.compute(&self.network, samples, training.loss);
                let cost = || workspace.computed_cost(samples, training.loss);
                (measures.then(cost), samples)
            };
            let learning_rate = training.learning_rate_at(self.iteration);
            let gradient = workspace.gradient(seen.count());
            if cost.is_some_and(|cost| !self.keep_cost(cost))
                || !self.optimizer.update(&mut self.network, gradient, learning_rate)
            {
                self.diverged_at = Some(self.iteration);
                return;
            }
            self.iteration += 1;
        }
    }

    /// Records the cost at this iteration. Returns false if the run has diverged.
    fn keep_cost(&mut self, cost: f64) -> bool {
        self.history.record(self.iteration, cost);
        !self.history.diverged(cost)
    }
}
