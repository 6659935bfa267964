//! Objects with bulk numbers as typed arrays.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::preserve;
use tsify::Tsify;

use crate::dataset::Dataset;
use crate::inspection;
use crate::network::Layer;
use crate::sweep::{Axis, Sweep, measured_iterations};

/// Labelled points.
#[derive(Serialize, Tsify)]
pub struct Samples {
    /// The coordinates [x0, y0, x1, y1, …].
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    points: Float64Array,
    /// The class of each point, 0 or 1.
    #[serde(with = "preserve")]
    #[tsify(type = "Uint8Array")]
    labels: Uint8Array,
}

impl From<&Dataset> for Samples {
    fn from(data: &Dataset) -> Self {
        Self { points: data.points.as_flattened().into(), labels: data.labels.as_slice().into() }
    }
}

/// The samples of a lab.
#[derive(Serialize, Tsify)]
pub struct Points {
    /// The training samples.
    pub train: Samples,
    /// The test samples.
    pub test: Samples,
}

/// The recorded costs of a run, in ascending order of iterations.
#[derive(Serialize, Tsify)]
pub struct Costs {
    /// The iterations of the costs.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    iterations: Float64Array,
    /// The cost at each iteration.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    costs: Float64Array,
}

impl From<Vec<(u32, f64)>> for Costs {
    fn from(kept: Vec<(u32, f64)>) -> Self {
        let (iterations, costs): (Vec<f64>, Vec<f64>) = kept.into_iter().map(|(k, cost)| (f64::from(k), cost)).unzip();
        Self { iterations: iterations.as_slice().into(), costs: costs.as_slice().into() }
    }
}

/// The parameters of a layer.
#[derive(Serialize, Tsify)]
pub struct LayerParameters {
    /// Number of units, and inputs of each unit.
    #[tsify(type = "[units: number, inputs: number]")]
    shape: [usize; 2],
    /// The weights, unit by unit.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    weights: Float64Array,
    /// The biases.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    biases: Float64Array,
}

impl From<&Layer> for LayerParameters {
    fn from(layer: &Layer) -> Self {
        let (units, inputs) = layer.weights.shape();
        Self {
            shape: [units, inputs],
            weights: layer.weights.transpose().as_slice().into(),
            biases: layer.biases.as_slice().into(),
        }
    }
}

/// One point's values in a layer.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Pre-activation z of each unit.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    pre_activations: Float64Array,
    /// Activation a of each unit; for the output unit, the probability of class 1.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    activations: Float64Array,
    /// ∂loss/∂z of each unit; empty without a label.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    gradients: Float64Array,
}

impl From<inspection::Step> for Step {
    fn from(step: inspection::Step) -> Self {
        Self {
            pre_activations: step.pre_activations.as_slice().into(),
            activations: step.activations.as_slice().into(),
            gradients: step.gradients.as_slice().into(),
        }
    }
}

/// Indices of points.
#[derive(Serialize, Tsify)]
pub struct Split {
    /// Indices of the training points.
    #[serde(with = "preserve")]
    #[tsify(type = "Uint32Array")]
    train: Uint32Array,
    /// Indices of the test points.
    #[serde(with = "preserve")]
    #[tsify(type = "Uint32Array")]
    test: Uint32Array,
}

impl Split {
    pub fn new(train: &[usize], test: &[usize]) -> Self {
        let indices = |list: &[usize]| Uint32Array::from(list.iter().map(|&i| i as u32).collect::<Vec<_>>().as_slice());
        Self { train: indices(train), test: indices(test) }
    }
}

/// An axis of a sweep.
#[derive(Serialize, Tsify)]
pub struct SweepAxis {
    /// The field that it varies.
    field: String,
    /// Its values.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    values: Float64Array,
}

/// What a sweep trains, and in which places its results are.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SweepDescription {
    /// Number of runs, of values of y and of x, and of seeds.
    #[tsify(type = "[runs: number, y: number, x: number, seeds: number]")]
    shape: [usize; 4],
    /// The label of each run.
    runs: Vec<String>,
    /// The axes: x, then y.
    axes: Vec<SweepAxis>,
    /// The seed of the weights, for each seed.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    seeds: Float64Array,
    /// The seed of the training samples, for each seed; NaN for points of the user.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array")]
    data_seeds: Float64Array,
    /// The name of the measure that is shown.
    measure: &'static str,
    /// The iterations at which each run's curve is measured; empty if no curves are kept.
    #[serde(with = "preserve")]
    #[tsify(type = "Float64Array[]")]
    measured_iterations: Array,
}

impl SweepDescription {
    /// Describes a sweep, which keeps `curves` or not.
    pub fn of(sweep: &Sweep, curves: bool) -> Self {
        let shape = sweep.shape();
        let (mut seeds, mut data_seeds) = (Vec::new(), Vec::new());
        for seed in 0..shape[3] {
            seeds.push(f64::from(sweep.weight_seed(seed)));
            data_seeds.push(sweep.data_seed(seed).map_or(f64::NAN, f64::from));
        }
        let (experiment, iterations) = (sweep.experiment(), Array::new());
        for run in experiment.runs.iter().filter(|_| curves) {
            let measured: Vec<f64> = measured_iterations(experiment.iterations_of(run)).map(f64::from).collect();
            iterations.push(&Float64Array::from(measured.as_slice()));
        }
        Self {
            shape,
            runs: experiment.labels(),
            axes: sweep
                .plan()
                .axes
                .iter()
                .enumerate()
                .map(|(k, axis)| SweepAxis::new(axis, sweep.axis_values(k)))
                .collect(),
            seeds: seeds.as_slice().into(),
            data_seeds: data_seeds.as_slice().into(),
            measure: sweep.plan().measure.name,
            measured_iterations: iterations,
        }
    }
}

impl SweepAxis {
    fn new(axis: &Axis, values: &[f64]) -> Self {
        Self { field: axis.target.name(), values: values.into() }
    }
}
