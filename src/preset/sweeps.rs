//! Presets that open with a sweep.

use super::{CostAxis, Preset};
use crate::catalogue_text::catalogue_text;
use crate::value::catalogue_literal;

pub const IS_IT_LUCK: Preset = Preset {
    name: "is_it_luck",
    title: catalogue_text("Is it luck? A hundred seeds"),
    sentence: catalogue_text(
        "The course notebook's network from 100 random starts, seeds 3 to 102. He solves 94 of them, Random × 10 \
        solves 13, so He's lead is no luck. One seed can still mislead: in 9 of 100, Random × 10 ends at the lower cost.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "zeros" }]),
    fields: catalogue_literal!({
        "runs": [{ "initializer": "random_normal", "stddev": 10 }, { "initializer": "he" }],
        "sweep": { "seeds": 100 },
    }),
};

pub const WHERE_IT_BREAKS: Preset = Preset {
    name: "where_it_breaks",
    title: catalogue_text("Where it breaks: scale × depth"),
    sentence: catalogue_text(
        "He's weights times a factor from 0.01 to 100, in ReLU networks of 2 to 10 layers. To the left the signal \
        vanishes, to the right it explodes. The deeper the network, the narrower the range that learns; He's own \
        size, 1, stays inside it.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "xavier" }]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 100, "noise": 0.1 },
        "network": { "hidden": [10, 10] },
        "training": { "learningRate": 0.1, "iterations": 500 },
        "runs": [{ "initializer": "he" }],
        "sweep": { "seeds": 5, "axes": [
            { "field": "network.weightScale", "from": 0.01, "to": 100, "steps": 33, "scale": "log" },
            { "field": "depth", "from": 2, "to": 10, "steps": 9 },
        ] },
    }),
};

pub const SCALE_AND_RATE: Preset = Preset {
    name: "scale_and_rate",
    title: catalogue_text("Scale × learning rate"),
    sentence: catalogue_text(
        "Each cell is a network: its weights' scale across, its learning rate up. Gradient descent needs a smaller \
        rate for larger weights, and the good pairs lie on a narrow diagonal. At the right rate, Adam learns from almost \
        any scale.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
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
};

pub const HOW_DEEP: Preset = Preset {
    name: "how_deep",
    title: catalogue_text("How deep?"),
    sentence: catalogue_text(
        "ReLU networks of 1 to 50 layers. PyTorch's default is the first to fail, Xavier and orthogonal weights \
        follow, and He trains the deepest ones. Beyond that even He fails, in layers this narrow and at \
        this rate.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Linear,
    source: "",
    comparison: &[],
    offers: catalogue_literal!([{ "initializer": "lsuv" }]),
    fields: catalogue_literal!({
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
};
