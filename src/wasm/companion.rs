//! What reads, names and changes experiments, and looks into what is trained. Values come and go as numbers
//! ([`Value::to_numbers`]): what carries numbers over is a quarter of what would carry JavaScript's objects, and every page
//! loads it, since it comes with the engine's script.

use js_sys::{RangeError, TypeError};
use wasm_bindgen::prelude::*;

use crate::dataset::{self, Dataset};
use crate::error::{Error, ErrorKind};
use crate::experiment::{Experiment, Planned};
use crate::field::Field;
use crate::grid::Bounds;
use crate::inspection::{Histogram, Moments, Step};
use crate::kernel::Samples;
use crate::network::Network;
use crate::study::Study;
use crate::training::Workspace;
use crate::value::{LONGEST, Value};

/// An experiment, owned by JavaScript.
#[wasm_bindgen(js_name = CompanionHandle)]
pub struct Handle {
    experiment: Experiment,
    /// The training samples, and memory for passes, once a network has been looked into.
    bench: Option<(Dataset, Samples, Workspace)>,
}

#[wasm_bindgen(js_class = CompanionHandle)]
impl Handle {
    /// Of `[experiment, presets]`; the presets are those that it can name.
    #[wasm_bindgen(constructor)]
    pub fn new(asked: &[f64]) -> Result<Self, JsValue> {
        let Value::List(asked) = Value::from_numbers(asked) else { unreachable!("a list") };
        let experiment = Experiment::over_preset(&asked[0], &asked[1]).map_err(thrown)?;
        Ok(Self { experiment, bench: None })
    }

    /// `[experiment, runs]`: the complete experiment; name, label and formula of each run.
    pub fn told(&self) -> Vec<f64> {
        Value::List(vec![self.experiment.to_value(), self.experiment.described()]).to_numbers()
    }

    /// The experiment for the core.
    pub fn plan(&self) -> Vec<f64> {
        self.experiment.to_plan()
    }

    /// `[what, where, value]`: at which iteration, or which run. Returns what the core needs to know of the change.
    pub fn change(&mut self, asked: &[f64]) -> Result<Vec<f64>, JsValue> {
        let Value::List(asked) = Value::from_numbers(asked) else { unreachable!("a list") };
        let [Value::Text(what), Value::Number(at), value] = &asked[..] else { unreachable!("three of them") };
        let (iteration, run) = (*at as u32, *at as usize);
        let change = match what.as_str() {
            "setLearningRate" => self.experiment.with_learning_rate(iteration, value),
            "setIterations" => self.experiment.with_iterations(iteration, value),
            "addRun" => self.experiment.with_run_added(run, value),
            "setRun" => self.experiment.with_run_replaced(run, value),
            "moveRun" => {
                let Value::Number(to) = value else { unreachable!("a place") };
                self.experiment.with_run_moved(run, *to as usize)
            }
            _ => self.experiment.with_run_removed(run),
        };
        let change = change.map_err(thrown)?;
        let plan = change.to_plan();
        self.experiment = change.experiment;
        Ok(plan)
    }

    /// What passes through a run's network with the `parameters` that the core has of it, or at iteration 0.
    pub fn inspect(&mut self, run: usize, parameters: &[f64], start: bool) -> Vec<f64> {
        let inspection =
            self.study(run, parameters, |mut study| if start { study.inspect_start() } else { study.inspect() });
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
        Value::map([
            ("input", moments(&inspection.input)),
            ("layers", layers.collect()),
            ("sureAndWrong", inspection.sure_and_wrong.into()),
        ])
        .to_numbers()
    }

    /// The expected standard deviation of each layer's pre-activations at iteration 0; NaN where theory has none.
    #[wasm_bindgen(js_name = expectedSignal)]
    pub fn expected_signal(&mut self, run: usize, parameters: &[f64]) -> Vec<f64> {
        let signal = self.study(run, parameters, |study| study.expected_signal());
        signal.into_iter().map(|stddev| stddev.unwrap_or(f64::NAN)).collect()
    }

    /// A point's way through a run's network: [z, a, gradients] of each layer. A label below 0 is none.
    pub fn follow(&mut self, run: usize, parameters: &[f64], x: f64, y: f64, label: i32) -> Vec<f64> {
        let steps = self.study(run, parameters, |mut study| study.follow([x, y], u8::try_from(label).ok()));
        let numbers = |values: &[f64]| values.iter().copied().collect::<Value>();
        let step = |step: &Step| {
            Value::List(
                [&step.pre_activations, &step.activations, &step.gradients].map(|values| numbers(values)).into(),
            )
        };
        steps.iter().map(step).collect::<Value>().to_numbers()
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

    fn study<T>(&mut self, run: usize, parameters: &[f64], look: impl FnOnce(Study) -> T) -> T {
        let run = &self.experiment.runs[run];
        let network =
            self.experiment.network_spec(run).with_parameters(parameters).expect("parameters of the run's network");
        let (train, samples, workspace) = self.bench.get_or_insert_with(|| bench(&self.experiment, &network));
        look(Study { experiment: &self.experiment, run, network: &network, train, samples, workspace })
    }
}

fn bench(experiment: &Experiment, network: &Network) -> (Dataset, Samples, Workspace) {
    let train = experiment.dataset.train();
    let samples = Samples::new(&train.points, &train.labels);
    (train, samples, Workspace::new(network))
}

/// The indices of `count` points split: how many are to test on, those, and then those to train on.
#[wasm_bindgen(js_name = splitIndices)]
pub fn split_indices(count: usize, test_share: f64, seed: &[f64]) -> Result<Vec<f64>, JsValue> {
    let seed = Field::at("dataset.seed").integer("seed", &Value::from_numbers(seed)).map_err(thrown)?;
    let (train, test) = dataset::split_indices(count.min(LONGEST), test_share, seed).map_err(thrown)?;
    Ok([test.len()].into_iter().chain(test).chain(train).map(|index| index as f64).collect())
}

fn optional(number: Option<f64>) -> Value {
    number.map_or(Value::Null, Value::from)
}

fn thrown(error: Error) -> JsValue {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::Type => TypeError::new(&message).into(),
        ErrorKind::Range => RangeError::new(&message).into(),
    }
}
