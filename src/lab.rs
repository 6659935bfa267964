//! The lab: runs trained in lock-step on the same data, their costs, and snapshots of them.

mod changes;
mod kept;
mod picture;
mod run;

pub use picture::Picture;
use run::Run;
use serde::Serialize;

use crate::dataset::Dataset;
use crate::diagnosis::{self, Verdict};
use crate::experiment::Experiment;
use crate::kernel::Samples;
use crate::network::Network;
use crate::standardization::Standardization;
use crate::study::Study;
use crate::training::{self, Workspace};

/// Several networks trained side by side.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let mut lab = Lab::new(Experiment::default());
/// lab.advance(100);
/// assert_eq!(lab.predict(0, &[[0.3, -0.2]]), [0.5], "zeros know nothing");
/// lab.rewind();
/// assert_eq!(lab.iteration(), 0);
/// ```
#[derive(Clone, Debug)]
pub struct Lab {
    experiment: Experiment,
    train: Dataset,
    test: Dataset,
    standardization: Standardization,
    /// The training samples as the networks see them.
    inputs: Dataset,
    /// `inputs` in the layout of the kernels.
    train_samples: Samples,
    test_samples: Samples,
    runs: Vec<Run>,
    /// The iteration that every run has reached, or is catching up to.
    iteration: u32,
    /// The last iteration reached in this course of training; beyond `iteration` after going back.
    furthest: u32,
    workspace: Workspace,
}

/// A layer at iteration 0, as initialized.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let lab = Lab::new(Experiment::default());
/// let he = &lab.starts(2)[0];
/// assert_eq!((he.units, he.inputs, he.expected_stddev), (10, 2, Some(1.0)));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct LayerStart {
    /// Units of the layer.
    pub units: usize,
    /// Inputs of each unit.
    pub inputs: usize,
    /// Standard deviation of the distribution of the weights; absent if it depends on the data.
    pub expected_stddev: Option<f64>,
    /// Standard deviation of the drawn weights, about their mean.
    pub measured_stddev: f64,
    /// Mean of the drawn weights.
    pub measured_mean: f64,
}

/// All runs at one iteration.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let snapshot = Lab::new(Experiment::default()).snapshot();
/// assert_eq!((snapshot.iteration, snapshot.learning_rate, snapshot.runs.len()), (0, 0.01, 3));
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The common iteration of the runs.
    pub iteration: u32,
    /// The experiment's learning rate for the next update.
    pub learning_rate: f64,
    /// Each run, in the experiment's order.
    pub runs: Vec<RunSnapshot>,
}

/// A run at its current iteration.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let zeros = Lab::new(Experiment::default()).snapshot().runs.remove(0);
/// assert_eq!((zeros.cost, zeros.train_accuracy), (std::f64::consts::LN_2, 0.5));
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct RunSnapshot {
    /// Name of the run's initializer.
    pub initializer: &'static str,
    /// The run's label.
    pub label: String,
    /// Its iteration: the common one, unless the run is catching up, has ended or has diverged.
    pub iteration: u32,
    /// Mean loss over the training samples.
    pub cost: f64,
    /// Fraction of training samples classified correctly.
    pub train_accuracy: f64,
    /// Mean of the two classes' fractions of training samples classified correctly; absent with one class only.
    pub balanced_accuracy: Option<f64>,
    /// Fraction of test samples classified correctly; absent without test samples.
    pub test_accuracy: Option<f64>,
    /// Mean predicted probability of the training samples' own classes.
    pub train_probability: f64,
    /// Mean predicted probability of the test samples' own classes; absent without test samples.
    pub test_probability: Option<f64>,
    /// The state of the run.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The iteration at which the run diverged; absent if it did not.
    pub diverged_at: Option<u32>,
}

/// A description of a run: its initializer, and its layers at iteration 0.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let he = &Lab::new(Experiment::default()).descriptions()[2];
/// assert_eq!((he.label.as_str(), he.formula_text.as_str()), ("He", "W ∼ N(0, 2 / n_in)"));
/// assert_eq!(he.layers.len(), 3);
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct RunDescription {
    /// Name of its initializer.
    pub initializer: &'static str,
    /// The run's label: the user's text, or one made of its settings. Plain text, not markup.
    pub label: String,
    /// Distribution of a weight, as a MathML element.
    pub formula: String,
    /// The formula as text.
    pub formula_text: String,
    /// The layers, first to last.
    pub layers: Vec<LayerStart>,
}

impl Lab {
    /// Creates the lab of an experiment, at iteration 0.
    ///
    /// # Panics
    /// If the experiment has no runs. Every experiment that was read has one.
    pub fn new(experiment: Experiment) -> Self {
        let (train, test) = (experiment.dataset.train(), experiment.dataset.test());
        let standardization = experiment.standardization(&train);
        let (inputs, test_inputs) = (standardization.applied_to(&train), standardization.applied_to(&test));
        let train_samples = Samples::new(&inputs.points, &inputs.labels);
        let test_samples = Samples::new(&test_inputs.points, &test_inputs.labels);
        let runs: Vec<Run> = experiment.runs.iter().map(|plan| Run::new(&experiment, plan, &train_samples)).collect();
        let workspace = Workspace::new(&runs.first().expect("at least one run").state.network);
        Self {
            experiment,
            train,
            test,
            standardization,
            inputs,
            train_samples,
            test_samples,
            runs,
            iteration: 0,
            furthest: 0,
            workspace,
        }
    }

    /// The current experiment, including the changes made during training.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The common iteration of the runs.
    pub fn iteration(&self) -> u32 {
        self.iteration
    }

    /// The last iteration reached in this course of training: beyond [`Self::iteration`] after [`Self::seek`] has gone
    /// back, until a changed learning rate begins another course.
    pub fn furthest(&self) -> u32 {
        self.furthest
    }

    /// The experiment's learning rate for the next update.
    pub fn learning_rate(&self) -> f64 {
        self.experiment.training.learning_rate_at(self.iteration)
    }

    /// The training samples, in their own coordinates.
    pub fn train(&self) -> &Dataset {
        &self.train
    }

    /// The test samples, in their own coordinates.
    pub fn test(&self) -> &Dataset {
        &self.test
    }

    /// The standardization between points and networks.
    pub fn standardization(&self) -> &Standardization {
        &self.standardization
    }

    /// Trains every run for `updates` more iterations, up to the experiment's last. Runs that are behind catch up
    /// first. Returns the iteration reached.
    pub fn advance(&mut self, updates: u32) -> u32 {
        self.iteration = self.iteration.saturating_add(updates).min(self.experiment.last_iteration());
        self.furthest = self.furthest.max(self.iteration);
        self.catch_up(u64::MAX);
        self.iteration
    }

    /// Number of updates until every run has reached the common iteration.
    pub fn behind(&self) -> u64 {
        (0..self.runs.len()).map(|index| u64::from(self.missing(index))).sum()
    }

    /// Trains the runs that are behind the common iteration, with at most `updates` updates. Returns the number still
    /// missing.
    pub fn catch_up(&mut self, updates: u64) -> u64 {
        let mut left = updates;
        let bytes = self.kept_bytes();
        for index in 0..self.runs.len() {
            let updates = u64::from(self.missing(index)).min(left) as u32;
            if updates > 0 {
                let training = self.experiment.training_of(&self.experiment.runs[index]);
                let data = (&self.inputs, &self.train_samples);
                self.runs[index].train(updates, &training, data, &mut self.workspace, bytes);
                left -= u64::from(updates);
            }
        }
        self.behind()
    }

    /// Bytes that the kept states of each run may take.
    fn kept_bytes(&self) -> usize {
        kept::LAB_BYTES / self.runs.len()
    }

    /// Updates that a run needs to reach the common iteration.
    fn missing(&self, index: usize) -> u32 {
        let run = &self.runs[index];
        let end = self.experiment.iterations_of(&self.experiment.runs[index]).min(self.iteration);
        if run.elsewhere || run.diverged_at.is_some() { 0 } else { end.saturating_sub(run.state.iteration) }
    }

    /// Assigns these runs to this lab, and all others to other labs of the same experiment. The others are not trained
    /// here, do not count as behind, and are left out of [`Self::snapshot`]. A run that is assigned again catches up.
    pub fn assign(&mut self, own: &[usize]) {
        for (index, run) in self.runs.iter_mut().enumerate() {
            run.elsewhere = !own.contains(&index);
        }
    }

    /// The current state of all runs that this lab trains.
    pub fn snapshot(&mut self) -> Snapshot {
        let here: Vec<usize> = (0..self.runs.len()).filter(|&index| !self.runs[index].elsewhere).collect();
        let labels = self.experiment.labels();
        let runs = here.into_iter().map(|index| self.run_snapshot(index, labels[index].clone())).collect();
        Snapshot { iteration: self.iteration, learning_rate: self.learning_rate(), runs }
    }

    fn run_snapshot(&mut self, index: usize, label: String) -> RunSnapshot {
        let plan = &self.experiment.runs[index];
        let training = self.experiment.training_of(plan);
        let run = &self.runs[index];
        let network = &run.state.network;
        let test_logits = self.workspace.logits(network, &self.test_samples);
        let test_accuracy = training::accuracy_of(test_logits, &self.test_samples);
        let test_probability = training::probability_of(test_logits, &self.test_samples);
        let signals = diagnosis::measure(network, &self.train_samples, training.loss, &mut self.workspace);
        let logits = self.workspace.computed_logits();
        let cost = self.workspace.computed_cost(&self.train_samples, training.loss);
        let train_accuracy = training::accuracy_of(logits, &self.train_samples).expect("training samples");
        let balanced_accuracy = training::balanced_accuracy_of(logits, &self.train_samples);
        let ended = run.state.iteration >= training.iterations;
        // Updates check the cost before them, so the cost after the last update is checked here. A cost that is not a
        // number has diverged whatever it was before.
        let exploded = (ended && run.state.history.diverged(cost)) || cost.is_nan();
        let diverged_at = run.diverged_at.or(exploded.then_some(run.state.iteration));
        let case = diagnosis::Case {
            network,
            samples: &self.train_samples,
            signals: &signals,
            logits,
            own_output: plan.output_initializer.is_some() || run.has_zero_output(),
            largest_gradient: run.state.largest_gradient,
            whole_batches: run.state.batches.is_none(),
            // Gradient descent is the optimizer without constants.
            plain_rate: (training.optimizer.constants.is_empty() && run.state.batches.is_none())
                .then(|| training.learning_rate_at(run.state.iteration)),
            iteration: run.state.iteration,
            last_iteration: training.iterations,
            cost,
            accuracy: train_accuracy,
            balanced_accuracy,
            test_accuracy: test_accuracy.map(|accuracy| (accuracy, self.test_samples.count())),
            history: &run.state.history,
            diverged_at,
        };
        RunSnapshot {
            initializer: plan.initializer.kind.name,
            label,
            iteration: run.state.iteration,
            cost,
            train_accuracy,
            balanced_accuracy,
            test_accuracy,
            train_probability: training::probability_of(logits, &self.train_samples).expect("training samples"),
            test_probability,
            verdict: diagnosis::verdict(&case),
            diverged_at,
        }
    }

    /// The recorded costs of a run, and its current cost: pairs (iteration, cost), in ascending order of iterations.
    /// The cost at an iteration is measured before that iteration's update.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn costs(&mut self, index: usize) -> Vec<(u32, f64)> {
        let training = self.experiment.training_of(&self.experiment.runs[index]);
        let run = &self.runs[index];
        let mut costs = run.state.history.costs();
        if costs.last().is_none_or(|&(iteration, _)| iteration < run.state.iteration) {
            costs.push((
                run.state.iteration,
                self.workspace.cost(&run.state.network, &self.train_samples, training.loss),
            ));
        }
        costs
    }

    /// Access to the inside of a run's network.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn study(&mut self, index: usize) -> Study<'_> {
        Study {
            experiment: &self.experiment,
            run: &self.experiment.runs[index],
            network: &self.runs[index].state.network,
            standardization: &self.standardization,
            inputs: &self.inputs,
            samples: &self.train_samples,
            workspace: &mut self.workspace,
        }
    }

    /// For each layer of a run, the size of the next update of its weights, relative to the weights: ‖ΔW‖ / ‖W‖, with
    /// Frobenius norms. Infinite or NaN where all weights are 0.
    ///
    /// ```
    /// use init_lab::{Experiment, Lab};
    ///
    /// let mut lab = Lab::new(Experiment::default());
    /// let ratios = lab.update_ratios(2);
    /// assert!(ratios.len() == 3 && ratios.iter().all(|ratio| (1e-5..1e-1).contains(ratio)));
    /// assert_eq!(lab.iteration(), 0, "the lab stays where it is");
    /// ```
    ///
    /// # Panics
    /// If there is no such run.
    pub fn update_ratios(&mut self, index: usize) -> Vec<f64> {
        let training = self.experiment.training_of(&self.experiment.runs[index]);
        self.runs[index].update_ratios(&training, (&self.inputs, &self.train_samples), &mut self.workspace)
    }

    /// A description of each run, in the experiment's order.
    pub fn descriptions(&self) -> Vec<RunDescription> {
        let runs = self.experiment.runs.iter().zip(self.experiment.labels()).zip(&self.runs);
        let descriptions = runs.map(|((plan, label), run)| {
            let formula = self.experiment.network_spec(plan).formula();
            let kind = plan.initializer.kind;
            RunDescription {
                initializer: kind.name,
                label,
                formula: formula.element(),
                formula_text: formula.text(),
                layers: run.starts.clone(),
            }
        });
        descriptions.collect()
    }

    /// The layers of a run's network at iteration 0, first to last.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn starts(&self, index: usize) -> &[LayerStart] {
        &self.runs[index].starts
    }

    /// A run's network.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn network(&self, index: usize) -> &Network {
        &self.runs[index].state.network
    }
}
