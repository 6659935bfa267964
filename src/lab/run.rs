//! One run of a lab, and the state of its training.

use super::LayerStart;
use super::kept::KeptStates;
use crate::dataset::Dataset;
use crate::experiment::{Experiment, RunPlan, Training};
use crate::history::History;
use crate::kernel::Samples;
use crate::network::Layer;
use crate::run_state::RunState;
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

/// The state of a run of a lab, with its history of costs.
pub(super) type State = RunState<History>;

impl Run {
    /// The run at iteration 0, with its weights drawn.
    pub(super) fn new(experiment: &Experiment, plan: &RunPlan, samples: &Samples) -> Self {
        let spec = experiment.network_spec(plan);
        let network = spec.draw(samples);
        let starts =
            spec.layer_shapes().into_iter().zip(&network.layers).map(|((shape, initializer), layer)| LayerStart {
                units: shape.units,
                inputs: shape.inputs,
                expected_stddev: spec.expected_stddev(shape, initializer),
                measured_stddev: f64::sqrt(layer.weights.variance()),
                measured_mean: layer.weights.mean(),
            });
        let training = experiment.training_of(plan);
        Self {
            starts: starts.collect(),
            state: RunState::new(network, &training, samples.count(), History::new),
            kept: KeptStates::new(),
            diverged_at: None,
            elsewhere: false,
        }
    }

    /// Whether the output layer's weights are 0 at iteration 0.
    pub(super) fn has_zero_output(&self) -> bool {
        self.starts.last().is_some_and(|output| (output.measured_mean, output.measured_stddev) == (0.0, 0.0))
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
        data: (&Dataset, &Samples),
        workspace: &mut Workspace,
        bytes: usize,
    ) {
        for _ in 0..updates {
            self.kept.keep(&self.state, bytes);
            if !self.state.update(training, data, workspace) {
                self.diverged_at = Some(self.state.iteration);
                return;
            }
        }
    }

    /// For each layer, the Frobenius norm of the next update of its weights over that of the weights. 0 where the next
    /// update diverges, and changes nothing. The training samples are given as for [`Self::train`].
    pub(super) fn update_ratios(
        &self,
        training: &Training,
        data: (&Dataset, &Samples),
        workspace: &mut Workspace,
    ) -> Vec<f64> {
        let mut next = self.state.clone();
        next.update(training, data, workspace);
        let layers = self.state.network.layers.iter().zip(&next.network.layers);
        let ratio = |(before, after): (&Layer, &Layer)| {
            let (mut changes, mut squares) = (0.0, 0.0);
            for (before, after) in before.weights.as_slice().iter().zip(after.weights.as_slice()) {
                changes += (after - before) * (after - before);
                squares += before * before;
            }
            f64::sqrt(changes / squares)
        };
        layers.map(ratio).collect()
    }
}
