//! Presets: named experiments as data, each with a sentence that says what to observe.
//!
//! A new preset is one entry in [`PRESETS`]. `tests/presets.rs` checks its sentence against its runs.

use crate::catalogue_text::catalogue_text;
use crate::error::Error;
use crate::experiment::{Experiment, RunPlan};
use crate::field::refused;
use crate::value::{Literal, Value, literal};

/// A named experiment.
///
/// ```
/// use init_lab::PRESETS;
///
/// let notebook = &PRESETS[0];
/// assert_eq!(notebook.experiment().labels(), ["Zeros", "Random × 10", "He"]);
/// assert_eq!(notebook.offers()[0].label(), "Xavier");
/// ```
pub struct Preset {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// What to observe, in a few short sentences.
    pub sentence: &'static str,
    /// The axis on which the cost chart tells the preset's story at a glance.
    pub cost_axis: CostAxis,
    /// The source of the printed results, as a heading; empty without any.
    pub source: &'static str,
    /// The results that the document reports.
    pub comparison: &'static [Comparison],
    /// Runs that are offered with the preset but switched off at first.
    offers: Literal,
    /// The fields that differ from the default experiment.
    fields: Literal,
}

/// An axis of the cost chart.
///
/// ```
/// use init_lab::{CostAxis, PRESETS};
///
/// // The first spikes of Random × 10 take most of a logarithmic axis.
/// assert_eq!((PRESETS[0].cost_axis, PRESETS[0].cost_axis.name()), (CostAxis::Linear, "linear"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostAxis {
    /// From 0, cut where a few enormous costs would flatten the rest.
    Linear,
    /// Logarithmic.
    Log,
}

impl CostAxis {
    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

/// The reported results of a preset's run.
///
/// ```
/// use init_lab::{Measure, PRESETS};
///
/// let he = &PRESETS[0].comparison[2];
/// assert_eq!((he.initializer, he.measure, he.printed_test_accuracy), ("he", Measure::Accuracy, 0.96));
/// ```
pub struct Comparison {
    /// Name of the run's initializer.
    pub initializer: &'static str,
    /// The reported measure.
    pub measure: Measure,
    /// The measure on the training samples, a fraction, as printed.
    pub printed_train_accuracy: f64,
    /// The measure on the test samples, a fraction, as printed.
    pub printed_test_accuracy: f64,
    /// The lesson of the run, in a few words.
    pub lesson: &'static str,
}

/// The quantity that a document reports as accuracy.
///
/// ```
/// use init_lab::Measure;
///
/// assert_eq!((Measure::Accuracy.name(), Measure::Probability.name()), ("accuracy", "probability"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The fraction of samples classified correctly.
    Accuracy,
    /// The mean predicted probability of the samples' own classes.
    Probability,
}

impl Measure {
    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::Probability => "probability",
        }
    }
}

/// Every preset.
pub static PRESETS: [Preset; 14] = [
    Preset {
        name: "notebook",
        title: "Zeros, too large, He (course notebook)",
        sentence: catalogue_text(
            "Same data, same network, same learning rate. Only He separates the circles; large random weights get \
            most of the way, and zeros never start.",
        ),
        cost_axis: CostAxis::Linear,
        source: catalogue_text("Course notebook"),
        comparison: &[
            Comparison {
                initializer: "zeros",
                measure: Measure::Accuracy,
                printed_train_accuracy: 0.5,
                printed_test_accuracy: 0.5,
                lesson: catalogue_text("Nothing breaks the symmetry: all units of a layer stay identical."),
            },
            Comparison {
                initializer: "random_normal",
                measure: Measure::Accuracy,
                printed_train_accuracy: 0.83,
                printed_test_accuracy: 0.86,
                lesson: catalogue_text(
                    "Symmetry is broken, but weights this large start confidently wrong and recover slowly.",
                ),
            },
            Comparison {
                initializer: "he",
                measure: Measure::Accuracy,
                printed_train_accuracy: 0.993_333_333_333_333_3,
                printed_test_accuracy: 0.96,
                lesson: catalogue_text("Weights scaled to the fan-in keep the signal alive through ReLU layers."),
            },
        ],
        offers: literal!([{ "initializer": "xavier" }]),
        fields: literal!({}),
    },
    Preset {
        name: "moons",
        title: "Moons, with ε in the loss",
        sentence: catalogue_text(
            "Two moons and a loss with ε in its logarithm. He ends near a cost of 0.07. Large random weights stay \
            above 3, because ε removes the gradient of confidently wrong outputs.",
        ),
        cost_axis: CostAxis::Log,
        source: catalogue_text("Blog post"),
        comparison: &[
            Comparison {
                initializer: "zeros",
                measure: Measure::Probability,
                printed_train_accuracy: 0.5,
                printed_test_accuracy: 0.5,
                lesson: catalogue_text(
                    "Hidden units give 0 and get no gradient: every output stays at ½, and the cost at ln 2.",
                ),
            },
            Comparison {
                initializer: "random_normal",
                measure: Measure::Probability,
                printed_train_accuracy: 0.859_929_714_136_095_2,
                printed_test_accuracy: 0.829_904_410_614_861_5,
                lesson: catalogue_text(
                    "Confidently wrong outputs stay wrong: where they get stuck depends on the seed.",
                ),
            },
            Comparison {
                initializer: "he",
                measure: Measure::Probability,
                printed_train_accuracy: 0.953_946_091_310_466_6,
                printed_test_accuracy: 0.946_561_841_821_421_5,
                lesson: catalogue_text("Outputs start undecided, so ε hardly matters, and every sample contributes."),
            },
        ],
        offers: literal!([]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 400, "noise": 0.2, "seed": 1, "testSamples": 100 },
            "network": { "hidden": [12, 6] },
            "training": { "loss": "cross_entropy_epsilon" },
            "runs": [
                { "initializer": "zeros", "label": "Zeros", "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
                { "initializer": "random_normal", "label": "Random × 10", "stddev": 10, "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
                { "initializer": "he", "label": "He", "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
            ],
        }),
    },
    Preset {
        name: "scale",
        title: "Too small, right, too large",
        sentence: catalogue_text(
            "Random weights break the symmetry, but their size decides. At 0.01 hardly any gradient gets through, and \
            the cost stays at ln 2. At 10 half of the outputs start confidently wrong, and more than a tenth stay \
            wrong. He's size follows the width and solves it.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "random_normal", "stddev": 0.1, "label": "Random × 0.1" }, { "initializer": "random_normal", "stddev": 1, "label": "Random × 1" }]),
        fields: literal!({
            "network": { "hidden": [16, 16] },
            "training": { "learningRate": 0.1, "iterations": 3000 },
            "runs": [
                { "initializer": "random_normal", "stddev": 0.01 },
                { "initializer": "he" },
                { "initializer": "random_normal", "stddev": 10 },
            ],
        }),
    },
    Preset {
        name: "symmetry",
        title: "Symmetry",
        sentence: catalogue_text(
            "Zeros, ones and any other constant keep the units of a layer identical, so the network draws at most one \
            straight line. Identity, with one unit for each input, does little better. Switch on He, which solves \
            it.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "he" }]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 200, "noise": 0.1 },
            "network": { "hidden": [6, 6], "activation": "tanh" },
            "training": { "learningRate": 0.3, "iterations": 3000 },
            "runs": [
                { "initializer": "zeros" },
                { "initializer": "ones" },
                { "initializer": "constant", "value": 0.5 },
                { "initializer": "identity" },
            ],
        }),
    },
    Preset {
        name: "scale_sweep",
        title: "Scale sweep",
        sentence: catalogue_text(
            "He against five fixed sizes. A network this shallow tolerates a factor of ten either way of He, but at \
            0.01 it never starts, and at 10 it gets stuck.",
        ),
        cost_axis: CostAxis::Log,
        source: "",
        comparison: &[],
        offers: literal!([]),
        fields: literal!({
            "network": { "hidden": [16, 16] },
            "training": { "learningRate": 0.05, "iterations": 4000 },
            "runs": [
                { "initializer": "he" },
                { "initializer": "random_normal", "stddev": 0.01 },
                { "initializer": "random_normal", "stddev": 0.1 },
                { "initializer": "random_normal", "stddev": 1 },
                { "initializer": "random_normal", "stddev": 3 },
                { "initializer": "random_normal", "stddev": 10 },
            ],
        }),
    },
    Preset {
        name: "tanh_xavier",
        title: "tanh and Xavier",
        sentence: catalogue_text(
            "Ten tanh layers. Glorot and Xavier keep the signal and solve the task. The older rule U(±1/√n) still \
            waits for its gradient at the end, and weights × 2 saturate their units.",
        ),
        cost_axis: CostAxis::Log,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "he" }]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 200, "noise": 0.1 },
            "network": { "hidden": [10, 10, 10, 10, 10, 10, 10, 10, 10, 10], "activation": "tanh" },
            "training": { "learningRate": 0.1, "iterations": 600 },
            "runs": [
                { "initializer": "variance_scaling", "scale": (1.0 / 3.0), "distribution": "uniform", "label": "U(±1/√n)" },
                { "initializer": "glorot_uniform" },
                { "initializer": "xavier" },
                { "initializer": "random_normal", "stddev": 2 },
            ],
        }),
    },
    Preset {
        name: "deep_relu",
        title: "Deep ReLU: He against Xavier",
        sentence: catalogue_text(
            "Thirty ReLU layers, each of which cuts off half of the signal. He's factor 2 makes up for it, with this seed and most others. With Xavier the first layer gets a hundred-thousandth of the \
                   output's gradient or less, and the cost stays at ln 2.",
        ),
        cost_axis: CostAxis::Log,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "glorot_uniform" }, { "initializer": "lsuv" }]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 200, "noise": 0.1 },
            "network": { "hidden": [
                12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
                12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
            ] },
            "training": { "learningRate": 0.02, "iterations": 1000 },
            "runs": [{ "initializer": "he" }, { "initializer": "xavier" }],
        }),
    },
    Preset {
        name: "framework_defaults",
        title: "What frameworks do by default",
        sentence: catalogue_text(
            "Eight ReLU layers as five tools would start them. Four of them learn, with this seed and most others. \
            PyTorch's Linear, with a sixth of He's variance, is still at ln 2, with every seed.",
        ),
        cost_axis: CostAxis::Log,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "he" }]),
        fields: literal!({
            "network": { "hidden": [16, 16, 16, 16, 16, 16, 16, 16] },
            "training": { "learningRate": 0.05, "iterations": 3000 },
            "runs": [
                { "initializer": "pytorch_linear" },
                { "initializer": "keras_dense" },
                { "initializer": "flax_dense" },
                { "initializer": "sklearn_mlp" },
                { "initializer": "playground" },
            ],
        }),
    },
    Preset {
        name: "deep_linear",
        title: "Orthogonal against Gaussian, deep and linear",
        sentence: catalogue_text(
            "Thirty linear layers are one linear map. Orthogonal weights stretch no direction and start alike with \
            every seed. Gaussian weights of the same variance start at once or late, by luck: press New seed.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([]),
        fields: literal!({
            "dataset": { "name": "stripes", "samples": 200, "noise": 0.02 },
            "network": { "hidden": [
                8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
                8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
            ], "activation": "identity" },
            "training": { "learningRate": 0.005, "iterations": 300 },
            "runs": [{ "initializer": "orthogonal" }, { "initializer": "xavier", "label": "Gaussian, 1/n" }],
        }),
    },
    Preset {
        name: "epsilon_trap",
        title: "The ε trap",
        sentence: catalogue_text(
            "The same large weights with three losses. Computed from the logit, the cost begins high and falls. With \
            ε, or with squared error, confidently wrong outputs get no gradient, and most samples stay wrong.",
        ),
        cost_axis: CostAxis::Log,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "he", "label": "He, with ε", "training": { "loss": "cross_entropy_epsilon" } }]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 400, "noise": 0.2 },
            "network": { "hidden": [12, 6] },
            "seed": 5,
            "runs": [
                { "initializer": "random_normal", "stddev": 10, "label": "From the logit", "training": { "loss": "cross_entropy" } },
                { "initializer": "random_normal", "stddev": 10, "label": "With ε", "training": { "loss": "cross_entropy_epsilon" } },
                { "initializer": "random_normal", "stddev": 10, "label": "Squared error", "training": { "loss": "mse" } },
            ],
        }),
    },
    Preset {
        name: "is_it_luck",
        title: "Is it luck? A hundred seeds",
        sentence: catalogue_text(
            "The course notebook's network from 100 random starts. He solves 94 of them, Random × 10 solves 13, so his \
            lead is no luck. One seed can still mislead: in 9 of 100, Random × 10 ends at the lower cost.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "zeros" }]),
        fields: literal!({
            "runs": [{ "initializer": "random_normal", "stddev": 10 }, { "initializer": "he" }],
            "sweep": { "seeds": 100 },
        }),
    },
    Preset {
        name: "where_it_breaks",
        title: "Where it breaks: scale × depth",
        sentence: catalogue_text(
            "He's weights times a factor from 0.01 to 100, in ReLU networks of 2 to 10 layers. To the left the signal \
            vanishes, to the right it explodes. The deeper the network, the narrower the range that learns; He's own \
            size, 1, stays inside it.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "xavier" }]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 100, "noise": 0.1 },
            "network": { "hidden": [10, 10] },
            "training": { "learningRate": 0.1, "iterations": 500 },
            "runs": [{ "initializer": "he" }],
            "sweep": { "seeds": 5, "axes": [
                { "field": "network.weightScale", "from": 0.01, "to": 100, "steps": 33, "scale": "log" },
                { "field": "depth", "from": 2, "to": 10, "steps": 9 },
            ] },
        }),
    },
    Preset {
        name: "scale_and_rate",
        title: "Scale × learning rate",
        sentence: catalogue_text(
            "Each cell is a network: its weights' scale across, its learning rate up. Gradient descent needs a smaller \
            rate for larger weights, and a good pair is a narrow diagonal. At the right rate, Adam learns from almost \
            any scale.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([]),
        fields: literal!({
            "dataset": { "name": "moons", "samples": 64, "noise": 0.1 },
            "network": { "hidden": [16, 16] },
            "training": { "learningRate": 0.1, "iterations": 400 },
            "runs": [
                { "initializer": "he", "label": "He, gradient descent" },
                { "initializer": "he", "label": "He, Adam", "training": { "optimizer": "adam" } },
            ],
            "sweep": { "seeds": 3, "axes": [
                { "field": "network.weightScale", "from": 0.01, "to": 100, "steps": 33, "scale": "log" },
                { "field": "training.learningRate", "from": 0.001, "to": 10, "steps": 25, "scale": "log" },
            ] },
        }),
    },
    Preset {
        name: "how_deep",
        title: "How deep?",
        sentence: catalogue_text(
            "ReLU networks of 1 to 50 layers. PyTorch's default is the first to fail, Xavier and orthogonal weights \
            follow, and He trains the deepest ones. Beyond that even He's signal is lost by chance in layers this \
            narrow.",
        ),
        cost_axis: CostAxis::Linear,
        source: "",
        comparison: &[],
        offers: literal!([{ "initializer": "lsuv" }]),
        fields: literal!({
            "dataset": { "name": "xor", "samples": 64 },
            "network": { "hidden": [16, 16] },
            "training": { "learningRate": 0.1, "iterations": 300 },
            "runs": [
                { "initializer": "he" },
                { "initializer": "xavier" },
                { "initializer": "orthogonal" },
                { "initializer": "pytorch_linear" },
            ],
            "sweep": { "seeds": 10, "axes": [{ "field": "depth", "from": 1, "to": 50, "steps": 16, "scale": "log" }] },
        }),
    },
];

impl Preset {
    /// The preset's experiment.
    ///
    /// # Panics
    /// If it is not valid. A test reads every preset.
    pub fn experiment(&self) -> Experiment {
        Experiment::from_value(&self.fields.value()).expect("a preset is allowed")
    }

    /// Runs that are offered with the preset but switched off at first.
    ///
    /// # Panics
    /// If one is not valid. A test reads every preset.
    pub fn offers(&self) -> Vec<RunPlan> {
        let Value::List(runs) = self.offers.value() else { panic!("{}: offers are a list", self.name) };
        let activation = self.experiment().activation;
        let read = |run| RunPlan::read("offers", run, activation).expect("an offer is allowed");
        runs.iter().map(read).collect()
    }
}

/// Reads an experiment. In `{ preset: name, … }`, the other fields change that preset.
///
/// # Errors
/// Reports the first field that is unknown, has the wrong type, or a value that is not allowed.
pub fn read_experiment(value: &Value) -> Result<Experiment, Error> {
    let Some(given) = value.get("preset") else { return Experiment::from_value(value) };
    let find = |name: &str| PRESETS.iter().find(|preset| preset.name == name);
    let is_text = matches!(given, Value::Text(_));
    let preset = if let Value::Text(name) = given { find(name) } else { None };
    let Some(preset) = preset else {
        let names = PRESETS.iter().map(|preset| preset.name).collect::<Vec<_>>();
        return Err(refused("preset", given, &format!("one of {}", names.join(", ")), is_text));
    };
    Experiment::from_value(&preset.experiment().to_base().overlaid_with(value.without("preset")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_and_what_they_offer_are_allowed_and_have_names_of_their_own() {
        for (i, preset) in PRESETS.iter().enumerate() {
            assert!(PRESETS[..i].iter().all(|other| other.name != preset.name), "{}", preset.name);
            let experiment = preset.experiment();
            let labels = experiment.labels();
            for (k, label) in labels.iter().enumerate() {
                assert!(!labels[..k].contains(label), "{}: {label}", preset.name);
            }
            preset.offers();
            for row in preset.comparison {
                assert!(experiment.runs.iter().any(|run| run.initializer.kind.name == row.initializer));
            }
        }
    }
}
