//! The boundary to JavaScript: one handle around a [`Lab`]. Nothing is decided here.
//!
//! Numbers come in as `f64` and are checked here or in Rust's own tables, since the generated bindings would turn NaN
//! into 0 and wrap integers. Bulk numbers go out as typed arrays that are copies.

use js_sys::{
    Array, Float32Array, Float64Array, Object, RangeError, TypeError, Uint8Array, Uint8ClampedArray, Uint32Array,
};
use wasm_bindgen::prelude::*;

use crate::dataset::{self, Dataset};
use crate::error::{Error, ErrorKind};
use crate::experiment::Experiment;
use crate::field::Field;
use crate::inspection::{Histogram, Moments, Step};
use crate::lab::{Bounds, Lab, Picture};
use crate::value::{LONGEST, Value};

/// A lab, owned by JavaScript.
#[wasm_bindgen(js_name = LabHandle)]
pub struct Handle(Lab, Picture);

#[wasm_bindgen(js_class = LabHandle)]
impl Handle {
    /// The lab of an experiment, at iteration 0; `presets` are the experiments that it can name.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: &JsValue, presets: &JsValue) -> Result<Self, JsValue> {
        let experiment = Experiment::over_preset(&read(experiment), &read(presets)).map_err(thrown)?;
        Ok(Self(Lab::new(experiment), Picture::default()))
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

    /// The complete experiment.
    #[wasm_bindgen(getter)]
    pub fn experiment(&self) -> JsValue {
        written(&self.0.experiment().to_value())
    }

    /// Name, label, formula and start of each run.
    #[wasm_bindgen(getter)]
    pub fn runs(&self) -> Array {
        let experiment = self.0.experiment();
        let labels = experiment.labels();
        let runs = experiment.runs.iter().zip(&labels).enumerate().map(|(index, (plan, label))| {
            let formula = plan.initializer.formula(experiment.activation);
            let starts = self.0.starts(index).unwrap_or_default().iter().map(|start| {
                object(&[
                    ("units", start.units.into()),
                    ("inputs", start.inputs.into()),
                    ("expectedStddev", optional(start.expected_stddev)),
                    ("measuredStddev", start.measured_stddev.into()),
                    ("measuredMean", start.measured_mean.into()),
                ])
            });
            object(&[
                ("initializer", plan.initializer.scheme.name.into()),
                ("label", label.as_str().into()),
                ("formula", formula.element().as_str().into()),
                ("formulaText", formula.text().as_str().into()),
                ("layers", starts.collect::<Array>().into()),
            ])
        });
        runs.collect()
    }

    /// Trains every run for `updates` more iterations. Returns the iteration reached.
    pub fn advance(&mut self, updates: f64) -> Result<u32, JsValue> {
        let updates = whole("updates", updates)?;
        Ok(self.0.advance(u32::try_from(updates).unwrap_or(u32::MAX)))
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

    /// Trains the runs that are behind. Returns how many updates are missing then.
    #[wasm_bindgen(js_name = catchUp)]
    pub fn catch_up(&mut self, updates: f64) -> Result<f64, JsValue> {
        Ok(self.0.catch_up(whole("updates", updates)?) as f64)
    }

    /// Leaves all runs but these to other labs of the same experiment.
    pub fn assign(&mut self, own: &[f64]) -> Result<(), JsValue> {
        let own: Vec<usize> = own.iter().map(|&run| index("run", run)).collect::<Result<_, _>>()?;
        self.0.assign(&own).map_err(thrown)
    }

    /// Back to iteration 0 with the same weights.
    pub fn rewind(&mut self) {
        self.0.rewind();
    }

    /// Changes the learning rate from the next update on.
    #[wasm_bindgen(js_name = setLearningRate)]
    pub fn set_learning_rate(&mut self, learning_rate: &JsValue) -> Result<(), JsValue> {
        self.0.set_learning_rate(&read(learning_rate)).map_err(thrown)
    }

    /// Changes the iteration at which training ends.
    #[wasm_bindgen(js_name = setIterations)]
    pub fn set_iterations(&mut self, iterations: &JsValue) -> Result<(), JsValue> {
        self.0.set_iterations(&read(iterations)).map_err(thrown)
    }

    /// Inserts a run, which then is behind.
    #[wasm_bindgen(js_name = addRun)]
    pub fn add_run(&mut self, run: &JsValue, index: f64) -> Result<(), JsValue> {
        let place = self::index("index", index)?;
        self.0.add_run(&read(run), place).map_err(thrown)
    }

    /// Puts another run in a run's place; it then is behind.
    #[wasm_bindgen(js_name = setRun)]
    pub fn set_run(&mut self, index: f64, run: &JsValue) -> Result<(), JsValue> {
        let place = self::index("run", index)?;
        self.0.set_run(place, &read(run)).map_err(thrown)
    }

    /// Moves a run to another place.
    #[wasm_bindgen(js_name = moveRun)]
    pub fn move_run(&mut self, from: f64, to: f64) -> Result<(), JsValue> {
        self.0.move_run(index("run", from)?, index("to", to)?).map_err(thrown)
    }

    /// Removes a run.
    #[wasm_bindgen(js_name = removeRun)]
    pub fn remove_run(&mut self, run: f64) -> Result<(), JsValue> {
        self.0.remove_run(index("run", run)?).map_err(thrown)
    }

    /// All runs as they are now.
    pub fn snapshot(&mut self) -> JsValue {
        let snapshot = self.0.snapshot();
        let runs = snapshot.runs.iter().map(|run| {
            object(&[
                ("initializer", run.initializer.into()),
                ("label", run.label.as_str().into()),
                ("iteration", run.iteration.into()),
                ("cost", run.cost.into()),
                ("trainAccuracy", run.train_accuracy.into()),
                ("testAccuracy", optional(run.test_accuracy)),
                ("trainProbability", run.train_probability.into()),
                ("testProbability", optional(run.test_probability)),
                ("verdict", run.verdict.word.name().into()),
                ("evidence", run.verdict.evidence.as_str().into()),
                ("divergedAt", optional(run.diverged_at.map(f64::from))),
            ])
        });
        object(&[
            ("iteration", snapshot.iteration.into()),
            ("learningRate", snapshot.learning_rate.into()),
            ("runs", runs.collect::<Array>().into()),
        ])
    }

    /// The costs that are kept of a run, and its cost now: [iterations, costs].
    pub fn costs(&mut self, run: f64) -> Result<Array, JsValue> {
        let costs = self.0.costs(index("run", run)?).map_err(thrown)?;
        let (iterations, costs): (Vec<f64>, Vec<f64>) = costs.into_iter().map(|(i, cost)| (f64::from(i), cost)).unzip();
        Ok(Array::of2(&Float64Array::from(iterations.as_slice()), &Float64Array::from(costs.as_slice())))
    }

    /// The number of layers, the output layer included.
    #[wasm_bindgen(js_name = layerCount)]
    pub fn layer_count(&self, run: f64) -> Result<u32, JsValue> {
        Ok(self.0.parameters(index("run", run)?).map_err(thrown)?.len() as u32)
    }

    /// A layer's weights, row by row.
    pub fn weights(&self, run: f64, layer: u32) -> Result<Float64Array, JsValue> {
        let layers = self.0.parameters(index("run", run)?).map_err(thrown)?;
        Ok(layers[layer as usize].weights.transpose().as_slice().into())
    }

    /// A layer's biases.
    pub fn biases(&self, run: f64, layer: u32) -> Result<Float64Array, JsValue> {
        let layers = self.0.parameters(index("run", run)?).map_err(thrown)?;
        Ok(layers[layer as usize].biases.as_slice().into())
    }

    /// The probability of class 1 at each point [x₀, y₀, x₁, y₁, …].
    pub fn predict(&mut self, run: f64, points: &[f64]) -> Result<Float64Array, JsValue> {
        let run = index("run", run)?;
        Ok(self.0.predict(run, points).map_err(thrown)?.as_slice().into())
    }

    /// The logits at the centres of a grid's cells, row by row from the upper edge down.
    pub fn field(
        &mut self,
        run: f64,
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        width: f64,
        height: f64,
    ) -> Result<Float32Array, JsValue> {
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        let (width, height) = (index("grid.width", width)?, index("grid.height", height)?);
        let logits = self.0.field(index("run", run)?, bounds, width, height).map_err(thrown)?;
        Ok(logits.iter().map(|&logit| logit as f32).collect::<Vec<_>>().as_slice().into())
    }

    /// The picture of a run's boundary, into `pixels` (red, green, blue and opacity of each) and `logits`.
    pub fn paint(
        &mut self,
        run: f64,
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        columns: f64,
        rows: f64,
        detail: f64,
        colours: &[u32],
        pixels: &Uint8ClampedArray,
        logits: &Float32Array,
    ) -> Result<(), JsValue> {
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        let grid = [index("grid.columns", columns)?, index("grid.rows", rows)?, index("grid.detail", detail)?];
        let room = [pixels.length() as usize, logits.length() as usize];
        let Self(lab, picture) = self;
        lab.paint(index("run", run)?, bounds, grid, colours, room, picture).map_err(thrown)?;
        pixels.copy_from(bytemuck::cast_slice(&picture.pixels));
        logits.copy_from(&picture.logits);
        Ok(())
    }

    /// What passes through a run's network now, or at iteration 0.
    pub fn inspect(&mut self, run: f64, start: bool) -> Result<JsValue, JsValue> {
        let run = index("run", run)?;
        let inspection = if start { self.0.inspect_start(run) } else { self.0.inspect(run) }.map_err(thrown)?;
        let moments = |m: &Moments| object(&[("mean", m.mean.into()), ("stddev", m.stddev.into())]);
        let histogram = |h: &Histogram| {
            let (low, high) = h.ends();
            object(&[
                ("low", low.into()),
                ("high", high.into()),
                ("counts", h.counts.iter().map(|&count| JsValue::from(count)).collect::<Array>().into()),
                ("below", h.below.into()),
                ("above", h.above.into()),
                ("zeros", h.zeros.into()),
            ])
        };
        let layers = inspection.layers.iter().map(|layer| {
            object(&[
                ("units", layer.units.into()),
                ("inputs", layer.inputs.into()),
                ("preActivation", moments(&layer.pre_activation)),
                ("activation", moments(&layer.activation)),
                ("gradientRms", layer.gradient_rms.into()),
                ("weightGradientRms", layer.weight_gradient_rms.into()),
                ("dead", layer.dead.into()),
                ("saturated", optional(layer.saturated)),
                ("distinct", layer.distinct.into()),
                ("rank", layer.rank.into()),
                ("weights", histogram(&layer.weights)),
                ("activations", histogram(&layer.activations)),
                ("gradients", histogram(&layer.gradients)),
            ])
        });
        Ok(object(&[
            ("input", moments(&inspection.input)),
            ("layers", layers.collect::<Array>().into()),
            ("sureAndWrong", inspection.sure_and_wrong.into()),
        ]))
    }

    /// The expected standard deviation of each layer's pre-activations at iteration 0; NaN where theory has none.
    #[wasm_bindgen(js_name = expectedSignal)]
    pub fn expected_signal(&self, run: f64) -> Result<Float64Array, JsValue> {
        let signal = self.0.expected_signal(index("run", run)?).map_err(thrown)?;
        let numbers: Vec<f64> = signal.into_iter().map(|stddev| stddev.unwrap_or(f64::NAN)).collect();
        Ok(numbers.as_slice().into())
    }

    /// A point's way through a run's network: [z, a, gradients] of each layer.
    pub fn follow(&mut self, run: f64, x: f64, y: f64, label: Option<f64>) -> Result<Array, JsValue> {
        let label = label.map(|label| index("label", label).map(|label| label.min(2) as u8)).transpose()?;
        let steps = self.0.follow(index("run", run)?, [x, y], label).map_err(thrown)?;
        let numbers = |values: &[f64]| Float64Array::from(values);
        let step = |step: &Step| {
            Array::of3(&numbers(&step.pre_activations), &numbers(&step.activations), &numbers(&step.gradients))
        };
        Ok(steps.iter().map(step).collect())
    }

    /// The activations of units over a grid, unit by unit.
    #[wasm_bindgen(js_name = unitFields)]
    pub fn unit_fields(
        &mut self,
        run: f64,
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        side: f64,
        most: f64,
    ) -> Result<Float32Array, JsValue> {
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        let (side, most) = (index("grid.side", side)?, index("most", most)?);
        Ok(self.0.unit_fields(index("run", run)?, bounds, side, most).map_err(thrown)?.as_slice().into())
    }

    /// The training samples: [points, labels].
    #[wasm_bindgen(getter, js_name = trainPoints)]
    pub fn train_points(&self) -> Array {
        point_arrays(self.0.train())
    }

    /// The test samples: [points, labels].
    #[wasm_bindgen(getter, js_name = testPoints)]
    pub fn test_points(&self) -> Array {
        point_arrays(self.0.test())
    }
}

/// The indices of `count` points split into [train, test].
#[wasm_bindgen(js_name = splitIndices)]
pub fn split_indices(count: f64, test_share: f64, seed: &JsValue) -> Result<Array, JsValue> {
    let path = "dataset.seed";
    let seed = Field::at(path).integer("seed", &read(seed)).map_err(thrown)?;
    let (train, test) =
        dataset::split_indices(index("count", count)?.min(LONGEST), test_share, seed).map_err(thrown)?;
    let numbers =
        |indices: Vec<usize>| Uint32Array::from(indices.into_iter().map(|i| i as u32).collect::<Vec<_>>().as_slice());
    Ok(Array::of2(&numbers(train), &numbers(test)))
}

fn point_arrays(data: &Dataset) -> Array {
    let points = Float64Array::from(data.points.as_flattened());
    Array::of2(&points, &Uint8Array::from(data.labels.as_slice()))
}

#[wasm_bindgen]
extern "C" {
    /// An object being filled. `Reflect.set` would have to say whether it could.
    #[wasm_bindgen(extends = Object)]
    type Record;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Record, name: &str, value: JsValue);
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let record: Record = Object::new().unchecked_into();
    for (name, value) in fields {
        record.set(name, value.clone());
    }
    record.into()
}

fn optional(number: Option<f64>) -> JsValue {
    number.map_or(JsValue::NULL, JsValue::from)
}

/// JavaScript's digits, for [`crate::decimal`].
pub mod decimal {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = ["Number", "prototype", "toFixed"], js_name = call)]
        fn to_fixed(x: f64, places: u32) -> String;

        #[wasm_bindgen(js_namespace = ["Number", "prototype", "toExponential"], js_name = call)]
        fn to_exponential(x: f64, places: Option<u32>) -> String;
    }

    pub fn fixed(x: f64, places: u32) -> String {
        to_fixed(x, places)
    }

    pub fn exponential(x: f64, places: Option<u32>) -> String {
        to_exponential(x, places).chars().filter(|&sign| sign != '+').collect()
    }
}

/// What JavaScript gave, as a tree. `plain` in www/engine/input.js has made sure that it is one, and of what size.
fn read(value: &JsValue) -> Value {
    if let Some(number) = value.as_f64() {
        // JavaScript's −0 is a 0 that was computed.
        Value::Number(number + 0.0)
    } else if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(truth) = value.as_bool() {
        Value::Bool(truth)
    } else if let Some(items) = value.dyn_ref::<Array>() {
        Value::List(items.iter().map(|item| read(&item)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let field = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), read(&entry.get(1)))
        };
        Value::Map(Object::entries(object).iter().map(field).collect())
    } else {
        Value::Null
    }
}

fn written(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(written).collect::<Array>().into(),
        Value::Map(fields) => {
            let fields: Vec<(&str, JsValue)> =
                fields.iter().map(|(name, value)| (name.as_str(), written(value))).collect();
            object(&fields)
        }
    }
}

/// The whole number that counts or indexes something. One that no index can reach stays out of reach: a cast would wrap it
/// into range where `usize` has 32 bits.
fn index(field: &str, number: f64) -> Result<usize, JsValue> {
    Ok(usize::try_from(whole(field, number)?).unwrap_or(usize::MAX))
}

/// A whole number that is not negative.
fn whole(field: &str, number: f64) -> Result<u64, JsValue> {
    if number >= 0.0 && number.fract() == 0.0 {
        return Ok(number as u64);
    }
    if number == f64::INFINITY {
        return Ok(u64::MAX);
    }
    Err(thrown(Error::out_of_range(field, Value::Number(number), "a whole number, 0 or more")))
}

fn thrown(error: Error) -> JsValue {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Type => TypeError::new(&message).into(),
        ErrorKind::Range => RangeError::new(&message).into(),
    }
}
