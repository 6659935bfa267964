//! A lab, which threads of Python may share.

use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use init_lab::{Bounds, Error, Lab as CoreLab};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray2};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::convert::{self, array, matrix, plain};
use crate::error::OrRefused;

/// Time between two looks for an interrupt.
const PIECE: Duration = Duration::from_millis(50);

/// Iterations and costs.
type Costs<'py> = (Bound<'py, PyArray1<u32>>, Bound<'py, PyArray1<f64>>);
/// Weights, a row for each unit, and biases.
type Layer<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<f64>>);
/// Points, a row each, and their labels.
type Points<'py> = (Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<u8>>);

/// A lab: its runs stand at one iteration, except where a training was interrupted.
#[pyclass(frozen, module = "init_lab._core")]
pub struct Lab {
    lab: Mutex<CoreLab>,
}

impl Lab {
    /// The lab, when no other thread has it. Waits without the interpreter.
    fn lock(&self) -> PyResult<MutexGuard<'_, CoreLab>> {
        self.lab.lock().map_err(|_| PyRuntimeError::new_err("This lab cannot be used after a failure in its core."))
    }

    /// Works with the lab, without the interpreter.
    fn with<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut CoreLab) -> T + Send) -> PyResult<T> {
        py.detach(|| Ok(work(&mut *self.lock()?)))
    }

    /// The same for a run that exists.
    fn of_run<T: Send>(&self, py: Python<'_>, run: usize, work: impl FnOnce(&mut CoreLab) -> T + Send) -> PyResult<T> {
        let checked = |lab: &mut CoreLab| lab.experiment().check_run(run).map(|()| work(lab));
        self.with(py, checked)?.or_refused(py)
    }

    /// Changes the lab, and lets the runs that are behind catch up.
    fn change(&self, py: Python<'_>, work: impl FnOnce(&mut CoreLab) -> Result<(), Error> + Send) -> PyResult<()> {
        self.with(py, work)?.or_refused(py)?;
        self.in_pieces(py, caught_up)
    }

    /// Repeats a small step until it says that nothing is left to do. Other threads run meanwhile, and an interrupt ends it.
    fn in_pieces(&self, py: Python<'_>, mut step: impl FnMut(&mut CoreLab, u32) -> bool + Send) -> PyResult<()> {
        py.detach(|| {
            let mut lab = self.lock()?;
            let (mut updates, mut looked) = (1, Instant::now());
            loop {
                let begun = Instant::now();
                if step(&mut lab, updates) {
                    return Ok(());
                }
                if begun.elapsed() * 4 < PIECE {
                    updates *= 2;
                }
                if looked.elapsed() >= PIECE {
                    Python::attach(|py| py.check_signals())?;
                    looked = Instant::now();
                }
            }
        })
    }
}

/// Lets the runs that are behind catch up by some updates. Whether none is behind.
fn caught_up(lab: &mut CoreLab, updates: u32) -> bool {
    lab.catch_up(u64::from(updates)) == 0
}

#[pymethods]
impl Lab {
    #[new]
    fn new(experiment: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = experiment.py();
        let experiment = convert::experiment(experiment)?;
        Ok(Self { lab: Mutex::new(py.detach(|| CoreLab::new(experiment))) })
    }

    #[getter]
    fn experiment<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.with(py, |lab| lab.experiment().to_value())?)
    }

    #[getter]
    fn iteration(&self, py: Python<'_>) -> PyResult<u32> {
        self.with(py, |lab| lab.iteration())
    }

    #[getter]
    fn last_iteration(&self, py: Python<'_>) -> PyResult<u32> {
        self.with(py, |lab| lab.experiment().last_iteration())
    }

    #[getter]
    fn learning_rate(&self, py: Python<'_>) -> PyResult<f64> {
        self.with(py, |lab| lab.learning_rate())
    }

    #[getter]
    fn labels(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.with(py, |lab| lab.experiment().labels())
    }

    fn runs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.with(py, |lab| lab.descriptions())?)
    }

    fn points<'py>(&self, py: Python<'py>) -> PyResult<[Points<'py>; 2]> {
        let [train, test] = self.with(py, |lab| [lab.train().clone(), lab.test().clone()])?;
        let arrays = |points: Vec<[f64; 2]>, labels| -> PyResult<Points<'py>> {
            Ok((matrix(py, (points.len(), 2), points.into_flattened())?, array(py, labels)))
        };
        Ok([arrays(train.points, train.labels)?, arrays(test.points, test.labels)?])
    }

    fn advance(&self, py: Python<'_>, iterations: u32) -> PyResult<u32> {
        let (mut left, mut reached) = (iterations, 0);
        self.in_pieces(py, |lab, updates| {
            let updates = updates.min(left);
            left -= updates;
            reached = lab.advance(updates);
            left == 0 || reached == lab.experiment().last_iteration()
        })?;
        Ok(reached)
    }

    fn seek(&self, py: Python<'_>, iteration: u32) -> PyResult<u32> {
        let mut reached = None;
        self.in_pieces(py, |lab, updates| {
            reached.get_or_insert_with(|| lab.seek(iteration));
            caught_up(lab, updates)
        })?;
        Ok(reached.unwrap_or(iteration))
    }

    fn set_learning_rate(&self, py: Python<'_>, learning_rate: &Bound<'_, PyAny>) -> PyResult<()> {
        let learning_rate = convert::read("learningRate", learning_rate)?;
        self.change(py, |lab| lab.set_learning_rate(&learning_rate))
    }

    fn set_iterations(&self, py: Python<'_>, iterations: &Bound<'_, PyAny>) -> PyResult<()> {
        let iterations = convert::read("iterations", iterations)?;
        self.change(py, |lab| lab.set_iterations(&iterations))
    }

    fn set_run(&self, py: Python<'_>, index: usize, run: &Bound<'_, PyAny>) -> PyResult<()> {
        let run = convert::read("run", run)?;
        self.change(py, |lab| lab.set_run(index, &run))
    }

    fn add_run(&self, py: Python<'_>, run: &Bound<'_, PyAny>, index: usize) -> PyResult<()> {
        let run = convert::read("run", run)?;
        self.change(py, |lab| lab.add_run(&run, index))
    }

    fn remove_run(&self, py: Python<'_>, index: usize) -> PyResult<()> {
        self.change(py, |lab| lab.remove_run(index))
    }

    fn snapshot<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.with(py, CoreLab::snapshot)?)
    }

    fn costs<'py>(&self, py: Python<'py>, run: usize) -> PyResult<Costs<'py>> {
        let costs = self.of_run(py, run, |lab| lab.costs(run))?;
        let (iterations, costs) = costs.into_iter().unzip();
        Ok((array(py, iterations), array(py, costs)))
    }

    fn parameters<'py>(&self, py: Python<'py>, run: usize, start: bool) -> PyResult<Vec<Layer<'py>>> {
        let network =
            self.of_run(py, run, |lab| if start { lab.study(run).start() } else { lab.network(run).clone() })?;
        let layers = network.layers.into_iter().map(|layer| {
            let (units, inputs) = layer.weights.shape();
            // Column by column, which is the transposed matrix row by row.
            let columns: Vec<f64> = layer.weights.data.into();
            let weights = matrix(py, (inputs, units), columns)?.transpose()?;
            Ok((weights, array(py, layer.biases.data.into())))
        });
        layers.collect()
    }

    fn predict<'py>(
        &self,
        py: Python<'py>,
        run: usize,
        points: PyReadonlyArray2<'py, f64>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        // A copy, as other threads may write to the array meanwhile.
        let points: Vec<f64> = points.as_array().iter().copied().collect();
        Ok(array(py, self.of_run(py, run, |lab| lab.predict(run, points.as_chunks().0))?))
    }

    fn field<'py>(
        &self,
        py: Python<'py>,
        run: usize,
        bounds: [f64; 4],
        size: (usize, usize),
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let ((width, height), [x_min, x_max, y_min, y_max]) = (size, bounds);
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        matrix(py, (height, width), self.of_run(py, run, |lab| lab.field(run, bounds, width, height))?)
    }

    fn inspect<'py>(&self, py: Python<'py>, run: usize, start: bool) -> PyResult<Bound<'py, PyAny>> {
        let inspection = self.of_run(py, run, |lab| {
            let mut study = lab.study(run);
            if start { study.inspect_start() } else { study.inspect() }
        })?;
        plain(py, &inspection)
    }
}
