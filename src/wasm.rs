//! The boundary to JavaScript: one handle around a [`Lab`], and the catalogue. Nothing is decided here.
//!
//! Numbers come in as `f64` and are checked here or in Rust's own tables, since the generated bindings would turn NaN
//! into 0 and wrap integers. Bulk numbers go out as typed arrays that are copies.

use js_sys::{Array, Float32Array, Float64Array, RangeError, TypeError, Uint8Array, Uint8ClampedArray, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::catalogue::catalogue_value;
use crate::dataset::{self, Dataset};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::inspection::{Histogram, Moments, Step};
use crate::lab::{Bounds, Lab, Picture};
use crate::preset::read_experiment;
use crate::value::{LONGEST, Value};

/// A lab, owned by JavaScript.
#[wasm_bindgen(js_name = LabHandle)]
pub struct Handle(Lab, Picture);

#[wasm_bindgen(js_class = LabHandle)]
impl Handle {
    /// The lab of an experiment, at iteration 0.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: JsValue) -> Result<Self, JsValue> {
        Ok(Self(Lab::new(read_experiment(&read("experiment", experiment)?).map_err(thrown)?), Picture::default()))
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
    pub fn runs(&self) -> JsValue {
        let experiment = self.0.experiment();
        let labels = experiment.labels();
        let runs = experiment.runs.iter().zip(&labels).enumerate().map(|(index, (plan, label))| {
            let scheme = plan.initializer.scheme;
            let formula = plan.initializer.formula(experiment.activation);
            let starts = self.0.starts(index).unwrap_or_default().iter().map(|start| {
                Value::map([
                    ("units", (start.units as u32).into()),
                    ("inputs", (start.inputs as u32).into()),
                    ("expectedStddev", start.expected_stddev.map_or(Value::Null, Value::Number)),
                    ("measuredStddev", start.measured_stddev.into()),
                    ("measuredMean", start.measured_mean.into()),
                ])
            });
            Value::map([
                ("initializer", scheme.name.into()),
                ("label", label.as_str().into()),
                ("formula", formula.element().as_str().into()),
                ("formulaText", formula.text().as_str().into()),
                ("summary", scheme.summary.into()),
                ("source", scheme.source.into()),
                ("defaultOf", scheme.default_of.into()),
                ("layers", starts.collect()),
            ])
        });
        written(&runs.collect())
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

    /// Back to iteration 0 with the same weights.
    pub fn rewind(&mut self) {
        self.0.rewind();
    }

    /// Changes the learning rate from the next update on.
    #[wasm_bindgen(js_name = setLearningRate)]
    pub fn set_learning_rate(&mut self, learning_rate: JsValue) -> Result<(), JsValue> {
        let value = read("training.learningRate", learning_rate)?;
        self.0.set_learning_rate(&value).map_err(thrown)
    }

    /// Changes the iteration at which training ends.
    #[wasm_bindgen(js_name = setIterations)]
    pub fn set_iterations(&mut self, iterations: JsValue) -> Result<(), JsValue> {
        let value = read("training.iterations", iterations)?;
        self.0.set_iterations(&value).map_err(thrown)
    }

    /// Inserts a run, which then is behind.
    #[wasm_bindgen(js_name = addRun)]
    pub fn add_run(&mut self, run: JsValue, index: f64) -> Result<(), JsValue> {
        let place = self::index("index", index)?;
        self.0.add_run(&read(&format!("runs[{place}]"), run)?, place).map_err(thrown)
    }

    /// Puts another run in a run's place; it then is behind.
    #[wasm_bindgen(js_name = setRun)]
    pub fn set_run(&mut self, index: f64, run: JsValue) -> Result<(), JsValue> {
        let place = self::index("run", index)?;
        self.0.set_run(place, &read(&format!("runs[{place}]"), run)?).map_err(thrown)
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
        let optional = |number: Option<f64>| number.map_or(Value::Null, Value::Number);
        let runs = snapshot.runs.iter().map(|run| {
            Value::map([
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
        written(&Value::map([
            ("iteration", snapshot.iteration.into()),
            ("learningRate", snapshot.learning_rate.into()),
            ("runs", runs.collect()),
        ]))
    }

    /// The costs that are kept of a run, and its cost now.
    pub fn costs(&mut self, run: f64) -> Result<CostArrays, JsValue> {
        let costs = self.0.costs(index("run", run)?).map_err(thrown)?;
        let (iterations, costs): (Vec<f64>, Vec<f64>) = costs.into_iter().map(|(i, cost)| (f64::from(i), cost)).unzip();
        Ok(CostArrays { iterations: iterations.as_slice().into(), costs: costs.as_slice().into() })
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
        let Self(lab, picture) = self;
        lab.paint(index("run", run)?, bounds, grid, colours, picture).map_err(thrown)?;
        let bytes = bytemuck::cast_slice(&picture.pixels);
        let lengths = [("pixels", pixels.length(), bytes.len()), ("logits", logits.length(), picture.logits.len())];
        for (name, given, needed) in lengths {
            if given as usize != needed {
                let allowed = format!("an array of {needed}");
                return Err(thrown(Error::out_of_range(name, format!("an array of {given}"), allowed)));
            }
        }
        pixels.copy_from(bytes);
        logits.copy_from(&picture.logits);
        Ok(())
    }

    /// What passes through a run's network now, or at iteration 0.
    pub fn inspect(&mut self, run: f64, start: bool) -> Result<JsValue, JsValue> {
        let run = index("run", run)?;
        let inspection = if start { self.0.inspect_start(run) } else { self.0.inspect(run) }.map_err(thrown)?;
        let moments = |m: &Moments| Value::map([("mean", m.mean.into()), ("stddev", m.stddev.into())]);
        let histogram = |h: &Histogram| {
            let (low, high) = h.ends();
            Value::map([
                ("low", low.into()),
                ("high", high.into()),
                ("counts", h.counts.iter().copied().collect()),
                ("below", h.below.into()),
                ("above", h.above.into()),
                ("zeros", h.zeros.into()),
            ])
        };
        let layers = inspection.layers.iter().map(|layer| {
            Value::map([
                ("units", (layer.units as u32).into()),
                ("inputs", (layer.inputs as u32).into()),
                ("preActivation", moments(&layer.pre_activation)),
                ("activation", moments(&layer.activation)),
                ("gradientRms", layer.gradient_rms.into()),
                ("weightGradientRms", layer.weight_gradient_rms.into()),
                ("dead", layer.dead.into()),
                ("saturated", layer.saturated.map_or(Value::Null, Value::Number)),
                ("distinct", (layer.distinct as u32).into()),
                ("rank", (layer.rank as u32).into()),
                ("weights", histogram(&layer.weights)),
                ("activations", histogram(&layer.activations)),
                ("gradients", histogram(&layer.gradients)),
            ])
        });
        Ok(written(&Value::map([
            ("input", moments(&inspection.input)),
            ("layers", layers.collect()),
            ("sureAndWrong", inspection.sure_and_wrong.into()),
        ])))
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

/// Two arrays of one length.
#[wasm_bindgen(getter_with_clone)]
pub struct CostArrays {
    /// Iterations, ascending.
    pub iterations: Float64Array,
    /// The cost at each.
    pub costs: Float64Array,
}

/// Everything that can be named in an experiment, with its formulas, ranges and defaults.
#[wasm_bindgen]
pub fn catalogue() -> JsValue {
    written(&catalogue_value())
}

/// The indices of `count` points split into [train, test].
#[wasm_bindgen(js_name = splitIndices)]
pub fn split_indices(count: f64, test_share: f64, seed: JsValue) -> Result<Array, JsValue> {
    let path = "dataset.seed";
    let seed = Field::at(path).integer("seed", &read("seed", seed)?).map_err(thrown)?;
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

/// What JavaScript gave, as a tree.
fn read(field: &str, value: JsValue) -> Result<Value, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| thrown(Error::wrong_type(field, error, "numbers, strings, lists and objects")))
}

fn written(value: &Value) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).expect("a tree can be written")
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
