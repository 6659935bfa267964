//! The handle of a lab.

use js_sys::{Float32Array, TypeError, Uint8ClampedArray};
use wasm_bindgen::prelude::*;

use super::convert::{object, read};
use super::typed::{Costs, LayerParameters, Points, Step};
use crate::grid::Bounds;
use crate::lab::{Lab, Picture};
use crate::preset::read_experiment;

/// A lab owned by JavaScript, which has to free it.
#[wasm_bindgen]
pub struct LabHandle {
    lab: Lab,
    /// Memory of the last picture, reused for the next one.
    picture: Picture,
}

/// The rectangle with these edges: left, right, lower, upper.
fn rectangle(edges: &[f64]) -> Result<Bounds, JsValue> {
    let &[x_min, x_max, y_min, y_max] = edges else { return Err(TypeError::new("bounds: four numbers").into()) };
    Ok(Bounds { x_min, x_max, y_min, y_max })
}

#[wasm_bindgen]
impl LabHandle {
    /// Creates the lab of an experiment, at iteration 0.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: &JsValue) -> Result<Self, JsValue> {
        let experiment = read_experiment(&read(experiment))?;
        Ok(Self { lab: Lab::new(experiment), picture: Picture::default() })
    }

    /// The complete experiment in its current state.
    #[wasm_bindgen(getter, unchecked_return_type = "Required<import('./experiment.js').Experiment>")]
    pub fn experiment(&self) -> JsValue {
        object(&self.lab.experiment().to_value())
    }

    /// A description of each run.
    #[wasm_bindgen(getter, unchecked_return_type = "RunDescription[]")]
    pub fn runs(&self) -> JsValue {
        object(&self.lab.descriptions())
    }

    /// Number of runs.
    #[wasm_bindgen(getter, js_name = runCount)]
    pub fn run_count(&self) -> usize {
        self.lab.experiment().runs.len()
    }

    /// The samples of the lab.
    #[wasm_bindgen(getter, unchecked_return_type = "Points")]
    pub fn points(&self) -> JsValue {
        object(&Points { train: self.lab.train().into(), test: self.lab.test().into() })
    }

    /// The mean and the standard deviation that turn coordinates into a network's inputs; null without standardization.
    #[wasm_bindgen(getter, unchecked_return_type = "Standardization | null")]
    pub fn standardization(&self) -> JsValue {
        object(&self.lab.experiment().standardize.then(|| self.lab.standardization()))
    }

    /// The common iteration of the runs.
    #[wasm_bindgen(getter)]
    pub fn iteration(&self) -> u32 {
        self.lab.iteration()
    }

    /// The experiment's learning rate for the next update.
    #[wasm_bindgen(getter, js_name = learningRate)]
    pub fn learning_rate(&self) -> f64 {
        self.lab.learning_rate()
    }

    /// The iteration at which the longest run ends.
    #[wasm_bindgen(getter, js_name = lastIteration)]
    pub fn last_iteration(&self) -> u32 {
        self.lab.experiment().last_iteration()
    }

    /// Number of updates until every run has reached the common iteration.
    #[wasm_bindgen(getter)]
    pub fn behind(&self) -> f64 {
        self.lab.behind() as f64
    }

    /// Trains every run for `updates` more iterations. Returns the iteration reached.
    pub fn advance(&mut self, updates: u32) -> u32 {
        self.lab.advance(updates)
    }

    /// Trains the runs that are behind, with at most `updates` updates. Returns the number still missing.
    #[wasm_bindgen(js_name = catchUp)]
    pub fn catch_up(&mut self, updates: f64) -> f64 {
        self.lab.catch_up(updates as u64) as f64
    }

    /// Assigns these runs to this lab, and all others to other labs of the same experiment.
    pub fn assign(&mut self, own: &[usize]) -> Result<(), JsValue> {
        for &run in own {
            self.check(run)?;
        }
        self.lab.assign(own);
        Ok(())
    }

    /// Returns to iteration 0 with the same weights.
    pub fn rewind(&mut self) {
        self.lab.rewind();
    }

    /// The last iteration reached in this course of training.
    #[wasm_bindgen(getter)]
    pub fn furthest(&self) -> u32 {
        self.lab.furthest()
    }

    /// Goes to an iteration. Runs are behind until they catch up. Returns the iteration.
    pub fn seek(&mut self, iteration: u32) -> u32 {
        self.lab.seek(iteration)
    }

    /// Changes the experiment's learning rate from the next update on.
    #[wasm_bindgen(js_name = setLearningRate)]
    pub fn set_learning_rate(&mut self, learning_rate: &JsValue) -> Result<(), JsValue> {
        Ok(self.lab.set_learning_rate(&read(learning_rate))?)
    }

    /// Changes the iteration at which training ends.
    #[wasm_bindgen(js_name = setIterations)]
    pub fn set_iterations(&mut self, iterations: &JsValue) -> Result<(), JsValue> {
        Ok(self.lab.set_iterations(&read(iterations))?)
    }

    /// Inserts a run. It is behind until it catches up.
    #[wasm_bindgen(js_name = addRun)]
    pub fn add_run(&mut self, run: &JsValue, index: usize) -> Result<(), JsValue> {
        Ok(self.lab.add_run(&read(run), index)?)
    }

    /// Replaces a run. The new one is behind until it catches up.
    #[wasm_bindgen(js_name = setRun)]
    pub fn set_run(&mut self, index: usize, run: &JsValue) -> Result<(), JsValue> {
        Ok(self.lab.set_run(index, &read(run))?)
    }

    /// Moves a run to another place among the runs.
    #[wasm_bindgen(js_name = moveRun)]
    pub fn move_run(&mut self, from: usize, to: usize) -> Result<(), JsValue> {
        Ok(self.lab.move_run(from, to)?)
    }

    /// Removes a run.
    #[wasm_bindgen(js_name = removeRun)]
    pub fn remove_run(&mut self, index: usize) -> Result<(), JsValue> {
        Ok(self.lab.remove_run(index)?)
    }

    /// The current state of all runs that this lab trains.
    #[wasm_bindgen(unchecked_return_type = "Snapshot")]
    pub fn snapshot(&mut self) -> JsValue {
        object(&self.lab.snapshot())
    }

    /// The recorded costs of a run, and its current cost.
    #[wasm_bindgen(unchecked_return_type = "Costs")]
    pub fn costs(&mut self, run: usize) -> Result<JsValue, JsValue> {
        self.check(run)?;
        Ok(object(&Costs::from(self.lab.costs(run))))
    }

    /// The parameters of each layer of a run's network, now or at iteration 0.
    #[wasm_bindgen(unchecked_return_type = "LayerParameters[]")]
    pub fn parameters(&mut self, run: usize, start: bool) -> Result<JsValue, JsValue> {
        self.check(run)?;
        let network = if start { &self.lab.study(run).start() } else { self.lab.network(run) };
        Ok(object(&network.layers.iter().map(LayerParameters::from).collect::<Vec<_>>()))
    }

    /// The probability of class 1 at each point [x₀, y₀, x₁, y₁, …].
    pub fn predict(&mut self, run: usize, points: &[f64]) -> Result<Vec<f64>, JsValue> {
        self.check(run)?;
        Ok(self.lab.predict(run, points.as_chunks().0))
    }

    /// The logits at the centres of a grid's cells, row by row from the top.
    pub fn field(&mut self, run: usize, bounds: &[f64], width: usize, height: usize) -> Result<Vec<f32>, JsValue> {
        self.check(run)?;
        Ok(self.lab.field(run, rectangle(bounds)?, width, height))
    }

    /// Paints a run's decision surface into `pixels` (red, green, blue and alpha, as in `ImageData`), and writes its
    /// logits to `logits`. `grid` holds columns, rows, and pixels per side of a cell.
    pub fn paint(
        &mut self,
        run: usize,
        bounds: &[f64],
        grid: &[usize],
        colours: &[u32],
        pixels: &Uint8ClampedArray,
        logits: &Float32Array,
    ) -> Result<(), JsValue> {
        self.check(run)?;
        let &[columns, rows, detail] = grid else { return Err(TypeError::new("grid: three numbers").into()) };
        let Self { lab, picture } = self;
        lab.paint(run, rectangle(bounds)?, [columns, rows, detail], colours, picture);
        pixels.copy_from(bytemuck::cast_slice(&picture.pixels));
        logits.copy_from(&picture.logits);
        Ok(())
    }

    /// Measurements of a run's network, now or at iteration 0.
    #[wasm_bindgen(unchecked_return_type = "Inspection")]
    pub fn inspect(&mut self, run: usize, start: bool) -> Result<JsValue, JsValue> {
        self.check(run)?;
        let mut study = self.lab.study(run);
        Ok(object(&if start { study.inspect_start() } else { study.inspect() }))
    }

    /// What theory expects of the pre-activations at iteration 0, for these points [x₀, y₀, x₁, y₁, …], or for the
    /// training samples if there are none: the root mean square in each layer, then the deviation between samples in each
    /// layer; NaN where the theory does not apply.
    #[wasm_bindgen(js_name = expectedSignals)]
    pub fn expected_signals(&mut self, run: usize, points: &[f64]) -> Result<Vec<f64>, JsValue> {
        self.check(run)?;
        let study = self.lab.study(run);
        let points = points.as_chunks().0;
        let signals = if points.is_empty() { study.expected_signals() } else { study.expected_signals_at(points) };
        let rms = signals.iter().map(|layer| layer.map_or(f64::NAN, |signal| signal.rms));
        let between_samples = signals.iter().map(|layer| layer.map_or(f64::NAN, |signal| signal.between_samples));
        Ok(rms.chain(between_samples).collect())
    }

    /// Follows a point forward through a run's network and, with a label, its loss backward.
    #[wasm_bindgen(unchecked_return_type = "Step[]")]
    pub fn follow(&mut self, run: usize, x: f64, y: f64, label: Option<u8>) -> Result<JsValue, JsValue> {
        self.check(run)?;
        let steps = self.lab.study(run).follow([x, y], label);
        Ok(object(&steps.into_iter().map(Step::from).collect::<Vec<_>>()))
    }

    /// The pre-activation of each unit at each point [x₀, y₀, x₁, y₁, …]: layer by layer, unit by unit, point by point.
    #[wasm_bindgen(js_name = preActivations)]
    pub fn pre_activations(&mut self, run: usize, points: &[f64]) -> Result<Vec<f64>, JsValue> {
        self.check(run)?;
        Ok(self.lab.study(run).pre_activations(points.as_chunks().0))
    }

    /// For each layer, the size of the next update of its weights, relative to the weights.
    #[wasm_bindgen(js_name = updateRatios)]
    pub fn update_ratios(&mut self, run: usize) -> Result<Vec<f64>, JsValue> {
        self.check(run)?;
        Ok(self.lab.update_ratios(run))
    }

    /// The activations of units on a grid, unit by unit, for at most the first `most` units of each layer.
    #[wasm_bindgen(js_name = unitFields)]
    pub fn unit_fields(&mut self, run: usize, bounds: &[f64], side: usize, most: usize) -> Result<Vec<f32>, JsValue> {
        self.check(run)?;
        let bounds = rectangle(bounds)?;
        Ok(self.lab.study(run).unit_fields(bounds, side, most))
    }

    /// The number of those units.
    #[wasm_bindgen(js_name = unitCount)]
    pub fn unit_count(&self, run: usize, most: usize) -> Result<usize, JsValue> {
        self.check(run)?;
        Ok(self.lab.starts(run).iter().map(|layer| layer.units.min(most)).sum())
    }

    /// Checks the index of a run.
    fn check(&self, run: usize) -> Result<(), JsValue> {
        Ok(self.lab.experiment().check_run(run)?)
    }
}
