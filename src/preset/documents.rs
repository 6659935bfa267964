//! The networks of two documents, with the results that these printed.

use super::{Comparison, CostAxis, Measure, Preset};
use crate::catalogue_text::catalogue_text;
use crate::value::catalogue_literal;

pub const NOTEBOOK: Preset = Preset {
    name: "notebook",
    title: catalogue_text("Zeros, too large, He (course notebook)"),
    sentence: catalogue_text(
        "Same data, same network, same learning rate. He separates the circles from 37 of 40 starts. Large random \
        weights fail from 36, and zeros never learn.",
    ),
    is_listed: true,
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
            lesson: catalogue_text("Weights scaled to a layer’s inputs keep the signal alive through ReLU."),
        },
    ],
    offers: catalogue_literal!([{ "initializer": "xavier" }]),
    fields: catalogue_literal!({}),
};

pub const MOONS: Preset = Preset {
    name: "moons",
    title: catalogue_text("Moons, with ε in the loss"),
    sentence: catalogue_text(
        "Two moons and a loss with ε in its logarithm. He ends below a cost of 0.11. Large random weights end at more \
        than twice He's cost from 34 of 40 starts, because ε removes the error signal of confidently wrong outputs.",
    ),
    is_listed: true,
    cost_axis: CostAxis::Log,
    source: catalogue_text("Blog post"),
    comparison: &[
        Comparison {
            initializer: "zeros",
            measure: Measure::Probability,
            printed_train_accuracy: 0.5,
            printed_test_accuracy: 0.5,
            lesson: catalogue_text(
                "Hidden units give 0 and pass no error signal back: every output stays at ½, and the cost at ln 2.",
            ),
        },
        Comparison {
            initializer: "random_normal",
            measure: Measure::Probability,
            printed_train_accuracy: 0.859_929_714_136_095_2,
            printed_test_accuracy: 0.829_904_410_614_861_5,
            lesson: catalogue_text("Confidently wrong outputs stay wrong: where they get stuck depends on the seed."),
        },
        Comparison {
            initializer: "he",
            measure: Measure::Probability,
            printed_train_accuracy: 0.953_946_091_310_466_6,
            printed_test_accuracy: 0.946_561_841_821_421_5,
            lesson: catalogue_text("Outputs start undecided, so ε hardly matters, and every sample contributes."),
        },
    ],
    offers: catalogue_literal!([]),
    fields: catalogue_literal!({
        "dataset": { "name": "moons", "samples": 400, "noise": 0.2, "seed": 1, "testSamples": 100 },
        "network": { "hidden": [12, 6] },
        "training": { "loss": "cross_entropy_epsilon" },
        "runs": [
            { "initializer": "zeros", "label": "Zeros", "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
            { "initializer": "random_normal", "label": "Random × 10", "stddev": 10, "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
            { "initializer": "he", "label": "He", "outputInitializer": { "initializer": "random_normal", "stddev": 1 } },
        ],
    }),
};
