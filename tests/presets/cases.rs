//! A preset's experiment over many seeds, and what holds in each.

use init_lab::{
    DatasetSource, Experiment, Lab, MEASURES, PRESETS, Preset, Sweep, SweepPlan, Trained, Vary, measured_iterations,
};

use crate::common::{run_by_run, train_on_all_cores};
use crate::hundred;

/// The preset with this name.
pub fn preset(name: &str) -> &'static Preset {
    PRESETS.iter().find(|preset| preset.name == name).unwrap_or_else(|| panic!("no preset {name}"))
}

/// Trainings of a preset's runs with one seed of the weights and one of the data.
pub struct Case {
    experiment: Experiment,
    runs: Vec<Trained>,
}

impl Case {
    /// A measure of a run at its end.
    fn value(&self, run: usize, property: &str) -> f64 {
        let place = MEASURES.iter().position(|measure| measure.property == property).expect("a measure");
        self.runs[run].values[place]
    }

    /// The cost at the end.
    pub fn cost(&self, run: usize) -> f64 {
        self.value(run, "cost")
    }

    /// The fraction of the training samples classified correctly at the end.
    pub fn accuracy(&self, run: usize) -> f64 {
        self.value(run, "trainAccuracy")
    }

    /// The first measured iteration at which the run has solved its samples.
    pub fn solved_at(&self, run: usize) -> f64 {
        self.value(run, "iterationsToSolve")
    }

    /// Whether the run has solved its samples at the end.
    pub fn solved(&self, run: usize) -> bool {
        self.runs[run].solved == 1.0
    }

    /// Whether the cost ends within `distance` of ln 2, that of a network that answers ½ everywhere.
    pub fn stays_at_ln_2(&self, run: usize, distance: f64) -> bool {
        (self.cost(run) - std::f64::consts::LN_2).abs() < distance
    }

    /// The error signal ∂cost/∂z of the first hidden layer over that of the output, at iteration 0.
    pub fn error_signal_ratio(&self, run: usize) -> f64 {
        self.value(run, "errorSignalRatio")
    }

    /// The standard deviation of activations between samples at iteration 0, last hidden layer over first.
    pub fn signal_ratio(&self, run: usize) -> f64 {
        self.value(run, "signalRatio")
    }

    /// The cost at a measured iteration.
    pub fn cost_at(&self, run: usize, iteration: u32) -> f64 {
        let place = measured_iterations(self.experiment.training.iterations).position(|at| at == iteration);
        self.runs[run].curve[place.expect("a measured iteration")]
    }

    /// The lab at iteration 0.
    pub fn start(&self) -> Lab {
        Lab::new(self.experiment.clone())
    }

    /// A lab of the first runs, at its end.
    pub fn end_of(&self, runs: usize) -> Lab {
        let mut experiment = self.experiment.clone();
        experiment.runs.truncate(runs);
        let mut lab = Lab::new(experiment);
        lab.advance(u32::MAX);
        lab
    }

    /// The seed of the training samples.
    pub fn data_seed(&self) -> u32 {
        let DatasetSource::Drawn { seed, .. } = self.experiment.dataset else { panic!("presets draw their samples") };
        seed
    }
}

/// A preset's experiment with these runs of its own or of its offers, by their labels.
pub fn experiment_with(name: &str, labels: &[&str]) -> Experiment {
    let mut experiment = preset(name).experiment();
    let own: Vec<_> = experiment.runs.iter().cloned().chain(preset(name).offers()).collect();
    let find = |label: &&str| {
        let found = own.iter().find(|run| run.label() == **label);
        found.unwrap_or_else(|| panic!("{name} has no run {label}")).clone()
    };
    experiment.runs = labels.iter().map(find).collect();
    experiment
}

/// A preset's trainings with its own seed and those that follow it. What is known is not trained again: a run whose start
/// is the same with every seed of the weights, and the notebook's among the hundred seeds.
pub fn cases(name: &str, labels: &[&str], vary: Vary, seeds: u32) -> Vec<Case> {
    let mut experiment = experiment_with(name, labels);
    experiment.sweep = Some(SweepPlan { seeds, vary, ..SweepPlan::default() });
    let sweep = Sweep::new(&experiment);
    let at = |seed: usize| sweep.experiment_at(0, 0, seed).expect("a seed of the sweep");
    let [first, second] = [0, 1].map(|seed| Lab::new(at(seed)));
    let needed: Vec<usize> = (0..labels.len())
        .map(|run| {
            let is_fixed = vary == Vary::Weights && first.network(run).layers == second.network(run).layers;
            if is_fixed { 1 } else { seeds as usize }
        })
        .collect();
    let hundred =
        |run: usize| if name == "notebook" && vary == Vary::Weights { hundred::known(labels[run]) } else { None };
    let numbers = (0..sweep.count()).filter(|&number| {
        let training = sweep.training(number);
        training.seed < needed[training.run] && hundred(training.run).is_none()
    });
    let mut trained = run_by_run(train_on_all_cores(&sweep, &numbers.collect::<Vec<_>>()), labels.len());
    for (run, trained) in trained.iter_mut().enumerate() {
        if let Some(known) = hundred(run) {
            *trained = known[..seeds as usize].to_vec();
        }
    }
    let of_seed = |seed: usize| {
        let runs = trained.iter().map(|run| run[seed.min(run.len() - 1)].clone()).collect();
        Case { experiment: at(seed), runs }
    };
    (0..seeds as usize).map(of_seed).collect()
}
