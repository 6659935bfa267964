//! The table of all fields.

use super::{CUSTOM_DATASET, Fallback, Field, Kind, MOST_SAMPLES};
use crate::activation::ACTIVATIONS;
use crate::catalogue_text::catalogue_text;
use crate::dataset::GENERATORS;
use crate::loss::LOSSES;
use crate::optimizer::OPTIMIZERS;

/// The most samples that a generator may draw.
const MOST_DRAWN: u32 = 30_000;
/// The largest number of iterations.
const MOST_ITERATIONS: u32 = 1_000_000;

/// Every field, in the order of a written experiment.
pub static FIELDS: &[Field] = &[
    Field {
        path: "format",
        kind: Kind::Integer(1, 1),
        default: Fallback::Number(1.0),
        help: catalogue_text("Version of the experiment format."),
    },
    Field {
        path: "dataset.name",
        kind: Kind::Choice(dataset_names),
        default: Fallback::Name("circles"),
        help: catalogue_text("The data set."),
    },
    Field {
        path: "dataset.samples",
        kind: Kind::Integer(2, MOST_DRAWN),
        default: Fallback::Number(300.0),
        help: catalogue_text("Samples to train on."),
    },
    Field {
        path: "dataset.noise",
        kind: Kind::Number(0.0, 10.0),
        default: Fallback::Number(0.05),
        help: catalogue_text("Standard deviation of the normal noise added to each coordinate."),
    },
    Field {
        path: "dataset.seed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(1.0),
        help: catalogue_text("Seed of the training samples."),
    },
    Field {
        path: "dataset.testSamples",
        kind: Kind::Integer(0, MOST_DRAWN),
        default: Fallback::Number(100.0),
        help: catalogue_text("Samples to test on."),
    },
    Field {
        path: "dataset.testSeed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::OneMoreThan("dataset.seed"),
        help: catalogue_text("Seed of the test samples."),
    },
    Field {
        path: "dataset.points",
        kind: Kind::Points { least: 1, most: MOST_SAMPLES as usize },
        default: Fallback::Required,
        help: catalogue_text("Points to train on, [x, y, label] each; only for the data set custom."),
    },
    Field {
        path: "dataset.testPoints",
        kind: Kind::Points { least: 0, most: MOST_SAMPLES as usize },
        default: Fallback::Empty,
        help: catalogue_text("Points to test on, [x, y, label] each; only for the data set custom."),
    },
    Field {
        path: "dataset.classNames",
        kind: Kind::ClassNames,
        default: Fallback::ClassNumbers,
        help: catalogue_text("Names of class 0 and class 1; only for the data set custom."),
    },
    Field {
        path: "dataset.standardize",
        kind: Kind::Boolean,
        default: Fallback::Boolean(false),
        help: catalogue_text(
            "Train on coordinates minus the training samples’ mean, divided by their standard deviation.",
        ),
    },
    Field {
        path: "network.hidden",
        kind: Kind::Integers { most: 100, min: 1, max: 256 },
        default: Fallback::Integers(&[10, 5]),
        help: catalogue_text("Units in each hidden layer, first to last."),
    },
    Field {
        path: "network.activation",
        kind: Kind::Choice(|| ACTIVATIONS.iter().map(|activation| activation.name).collect()),
        default: Fallback::Name("relu"),
        help: catalogue_text("Activation function of the hidden units."),
    },
    Field {
        path: "network.initialBias",
        kind: Kind::Number(-1000.0, 1000.0),
        default: Fallback::Number(0.0),
        help: catalogue_text("Bias of every unit at the start. Initializers with biases of their own ignore it."),
    },
    Field {
        path: "network.weightScale",
        kind: Kind::Number(0.0, 1e6),
        default: Fallback::Number(1.0),
        help: catalogue_text("Multiplies the starting weights of every initializer, but not the biases."),
    },
    Field {
        path: "network.biasStddev",
        kind: Kind::Number(0.0, 1000.0),
        default: Fallback::Number(0.0),
        help: catalogue_text(
            "Standard deviation of the starting biases, which are normal around the initial bias. Initializers with \
            biases of their own ignore it.",
        ),
    },
    Field {
        path: "training.learningRate",
        kind: Kind::Number(1e-6, 100.0),
        default: Fallback::Number(0.01),
        help: catalogue_text("Factor that makes a gradient a step: parameters move by −learning rate × gradient."),
    },
    Field {
        path: "training.iterations",
        kind: Kind::Integer(1, MOST_ITERATIONS),
        default: Fallback::Number(15_000.0),
        help: catalogue_text("Number of updates until training ends."),
    },
    Field {
        path: "training.loss",
        kind: Kind::Choice(|| LOSSES.iter().map(|loss| loss.name).collect()),
        default: Fallback::Name("cross_entropy"),
        help: catalogue_text("Loss of one sample. The cost is its mean over the training samples."),
    },
    Field {
        path: "training.optimizer",
        kind: Kind::Choice(|| OPTIMIZERS.iter().map(|optimizer| optimizer.name).collect()),
        default: Fallback::Name("gradient_descent"),
        help: catalogue_text("Rule that updates the parameters from their gradient."),
    },
    Field {
        path: "training.momentum",
        kind: Kind::Number(0.0, 0.9999),
        default: Fallback::Number(0.9),
        help: catalogue_text("Fraction of the last step that momentum keeps."),
    },
    Field {
        path: "training.rho",
        kind: Kind::Number(0.0, 0.999_999),
        default: Fallback::Number(0.9),
        help: catalogue_text("Decay rate of rmsprop’s running mean of squared gradients."),
    },
    Field {
        path: "training.beta1",
        kind: Kind::Number(0.0, 0.9999),
        default: Fallback::Number(0.9),
        help: catalogue_text("Decay rate of adam’s running mean of gradients."),
    },
    Field {
        path: "training.beta2",
        kind: Kind::Number(0.0, 0.999_999),
        default: Fallback::Number(0.999),
        help: catalogue_text("Decay rate of adam’s running mean of squared gradients."),
    },
    Field {
        path: "training.epsilon",
        kind: Kind::Number(1e-12, 1.0),
        default: Fallback::Number(1e-8),
        help: catalogue_text("Added by rmsprop and adam to the root of their mean of squares. Not the ε of a loss."),
    },
    Field {
        path: "training.batchSize",
        kind: Kind::Integer(0, MOST_DRAWN),
        default: Fallback::Number(0.0),
        help: catalogue_text("Training samples per update; 0 for all of them."),
    },
    Field {
        path: "training.batchSeed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(4.0),
        help: catalogue_text("Seed of the order in which mini-batches take the samples."),
    },
    Field {
        path: "training.learningRateChanges",
        kind: Kind::LearningRateChanges { most: 10_000 },
        default: Fallback::Empty,
        help: catalogue_text(
            "Changes of the learning rate during training, [iteration, learning rate] each. Each holds from that \
            iteration's update on.",
        ),
    },
    Field {
        path: "seed",
        kind: Kind::Integer(0, u32::MAX),
        default: Fallback::Number(3.0),
        help: catalogue_text(
            "Seed of the starting weights. Every run starts its own stream of random numbers from it.",
        ),
    },
    Field {
        path: "runs",
        kind: Kind::Runs { least: 1, most: 8 },
        default: Fallback::NotebookRuns,
        help: catalogue_text("Runs that are trained side by side."),
    },
    Field {
        path: "sweep",
        kind: Kind::Sweep,
        default: Fallback::Nothing,
        help: catalogue_text("What a sweep varies and measures; a lab keeps it and ignores it."),
    },
];

fn dataset_names() -> Vec<&'static str> {
    GENERATORS.iter().map(|generator| generator.name).chain([CUSTOM_DATASET]).collect()
}
