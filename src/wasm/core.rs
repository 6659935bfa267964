//! What trains and paints.

use wasm_bindgen::prelude::*;

use crate::dataset::Dataset;
use crate::diagnosis::Evidence;
use crate::experiment::{Change, Experiment, Planned};
use crate::grid::Bounds;
use crate::lab::{Lab, Picture};

/// A lab, owned by JavaScript.
#[wasm_bindgen(js_name = CoreHandle)]
pub struct Handle(Lab, Picture);

#[wasm_bindgen(js_class = CoreHandle)]
impl Handle {
    /// The lab of an experiment, at iteration 0, from the companion's plan.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: &[f64]) -> Self {
        Self(Lab::new(planned::<Experiment>(plan)), Picture::default())
    }

    /// Goes on with what the companion made of the experiment.
    pub fn change(&mut self, plan: &[f64]) {
        self.0.adopt(planned::<Change>(plan));
    }

    /// The common iteration.
    #[wasm_bindgen(getter)]
    pub fn iteration(&self) -> u32 {
        self.0.iteration()
    }

    /// The experiment's learning rate for the next update.
    #[wasm_bindgen(getter, js_name = learningRate)]
    pub fn learning_rate(&self) -> f64 {
        self.0.learning_rate()
    }

    /// The iteration at which the last run ends.
    #[wasm_bindgen(getter, js_name = lastIteration)]
    pub fn last_iteration(&self) -> u32 {
        self.0.experiment().last_iteration()
    }

    /// Updates missing until every run has reached the common iteration.
    #[wasm_bindgen(getter)]
    pub fn behind(&self) -> f64 {
        self.0.behind() as f64
    }

    /// A run's layers as its initializer left them: units, inputs, expected standard deviation (NaN where it depends on the
    /// data), measured standard deviation and mean of each.
    pub fn starts(&self, run: usize) -> Vec<f64> {
        let numbers = self.0.starts(run).iter().map(|start| {
            [
                start.units as f64,
                start.inputs as f64,
                start.expected_stddev.unwrap_or(f64::NAN),
                start.measured_stddev,
                start.measured_mean,
            ]
        });
        numbers.flatten().collect()
    }

    /// Trains every run for `updates` more iterations. Returns the iteration reached.
    pub fn advance(&mut self, updates: u32) -> u32 {
        self.0.advance(updates)
    }

    /// Trains the runs that are behind. Returns how many updates are missing then.
    #[wasm_bindgen(js_name = catchUp)]
    pub fn catch_up(&mut self, updates: f64) -> f64 {
        self.0.catch_up(updates as u64) as f64
    }

    /// Leaves all runs but these to other labs of the same experiment.
    pub fn assign(&mut self, own: &[usize]) {
        self.0.assign(own);
    }

    /// Back to iteration 0 with the same weights.
    pub fn rewind(&mut self) {
        self.0.rewind();
    }

    /// The runs that are trained here, as they are now, in [`FIGURES`] numbers each; NaN stands for what there is not.
    pub fn snapshot(&mut self) -> Vec<f64> {
        let numbers = self.0.snapshot().runs.into_iter().map(|run| -> [f64; FIGURES] {
            let or_nan = |number: Option<f64>| number.unwrap_or(f64::NAN);
            let (kind, first, second) = numbers_of(run.verdict.evidence);
            [
                run.run as f64,
                f64::from(run.iteration),
                run.cost,
                run.train_accuracy,
                or_nan(run.test_accuracy),
                run.train_probability,
                or_nan(run.test_probability),
                or_nan(run.diverged_at.map(f64::from)),
                f64::from(run.verdict.word as u8),
                f64::from(kind),
                first,
                second,
            ]
        });
        numbers.flatten().collect()
    }

    /// The costs that are kept of a run, and its cost now: iteration and cost of each.
    pub fn costs(&mut self, run: usize) -> Vec<f64> {
        self.0.costs(run).into_iter().flat_map(|(iteration, cost)| [f64::from(iteration), cost]).collect()
    }

    /// Every parameter of a run: layer by layer, weights column by column, then biases.
    pub fn parameters(&self, run: usize) -> Vec<f64> {
        self.0.network(run).parameters()
    }

    /// The probability of class 1 at each point [x₀, y₀, x₁, y₁, …].
    pub fn predict(&mut self, run: usize, points: &[f64]) -> Vec<f64> {
        self.0.predict(run, points.as_chunks().0)
    }

    /// The logits at the centres of a grid's cells, row by row from the upper edge down.
    pub fn field(
        &mut self,
        run: usize,
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        width: usize,
        height: usize,
    ) -> Vec<f32> {
        self.0.field(run, Bounds { x_min, x_max, y_min, y_max }, width, height)
    }

    /// The picture of a run's boundary, into `pixels` (red, green, blue and opacity of each) and `logits`.
    pub fn paint(
        &mut self,
        run: usize,
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        columns: usize,
        rows: usize,
        detail: usize,
        colours: &[u32],
        pixels: &Pixels,
        logits: &Logits,
    ) {
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        let Self(lab, picture) = self;
        lab.paint(run, bounds, [columns, rows, detail], colours, picture);
        pixels.set(bytemuck::cast_slice(&picture.pixels));
        logits.set(&picture.logits);
    }

    /// The training samples: x₁, x₂ and label of each.
    #[wasm_bindgen(getter, js_name = trainPoints)]
    pub fn train_points(&self) -> Vec<f64> {
        labelled_points(self.0.train())
    }

    /// The test samples.
    #[wasm_bindgen(getter, js_name = testPoints)]
    pub fn test_points(&self) -> Vec<f64> {
        labelled_points(self.0.test())
    }
}

#[wasm_bindgen]
extern "C" {
    /// A `Uint8ClampedArray`.
    #[wasm_bindgen(typescript_type = "Uint8ClampedArray")]
    pub type Pixels;

    #[wasm_bindgen(method)]
    fn set(this: &Pixels, bytes: &[u8]);

    /// A `Float32Array`.
    #[wasm_bindgen(typescript_type = "Float32Array")]
    pub type Logits;

    #[wasm_bindgen(method)]
    fn set(this: &Logits, numbers: &[f32]);
}

/// Numbers of a run in a snapshot.
const FIGURES: usize = 12;

/// Which kind of evidence it is, and its numbers.
fn numbers_of(evidence: Evidence) -> (u8, f64, f64) {
    match evidence {
        Evidence::NoFiniteCost(iteration) => (0, f64::from(iteration), 0.0),
        Evidence::Exploded(iteration) => (1, f64::from(iteration), 0.0),
        Evidence::NoFiniteWeight(iteration) => (2, f64::from(iteration), 0.0),
        Evidence::Accuracy(accuracy) => (3, accuracy, 0.0),
        Evidence::OneUnit => (4, 0.0, 0.0),
        Evidence::DeadLayer(layer) => (5, layer as f64, 0.0),
        Evidence::SureAndWrong(share) => (6, share, 0.0),
        Evidence::GradientRatio(ratio) => (7, ratio, 0.0),
        Evidence::EndedPoor(accuracy) => (8, accuracy, 0.0),
        Evidence::Fall(since, fall) => (9, f64::from(since), fall),
        Evidence::SoFar(accuracy) => (10, accuracy, 0.0),
    }
}

fn labelled_points(data: &Dataset) -> Vec<f64> {
    data.points.iter().zip(&data.labels).flat_map(|(&[x, y], &label)| [x, y, f64::from(label)]).collect()
}

/// What a plan tells.
fn planned<T: Planned>(plan: &[f64]) -> T {
    T::from_plan(plan).expect("a plan of the companion of the same build")
}
