//! Trains a sweep, one training at a time and in pieces.

use super::{Sweep, Training};
use crate::dataset::Dataset;
use crate::experiment::Experiment;
use crate::history::{Recorder, Schedule};
use crate::kernel::Samples;
use crate::measure::{MEASURE_COUNT, MEASURES, Outcome, StartSignals, solves};
use crate::run_state::RunState;
use crate::training::{self, Workspace};

/// A training is measured at about this many iterations.
const MEASURED: u32 = 256;
/// The most seeds of a sweep without axes for which curves are kept.
const MOST_CURVES: u32 = 1000;

/// Trains a sweep in pieces. It holds one training at a time.
///
/// ```
/// use init_lab::{Experiment, Lab, Sweep, SweepTrainer};
///
/// let experiment = Experiment::default();
/// let mut trainer = SweepTrainer::new(Sweep::new(&experiment));
/// trainer.start(2);
/// while !trainer.advance(4000) {}
/// let mut lab = Lab::new(experiment);
/// lab.advance(15_000);
/// assert_eq!(trainer.result().values[0].to_bits(), lab.snapshot().runs[2].cost.to_bits());
/// ```
#[derive(Debug)]
pub struct SweepTrainer {
    sweep: Sweep,
    /// Whether costs are kept as curves.
    curves: bool,
    cell: Option<Cell>,
    workspace: Option<Workspace>,
    now: Option<Now>,
}

/// The experiment of a cell and a seed, and its samples as the networks see them.
#[derive(Debug)]
struct Cell {
    place: [usize; 3],
    /// The experiment of the cell with the first seeds.
    first: Experiment,
    experiment: Experiment,
    train: Dataset,
    train_samples: Samples,
    test_samples: Samples,
}

impl Cell {
    fn new(place: [usize; 3], first: Experiment, experiment: Experiment) -> Self {
        let (train, test) = (experiment.dataset.train(), experiment.dataset.test());
        let standardization = experiment.standardization(&train);
        let (train, test) = (standardization.applied_to(&train), standardization.applied_to(&test));
        Self {
            place,
            train_samples: Samples::new(&train.points, &train.labels),
            test_samples: Samples::new(&test.points, &test.labels),
            train,
            first,
            experiment,
        }
    }
}

/// The training under way.
#[derive(Debug)]
struct Now {
    training: Training,
    start: StartSignals,
    /// `None` if only the network at iteration 0 is measured.
    state: Option<RunState<Record>>,
    diverged_at: Option<u32>,
}

/// The result of a training.
#[derive(Clone, Debug)]
pub struct Trained {
    /// Its place.
    pub training: Training,
    /// A value for each measure of the table; NaN where there is none.
    pub values: [f64; MEASURE_COUNT],
    /// Whether the training samples are solved at the end, as 0 or 1; NaN if nothing was trained.
    pub solved: f64,
    /// The cost at each measured iteration, NaN from a divergence on; empty if no curves are kept.
    pub curve: Vec<f64>,
}

/// The iterations at which a training of `last` iterations is measured: 0, every multiple of ⌈last / 256⌉, and the last.
pub fn measured_iterations(last: u32) -> impl Iterator<Item = u32> {
    (0..last).step_by(last.div_ceil(MEASURED) as usize).chain([last])
}

/// What is measured during a training.
#[derive(Clone, Debug)]
struct Record {
    /// The iterations at which the lab measures the cost and tests for divergence.
    schedule: Schedule,
    /// Every how many iterations the sweep measures.
    every: u32,
    /// `None` if no curve is kept.
    curve: Option<Vec<f64>>,
    solved_at: Option<u32>,
    last_finite_cost: f64,
}

impl Record {
    fn note(&mut self, iteration: u32, cost: f64, logits: &[f64], samples: &Samples) {
        if let Some(curve) = &mut self.curve {
            curve.push(cost);
        }
        if self.solved_at.is_none() && solves(logits, samples) {
            self.solved_at = Some(iteration);
        }
    }
}

impl Recorder for Record {
    fn measures(&self, iteration: u32) -> bool {
        self.schedule.measures(iteration) || iteration.is_multiple_of(self.every)
    }

    fn accepts(&mut self, iteration: u32, cost: f64, logits: &[f64], samples: &Samples) -> bool {
        if self.schedule.measures(iteration) && !self.schedule.accepts(iteration, cost) {
            return false;
        }
        if cost.is_finite() {
            self.last_finite_cost = cost;
        }
        if iteration.is_multiple_of(self.every) {
            self.note(iteration, cost, logits, samples);
        }
        true
    }
}

impl SweepTrainer {
    /// A trainer of all trainings of a sweep.
    pub fn new(sweep: Sweep) -> Self {
        let curves = sweep.plan().axes.is_empty() && sweep.plan().seeds <= MOST_CURVES;
        Self { sweep, curves, cell: None, workspace: None, now: None }
    }

    /// The sweep.
    pub fn sweep(&self) -> &Sweep {
        &self.sweep
    }

    /// Whether costs are kept as curves: without axes, and up to 1,000 seeds.
    pub fn keeps_curves(&self) -> bool {
        self.curves
    }

    /// Begins the training with this number in the order of training; one that is under way is dropped.
    ///
    /// # Panics
    /// If there is no such training.
    pub fn start(&mut self, number: usize) {
        let training = self.sweep.training(number);
        self.enter(training);
        let Cell { experiment, train_samples, .. } = self.cell.as_ref().expect("just entered");
        let plan = &experiment.runs[training.run];
        let settings = experiment.training_of(plan);
        let network = experiment.network_spec(plan).draw(train_samples);
        let workspace = match &mut self.workspace {
            Some(workspace) if workspace.fits(&network) => workspace,
            other => other.insert(Workspace::new(&network)),
        };
        let start = StartSignals::of(&network, train_samples, settings.loss, workspace);
        let record = |stride| Record {
            schedule: Schedule::new(stride),
            every: settings.iterations.div_ceil(MEASURED),
            curve: self.curves.then(Vec::new),
            solved_at: None,
            last_finite_cost: f64::NAN,
        };
        let trains = self.sweep.plan().measure.needs_training();
        let state = trains.then(|| RunState::new(network, &settings, train_samples.count(), record));
        self.now = Some(Now { training, start, state, diverged_at: None });
    }

    /// Makes the experiment and the samples of a training current.
    fn enter(&mut self, Training { x, y, seed, .. }: Training) {
        let place = [x, y, seed];
        let known = match self.cell.take() {
            Some(cell) if cell.place == place => {
                self.cell = Some(cell);
                return;
            }
            known => known,
        };
        // Between the seeds of a cell nothing else changes; between cells that share their data, the samples stay.
        let mut experiment = match &known {
            Some(cell) if cell.place[..2] == place[..2] => cell.first.clone(),
            _ => self.sweep.cell(x, y).expect("a cell of the sweep"),
        };
        let first = experiment.clone();
        self.sweep.set_seed(&mut experiment, seed);
        self.cell = Some(match known.filter(|_| !self.sweep.plan().varies_data()) {
            Some(cell) => Cell { place, first, experiment, ..cell },
            None => Cell::new(place, first, experiment),
        });
    }

    /// Makes at most `updates` updates of the training under way. Returns whether it has ended, also if there is none.
    pub fn advance(&mut self, updates: u32) -> bool {
        let (Some(now), Some(cell), Some(workspace)) = (&mut self.now, &self.cell, &mut self.workspace) else {
            return true;
        };
        let Some(state) = &mut now.state else { return true };
        let settings = cell.experiment.training_of(&cell.experiment.runs[now.training.run]);
        for _ in 0..updates.min(settings.iterations - state.iteration) {
            if now.diverged_at.is_some() {
                break;
            }
            if !state.update(&settings, (&cell.train, &cell.train_samples), workspace) {
                now.diverged_at = Some(state.iteration);
            }
        }
        now.diverged_at.is_some() || state.iteration == settings.iterations
    }

    /// The result of the training that has ended.
    ///
    /// # Panics
    /// If no training has ended.
    pub fn result(&mut self) -> Trained {
        let now = self.now.take().expect("a training");
        let (training, start) = (now.training, now.start);
        let (outcome, curve) = self.outcome(now).map_or((None, Vec::new()), |(outcome, curve)| (Some(outcome), curve));
        let value = |k: usize| MEASURES[k].value(&start, outcome.as_ref());
        Trained {
            training,
            values: std::array::from_fn(value),
            solved: outcome.map_or(f64::NAN, |outcome| f64::from(u8::from(outcome.solved))),
            curve,
        }
    }

    /// The end of a training, and its curve.
    fn outcome(&mut self, Now { training, state, diverged_at, .. }: Now) -> Option<(Outcome, Vec<f64>)> {
        let RunState { network, iteration, mut history, .. } = state?;
        let Cell { experiment, train_samples, test_samples, .. } = self.cell.as_ref().expect("of the training");
        let workspace = self.workspace.as_mut().expect("of the training");
        let settings = experiment.training_of(&experiment.runs[training.run]);
        let test_accuracy = training::accuracy_of(workspace.logits(&network, test_samples), test_samples);
        let logits = workspace.logits(&network, train_samples);
        let cost = training::cost_of(logits, train_samples, settings.loss);
        let exploded = diverged_at.is_none() && history.schedule.diverged(cost);
        if diverged_at.is_none() {
            history.note(iteration, if exploded { f64::NAN } else { cost }, logits, train_samples);
        }
        let mut curve = history.curve.unwrap_or_default();
        if self.curves {
            // Also where the update failed, not the cost.
            let before = diverged_at.map_or(u32::MAX, |at| at.div_ceil(history.every));
            curve.truncate(before as usize);
            curve.resize(measured_iterations(settings.iterations).count(), f64::NAN);
        }
        let outcome = Outcome {
            cost: if cost.is_finite() { cost } else { history.last_finite_cost },
            train_accuracy: training::accuracy_of(logits, train_samples).expect("training samples"),
            test_accuracy: test_accuracy.unwrap_or(f64::NAN),
            iterations_to_solve: history.solved_at.map_or(f64::INFINITY, f64::from),
            diverged: diverged_at.is_some() || exploded,
            solved: solves(logits, train_samples),
        };
        Some((outcome, curve))
    }
}
