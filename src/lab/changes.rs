//! Changes of a lab while it trains: rewinding it, and going on with a changed experiment.

use super::Lab;
use super::run::Run;
use crate::error::Error;
use crate::experiment::{Change, Origin};
use crate::value::Value;

impl Lab {
    /// Back to iteration 0 with the same weights. Recorded changes of the learning rate stay, so that training again
    /// gives the same runs again.
    pub fn rewind(&mut self) {
        self.iteration = 0;
        for (run, plan) in self.runs.iter_mut().zip(&self.experiment.runs) {
            let elsewhere = run.elsewhere;
            *run = Run { elsewhere, ..Run::new(&self.experiment, plan, &self.train_samples) };
        }
    }

    /// Goes on with a changed experiment. Runs that are new or replaced start at iteration 0, behind the others, until they
    /// are caught up.
    ///
    /// # Panics
    /// If the change is not one of this lab's experiment.
    pub fn adopt(&mut self, Change { experiment, origins }: Change) {
        let start = |plan, elsewhere| Run { elsewhere, ..Run::new(&experiment, plan, &self.train_samples) };
        let mut runs: Vec<Option<Run>> = std::mem::take(&mut self.runs).into_iter().map(Some).collect();
        let changed = experiment.runs.iter().zip(origins).map(|(plan, origin)| match origin {
            Origin::New => start(plan, false),
            Origin::Kept(index) => runs[index].take().expect("a run is kept once"),
            Origin::Replaced(index) => start(plan, runs[index].take().is_some_and(|run| run.elsewhere)),
        });
        self.runs = changed.collect();
        self.iteration = self.iteration.min(experiment.last_iteration());
        self.experiment = experiment;
    }

    /// Changes the experiment's learning rate from the next update on, and records it in the experiment.
    ///
    /// # Errors
    /// [`Experiment::with_learning_rate`]'s.
    pub fn set_learning_rate(&mut self, learning_rate: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_learning_rate(self.iteration, learning_rate)?);
        Ok(())
    }

    /// Changes the iteration at which training ends.
    ///
    /// # Errors
    /// [`Experiment::with_iterations`]'s.
    pub fn set_iterations(&mut self, iterations: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_iterations(self.iteration, iterations)?);
        Ok(())
    }

    /// Inserts a run at `index`. It starts at iteration 0, behind the others, until it is caught up.
    ///
    /// # Errors
    /// [`Experiment::with_run_added`]'s.
    pub fn add_run(&mut self, run: &Value, index: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_added(index, run)?);
        Ok(())
    }

    /// Puts another run in a run's place. It starts at iteration 0, behind the others, until it is caught up.
    ///
    /// # Errors
    /// [`Experiment::with_run_replaced`]'s.
    pub fn set_run(&mut self, index: usize, run: &Value) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_replaced(index, run)?);
        Ok(())
    }

    /// Moves a run to another place among the runs, trained as it is.
    ///
    /// # Errors
    /// [`Experiment::with_run_moved`]'s.
    pub fn move_run(&mut self, from: usize, to: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_moved(from, to)?);
        Ok(())
    }

    /// Removes a run.
    ///
    /// # Errors
    /// [`Experiment::with_run_removed`]'s.
    pub fn remove_run(&mut self, index: usize) -> Result<(), Error> {
        self.adopt(self.experiment.with_run_removed(index)?);
        Ok(())
    }
}
