//! Changes to an experiment during training.

use super::{Experiment, RunPlan, item};
use crate::error::Error;
use crate::field::Field;
use crate::value::Value;

/// A changed experiment, and the relation of its runs to the ones before. Data and networks stay the same.
///
/// ```
/// use init_lab::{Experiment, Origin, Value};
///
/// let xavier = Value::map([("initializer", "xavier".into())]);
/// let change = Experiment::default().with_run_added(1, &xavier).unwrap();
/// assert_eq!(change.experiment.labels(), ["Zeros", "Xavier", "Random × 10", "He"]);
/// assert_eq!(change.origins, [Origin::Kept(0), Origin::New, Origin::Kept(1), Origin::Kept(2)]);
/// ```
#[derive(Clone, Debug)]
pub struct Change {
    /// The experiment after the change.
    pub experiment: Experiment,
    /// The origin of each run of the changed experiment, in its order.
    pub origins: Vec<Origin>,
}

/// The origin of a run of a changed experiment.
///
/// ```
/// use init_lab::{Experiment, Origin, Value};
///
/// let xavier = Value::map([("initializer", "xavier".into())]);
/// let change = Experiment::default().with_run_replaced(2, &xavier).unwrap();
/// assert_eq!(change.origins, [Origin::Kept(0), Origin::Kept(1), Origin::Replaced(2)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A new run, at iteration 0.
    New,
    /// The run that had this index, with its progress.
    Kept(usize),
    /// A new run, at iteration 0, in place of the run that had this index.
    Replaced(usize),
}

impl Change {
    /// This change, if the experiment's sweep can still vary it.
    fn checked(self) -> Result<Self, Error> {
        if let Some(sweep) = &self.experiment.sweep {
            sweep.check(&self.experiment)?;
        }
        Ok(self)
    }
}

impl Experiment {
    /// Changes the learning rate from the update at `iteration` on, and records the change. A sweep with an axis of the
    /// learning rate, which recorded changes contradict, is left out from then on: a lab ignores its sweep.
    ///
    /// # Errors
    /// If the learning rate is not allowed, or there are too many changes.
    pub fn with_learning_rate(&self, iteration: u32, learning_rate: &Value) -> Result<Change, Error> {
        let path = "training.learningRate";
        let learning_rate = Field::at(path).number(path, learning_rate)?;
        let mut change = self.unchanged();
        let training = &mut change.experiment.training;
        training.change_learning_rate(iteration, learning_rate);
        let path = "training.learningRateChanges";
        Field::at(path).check_length(path, training.learning_rate_changes.len())?;
        let sweep = change.experiment.sweep.take();
        change.experiment.sweep = sweep.filter(|sweep| sweep.check(&change.experiment).is_ok());
        Ok(change)
    }

    /// Changes the last iteration of training; `reached` is the current iteration.
    ///
    /// # Errors
    /// If it is not allowed, or below `reached`.
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

    /// Inserts a run at `index`.
    ///
    /// # Errors
    /// If the run is not allowed, there are too many runs, or `index` is too large.
    pub fn with_run_added(&self, index: usize, run: &Value) -> Result<Change, Error> {
        let count = self.runs.len();
        if index > count {
            return Err(Error::out_of_range("index", index, format!("a whole number from 0 to {count}")));
        }
        let plan = RunPlan::read_in(&item("runs", index), run, self.activation, Some(&self.hidden))?;
        let mut change = self.unchanged();
        change.experiment.runs.insert(index, plan);
        change.origins.insert(index, Origin::New);
        Field::at("runs").check_length("runs", count + 1)?;
        change.checked()
    }

    /// Replaces the run at `index`.
    ///
    /// # Errors
    /// If there is no such run, or the new one is not allowed.
    pub fn with_run_replaced(&self, index: usize, run: &Value) -> Result<Change, Error> {
        self.check_run(index)?;
        let mut change = self.unchanged();
        change.experiment.runs[index] =
            RunPlan::read_in(&item("runs", index), run, self.activation, Some(&self.hidden))?;
        change.origins[index] = Origin::Replaced(index);
        change.checked()
    }

    /// Moves a run to another place among the runs.
    ///
    /// # Errors
    /// If `from` or `to` is not the index of a run.
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

    /// Removes a run.
    ///
    /// # Errors
    /// If there is no such run, or it is the only one.
    pub fn with_run_removed(&self, index: usize) -> Result<Change, Error> {
        self.check_run(index)?;
        Field::at("runs").check_length("runs", self.runs.len() - 1)?;
        let mut change = self.unchanged();
        change.experiment.runs.remove(index);
        change.origins.remove(index);
        change.checked()
    }

    /// Checks the index of a run.
    ///
    /// # Errors
    /// If there is no such run. The error gives the allowed indices.
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
