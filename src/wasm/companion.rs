//! What reads, names and changes experiments, and looks into what is trained.

use js_sys::{Array, Float64Array, Object, RangeError, TypeError};
use wasm_bindgen::prelude::*;

use crate::dataset::{self, Dataset};
use crate::error::{Error, ErrorKind};
use crate::experiment::{Change, Experiment, Planned};
use crate::field::Field;
use crate::grid::Bounds;
use crate::inspection::{Histogram, Moments, Step};
use crate::kernel::Samples;
use crate::network::Network;
use crate::study::Study;
use crate::training::Gradient;
use crate::value::{LONGEST, Value};

/// An experiment, owned by JavaScript.
#[wasm_bindgen(js_name = CompanionHandle)]
pub struct Handle {
    experiment: Experiment,
    /// The training samples, and memory for passes, once a network has been looked into.
    bench: Option<(Dataset, Samples, Gradient)>,
}

#[wasm_bindgen(js_class = CompanionHandle)]
impl Handle {
    /// An experiment; `presets` are those that it can name.
    #[wasm_bindgen(constructor)]
    pub fn new(experiment: &JsValue, presets: &JsValue) -> Result<Self, JsValue> {
        let experiment = Experiment::over_preset(&read(experiment), &read(presets)).map_err(thrown)?;
        Ok(Self { experiment, bench: None })
    }

    /// The complete experiment.
    #[wasm_bindgen(getter)]
    pub fn experiment(&self) -> JsValue {
        written(&self.experiment.to_value())
    }

    /// The experiment for the core.
    #[wasm_bindgen(getter)]
    pub fn plan(&self) -> Vec<f64> {
        self.experiment.to_plan()
    }

    /// Name, label and formula of each run.
    #[wasm_bindgen(getter)]
    pub fn runs(&self) -> JsValue {
        written(&self.experiment.described())
    }

    /// Changes the learning rate from the update at `iteration` on. This and the other changes return what the core needs to
    /// know of them.
    #[wasm_bindgen(js_name = setLearningRate)]
    pub fn set_learning_rate(&mut self, iteration: u32, learning_rate: &JsValue) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_learning_rate(iteration, &read(learning_rate)))
    }

    /// Changes the iteration at which training ends, not before the one `reached`.
    #[wasm_bindgen(js_name = setIterations)]
    pub fn set_iterations(&mut self, reached: u32, iterations: &JsValue) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_iterations(reached, &read(iterations)))
    }

    /// Inserts a run.
    #[wasm_bindgen(js_name = addRun)]
    pub fn add_run(&mut self, run: &JsValue, index: usize) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_run_added(index, &read(run)))
    }

    /// Puts another run in a run's place.
    #[wasm_bindgen(js_name = setRun)]
    pub fn set_run(&mut self, index: usize, run: &JsValue) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_run_replaced(index, &read(run)))
    }

    /// Moves a run to another place.
    #[wasm_bindgen(js_name = moveRun)]
    pub fn move_run(&mut self, from: usize, to: usize) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_run_moved(from, to))
    }

    /// Removes a run.
    #[wasm_bindgen(js_name = removeRun)]
    pub fn remove_run(&mut self, run: usize) -> Result<Vec<f64>, JsValue> {
        self.change(self.experiment.with_run_removed(run))
    }

    /// What passes through a run's network with the `parameters` that the core has of it, or at iteration 0.
    pub fn inspect(&mut self, run: usize, parameters: &[f64], start: bool) -> JsValue {
        let inspection =
            self.study(run, parameters, |mut study| if start { study.inspect_start() } else { study.inspect() });
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
        object(&[
            ("input", moments(&inspection.input)),
            ("layers", layers.collect::<Array>().into()),
            ("sureAndWrong", inspection.sure_and_wrong.into()),
        ])
    }

    /// The expected standard deviation of each layer's pre-activations at iteration 0; NaN where theory has none.
    #[wasm_bindgen(js_name = expectedSignal)]
    pub fn expected_signal(&mut self, run: usize, parameters: &[f64]) -> Vec<f64> {
        let signal = self.study(run, parameters, |study| study.expected_signal());
        signal.into_iter().map(|stddev| stddev.unwrap_or(f64::NAN)).collect()
    }

    /// A point's way through a run's network: [z, a, gradients] of each layer.
    pub fn follow(&mut self, run: usize, parameters: &[f64], x: f64, y: f64, label: Option<u8>) -> Array {
        let steps = self.study(run, parameters, |mut study| study.follow([x, y], label));
        let numbers = |values: &[f64]| Float64Array::from(values);
        let step = |step: &Step| {
            Array::of3(&numbers(&step.pre_activations), &numbers(&step.activations), &numbers(&step.gradients))
        };
        steps.iter().map(step).collect()
    }

    /// The activations of units over a grid, unit by unit.
    #[wasm_bindgen(js_name = unitFields)]
    pub fn unit_fields(
        &mut self,
        run: usize,
        parameters: &[f64],
        x_min: f64,
        x_max: f64,
        y_min: f64,
        y_max: f64,
        side: usize,
        most: usize,
    ) -> Vec<f32> {
        let bounds = Bounds { x_min, x_max, y_min, y_max };
        self.study(run, parameters, |study| study.unit_fields(bounds, side, most))
    }

    fn change(&mut self, change: Result<Change, Error>) -> Result<Vec<f64>, JsValue> {
        let change = change.map_err(thrown)?;
        let plan = change.to_plan();
        self.experiment = change.experiment;
        Ok(plan)
    }

    fn study<T>(&mut self, run: usize, parameters: &[f64], look: impl FnOnce(Study) -> T) -> T {
        let run = &self.experiment.runs[run];
        let network =
            self.experiment.blueprint(run).with_parameters(parameters).expect("parameters of the run's network");
        let (train, samples, gradient) = self.bench.get_or_insert_with(|| bench(&self.experiment, &network));
        look(Study { experiment: &self.experiment, run, network: &network, train, samples, gradient })
    }
}

fn bench(experiment: &Experiment, network: &Network) -> (Dataset, Samples, Gradient) {
    let train = experiment.dataset.train();
    let samples = Samples::new(&train.points, &train.labels);
    (train, samples, Gradient::new(network))
}

/// The indices of `count` points split: how many are to test on, those, and then those to train on.
#[wasm_bindgen(js_name = splitIndices)]
pub fn split_indices(count: usize, test_share: f64, seed: &JsValue) -> Result<Vec<u32>, JsValue> {
    let seed = Field::at("dataset.seed").integer("seed", &read(seed)).map_err(thrown)?;
    let (train, test) = dataset::split_indices(count.min(LONGEST), test_share, seed).map_err(thrown)?;
    Ok([test.len()].into_iter().chain(test).chain(train).map(|index| index as u32).collect())
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

fn thrown(error: Error) -> JsValue {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Type => TypeError::new(&message).into(),
        ErrorKind::Range => RangeError::new(&message).into(),
    }
}
