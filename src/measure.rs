//! What a sweep measures of each training: one table.
//!
//! A new measure is one entry in [`MEASURES`]. Results, summaries, docs and menus derive from it.

use crate::between_samples::BetweenSamples;
use crate::catalogue_text::catalogue_text;
use crate::inspection::values_of;
use crate::kernel::{Block, Row, Samples, row_values};
use crate::loss::Loss;
use crate::network::{ForwardPass, Network};
use crate::training::{Observer, Workspace, balanced_accuracy_of};

/// A measure of a training.
///
/// ```
/// use init_lab::SweepMeasure;
///
/// let measure = SweepMeasure::find("iterations_to_solve").unwrap();
/// assert_eq!((measure.property, measure.needs_training()), ("iterationsToSolve", true));
/// ```
pub struct SweepMeasure {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name among the results in JavaScript.
    pub property: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Description, one sentence.
    pub help: &'static str,
    /// Title of an axis of its values.
    pub axis_title: &'static str,
    /// What kind of number it is.
    pub kind: MeasureKind,
    /// Whether smaller values are better; `None` if neither is.
    pub smaller_is_better: Option<bool>,
    value: ValueOf,
}

/// The kind of a measure's values. Axes, colours and texts follow from it.
///
/// ```
/// use init_lab::{MeasureKind, SweepMeasure};
///
/// assert_eq!(SweepMeasure::find("train_accuracy").unwrap().kind, MeasureKind::Share);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// A positive number of any magnitude.
    Size,
    /// A fraction of samples.
    Share,
    /// A number of iterations, perhaps infinite.
    Count,
    /// Yes or no, as 1 or 0: over trainings, a fraction of them.
    Part,
}

impl MeasureKind {
    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Share => "share",
            Self::Count => "count",
            Self::Part => "part",
        }
    }
}

/// The value of a measure.
enum ValueOf {
    /// Of the network at iteration 0.
    Start(fn(&StartSignals) -> f64),
    /// Of the training.
    Training(fn(&Outcome) -> f64),
}

/// The number of measures.
pub const MEASURE_COUNT: usize = 8;

/// Every measure.
pub static MEASURES: [SweepMeasure; MEASURE_COUNT] = [
    SweepMeasure {
        name: "cost",
        property: "cost",
        title: "Cost",
        help: catalogue_text(
            "Mean loss over the training samples at the end; of a diverged training the last finite one.",
        ),
        axis_title: catalogue_text("cost at the end"),
        kind: MeasureKind::Size,
        smaller_is_better: Some(true),
        value: ValueOf::Training(|outcome| outcome.cost),
    },
    SweepMeasure {
        name: "train_accuracy",
        property: "trainAccuracy",
        title: "Training accuracy",
        help: catalogue_text("Fraction of the training samples classified correctly at the end."),
        axis_title: catalogue_text("training accuracy at the end"),
        kind: MeasureKind::Share,
        smaller_is_better: Some(false),
        value: ValueOf::Training(|outcome| outcome.train_accuracy),
    },
    SweepMeasure {
        name: "test_accuracy",
        property: "testAccuracy",
        title: "Test accuracy",
        help: catalogue_text("Fraction of the test samples classified correctly at the end; NaN without test samples."),
        axis_title: catalogue_text("test accuracy at the end"),
        kind: MeasureKind::Share,
        smaller_is_better: Some(false),
        value: ValueOf::Training(|outcome| outcome.test_accuracy),
    },
    SweepMeasure {
        name: "iterations_to_solve",
        property: "iterationsToSolve",
        title: "Iterations to solve",
        help: catalogue_text(
            "First measured iteration at which the balanced training accuracy is at least 95 %; infinite if none is.",
        ),
        axis_title: catalogue_text("iterations to solve"),
        kind: MeasureKind::Count,
        smaller_is_better: Some(true),
        value: ValueOf::Training(|outcome| outcome.iterations_to_solve),
    },
    SweepMeasure {
        name: "diverged",
        property: "diverged",
        title: "Diverged",
        help: catalogue_text("1 if the training diverged, else 0."),
        axis_title: catalogue_text("share of trainings that diverged"),
        kind: MeasureKind::Part,
        smaller_is_better: Some(true),
        value: ValueOf::Training(|outcome| f64::from(u8::from(outcome.diverged))),
    },
    SweepMeasure {
        name: "signal_ratio",
        property: "signalRatio",
        title: "Signal ratio",
        help: catalogue_text(
            "Standard deviation of activations between samples at iteration 0, last hidden layer over first.",
        ),
        axis_title: catalogue_text("signal ratio at iteration 0, last hidden layer to first"),
        kind: MeasureKind::Size,
        smaller_is_better: None,
        value: ValueOf::Start(|start| start.signal_ratio),
    },
    SweepMeasure {
        name: "error_signal_ratio",
        property: "errorSignalRatio",
        title: "Error signal ratio",
        help: catalogue_text("Root mean square of ∂cost/∂z at iteration 0, first hidden layer over output."),
        axis_title: catalogue_text("error signal ratio at iteration 0, first hidden layer to output"),
        kind: MeasureKind::Size,
        smaller_is_better: None,
        value: ValueOf::Start(|start| start.error_signal_ratio),
    },
    SweepMeasure {
        name: "collapsed",
        property: "collapsed",
        title: "Collapsed",
        help: catalogue_text("1 if some hidden layer is 0 on all samples at iteration 0, else 0."),
        axis_title: catalogue_text("share of networks that are collapsed at iteration 0"),
        kind: MeasureKind::Part,
        smaller_is_better: Some(true),
        value: ValueOf::Start(|start| f64::from(u8::from(start.collapsed))),
    },
];

impl SweepMeasure {
    /// The measure with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.name == name)
    }

    /// Whether it measures a training; otherwise it measures the network at iteration 0.
    pub fn needs_training(&self) -> bool {
        matches!(self.value, ValueOf::Training(_))
    }

    /// The value for a training; NaN for a measure of trainings if nothing was trained.
    pub fn value(&self, start: &StartSignals, outcome: Option<&Outcome>) -> f64 {
        match self.value {
            ValueOf::Start(value) => value(start),
            ValueOf::Training(value) => outcome.map_or(f64::NAN, value),
        }
    }
}

impl std::fmt::Debug for SweepMeasure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The end of a training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Mean loss over the training samples; of a diverged training the last finite one.
    pub cost: f64,
    /// Fraction of the training samples classified correctly.
    pub train_accuracy: f64,
    /// Fraction of the test samples classified correctly; NaN without test samples.
    pub test_accuracy: f64,
    /// First measured iteration at which the training samples were solved; infinite if none was.
    pub iterations_to_solve: f64,
    /// Whether the training diverged.
    pub diverged: bool,
    /// Whether the training samples are solved at the end.
    pub solved: bool,
}

/// Balanced training accuracy from which samples count as solved.
const SOLVED: f64 = 0.95;

/// Whether logits solve their samples: the mean of the two classes' fractions classified correctly is at least 95 %. Never
/// with samples of one class only.
pub fn solves(logits: &[f64], samples: &Samples) -> bool {
    is_solved(balanced_accuracy_of(logits, samples))
}

/// Whether samples with this balanced accuracy, `None` with one class only, are solved.
pub fn is_solved(balanced_accuracy: Option<f64>) -> bool {
    balanced_accuracy.is_some_and(|accuracy| accuracy >= SOLVED)
}

/// Measurements of a network at iteration 0.
///
/// Ratios are NaN without hidden layers, and where both signals are 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StartSignals {
    /// Standard deviation of activations between samples, root mean square over units: last hidden layer over first.
    pub signal_ratio: f64,
    /// Root mean square of ∂cost/∂z: first hidden layer over output.
    pub error_signal_ratio: f64,
    /// Whether some hidden layer is 0 on all samples.
    pub collapsed: bool,
}

impl StartSignals {
    /// Measures a network with one forward and backward pass of the samples.
    pub fn of(network: &Network, samples: &Samples, loss: &Loss, workspace: &mut Workspace) -> Self {
        let layers = network.layers.iter().map(|layer| LayerSignal::of_units(layer.biases.len())).collect();
        let mut observer = SignalObserver { layers };
        workspace.observe(network, samples, loss, &mut observer);
        let (output, hidden) = observer.layers.split_last().expect("an output layer");
        let (Some(first), Some(last)) = (hidden.first(), hidden.last()) else {
            return Self { signal_ratio: f64::NAN, error_signal_ratio: f64::NAN, collapsed: false };
        };
        Self {
            signal_ratio: last.activations.stddev() / first.activations.stddev(),
            error_signal_ratio: first.error() / output.error(),
            collapsed: hidden.iter().any(|layer| layer.silent),
        }
    }
}

/// Accumulated signals of a layer.
struct LayerSignal {
    activations: BetweenSamples,
    units: usize,
    /// Σ (∂loss/∂z)² over units and samples.
    error_squares: f64,
    /// Whether all activations so far are 0.
    silent: bool,
}

impl LayerSignal {
    fn of_units(units: usize) -> Self {
        Self { activations: BetweenSamples::of_units(units), units, error_squares: 0.0, silent: true }
    }

    /// Root mean square of ∂loss/∂z over units and samples, but for the number of samples, which is that of all layers.
    fn error(&self) -> f64 {
        f64::sqrt(self.error_squares / self.units as f64)
    }
}

struct SignalObserver {
    layers: Vec<LayerSignal>,
}

impl Observer for SignalObserver {
    fn block(&mut self, block: &Block, pass: &ForwardPass, dz: &[Vec<Row>]) {
        let samples = block.count;
        for ((layer, activations), dz) in self.layers.iter_mut().zip(&pass.activations).zip(dz) {
            let activations = values_of(activations, samples);
            layer.activations.add(&activations);
            layer.silent = layer.silent && activations.iter().all(|&a| a == 0.0);
            for row in dz {
                layer.error_squares += row_values(row).take(samples).map(|dz| dz * dz).sum::<f64>();
            }
        }
    }
}
