//! Changes of an experiment while its runs are trained.

use super::{Experiment, RunPlan};
use crate::error::Error;
use crate::field::Field;
use crate::value::Value;

/// An experiment that takes the place of another one of the same data and networks.
#[derive(Clone, Debug)]
pub struct Change {
    /// The experiment from now on.
    pub experiment: Experiment,
    /// What becomes of the runs: one entry for each run of the experiment.
    pub origins: Vec<Origin>,
}

/// Where a run of a changed experiment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: it starts at iteration 0.
    New,
    /// It is the run of that index, trained as it is.
    Kept(usize),
    /// It starts at iteration 0, in the place of the run of that index.
    Replaced(usize),
}

impl Experiment {
    /// Another learning rate from the update at `iteration` on, which is recorded.
    ///
    /// # Errors
    /// If the learning rate is not allowed, or there have been too many changes.
    pub fn with_learning_rate(&self, iteration: u32, learning_rate: &Value) -> Result<Change, Error> {
        let path = "training.learningRate";
        let learning_rate = Field::at(path).number(path, learning_rate)?;
        let mut change = self.unchanged();
        let training = &mut change.experiment.training;
        training.change_learning_rate(iteration, learning_rate);
        let path = "training.learningRateChanges";
        Field::at(path).check_length(path, training.learning_rate_changes.len())?;
        Ok(change)
    }

    /// Another end of training, where `reached` is the iteration that it has reached.
    ///
    /// # Errors
    /// If it is not allowed, or already passed.
    pub fn with_iterations(&self, reached: u32, iterations: &Value) -> Result<Change, Error> {
        let path = "training.iterations";
        let iterations = Field::at(path).integer(path, iterations)?;
        if iterations < reached {
            let allowed = format!("at least {reached}, the iteration reached");
            return Err(Error::out_of_range(path, iterations, allowed));
        }
        let mut change = self.unchanged();
        change.experiment.training.iterations = iterations;
        Ok(change)
    }

    /// One run more, at `index`.
    ///
    /// # Errors
    /// If the run is not allowed, there are too many, or no such index.
    pub fn with_run_added(&self, index: usize, run: &Value) -> Result<Change, Error> {
        let count = self.runs.len();
        if index > count {
            return Err(Error::out_of_range("index", index, format!("a whole number from 0 to {count}")));
        }
        let plan = RunPlan::read(&format!("runs[{index}]"), run, self.activation)?;
        let mut change = self.unchanged();
        change.experiment.runs.insert(index, plan);
        change.origins.insert(index, Origin::New);
        Field::at("runs").check_length("runs", count + 1)?;
        Ok(change)
    }

    /// Another run in a run's place.
    ///
    /// # Errors
    /// If there is no such run, or the other one is not allowed.
    pub fn with_run_replaced(&self, index: usize, run: &Value) -> Result<Change, Error> {
        self.check_run(index)?;
        let mut change = self.unchanged();
        change.experiment.runs[index] = RunPlan::read(&format!("runs[{index}]"), run, self.activation)?;
        change.origins[index] = Origin::Replaced(index);
        Ok(change)
    }

    /// A run in another place among the runs.
    ///
    /// # Errors
    /// If there is no such run, or no such place.
    pub fn with_run_moved(&self, from: usize, to: usize) -> Result<Change, Error> {
        self.check_run(from)?;
        self.check_run(to)?;
        let mut change = self.unchanged();
        let run = change.experiment.runs.remove(from);
        change.experiment.runs.insert(to, run);
        let origin = change.origins.remove(from);
        change.origins.insert(to, origin);
        Ok(change)
    }

    /// One run less.
    ///
    /// # Errors
    /// If there is no such run, or it is the last one.
    pub fn with_run_removed(&self, index: usize) -> Result<Change, Error> {
        self.check_run(index)?;
        Field::at("runs").check_length("runs", self.runs.len() - 1)?;
        let mut change = self.unchanged();
        change.experiment.runs.remove(index);
        change.origins.remove(index);
        Ok(change)
    }

    /// Refuses the index of a run that there is not.
    ///
    /// # Errors
    /// Naming the indices that there are.
    pub fn check_run(&self, index: usize) -> Result<(), Error> {
        let last = self.runs.len() - 1;
        if index <= last {
            return Ok(());
        }
        Err(Error::out_of_range("run", index, format!("a whole number from 0 to {last}")))
    }

    fn unchanged(&self) -> Change {
        Change { experiment: self.clone(), origins: (0..self.runs.len()).map(Origin::Kept).collect() }
    }
}
