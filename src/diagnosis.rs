//! What is happening inside a run, and one word for it.

use crate::history::History;
use crate::inspection::sure_and_wrong;
use crate::kernel::{Block, Row, Samples, row_values};
use crate::loss::Loss;
use crate::network::{ForwardPass, Network};
use crate::symmetry::is_symmetric;
use crate::training::{Observer, Workspace};

/// What became of a run, or is becoming of it. The definitions, with their thresholds, are the function `verdict`'s.
///
/// ```
/// use init_lab::{Experiment, Lab, Word};
///
/// let snapshot = Lab::new(Experiment::default()).snapshot();
/// let words: Vec<Word> = snapshot.runs.iter().map(|run| run.verdict.word).collect();
/// assert_eq!(words, [Word::Symmetric, Word::Saturated, Word::Learning]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The next state is not finite, or the cost has exploded.
    Diverged,
    /// All units of every hidden layer are the same unit.
    Symmetric,
    /// A hidden layer gives 0 for every sample.
    Dead,
    /// Many outputs are sure and wrong.
    Saturated,
    /// Hardly any gradient reaches the first layer.
    Vanishing,
    /// The gradient grows from layer to layer on its way back.
    Exploding,
    /// The cost has stopped falling where there is much left to learn.
    Stalled,
    /// The cost is falling.
    Learning,
    /// Nearly all training samples are classified correctly.
    Solved,
}

/// A word for a run, and what it rests on.
///
/// ```
/// use init_lab::{Experiment, Lab};
///
/// let verdict = Lab::new(Experiment::default()).snapshot().runs[0].verdict;
/// assert_eq!(verdict.word.name(), "symmetric");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The word.
    pub word: Word,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a verdict rests on. The page says it in a sentence (www/engine/verdict.js).
///
/// ```
/// use init_lab::{Evidence, Experiment, Lab};
///
/// let verdict = Lab::new(Experiment::default()).snapshot().runs[1].verdict;
/// assert!(matches!(verdict.evidence, Evidence::SureAndWrong(share) if share > 0.4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// At this iteration the cost is no longer a finite number.
    NoFiniteCost(u32),
    /// At this iteration the cost is more than a million times what it was at the start.
    Exploded(u32),
    /// The update at this iteration would make a weight infinite or NaN.
    NoFiniteWeight(u32),
    /// This fraction of the training samples is right.
    Accuracy(f64),
    /// In every hidden layer, all units are the same unit.
    OneUnit,
    /// No unit of this hidden layer, counted from 0, responds to any training sample.
    DeadLayer(usize),
    /// This fraction of the outputs is sure and wrong.
    SureAndWrong(f64),
    /// The gradient in the first layer is so many times that at the output.
    GradientRatio(f64),
    /// Training ended, and only this fraction of the training samples is right.
    EndedPoor(f64),
    /// Since this iteration the cost fell by this share of what it was; below 0 it rose.
    Fall(u32, f64),
    /// Nothing stands in its way so far; this fraction of the training samples is right.
    SoFar(f64),
}

/// What a verdict is made from.
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
/// Accuracy above which whatever is odd inside did not keep the run from learning.
const GOOD_ACCURACY: f64 = 0.95;
/// Share of samples that are sure and wrong from which a run is saturated.
const SATURATED_SHARE: f64 = 0.1;
/// Ratio of the gradient's size (root mean square of ∂cost/∂z) in the first hidden layer to that in the output layer
/// below which it vanishes, and above whose inverse it explodes.
const VANISHING_RATIO: f64 = 1e-3;
/// Share of the run over which progress is judged, and the least number of iterations.
const WINDOW_SHARE: f64 = 0.2;
const SHORTEST_WINDOW: u32 = 1000;
/// Relative fall of the cost over the window below which a run stalls.
const STALLED_FALL: f64 = 0.005;
/// Accuracy below which a run that has ended has not learned its task, even if its cost was still falling.
const POOR_ACCURACY: f64 = 0.8;

impl Word {
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
/// 4. *symmetric*: in every hidden layer all units are equal (each weight to 10⁻⁹ of the layer's largest), and at least
///    one hidden layer has more than one unit.
/// 5. *dead*: in some hidden layer no unit responds to any training sample (all slopes are 0).
/// 6. *saturated*: at least 10 % of the outputs are sure (p below 0.001 or above 0.999) and wrong.
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
            (if fall < STALLED_FALL { Word::Stalled } else { Word::Learning }, Evidence::Fall(iteration, fall))
        }
        None => (Word::Learning, Evidence::SoFar(case.accuracy)),
    }
}

/// What a verdict needs to know of a layer, over all training samples.
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
