//! Sweeps: an experiment trained once for each seed and each cell of up to two axes, for every run.

mod axis;
mod plan;
mod summary;
mod trainer;

pub use axis::{Axis, Spacing, Target};
pub use plan::{MOST_TRAININGS, SweepPlan, Vary};
pub use summary::{Summary, summarize};
pub use trainer::{SweepTrainer, Trained, measured_iterations};

use crate::error::Error;
use crate::experiment::{DatasetSource, Experiment};
use crate::value::Value;

/// The trainings of a sweep: which there are, in which order, and each one's experiment.
///
/// Results are arrays of shape runs × y × x × seeds. Without a second axis y has one value; without axes x has one too.
///
/// ```
/// use init_lab::{Experiment, Sweep, Value};
///
/// let plan = Value::map([("seeds", 50_u32.into())]);
/// let sweep = Sweep::new(&Experiment::from_value(&Value::map([("sweep", plan)])).unwrap());
/// assert_eq!(sweep.shape(), [3, 1, 1, 50]);
/// assert_eq!(sweep.experiment_at(0, 0, 4).unwrap().seed, 7, "the fifth seed from 3");
/// ```
#[derive(Clone, Debug)]
pub struct Sweep {
    experiment: Experiment,
    plan: SweepPlan,
    /// The groups of the complete experiment's fields that axes change.
    varied: Value,
    /// Values of x and y; one place where there is no axis.
    axes: [Vec<f64>; 2],
    /// Cells in the order of training, y × width + x.
    cells: Vec<u32>,
}

/// The place of a training among the results.
///
/// ```
/// use init_lab::{Experiment, Sweep};
///
/// let he = Sweep::new(&Experiment::default()).training(2);
/// assert_eq!((he.run, he.x, he.y, he.seed, he.index), (2, 0, 0, 0, 2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Training {
    /// Index of the run.
    pub run: usize,
    /// Index on the first axis.
    pub x: usize,
    /// Index on the second axis.
    pub y: usize,
    /// Index of the seed.
    pub seed: usize,
    /// Position in the results.
    pub index: usize,
}

impl Sweep {
    /// The sweep of an experiment; one cell and one seed if it has none.
    pub fn new(experiment: &Experiment) -> Self {
        let plan = experiment.sweep.clone().unwrap_or_default();
        let experiment = experiment.without_sweep();
        let values = |axis: usize| plan.axes.get(axis).map(Axis::values);
        let axes = [0, 1].map(|axis| values(axis).unwrap_or_else(|| vec![f64::NAN]));
        let cells = coarse_to_fine(axes[0].len(), axes[1].len());
        let varied = plan.varied_groups(&experiment.base_of_cells());
        Self { experiment, plan, varied, axes, cells }
    }

    /// The experiment that is varied.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// What is varied, and the measure that is shown.
    pub fn plan(&self) -> &SweepPlan {
        &self.plan
    }

    /// The values of an axis; one NaN if there is no such axis.
    ///
    /// # Panics
    /// If `axis` is not 0 or 1.
    pub fn axis_values(&self, axis: usize) -> &[f64] {
        &self.axes[axis]
    }

    /// Number of runs, of values of y and of x, and of seeds.
    pub fn shape(&self) -> [usize; 4] {
        let [x, y] = [0, 1].map(|axis| self.axes[axis].len());
        [self.experiment.runs.len(), y, x, self.plan.seeds as usize]
    }

    /// Number of trainings.
    pub fn count(&self) -> usize {
        self.shape().iter().product()
    }

    /// The place of the training with this number in the order of training: coarse to fine over the cells, then seed by
    /// seed, then run by run.
    ///
    /// # Panics
    /// If there is no such training.
    pub fn training(&self, number: usize) -> Training {
        let [runs, height, width, seeds] = self.shape();
        let (run, rest) = (number % runs, number / runs);
        let (seed, cell) = (rest % seeds, self.cells[rest / seeds] as usize);
        let (x, y) = (cell % width, cell / width);
        Training { run, x, y, seed, index: ((run * height + y) * width + x) * seeds + seed }
    }

    /// The complete experiment of a cell and a seed, by their indices.
    ///
    /// # Errors
    /// If there is no such cell or seed.
    pub fn experiment_at(&self, x: usize, y: usize, seed: usize) -> Result<Experiment, Error> {
        let [_, height, width, seeds] = self.shape();
        for (path, index, count) in [("x", x, width), ("y", y, height), ("seed", seed, seeds)] {
            if index >= count {
                return Err(Error::out_of_range(path, index, format!("a whole number from 0 to {}", count - 1)));
            }
        }
        let mut experiment = self.cell(x, y)?;
        self.set_seed(&mut experiment, seed);
        Ok(experiment)
    }

    /// The experiment of a cell, with the first seeds.
    fn cell(&self, x: usize, y: usize) -> Result<Experiment, Error> {
        let at = [x, y];
        let mut experiment = self.experiment.clone();
        experiment.reread(&self.plan.applied(self.varied.clone(), |axis| self.axes[axis][at[axis]]))?;
        Ok(experiment)
    }

    /// Gives the experiment of a cell its seeds, those with this index, in place of the first ones.
    fn set_seed(&self, experiment: &mut Experiment, index: usize) {
        experiment.seed = self.weight_seed(index);
        if self.plan.vary != Vary::Weights {
            experiment.dataset.move_seeds(index as u32);
        }
    }

    /// The seed of the weights of the seed with this index.
    pub fn weight_seed(&self, index: usize) -> u32 {
        if self.plan.vary == Vary::Data {
            self.experiment.seed
        } else {
            self.experiment.seed.wrapping_add(index as u32)
        }
    }

    /// The seed of the training samples of the seed with this index, but for an axis that varies it; `None` for points
    /// of the user.
    pub fn data_seed(&self, index: usize) -> Option<u32> {
        let DatasetSource::Drawn { seed, .. } = self.experiment.dataset else { return None };
        Some(if self.plan.vary == Vary::Weights { seed } else { seed.wrapping_add(index as u32) })
    }
}

/// The cells of a grid, y × width + x: first those at multiples of a large power of two, then of half of it, down to 1.
fn coarse_to_fine(width: usize, height: usize) -> Vec<u32> {
    let mut cells = Vec::with_capacity(width * height);
    let mut stride = width.max(height).next_power_of_two();
    let mut coarser = 0;
    while stride > 0 {
        for y in (0..height).step_by(stride) {
            for x in (0..width).step_by(stride) {
                let known = coarser > 0 && x % coarser == 0 && y % coarser == 0;
                if !known {
                    cells.push((y * width + x) as u32);
                }
            }
        }
        coarser = stride;
        stride /= 2;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_comes_once_and_a_coarse_grid_first() {
        for (width, height) in [(1, 1), (2, 1), (5, 3), (256, 256), (7, 64)] {
            let cells = coarse_to_fine(width, height);
            let mut sorted = cells.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..(width * height) as u32), "{width} × {height}");
        }
        let coarse = &coarse_to_fine(256, 256)[..16 * 16];
        assert!(coarse.iter().all(|&cell| cell % 16 == 0 && (cell / 256) % 16 == 0));
    }
}
