//! Verdicts: the state of a run in one word, with evidence and everything else that is true of it.

mod progress;
mod sentences;
mod signals;
mod word;

use serde::Serialize;

pub use self::signals::{LayerSignals, measure};
pub use self::word::Word;
use crate::history::History;
use crate::inspection::sure_and_wrong;
use crate::kernel::Samples;
use crate::measure::is_solved;
use crate::network::Network;
use crate::symmetry::is_symmetric;

/// The state of a run in one word, the evidence for it, and all words that hold.
///
/// ```
/// use init_lab::{Experiment, Lab, Word};
///
/// let verdict = &Lab::new(Experiment::default()).snapshot().runs[0].verdict;
/// assert_eq!((verdict.word.name(), verdict.findings.as_slice()), ("symmetric", [Word::Symmetric, Word::Dead].as_slice()));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// The state of the run, in one word (docs/verdicts.md): what stops learning, if something does.
    #[serde(rename = "verdict")]
    pub word: Word,
    /// The evidence for the verdict, a sentence with numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub evidence: Evidence,
    /// Every word that holds, the verdict first.
    pub findings: Vec<Word>,
}

/// The evidence for a verdict. It is displayed as a sentence.
///
/// ```
/// use init_lab::{Evidence, Experiment, Lab};
///
/// let verdict = &Lab::new(Experiment::default()).snapshot().runs[0].verdict;
/// assert_eq!(verdict.evidence, Evidence::OneUnit);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// The cost became infinite or NaN at this iteration.
    NoFiniteCost(u32),
    /// The cost exploded to this value at this iteration.
    Exploded(u32, f64),
    /// The update at this iteration would make a weight infinite or NaN.
    NoFiniteWeight(u32),
    /// This fraction of the training samples is classified correctly, and this one as the mean of the two classes.
    Solved(f64, f64),
    /// This fraction of the training samples is classified correctly, though most units of a hidden layer are dead.
    SolvedThoughDead {
        /// The fraction.
        accuracy: f64,
        /// The layer, counted from 0.
        layer: usize,
        /// Its dead units.
        dead: usize,
        /// Its units.
        units: usize,
    },
    /// This fraction of the training samples is classified correctly, and this far smaller one of the test samples.
    FitsOnly(f64, f64),
    /// In every hidden layer, all units are identical.
    OneUnit,
    /// All slopes of this hidden layer, counted from 0, are 0 for every training sample.
    DeadLayer(usize),
    /// This fraction of the predictions is confidently wrong.
    SureAndWrong(f64),
    /// What becomes of the error signal on its way back.
    Backward(Backward),
    /// All training samples are of one class.
    OneClass,
    /// The gradient is 0 to rounding.
    NoGradient,
    /// The cost stands still, and the gradient has shrunk to this fraction of its largest.
    Optimum(f64),
    /// The cost stands still, though the gradient is not small.
    Undone,
    /// Training ended with this fraction of the training samples classified correctly, and the mean cost of the last fifth
    /// of the iterations was below that of the fifth before by the other one.
    EndedFalling(f64, f64),
    /// Training ended with this fraction of the training samples classified correctly.
    EndedPoor(f64),
    /// The mean cost of this many last iterations is below that of as many before by this fraction; negative where it is
    /// above.
    Fall(u32, f64),
    /// Over this many last iterations, the cost swung between these.
    Swings(u32, f64, f64),
    /// No failure is detected, and the run is too short to judge its progress; this fraction of the training samples is
    /// classified correctly.
    SoFar(f64),
}

/// Sizes at the first layer, divided by those at the layer from which the error signal comes.
///
/// ```
/// use init_lab::{Backward, Evidence, Lab, Value, read_experiment};
///
/// let sigmoid = serde_json::json!({
///     "network": { "hidden": [10, 10, 10, 10, 10], "activation": "sigmoid" }, "runs": [{ "initializer": "xavier" }]
/// });
/// let value: Value = serde_json::from_value(sigmoid).unwrap();
/// let verdict = &Lab::new(read_experiment(&value).unwrap()).snapshot().runs[0].verdict;
/// let Evidence::Backward(Backward { error, gradient, .. }) = verdict.evidence else { panic!() };
/// assert!(error < 1e-3 && gradient < error);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backward {
    /// Ratio of the error signals: the root mean squares of ∂cost/∂z over units and samples.
    pub error: f64,
    /// Ratio of the weights' gradients: the root mean squares of ∂cost/∂W over their entries.
    pub gradient: f64,
    /// The layer of comparison.
    pub from: ErrorSource,
}

/// The layer from which an error signal is followed back to the first.
///
/// ```
/// use init_lab::ErrorSource;
///
/// assert_ne!(ErrorSource::Output, ErrorSource::LastHidden);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// The output layer.
    Output,
    /// The last hidden layer: of runs whose output layer has an initializer of its own, or starts at 0. Its size is no
    /// matter of the other layers, and no error passes weights of 0.
    LastHidden,
}

/// The input of a verdict.
pub struct Case<'a> {
    /// The network as it is now.
    pub network: &'a Network,
    /// The training samples.
    pub samples: &'a Samples,
    /// Measurements of each layer, the output layer last.
    pub signals: &'a [LayerSignals],
    /// The logit of each training sample.
    pub logits: &'a [f64],
    /// Whether the output layer has an initializer of its own, or starts at 0.
    pub own_output: bool,
    /// The largest length of the gradient so far.
    pub largest_gradient: f64,
    /// Whether each update uses all training samples.
    pub whole_batches: bool,
    /// The learning rate of plain gradient descent on all training samples; `None` for other optimizers and mini-batches.
    pub plain_rate: Option<f64>,
    /// The iteration reached.
    pub iteration: u32,
    /// The run's last iteration.
    pub last_iteration: u32,
    /// The cost now.
    pub cost: f64,
    /// Fraction of training samples classified correctly.
    pub accuracy: f64,
    /// Mean of the two classes' fractions; `None` with one class.
    pub balanced_accuracy: Option<f64>,
    /// Fraction of test samples classified correctly, and the number of these; `None` without any.
    pub test_accuracy: Option<(f64, usize)>,
    /// The costs up to now.
    pub history: &'a History,
    /// The iteration at which the run diverged.
    pub diverged_at: Option<u32>,
}

/// A word that holds, and its evidence.
type Finding = (Word, Evidence);

/// Share of predictions that are confidently wrong from which a run is saturated: more than noise in the labels explains.
const SATURATED_SHARE: f64 = 0.1;
/// Ratio of the error signal at the first hidden layer to that at the output layer below which it vanishes: the layers
/// do not keep its size.
const VANISHING_RATIO: f64 = 1e-3;
/// Ratio from which it explodes. Steps too long destroy what steps too short only delay, so a hundred is enough.
const EXPLODING_RATIO: f64 = 100.0;
/// Root mean square of ∂loss/∂z at the output below which the loss no longer corrects what is confidently wrong: the slope
/// of a loss that does is near 1 there.
const LOST_SLOPE: f64 = 1e-3;
/// A test accuracy is far lower than the training accuracy if it is lower by more than this, and by more than three of
/// its standard errors.
const FAR_LOWER: f64 = 0.1;

/// The verdict on a run: what stops learning, or how far it has come, and all other words that hold.
pub fn verdict(case: &Case) -> Verdict {
    let mut findings = match case.diverged_at {
        Some(iteration) => vec![(Word::Diverged, divergence(case, iteration))],
        None => failures(case),
    };
    if findings.is_empty() {
        findings.push(progress::progress(case));
    }
    let (word, mut evidence) = findings[0];
    if word != Word::Diverged && case.balanced_accuracy.is_none() {
        evidence = Evidence::OneClass;
    }
    Verdict { word, evidence, findings: findings.into_iter().map(|(word, _)| word).collect() }
}

fn divergence(case: &Case, iteration: u32) -> Evidence {
    if !case.cost.is_finite() {
        Evidence::NoFiniteCost(iteration)
    } else if case.history.diverged(case.cost) {
        Evidence::Exploded(iteration, case.cost)
    } else {
        Evidence::NoFiniteWeight(iteration)
    }
}

/// The solution and every failure inside the network that holds, in order of precedence.
fn failures(case: &Case) -> Vec<Finding> {
    let dead = dead_layer(case);
    let symmetric = is_symmetric(&case.network.layers).then_some((Word::Symmetric, Evidence::OneUnit));
    let dead_finding = dead.map(|layer| (Word::Dead, Evidence::DeadLayer(layer)));
    let share = sure_and_wrong(case.logits, case.samples);
    let saturated = (share >= SATURATED_SHARE).then_some((Word::Saturated, Evidence::SureAndWrong(share)));
    // A layer without slopes lets nothing pass: that is no second failure.
    let backward = if dead.is_none() { backward(case) } else { None };

    // Units that respond would get nothing back, either, through weights of 0.
    let nothing_returns =
        dead.is_some_and(|layer| case.network.layers[layer + 1].weights.iter().all(|&weight| weight == 0.0));
    let units = if nothing_returns { [symmetric, dead_finding] } else { [dead_finding, symmetric] };
    // What stops learning is the loss where it has no slope left.
    let loss_is_flat = output_slope(case) < LOST_SLOPE;
    let signals = if loss_is_flat { [saturated, backward] } else { [backward, saturated] };
    [solution(case)].into_iter().chain(units).chain(signals).flatten().collect()
}

/// The first hidden layer in which no unit responds.
fn dead_layer(case: &Case) -> Option<usize> {
    case.signals.iter().position(|layer| layer.responding == 0)
}

/// Root mean square of ∂loss/∂z at the output, over the samples.
fn output_slope(case: &Case) -> f64 {
    case.signals.last().map_or(0.0, |output| output.error_rms * case.samples.count() as f64)
}

fn solution(case: &Case) -> Option<Finding> {
    let balanced = case.balanced_accuracy.filter(|&balanced| is_solved(Some(balanced)))?;
    let far_lower = |&(test, count): &(f64, usize)| {
        let error = f64::sqrt(test * (1.0 - test) / count as f64);
        case.accuracy - test > f64::max(FAR_LOWER, 3.0 * error)
    };
    let evidence = match (case.test_accuracy.filter(far_lower), mostly_dead_layer(case)) {
        (Some((test, _)), _) => Evidence::FitsOnly(case.accuracy, test),
        (None, Some((layer, dead, units))) => {
            Evidence::SolvedThoughDead { accuracy: case.accuracy, layer, dead, units }
        }
        (None, None) => Evidence::Solved(case.accuracy, balanced),
    };
    Some((Word::Solved, evidence))
}

/// The first hidden layer of whose units more than half are dead: the layer, its dead units and its units.
fn mostly_dead_layer(case: &Case) -> Option<(usize, usize, usize)> {
    let layers = case.signals.iter().zip(&case.network.layers).enumerate();
    let counts = layers.map(|(l, (signals, layer))| (l, layer.biases.len() - signals.responding, layer.biases.len()));
    counts.into_iter().find(|&(_, dead, units)| 2 * dead > units)
}

/// What becomes of the error signal on its way back to the first hidden layer.
fn backward(case: &Case) -> Option<Finding> {
    let (output, hidden) = case.signals.split_last()?;
    let (first, last) = (hidden.first()?, hidden.last()?);
    let (from, reference) =
        if case.own_output { (ErrorSource::LastHidden, last) } else { (ErrorSource::Output, output) };
    let error = first.error_rms / reference.error_rms;
    let gradient = first.weight_gradient_rms / reference.weight_gradient_rms;
    let evidence = Evidence::Backward(Backward { error, gradient, from });
    if error < VANISHING_RATIO {
        Some((Word::Vanishing, evidence))
    } else if error >= EXPLODING_RATIO {
        Some((Word::Exploding, evidence))
    } else {
        None
    }
}
