//! What one initializer does that another does not.

use super::{CostAxis, Preset};
use crate::catalogue_text::catalogue_text;
use crate::value::catalogue_literal;

pub const SCALE: Preset = Preset {
    name: "scale",
    title: catalogue_text("Too small, right, too large"),
    sentence: catalogue_text(
        "Random weights break the symmetry, but their size decides. At 0.01 every layer's gradient is tiny, and the \
        cost stays at ln 2. At 10 about half of the outputs start confidently wrong, and 33 of 40 starts fail. He's \
        size follows the width and solves it from 40.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "random_normal", "stddev": 0.1, "label": "Random × 0.1" }, { "initializer": "random_normal", "stddev": 1, "label": "Random × 1" }]),
    fields: catalogue_literal!({
        "network": { "hidden": [16, 16] },
        "training": { "learningRate": 0.1, "iterations": 3000 },
        "runs": [
            { "initializer": "random_normal", "stddev": 0.01 },
            { "initializer": "he" },
            { "initializer": "random_normal", "stddev": 10 },
        ],
    }),
};

pub const SYMMETRY: Preset = Preset {
    name: "symmetry",
    title: catalogue_text("Symmetry"),
    sentence: catalogue_text(
        "Zeros, ones and any other constant keep the units of a layer identical, so a tanh network draws at most one \
        straight line. Identity reaches a lower cost, but does not solve it either. Switch on He, which solves \
        it from 40 of 40 starts.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he" }]),
    fields: catalogue_literal!({
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
};

pub const DEEP_LINEAR: Preset = Preset {
    name: "deep_linear",
    title: catalogue_text("Orthogonal against Gaussian, deep and linear"),
    sentence: catalogue_text(
        "Thirty linear layers are one linear map. With orthogonal weights no hidden layer stretches any direction, \
        whatever the seed: they solve it within 40 updates from 39 of 40 starts. Gaussian ones of variance 1/n start \
        at once or late, by luck: press New seed.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "stripes", "samples": 200, "noise": 0.02 },
        "network": { "hidden": [
            8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
            8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
        ], "activation": "identity" },
        "training": { "learningRate": 0.005, "iterations": 300 },
        "runs": [{ "initializer": "orthogonal" }, { "initializer": "xavier", "label": "Gaussian, 1/n" }],
    }),
};

pub const SCALE_RANGE: Preset = Preset {
    name: "scale_range",
    title: catalogue_text("How far from He's size?"),
    sentence: catalogue_text(
        "How far may weights be from He's size, 1 in the first layer and 0.35 in the others? He solves it from 40 of \
        40 starts, and weights three to eight times as large, × 3, from 39. Weights × 30 fail from 39, and with \
        weights × 0.03 the cost stays at ln 2 for all 2,000 updates.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "samples": 100 },
        "network": { "hidden": [16, 16] },
        "training": { "learningRate": 0.05, "iterations": 2000 },
        "runs": [
            { "initializer": "he" },
            { "initializer": "random_normal", "stddev": 0.03 },
            { "initializer": "random_normal", "stddev": 3 },
            { "initializer": "random_normal", "stddev": 30 },
        ],
    }),
};

pub const DEEP_TANH: Preset = Preset {
    name: "deep_tanh",
    title: catalogue_text("Deep tanh: Xavier and U(±1/√n)"),
    sentence: catalogue_text(
        "Fifteen tanh layers. With Xavier the signal fades slowly, and the moons are solved from 36 of 40 starts. The \
        older rule U(±1/√n) is still at ln 2 from 39. With weights × 2 most activations are beyond ±0.95, the error \
        signal grows on its way back, and training fails from 40.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "glorot_uniform" }, { "initializer": "he" }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 100, "noise": 0.1 },
        "network": { "hidden": [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10], "activation": "tanh" },
        "training": { "learningRate": 0.1, "iterations": 600 },
        "seed": 4,
        "runs": [
            { "initializer": "variance_scaling", "scale": (1.0 / 3.0), "distribution": "uniform", "label": "U(±1/√n)" },
            { "initializer": "xavier" },
            { "initializer": "random_normal", "stddev": 2 },
        ],
    }),
};

pub const HE_AT_DEPTH: Preset = Preset {
    name: "he_at_depth",
    title: catalogue_text("Deep ReLU: He and Xavier"),
    sentence: catalogue_text(
        "Thirty ReLU layers, each of which cuts off half of the signal. He's factor 2 makes up for it and solves this \
        easy task from 38 of 40 starts. With Xavier the error signal shrinks to less than a thousandth on its way \
        back, and the cost stays at ln 2 from 40.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "glorot_uniform" }, { "initializer": "lsuv" }]),
    fields: catalogue_literal!({
        "dataset": { "name": "blobs", "samples": 80, "noise": 0.6 },
        "network": { "hidden": [16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16] },
        "training": { "learningRate": 0.01, "iterations": 300 },
        "runs": [{ "initializer": "he" }, { "initializer": "xavier" }],
    }),
};

pub const TOOL_DEFAULTS: Preset = Preset {
    name: "tool_defaults",
    title: catalogue_text("Defaults of five tools"),
    sentence: catalogue_text(
        "Eight ReLU layers as five tools would start them. Four of them solve it from 40 of 40 starts. PyTorch's \
        Linear, with a sixth of He's variance, is still at ln 2 from 40: what reaches its last layer hardly depends \
        on the input.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "he" }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 100, "noise": 0.1 },
        "network": { "hidden": [16, 16, 16, 16, 16, 16, 16, 16] },
        "training": { "learningRate": 0.05, "iterations": 800 },
        "runs": [
            { "initializer": "pytorch_linear" },
            { "initializer": "keras_dense" },
            { "initializer": "flax_dense" },
            { "initializer": "sklearn_mlp" },
            { "initializer": "playground" },
        ],
    }),
};

pub const LOSS_FORGIVES: Preset = Preset {
    name: "loss_forgives",
    title: catalogue_text("What your loss forgives"),
    sentence: catalogue_text(
        "The same large weights with four losses. From the logit, 39 of 40 starts are solved. scikit-learn caps only \
        the printed cost, and solves 39. BCELoss and a clip take the error signal from what is confidently wrong: 37 \
        end about as wrong as they began.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "random_normal", "stddev": 10, "label": "MLX or Burn, given p", "training": { "loss": "cross_entropy_half_clamped" } }, { "initializer": "he", "label": "He, BCELoss", "training": { "loss": "cross_entropy_clamped" } }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 200, "noise": 0.2 },
        "network": { "hidden": [16, 16] },
        "training": { "learningRate": 0.02, "iterations": 2000 },
        "runs": [
            { "initializer": "random_normal", "stddev": 10, "label": "From the logit", "training": { "loss": "cross_entropy" } },
            { "initializer": "random_normal", "stddev": 10, "label": "scikit-learn", "training": { "loss": "cross_entropy_capped" } },
            { "initializer": "random_normal", "stddev": 10, "label": "BCELoss", "training": { "loss": "cross_entropy_clamped" } },
            { "initializer": "random_normal", "stddev": 10, "label": "Keras on JAX", "training": { "loss": "cross_entropy_clipped" } },
        ],
    }),
};
