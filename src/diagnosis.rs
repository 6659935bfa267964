//! Verdicts: the state of a run in one word, with evidence.

mod sentences;

use serde::Serialize;

use crate::history::History;
use crate::inspection::sure_and_wrong;
use crate::kernel::{Block, Row, Samples, row_values};
use crate::loss::Loss;
use crate::network::{ForwardPass, Network};
use crate::symmetry::is_symmetric;
use crate::training::{Observer, Workspace};

/// The state of a run. The function `verdict` defines each word, with its thresholds.
///
/// ```
/// use init_lab::{Experiment, Lab, Word};
///
/// let snapshot = Lab::new(Experiment::default()).snapshot();
/// let words: Vec<Word> = snapshot.runs.iter().map(|run| run.verdict.word).collect();
/// assert_eq!(words, [Word::Symmetric, Word::Saturated, Word::Learning]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// The next state is not finite, or the cost has exploded.
    Diverged,
    /// In every hidden layer, all units are identical.
    Symmetric,
    /// A hidden layer gives 0 for every sample.
    Dead,
    /// Many predictions are confidently wrong.
    Saturated,
    /// Hardly any gradient reaches the first layer.
    Vanishing,
    /// The gradient grows from layer to layer in the backward pass.
    Exploding,
    /// The cost has stopped falling, or the run has ended, with much left to learn.
    Stalled,
    /// The cost is falling.
    Learning,
    /// Nearly all training samples are classified correctly.
    Solved,
}

/// The state of a run in one word, and the evidence for it.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let verdict = Lab::new(Experiment::default()).snapshot().runs[0].verdict;
/// assert_eq!(verdict.word.name(), "symmetric");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Verdict {
    /// The state of the run, in one word (docs/verdicts.md).
    #[serde(rename = "verdict")]
    pub word: Word,
    /// The evidence for the verdict, a sentence with numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub evidence: Evidence,
}

/// The evidence for a verdict. It is displayed as a sentence.
///
/// ```
/// use init_lab::{Evidence, Experiment, Lab};
///
/// let verdict = Lab::new(Experiment::default()).snapshot().runs[1].verdict;
/// assert!(matches!(verdict.evidence, Evidence::SureAndWrong(share) if share > 0.4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// The cost became infinite or NaN at this iteration.
    NoFiniteCost(u32),
    /// The cost rose above a million times its first value at this iteration.
    Exploded(u32),
    /// The update at this iteration would make a weight infinite or NaN.
    NoFiniteWeight(u32),
    /// This fraction of the training samples is classified correctly.
    Accuracy(f64),
    /// In every hidden layer, all units are identical.
    OneUnit,
    /// No unit of this hidden layer, counted from 0, responds to any training sample.
    DeadLayer(usize),
    /// This fraction of the predictions is confidently wrong.
    SureAndWrong(f64),
    /// The first layer's gradient divided by the output layer's.
    GradientRatio(f64),
    /// Training ended with this fraction of the training samples classified correctly.
    EndedPoor(f64),
    /// Over this many last iterations, the cost fell by this fraction; negative where it rose.
    Fall(u32, f64),
    /// No failure is detected, and the run is too short to judge its progress; this fraction of the training samples is
    /// classified correctly.
    SoFar(f64),
}

/// The input of a verdict.
pub struct Case<'a> {
    /// The network as it is now.
    pub network: &'a Network,
    /// The training samples.
    pub samples: &'a Samples,
    /// The run's loss.
    pub loss: &'a Loss,
    /// The logit of each training sample.
    pub logits: &'a [f64],
    /// The iteration reached.
    pub iteration: u32,
    /// The cost now.
    pub cost: f64,
    /// Fraction of training samples classified correctly.
    pub accuracy: f64,
    /// The costs up to now.
    pub history: &'a History,
    /// The iteration at which the run diverged.
    pub diverged_at: Option<u32>,
    /// Whether the run has reached its last iteration.
    pub ended: bool,
}

/// Accuracy from which a run counts as solved.
const SOLVED_ACCURACY: f64 = 0.98;
/// Accuracy above which a run counts as learning, even with symptoms of failure inside.
const GOOD_ACCURACY: f64 = 0.95;
/// Share of predictions that are confidently wrong from which a run is saturated.
const SATURATED_SHARE: f64 = 0.1;
/// Ratio of the gradient's size (root mean square of ∂cost/∂z) in the first hidden layer to that in the output layer
/// below which it vanishes, and above whose inverse it explodes.
const VANISHING_RATIO: f64 = 1e-3;
/// Progress is measured over this share of the iterations so far, and at least over the number below.
const WINDOW_SHARE: f64 = 0.2;
const SHORTEST_WINDOW: u32 = 1000;
/// Relative fall of the cost over the window below which a run stalls.
const STALLED_FALL: f64 = 0.005;
/// A run that has ended with an accuracy below this is stalled, even if its cost was still falling.
const POOR_ACCURACY: f64 = 0.8;

impl Word {
    /// Every word, in order of precedence.
    pub const ALL: [Self; 9] = [
        Self::Diverged,
        Self::Solved,
        Self::Symmetric,
        Self::Dead,
        Self::Saturated,
        Self::Vanishing,
        Self::Exploding,
        Self::Stalled,
        Self::Learning,
    ];

    /// A sentence for readers: the first of [`Self::ALL`] that holds is a run's word, but *learning* comes right after
    /// *solved* where more than 95 % are classified correctly. docs/verdicts.md has the same definitions.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Diverged => {
                "An update would have made a parameter infinite or not a number, or the cost is not a number or above 10⁶ \
                 times its first value."
            }
            Self::Solved => "At least 98 % of the training samples are classified correctly.",
            Self::Symmetric => {
                "In every hidden layer, all units are identical: their incoming and outgoing weights agree to 10⁻⁹ of the \
                 layer’s largest. A layer computes no more than one unit could."
            }
            Self::Dead => "In some hidden layer, no unit responds to any training sample: all its slopes are 0.",
            Self::Saturated => {
                "At least 10 % of the predictions are confidently wrong: p is below 0.001 or above 0.999, and the other \
                 class is right."
            }
            Self::Vanishing => {
                "The root mean square of ∂cost/∂z in the first hidden layer is below 10⁻³ of the output layer’s."
            }
            Self::Exploding => {
                "The root mean square of ∂cost/∂z in the first hidden layer is above 10³ times the output layer’s."
            }
            Self::Stalled => {
                "The cost fell by less than 0.5 % over the last fifth of the run so far (at least 1,000 iterations), or the \
                 run has ended with less than 80 % correct."
            }
            Self::Learning => "Improving; no failure detected.",
        }
    }

    /// The word, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Symmetric => "symmetric",
            Self::Dead => "dead",
            Self::Saturated => "saturated",
            Self::Vanishing => "vanishing",
            Self::Exploding => "exploding",
            Self::Stalled => "stalled",
            Self::Learning => "learning",
            Self::Solved => "solved",
        }
    }
}

/// The first of these that holds:
///
/// 1. *diverged*: an update would have made a parameter infinite or NaN, or the cost exceeds 10⁶ × its first value.
/// 2. *solved*: at least 98 % of the training samples are classified correctly.
/// 3. *learning*: more than 95 % are.
/// 4. *symmetric*: in every hidden layer all units are identical (each weight to 10⁻⁹ of the layer's largest), and at
///    least one hidden layer has more than one unit.
/// 5. *dead*: in some hidden layer no unit responds to any training sample (all slopes are 0).
/// 6. *saturated*: at least 10 % of the predictions are confidently wrong (p below 0.001 or above 0.999).
/// 7. *vanishing*, *exploding*: the root mean square of ∂cost/∂z in the first hidden layer is less than 10⁻³ of, or more
///    than 10³ times, that of the output layer.
/// 8. *stalled*: over the last fifth of the run, and at least 1,000 iterations, the cost fell by less than 0.5 %; or the
///    run has reached its last iteration with less than 80 % of the training samples classified correctly.
/// 9. *learning*: otherwise.
pub fn verdict(case: &Case, workspace: &mut Workspace) -> Verdict {
    let (word, evidence) = judge(case, workspace);
    Verdict { word, evidence }
}

fn judge(case: &Case, workspace: &mut Workspace) -> (Word, Evidence) {
    if let Some(iteration) = case.diverged_at {
        let evidence = if !case.cost.is_finite() {
            Evidence::NoFiniteCost(iteration)
        } else if case.history.diverged(case.cost) {
            Evidence::Exploded(iteration)
        } else {
            Evidence::NoFiniteWeight(iteration)
        };
        return (Word::Diverged, evidence);
    }
    if case.accuracy >= SOLVED_ACCURACY {
        return (Word::Solved, Evidence::Accuracy(case.accuracy));
    }
    if case.accuracy > GOOD_ACCURACY {
        return (Word::Learning, Evidence::Accuracy(case.accuracy));
    }
    if is_symmetric(&case.network.layers) {
        return (Word::Symmetric, Evidence::OneUnit);
    }
    let signals = signals(case, workspace);
    if let Some(layer) = signals.iter().position(|layer| layer.responding == 0) {
        return (Word::Dead, Evidence::DeadLayer(layer));
    }
    let share = sure_and_wrong(case.logits, case.samples);
    if share >= SATURATED_SHARE {
        return (Word::Saturated, Evidence::SureAndWrong(share));
    }
    if let [first, .., output] = signals.as_slice() {
        let ratio = first.gradient_rms / output.gradient_rms;
        if ratio < VANISHING_RATIO {
            return (Word::Vanishing, Evidence::GradientRatio(ratio));
        }
        if ratio > 1.0 / VANISHING_RATIO {
            return (Word::Exploding, Evidence::GradientRatio(ratio));
        }
    }
    if case.ended && case.accuracy < POOR_ACCURACY {
        return (Word::Stalled, Evidence::EndedPoor(case.accuracy));
    }
    let window = SHORTEST_WINDOW.max((f64::from(case.iteration) * WINDOW_SHARE) as u32);
    let before = case.iteration.checked_sub(window).and_then(|iteration| case.history.at_or_before(iteration));
    match before {
        Some((iteration, before)) => {
            let fall = (before - case.cost) / before;
            let word = if fall < STALLED_FALL { Word::Stalled } else { Word::Learning };
            (word, Evidence::Fall(case.iteration - iteration, fall))
        }
        None => (Word::Learning, Evidence::SoFar(case.accuracy)),
    }
}

/// Measurements of a layer for a verdict, over all training samples.
struct LayerSignals {
    /// Units whose slope is not 0 for every sample.
    responding: usize,
    /// Root mean square of ∂cost/∂z over units and samples.
    gradient_rms: f64,
}

struct Signals {
    /// For each unit of each layer, whether its slope was not 0 for some sample.
    responds: Vec<Vec<bool>>,
    /// Σ (∂loss/∂z)² of each layer.
    squares: Vec<f64>,
}

impl Observer for Signals {
    fn block(&mut self, _: &Block, pass: &ForwardPass, dz: &[Vec<Row>]) {
        for (layer, slopes) in self.responds.iter_mut().zip(&pass.slopes) {
            for (unit, row) in layer.iter_mut().zip(slopes) {
                *unit = *unit || row_values(row).any(|slope| slope != 0.0);
            }
        }
        for (square, rows) in self.squares.iter_mut().zip(dz) {
            *square += rows.iter().flat_map(row_values).map(|value| value * value).sum::<f64>();
        }
    }
}

/// The signals of each layer, the output layer last.
fn signals(case: &Case, workspace: &mut Workspace) -> Vec<LayerSignals> {
    let widths = case.network.layers.iter().map(|layer| layer.biases.len());
    let mut responds: Vec<Vec<bool>> = widths.map(|units| vec![false; units]).collect();
    let squares = vec![0.0; responds.len()];
    if let Some(output) = responds.last_mut() {
        output.fill(true);
    }
    let mut signals = Signals { responds, squares };
    workspace.observe(case.network, case.samples, case.loss, &mut signals);
    let count = case.samples.count() as f64;
    let layers = signals.responds.iter().zip(signals.squares).map(|(units, square)| LayerSignals {
        responding: units.iter().filter(|&&responds| responds).count(),
        gradient_rms: libm::sqrt(square / (count * units.len() as f64)) / count,
    });
    layers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_named_as_they_are_written_in_a_snapshot() {
        for (k, word) in Word::ALL.iter().enumerate() {
            assert_eq!(serde_json::to_value(word).unwrap(), word.name());
            assert!(!Word::ALL[..k].contains(word) && word.definition().ends_with('.'));
        }
    }
}
