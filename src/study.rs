//! A look inside one run's network: what passes through it, and what theory expects.

use crate::dataset::Dataset;
use crate::experiment::{Experiment, RunPlan};
use crate::grid::Bounds;
use crate::inspection::{self, Inspection, Step};
use crate::kernel::Samples;
use crate::loss::Loss;
use crate::network::Network;
use crate::theory;
use crate::training::Workspace;

/// A run's network, and what is needed to look into it.
#[derive(Debug)]
pub struct Study<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// The run.
    pub run: &'a RunPlan,
    /// Its network.
    pub network: &'a Network,
    /// The training samples.
    pub train: &'a Dataset,
    /// The same, laid out for the kernels.
    pub samples: &'a Samples,
    /// Memory for passes through the network.
    pub workspace: &'a mut Workspace,
}

impl Study<'_> {
    /// What passes through the network, with one pass of the training samples forward and backward.
    pub fn inspect(&mut self) -> Inspection {
        inspection::inspect(self.network, self.samples, self.loss(), self.workspace)
    }

    /// What passed through the network at iteration 0.
    pub fn inspect_start(&mut self) -> Inspection {
        let start = self.experiment.network_spec(self.run).draw(self.samples);
        inspection::inspect(&start, self.samples, self.loss(), self.workspace)
    }

    /// The standard deviation of each layer's pre-activations that wide networks with the run's initializer are expected to
    /// have at iteration 0, first to last; `None` where theory has nothing to say.
    pub fn expected_signal(&self) -> Vec<Option<f64>> {
        let coordinates = self.train.points.as_flattened();
        let mean_square = coordinates.iter().map(|x| x * x).sum::<f64>() / coordinates.len() as f64;
        theory::expected_signal(&self.experiment.network_spec(self.run), mean_square)
    }

    /// A point's way through the network, first layer to last, and the gradient of its loss back; with label `None` the
    /// gradients are empty.
    pub fn follow(&mut self, point: [f64; 2], label: Option<u8>) -> Vec<Step> {
        let mut steps = inspection::follow(self.network, point, label.unwrap_or(0), self.loss(), self.workspace);
        if label.is_none() {
            for step in &mut steps {
                step.gradients.clear();
            }
        }
        steps
    }

    /// Each unit's activation at the centres of a grid's cells, row by row from the upper edge down, one unit after the
    /// other, layer by layer; of the output unit the probability. Of each layer no more than the first `most` units.
    pub fn unit_fields(&self, bounds: Bounds, side: usize, most: usize) -> Vec<f32> {
        inspection::unit_fields(self.network, &Samples::unlabelled(&bounds.cells(side, side)), most)
    }

    fn loss(&self) -> &'static Loss {
        self.experiment.training_of(self.run).loss
    }
}
