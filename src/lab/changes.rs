//! Changes to a lab: rewinding it, and continuing with a changed experiment.

use super::Lab;
use super::run::Run;
use crate::error::Error;
use crate::experiment::{Change, Experiment, Origin};
use crate::value::Value;

impl Lab {
    /// Returns to iteration 0 with the same weights. Recorded changes of the learning rate stay, so that the same runs
    /// result again.
    pub fn rewind(&mut self) {
        self.seek(0);
    }

    /// Goes to an iteration, back or forward, but not beyond the experiment's last. Runs are trained again from the
    /// nearest state that is kept, and are behind until they catch up; every number is then what training straight to
    /// that iteration gives. Recorded changes of the learning rate stay. Returns the iteration.
    ///
    /// The kept states of a lab take at most 8 MiB, and are spread evenly over the iterations of a run, from 0.
    pub fn seek(&mut self, iteration: u32) -> u32 {
        self.iteration = iteration.min(self.experiment.last_iteration());
        self.furthest = self.furthest.max(self.iteration);
        for (run, plan) in self.runs.iter_mut().zip(&self.experiment.runs) {
            // Kept states may be beyond the end of the run, where the experiment has been made shorter since.
            let end = self.experiment.iterations_of(plan).min(self.iteration);
            run.seek(end, || Run::new(&self.experiment, plan, &self.train_samples).state);
        }
        self.iteration
    }

    /// Continues with a changed experiment. New and replaced runs start at iteration 0 and are behind until they catch
    /// up.
    ///
    /// # Panics
    /// If the change was not made from this lab's experiment.
    pub fn adopt(&mut self, Change { experiment, origins }: Change) {
        let start = |plan, elsewhere| Run { elsewhere, ..Run::new(&experiment, plan, &self.train_samples) };
        let mut runs: Vec<Option<Run>> = std::mem::take(&mut self.runs).into_iter().map(Some).collect();
        let rates = |experiment: &Experiment, run: usize| {
            let training = experiment.training_of(&experiment.runs[run]);
            (training.learning_rate, training.learning_rate_changes)
        };
        let mut same_course = true;
        let changed = experiment.runs.iter().zip(origins).enumerate().map(|(k, (plan, origin))| match origin {
            Origin::New => start(plan, false),
            Origin::Kept(index) => {
                let mut run = runs[index].take().expect("a run is kept once");
                if rates(&self.experiment, index) != rates(&experiment, k) {
                    same_course = false;
                    run.kept.forget_after(self.iteration);
                }
                run
            }
            Origin::Replaced(index) => start(plan, runs[index].take().is_some_and(|run| run.elsewhere)),
        });
        self.runs = changed.collect();
        self.iteration = self.iteration.min(experiment.last_iteration());
        self.furthest = if same_course { self.furthest.min(experiment.last_iteration()) } else { self.iteration };
        self.experiment = experiment;
        let bytes = self.kept_bytes();
        self.runs.iter_mut().for_each(|run| run.kept.fit(bytes));
    }

    /// Changes the experiment's learning rate from the next update on, and records it in the experiment.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_learning_rate`](crate::Experiment::with_learning_rate).
    pub fn set_learning_rate(&mut self, learning_rate: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_learning_rate(self.iteration, learning_rate)?);
        Ok(())
    }

    /// Changes the iteration at which training ends.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_iterations`](crate::Experiment::with_iterations).
    pub fn set_iterations(&mut self, iterations: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_iterations(self.iteration, iterations)?);
        Ok(())
    }

    /// Inserts a run at `index`. It starts at iteration 0 and is behind until it catches up.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_run_added`](crate::Experiment::with_run_added).
    pub fn add_run(&mut self, run: &Value, index: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_added(index, run)?);
        Ok(())
    }

    /// Replaces a run. The new one starts at iteration 0 and is behind until it catches up.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_run_replaced`](crate::Experiment::with_run_replaced).
    pub fn set_run(&mut self, index: usize, run: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_replaced(index, run)?);
        Ok(())
    }

    /// Moves a run to another place among the runs. It keeps its progress.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_run_moved`](crate::Experiment::with_run_moved).
    pub fn move_run(&mut self, from: usize, to: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_moved(from, to)?);
        Ok(())
    }

    /// Removes a run.
    ///
    /// # Errors
    /// The errors of [`Experiment::with_run_removed`](crate::Experiment::with_run_removed).
    pub fn remove_run(&mut self, index: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_removed(index)?);
        Ok(())
    }
}
