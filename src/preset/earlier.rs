//! Earlier presets. They open by name for ever, and the menu has others in their place.

use super::{CostAxis, Preset};
use crate::catalogue_text::catalogue_text;
use crate::value::catalogue_literal;

pub const SCALE_SWEEP: Preset = Preset {
    name: "scale_sweep",
    title: catalogue_text("Scale sweep"),
    sentence: catalogue_text(
        "He against five fixed sizes, with this seed. In 4,000 updates, σ = 3 still solves it, three to eight times \
        He's sizes, and so does 0.1, a third to a tenth of them. At 0.01 it does not start, and at 10 it gets stuck.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
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
};

pub const TANH_XAVIER: Preset = Preset {
    name: "tanh_xavier",
    title: catalogue_text("tanh and Xavier"),
    sentence: catalogue_text(
        "Ten tanh layers, with this seed. With Glorot and Xavier the signal fades slowly, and the task is solved. The \
        older rule U(±1/√n) is still near ln 2 at the end. With weights × 2 most activations are beyond ±0.95, and the \
        error signal grows on its way back.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he" }]),
    fields: catalogue_literal!({
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
};

pub const DEEP_RELU: Preset = Preset {
    name: "deep_relu",
    title: catalogue_text("Deep ReLU: He against Xavier"),
    sentence: catalogue_text(
        "Thirty ReLU layers, each of which cuts off half of the signal. With this seed, He's factor 2 makes up for \
        it. With Xavier the error signal shrinks to a hundred-thousandth or less on its way back, and the cost stays \
        at ln 2.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "glorot_uniform" }, { "initializer": "lsuv" }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 200, "noise": 0.1 },
        "network": { "hidden": [
            12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
            12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12,
        ] },
        "training": { "learningRate": 0.02, "iterations": 1000 },
        "runs": [{ "initializer": "he" }, { "initializer": "xavier" }],
    }),
};

pub const FRAMEWORK_DEFAULTS: Preset = Preset {
    name: "framework_defaults",
    title: catalogue_text("What frameworks do by default"),
    sentence: catalogue_text(
        "Eight ReLU layers as five tools would start them, with this seed. Four of them learn. PyTorch's Linear, with \
        a sixth of He's variance, is still at ln 2: what reaches its last layer hardly depends on the input.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he" }]),
    fields: catalogue_literal!({
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
};

pub const EPSILON_TRAP: Preset = Preset {
    name: "epsilon_trap",
    title: catalogue_text("The ε trap"),
    sentence: catalogue_text(
        "The same large weights with three losses, with this seed. Computed from the logit, the cost begins high and \
        falls. With ε, or with squared error, confidently wrong outputs get hardly any error signal, and most samples stay \
        wrong.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he", "label": "He, with ε", "training": { "loss": "cross_entropy_epsilon" } }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 400, "noise": 0.2 },
        "network": { "hidden": [12, 6] },
        "seed": 5,
        "runs": [
            { "initializer": "random_normal", "stddev": 10, "label": "From the logit", "training": { "loss": "cross_entropy" } },
            { "initializer": "random_normal", "stddev": 10, "label": "With ε", "training": { "loss": "cross_entropy_epsilon" } },
            { "initializer": "random_normal", "stddev": 10, "label": "Squared error", "training": { "loss": "mse" } },
        ],
    }),
};

pub const CONFIDENTLY_WRONG: Preset = Preset {
    name: "confidently_wrong",
    title: catalogue_text("Confidently wrong: three losses"),
    sentence: catalogue_text(
        "The same large weights with three losses, with this seed. From the logit, the cost begins high and falls, and \
        the moons are solved. With ε or squared error, confidently wrong outputs get hardly any error signal, and the accuracy \
        stays where it was. So it is with 37 of 40 seeds.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he", "label": "He, with ε", "training": { "loss": "cross_entropy_epsilon" } }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 200, "noise": 0.2 },
        "network": { "hidden": [16, 16] },
        "training": { "iterations": 2000 },
        "runs": [
            { "initializer": "random_normal", "stddev": 10, "label": "From the logit", "training": { "loss": "cross_entropy" } },
            { "initializer": "random_normal", "stddev": 10, "label": "With ε", "training": { "loss": "cross_entropy_epsilon" } },
            { "initializer": "random_normal", "stddev": 10, "label": "Squared error", "training": { "loss": "mse" } },
        ],
    }),
};
