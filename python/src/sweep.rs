//! A sweep: its plan, and the training of some of its trainings. Python keeps the results.

use init_lab::{Error, Sweep as CoreSweep, SweepTrainer, Trained, measured_iterations, summarize};
use numpy::{PyArray1, PyArray2, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::convert::{self, array, matrix, plain};
use crate::error::OrRefused;
use crate::workers;

/// The trainings of an experiment's field `sweep`.
#[pyclass(frozen, module = "init_lab._core")]
pub struct Sweep {
    sweep: CoreSweep,
    /// The lengths of the runs' curves; none if no curves are kept.
    lengths: Vec<usize>,
}

#[pymethods]
impl Sweep {
    #[new]
    fn new(experiment: &Bound<'_, PyAny>) -> PyResult<Self> {
        let sweep = CoreSweep::new(&convert::experiment(experiment)?);
        let curves = SweepTrainer::new(sweep.clone()).keeps_curves();
        let whole = sweep.experiment();
        let lengths = whole.runs.iter().filter(|_| curves);
        let lengths = lengths.map(|run| measured_iterations(whole.iterations_of(run)).count()).collect();
        Ok(Self { sweep, lengths })
    }

    /// What the sweep trains, and in which places its results are.
    fn description<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (sweep, whole) = (&self.sweep, self.sweep.experiment());
        let shape = sweep.shape();
        let seeds: Vec<u32> = (0..shape[3]).map(|seed| sweep.weight_seed(seed)).collect();
        let data_seeds: Vec<Option<u32>> = (0..shape[3]).map(|seed| sweep.data_seed(seed)).collect();
        let axes = PyList::empty(py);
        for (k, axis) in sweep.plan().axes.iter().enumerate() {
            axes.append((axis.target.name(), array(py, sweep.axis_values(k).to_vec())))?;
        }
        let measured = PyList::empty(py);
        for (run, _) in whole.runs.iter().zip(&self.lengths) {
            measured.append(array(py, measured_iterations(whole.iterations_of(run)).collect()))?;
        }
        let description = PyDict::new(py);
        description.set_item("shape", shape)?;
        description.set_item("runs", whole.labels())?;
        description.set_item("axes", axes)?;
        description.set_item("seeds", seeds)?;
        description.set_item("data_seeds", data_seeds)?;
        description.set_item("measure", sweep.plan().measure.name)?;
        description.set_item("measured_iterations", measured)?;
        Ok(description)
    }

    /// The place among the results of each training, in the order of training.
    fn order<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        let places = |number| self.sweep.training(number).index as i64;
        array(py, (0..self.sweep.count()).map(places).collect())
    }

    fn experiment_at<'py>(&self, py: Python<'py>, x: usize, y: usize, seed: usize) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.sweep.experiment_at(x, y, seed).or_refused(py)?.to_value())
    }

    /// Trains these trainings, by their numbers in the order of training, in so many threads. `keep` gets rows of
    /// results: the place, a value for each measure, whether it is solved, and the curve, filled up with NaN.
    fn train(&self, py: Python<'_>, numbers: Vec<usize>, workers: usize, keep: Py<PyAny>) -> PyResult<()> {
        let count = self.sweep.count();
        if let Some(number) = numbers.iter().find(|&&number| number >= count) {
            let allowed = format!("a whole number below {count}");
            return Err(Error::out_of_range("training", number, allowed)).or_refused(py);
        }
        py.detach(|| {
            workers::train(&self.sweep, &numbers, workers, |done| {
                Python::attach(|py| {
                    if !done.is_empty() {
                        keep.call1(py, (self.rows(py, &done)?,))?;
                    }
                    py.check_signals()
                })
            })
        })
    }
}

impl Sweep {
    fn rows<'py>(&self, py: Python<'py>, done: &[Trained]) -> PyResult<Bound<'py, PyArray2<f64>>> {
        let longest = self.lengths.iter().copied().max().unwrap_or(0);
        let mut numbers = Vec::new();
        for trained in done {
            numbers.push(trained.training.index as f64);
            numbers.extend(trained.values);
            numbers.push(trained.solved);
            numbers.extend(&trained.curve);
            numbers.extend((trained.curve.len()..longest).map(|_| f64::NAN));
        }
        matrix(py, (done.len(), numbers.len() / done.len()), numbers)
    }
}

/// Summaries of cells with `seeds` values each, a row of nine numbers a cell. `solved` holds 1 and 0, and something else
/// for what is not done.
#[pyfunction]
pub fn summaries<'py>(
    py: Python<'py>,
    values: PyReadonlyArray1<'py, f64>,
    solved: PyReadonlyArray1<'py, u8>,
    seeds: usize,
) -> PyResult<Bound<'py, PyArray2<f64>>> {
    let cells = values.as_slice()?.chunks(seeds).zip(solved.as_slice()?.chunks(seeds));
    let numbers: Vec<f64> = cells.flat_map(|(values, solved)| summarize(values, solved).numbers()).collect();
    matrix(py, (numbers.len() / 9, 9), numbers)
}
