//! Presets of the room *Papers*: each shows one claim of a paper. `tests/js/papers.test.js` holds them to
//! `tests/fixtures/papers.json`.

use super::{CostAxis, Preset};
use crate::catalogue_text::catalogue_text;
use crate::value::catalogue_literal;

pub const HE_2015: Preset = Preset {
    name: "he_2015",
    title: catalogue_text("He et al. (2015): 30 ReLU layers"),
    sentence: catalogue_text(
        "At 22 and at 30 ReLU layers, He's weights bring about a tenth of the error signal at the output back to the \
        first layer. Xavier's have half the variance, and each layer takes another factor of √2.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("He et al. (2015)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "xor", "samples": 16, "testSamples": 0 },
        "network": { "hidden": [
            64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
            64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
        ] },
        "training": { "learningRate": 0.01, "iterations": 60 },
        "runs": [{ "initializer": "he" }, { "initializer": "xavier" }],
        "sweep": { "seeds": 50, "measure": "error_signal_ratio", "axes": [
            { "field": "depth", "from": 22, "to": 30, "steps": 2 },
        ] },
    }),
};

pub const GLOROT_2010: Preset = Preset {
    name: "glorot_2010",
    title: catalogue_text("Glorot and Bengio (2010): 4 tanh layers"),
    sentence: catalogue_text(
        "Four wide tanh layers before training. From the output to the first layer, the error signal shrinks to less \
        than a hundredth with U(±1/√n), and to about a twelfth with Glorot's weights. The output layer of one unit \
        alone takes it to about 1/28 and 1/12. Open Look inside.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Glorot and Bengio (2010)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 50, "noise": 0.1, "testSamples": 0 },
        "network": { "hidden": [256, 256, 256, 256], "activation": "tanh" },
        "training": { "learningRate": 0.05, "iterations": 40 },
        "runs": [
            { "initializer": "variance_scaling", "scale": (1.0 / 3.0), "distribution": "uniform", "label": "U(±1/√n)" },
            { "initializer": "glorot_uniform" },
        ],
    }),
};

pub const SAXE_2014: Preset = Preset {
    name: "saxe_2014",
    title: catalogue_text("Saxe et al. (2014): deep linear networks"),
    sentence: catalogue_text(
        "Linear networks of 1 to 60 layers, across, at rates from 0.0005 to 0.5. Look for the best rate of each \
        depth: with orthogonal weights, deep networks then need no more updates than shallow ones; with Gaussian \
        weights they do.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Saxe et al. (2014)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "stripes", "samples": 50, "noise": 0.02, "testSamples": 0 },
        "network": { "hidden": [8], "activation": "identity" },
        "training": { "learningRate": 0.01, "iterations": 256 },
        "runs": [{ "initializer": "orthogonal" }, { "initializer": "xavier", "label": "Gaussian, 1/n" }],
        "sweep": { "seeds": 5, "measure": "iterations_to_solve", "axes": [
            { "field": "depth", "from": 1, "to": 60, "steps": 8, "scale": "log" },
            { "field": "training.learningRate", "from": 0.0005, "to": 0.5, "steps": 10, "scale": "log" },
        ] },
    }),
};

pub const MISHKIN_2016: Preset = Preset {
    name: "mishkin_2016",
    title: catalogue_text("Mishkin and Matas (2016): LSUV"),
    sentence: catalogue_text(
        "Ten ReLU layers. With orthogonal weights, the variance of z falls from layer to layer. LSUV divides each \
        layer's weights by the standard deviation of its z on the data, so that every layer starts with variance 1.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Mishkin and Matas (2016)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "samples": 100, "testSamples": 0 },
        "network": { "hidden": [16, 16, 16, 16, 16, 16, 16, 16, 16, 16] },
        "training": { "learningRate": 0.05, "iterations": 400 },
        "runs": [{ "initializer": "orthogonal" }, { "initializer": "lsuv" }],
    }),
};

pub const POOLE_2016: Preset = Preset {
    name: "poole_2016",
    title: catalogue_text("Poole et al. (2016): order and chaos"),
    sentence: catalogue_text(
        "A circle goes through twenty wide tanh layers. At σ_w = 1.3 its points become alike, layer by layer: order. At \
        2.5 and 4, even neighbours lose most of what they share: chaos. Open Look inside.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Poole et al. (2016)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "samples": 60, "noise": 0, "testSamples": 0 },
        "network": { "hidden": [
            256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256,
            256, 256, 256, 256,
        ], "activation": "tanh", "biasStddev": 0.3 },
        "training": { "learningRate": 0.01, "iterations": 8 },
        "runs": [
            { "initializer": "variance_scaling", "scale": (1.3 * 1.3), "distribution": "untruncated_normal", "label": "σ_w = 1.3" },
            { "initializer": "variance_scaling", "scale": (2.5 * 2.5), "distribution": "untruncated_normal", "label": "σ_w = 2.5" },
            { "initializer": "variance_scaling", "scale": 16, "distribution": "untruncated_normal", "label": "σ_w = 4" },
        ],
    }),
};

pub const SCHOENHOLZ_2017: Preset = Preset {
    name: "schoenholz_2017",
    title: catalogue_text("Schoenholz et al. (2017): how deep"),
    sentence: catalogue_text(
        "Tanh networks of 10 to 90 layers, up, with weights of variance σ_w² / n, across. Most of the shallow ones \
        learn. The deepest ones learn most often near the border of order and chaos, where a signal reaches deepest.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Schoenholz et al. (2017)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "blobs", "samples": 40, "noise": 0.4, "testSamples": 0 },
        "network": { "hidden": [16], "activation": "tanh", "biasStddev": 0.223_606_797_749_978_97 },
        "training": { "learningRate": 0.1, "iterations": 150 },
        "runs": [{ "initializer": "variance_scaling", "scale": 1, "distribution": "untruncated_normal", "label": "σ_w² / n" }],
        "sweep": { "seeds": 3, "measure": "train_accuracy", "axes": [
            { "field": "runs.scale", "from": 0.5, "to": 6, "steps": 12 },
            { "field": "depth", "from": 10, "to": 90, "steps": 9 },
        ] },
    }),
};

pub const HANIN_2018: Preset = Preset {
    name: "hanin_2018",
    title: catalogue_text("Hanin and Rolnick (2018): width and depth"),
    sentence: catalogue_text(
        "Thirty-one ReLU layers with He's weights, 50 starts for each width. He keeps the length of a signal on \
        average; in one network it is rarely kept. The narrower the layers, the more it scatters, and the more it \
        shrinks in most starts.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Hanin and Rolnick (2018)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "custom", "points": [[0.5, 0.5, 0], [1, 1, 1]] },
        "network": { "hidden": [
            10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
            10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10,
        ] },
        "training": { "learningRate": 0.01, "iterations": 60 },
        "runs": [{ "initializer": "he" }],
        "sweep": { "seeds": 50, "measure": "signal_ratio", "axes": [
            { "field": "width", "from": 10, "to": 100, "steps": 10 },
        ] },
    }),
};

pub const LU_2019: Preset = Preset {
    name: "lu_2019",
    title: catalogue_text("Lu et al. (2019): born dead"),
    sentence: catalogue_text(
        "Ten narrow ReLU layers. With He's weights, many networks are born dead: some layer gives 0 on all data, and \
        nothing is learned. RAI gives each unit one large positive parameter, and dead starts are much rarer.",
    ),
    is_listed: false,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Lu et al. (2019)"),
    comparison: &[],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "custom", "points": [
            [(-1.7), 0, 0], [(-1.3), 0, 1], [(-0.9), 0, 0], [(-0.5), 0, 1], [(-0.1), 0, 0],
            [0.1, 0, 1], [0.5, 0, 0], [0.9, 0, 1], [1.3, 0, 0], [1.7, 0, 1],
        ] },
        "network": { "hidden": [3, 3, 3, 3, 3, 3, 3, 3, 3, 3] },
        "training": { "learningRate": 0.05, "iterations": 400 },
        "runs": [{ "initializer": "he" }, { "initializer": "rai" }],
        "sweep": { "seeds": 500, "measure": "collapsed", "axes": [
            { "field": "width", "from": 2, "to": 10, "steps": 9 },
        ] },
    }),
};
