//! The handle of a sweep.

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use super::convert::{object, read};
use crate::preset::read_experiment;
use crate::sweep::{Sweep, SweepTrainer, measured_iterations, summarize};

/// A sweep owned by JavaScript, which has to free it: the plan, and one training at a time.
#[wasm_bindgen]
pub struct SweepHandle {
    trainer: SweepTrainer,
}

#[wasm_bindgen]
impl SweepHandle {
    /// Creates the sweep of an experiment.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        let experiment = read_experiment(&read(experiment)?)?;
        Ok(Self { trainer: SweepTrainer::new(Sweep::new(&experiment)) })
    }

    fn sweep(&self) -> &Sweep {
        self.trainer.sweep()
    }

    /// Number of runs, of values of y and of x, and of seeds.
    #[wasm_bindgen(getter)]
    pub fn shape(&self) -> Vec<usize> {
        self.sweep().shape().into()
    }

    /// The label of each run.
    #[wasm_bindgen(getter, unchecked_return_type = "string[]")]
    pub fn labels(&self) -> JsValue {
        object(&self.sweep().experiment().labels())
    }

    /// The field of each axis: x, then y.
    #[wasm_bindgen(getter, unchecked_return_type = "string[]")]
    pub fn fields(&self) -> JsValue {
        object(&self.sweep().plan().axes.iter().map(|axis| axis.target.name()).collect::<Vec<_>>())
    }

    /// The name of the measure that is shown.
    #[wasm_bindgen(getter, unchecked_return_type = "string")]
    pub fn measure(&self) -> String {
        self.sweep().plan().measure.name.to_owned()
    }

    /// Whether costs are kept as curves.
    #[wasm_bindgen(getter, js_name = keepsCurves)]
    pub fn keeps_curves(&self) -> bool {
        self.trainer.keeps_curves()
    }

    /// The values of an axis.
    #[wasm_bindgen(js_name = axisValues)]
    pub fn axis_values(&self, axis: usize) -> Vec<f64> {
        self.sweep().axis_values(axis.min(1)).to_vec()
    }

    /// The seed of the weights, for each seed.
    #[wasm_bindgen(getter, js_name = weightSeeds)]
    pub fn weight_seeds(&self) -> Vec<f64> {
        let [.., seeds] = self.sweep().shape();
        (0..seeds).map(|seed| self.sweep().weight_seed(seed).into()).collect()
    }

    /// The seed of the training samples, for each seed; NaN for points of the user.
    #[wasm_bindgen(getter, js_name = dataSeeds)]
    pub fn data_seeds(&self) -> Vec<f64> {
        let [.., seeds] = self.sweep().shape();
        (0..seeds).map(|seed| self.sweep().data_seed(seed).map_or(f64::NAN, f64::from)).collect()
    }

    /// The iterations at which a run is measured, in a sweep without axes.
    #[wasm_bindgen(js_name = measuredIterations)]
    pub fn measured_iterations(&self, run: usize) -> Result<Vec<f64>, JsValue> {
        let experiment = self.sweep().experiment();
        experiment.check_run(run)?;
        Ok(measured_iterations(experiment.iterations_of(&experiment.runs[run])).map(f64::from).collect())
    }

    /// The complete experiment of a cell and a seed, by their indices.
    #[wasm_bindgen(js_name = experimentAt, unchecked_return_type = "Required<import('./experiment.js').Experiment>")]
    pub fn experiment_at(&self, x: usize, y: usize, seed: usize) -> Result<JsValue, JsValue> {
        Ok(object(&self.sweep().experiment_at(x, y, seed)?.to_value()))
    }

    /// Begins the training with this number in the order of training.
    pub fn start(&mut self, number: usize) -> Result<(), JsValue> {
        let count = self.sweep().count();
        if number >= count {
            let allowed = format!("a whole number below {count}");
            return Err(crate::error::Error::out_of_range("training", number, allowed).into());
        }
        self.trainer.start(number);
        Ok(())
    }

    /// Makes at most `updates` updates of the training under way. Returns whether it has ended.
    pub fn advance(&mut self, updates: u32) -> bool {
        self.trainer.advance(updates)
    }

    /// The result of the training that has ended: its place among the results, a value for each measure, whether it is
    /// solved, and the costs of its curve.
    pub fn result(&mut self) -> Float64Array {
        let trained = self.trainer.result();
        let head = [trained.training.index as f64].into_iter().chain(trained.values).chain([trained.solved]);
        head.chain(trained.curve).collect::<Vec<_>>().as_slice().into()
    }
}

/// Summaries of cells with `seeds` values each: nine numbers a cell, in the order of the results of `summary`.
/// `solved` holds 1 and 0, and something else for what is not done.
#[wasm_bindgen]
pub fn summaries(values: &[f64], solved: &[u8], seeds: usize) -> Vec<f64> {
    let cells = values.chunks(seeds).zip(solved.chunks(seeds));
    cells.flat_map(|(values, solved)| summarize(values, solved).numbers()).collect()
}
