//! The handle of a sweep.

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use super::convert::{object, read};
use super::typed::SweepDescription;
use crate::preset::read_experiment;
use crate::sweep::{Sweep, SweepTrainer, summarize};

/// A sweep owned by JavaScript, which has to free it: the plan, and one training at a time.
#[wasm_bindgen]
pub struct SweepHandle {
    trainer: SweepTrainer,
}

#[wasm_bindgen]
impl SweepHandle {
    /// Creates the sweep of an experiment.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: &JsValue) -> Result<Self, JsValue> {
        let experiment = read_experiment(&read(experiment))?;
        Ok(Self { trainer: SweepTrainer::new(Sweep::new(&experiment)) })
    }

    fn sweep(&self) -> &Sweep {
        self.trainer.sweep()
    }

    /// What the sweep trains, and in which places its results are.
    #[wasm_bindgen(getter, unchecked_return_type = "SweepDescription")]
    pub fn description(&self) -> JsValue {
        object(&SweepDescription::of(self.sweep(), self.trainer.keeps_curves()))
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
