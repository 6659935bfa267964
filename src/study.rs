//! Measurements inside one run's network, and the expectations of theory.

use crate::dataset::Dataset;
use crate::experiment::{Experiment, RunPlan};
use crate::grid::Bounds;
use crate::inspection::{self, Inspection, Step};
use crate::kernel::Samples;
use crate::loss::Loss;
use crate::network::Network;
use crate::standardization::Standardization;
use crate::theory::{self, ExpectedSignal};
use crate::training::Workspace;

/// Access to the inside of a run's network.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let mut lab = Lab::new(Experiment::default());
/// let mut he = lab.study(2);
/// let expected = he.expected_signal()[0].unwrap();
/// let measured = he.inspect_start().layers[0].pre_activation_rms;
/// assert!((0.5..2.0).contains(&(measured / expected)));
/// ```
#[derive(Debug)]
pub struct Study<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// The run.
    pub run: &'a RunPlan,
    /// The run's network, at its current iteration.
    pub network: &'a Network,
    /// The standardization between points and networks.
    pub standardization: &'a Standardization,
    /// The training samples as the networks see them.
    pub inputs: &'a Dataset,
    /// These in the layout of the kernels.
    pub samples: &'a Samples,
    /// Working memory for passes through the network.
    pub workspace: &'a mut Workspace,
}

impl Study<'_> {
    /// Measures activations and gradients in one forward and backward pass of the training samples.
    pub fn inspect(&mut self) -> Inspection {
        inspection::inspect(self.network, self.samples, self.loss(), self.workspace)
    }

    /// The network at iteration 0.
    ///
    /// ```
    /// use init_lab::{Experiment, Lab};
    ///
    /// let mut lab = Lab::new(Experiment::default());
    /// let start = lab.network(2).clone();
    /// lab.advance(10);
    /// assert_eq!(lab.study(2).start().layers, start.layers);
    /// assert_ne!(lab.network(2).layers, start.layers);
    /// ```
    pub fn start(&self) -> Network {
        self.experiment.network_spec(self.run).draw(self.samples)
    }

    /// The same measurements at iteration 0.
    pub fn inspect_start(&mut self) -> Inspection {
        let start = self.start();
        inspection::inspect(&start, self.samples, self.loss(), self.workspace)
    }

    /// The signal in each layer at iteration 0 that theory expects of wide networks with the run's initializer, first layer
    /// to last; `None` where the theory does not apply.
    pub fn expected_signals(&self) -> Vec<Option<ExpectedSignal>> {
        theory::expected_signals(&self.experiment.network_spec(self.run), &self.inputs.points)
    }

    /// The same for points in the plane instead of the training samples: of two points, theory expects their correlation.
    pub fn expected_signals_at(&self, points: &[[f64; 2]]) -> Vec<Option<ExpectedSignal>> {
        theory::expected_signals(&self.experiment.network_spec(self.run), &self.inputs_at(points))
    }

    /// The pre-activation z of each unit at points in the plane: layer by layer, unit by unit, point by point.
    ///
    /// ```
    /// use init_lab::{Experiment, Lab};
    ///
    /// let mut lab = Lab::new(Experiment::default());
    /// let z = lab.study(2).pre_activations(&[[0.3, -0.2], [1.0, 0.0]]);
    /// let units = [10, 5, 1].iter().sum::<usize>();
    /// assert_eq!(z.len(), 2 * units);
    /// assert_eq!(z[1], lab.study(2).follow([1.0, 0.0], None)[0].pre_activations[0]);
    /// ```
    pub fn pre_activations(&self, points: &[[f64; 2]]) -> Vec<f64> {
        inspection::pre_activations(self.network, &Samples::unlabelled(&self.inputs_at(points)))
    }

    /// Points in the plane as the networks see them.
    fn inputs_at(&self, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        points.iter().map(|&point| self.standardization.apply(point)).collect()
    }

    /// The root mean square of these signals.
    pub fn expected_signal(&self) -> Vec<Option<f64>> {
        self.expected_signals().into_iter().map(|layer| layer.map(|signal| signal.rms)).collect()
    }

    /// Follows one point forward through the network and its loss backward: a step for each layer, first to last.
    /// Without a label the gradients are empty.
    pub fn follow(&mut self, point: [f64; 2], label: Option<u8>) -> Vec<Step> {
        let input = self.standardization.apply(point);
        let mut steps = inspection::follow(self.network, input, label.unwrap_or(0), self.loss(), self.workspace);
        if label.is_none() {
            for step in &mut steps {
                step.gradients.clear();
            }
        }
        steps
    }

    /// Each unit's activation at the centres of a grid's cells: layer by layer, unit by unit, row by row from the top.
    /// The output unit's activation is its probability. Includes at most the first `most` units of each layer.
    pub fn unit_fields(&self, bounds: Bounds, side: usize, most: usize) -> Vec<f32> {
        let cells = bounds.cells(side, side);
        inspection::unit_fields(self.network, &Samples::unlabelled(&self.inputs_at(&cells)), most)
    }

    fn loss(&self) -> &'static Loss {
        self.experiment.training_of(self.run).loss
    }
}
