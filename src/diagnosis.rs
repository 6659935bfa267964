//! Verdicts: the state of a run in one word, with evidence.

use std::fmt;

use serde::{Serialize, Serializer};

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

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoFiniteCost(iteration) => {
                write!(f, "The cost became infinite or NaN at iteration {}.", grouped(iteration))
            }
            Self::Exploded(iteration) => {
                write!(f, "The cost rose above a million times its first value at iteration {}.", grouped(iteration))
            }
            Self::NoFiniteWeight(iteration) => {
                write!(f, "The update at iteration {} would make a weight infinite or NaN.", grouped(iteration))
            }
            Self::Accuracy(accuracy) => {
                write!(f, "{} of the training samples are classified correctly.", capitalized(percent(accuracy, 1)))
            }
            Self::OneUnit => {
                f.write_str("All units in a layer are identical, so it learns nothing more than one unit could.")
            }
            Self::DeadLayer(layer) => {
                write!(f, "No unit of hidden layer {} responds to any training sample.", layer + 1)
            }
            Self::SureAndWrong(0.5) => f.write_str("Half of its predictions are confidently wrong."),
            Self::SureAndWrong(share) => {
                let share = capitalized(percent(share, 0));
                write!(f, "{share} of its predictions are confidently wrong (within 0.001 of 0 or 1).")
            }
            Self::GradientRatio(ratio) => {
                write!(f, "The first layer’s gradient is {} times the output layer’s.", multiple(ratio))
            }
            Self::EndedPoor(accuracy) => write!(f, "Training ended with only {} correct.", percent(accuracy, 1)),
            Self::Fall(iterations, fall) => {
                write!(f, "Cost {} in the last {} iterations.", change(fall), grouped(iterations))
            }
            Self::SoFar(accuracy) => {
                let accuracy = if accuracy == 0.5 {
                    "50\u{a0}% correct, as by chance".to_owned()
                } else {
                    format!("{} correct", percent(accuracy, 1))
                };
                write!(f, "Signals and gradients are a healthy size. {}.", capitalized(accuracy))
            }
        }
    }
}

/// How the cost changed, in words, where `fall` is the share of it that went.
fn change(fall: f64) -> String {
    let size = fall.abs();
    if size < 0.0005 {
        return "changed by less than 0.1\u{a0}%".to_owned();
    }
    format!("{} by {}", if fall > 0.0 { "fell" } else { "rose" }, percent(size, 1))
}

/// A fraction in percent. A fraction that is neither 0 nor 1 is never rounded to 0 % or 100 %.
fn percent(fraction: f64, places: u32) -> String {
    let least = 1.0 / f64::from(10_u32.pow(places));
    let text = fixed(100.0 * fraction, places);
    let is_none = text.chars().all(|digit| matches!(digit, '0' | '.'));
    if fraction > 0.0 && is_none {
        return format!("less than {}\u{a0}%", fixed(least, places));
    }
    if fraction < 1.0 && text.starts_with("100") {
        return format!("more than {}\u{a0}%", fixed(100.0 - least, places));
    }
    format!("{text}\u{a0}%")
}

/// A positive number with this many decimals. Halves are rounded up, as readers do, and not to even as in `std`.
fn fixed(x: f64, places: u32) -> String {
    // x · 10^places is half of an odd number if x · 2^(places + 1) is odd, since powers of 5 are odd.
    let is_half = (x * f64::from(2_u32.pow(places + 1)) % 2.0).abs() == 1.0;
    format!("{:.*}", places as usize, if is_half { x.next_up() } else { x })
}

/// A ratio with two significant digits.
fn multiple(ratio: f64) -> String {
    if ratio.is_finite() { format!("{ratio:.1e}") } else { "∞".to_owned() }
}

/// A whole number with a comma between thousands.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let separated = digits.char_indices().map(|(k, digit)| {
        if k > 0 && (digits.len() - k).is_multiple_of(3) { format!(",{digit}") } else { digit.to_string() }
    });
    separated.collect()
}

/// A text with its first letter in upper case.
fn capitalized(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
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
    fn each_kind_of_evidence_is_a_sentence_of_its_own() {
        let kinds = [
            Evidence::NoFiniteCost(1),
            Evidence::Exploded(1),
            Evidence::NoFiniteWeight(1),
            Evidence::Accuracy(0.25),
            Evidence::OneUnit,
            Evidence::DeadLayer(1),
            Evidence::SureAndWrong(0.5),
            Evidence::GradientRatio(3.21e-6),
            Evidence::EndedPoor(0.5),
            Evidence::Fall(1000, 0.5),
            Evidence::SoFar(0.25),
        ];
        let sentences = kinds.map(|evidence| evidence.to_string());
        for (k, sentence) in sentences.iter().enumerate() {
            assert!(sentence.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()), "{sentence}");
            assert!(sentence.ends_with('.') && !sentences[..k].contains(sentence), "{sentence}");
        }
        assert_eq!(sentences[5], "No unit of hidden layer 2 responds to any training sample.");
        assert_eq!(sentences[6], "Half of its predictions are confidently wrong.");
        assert_eq!(sentences[7], "The first layer’s gradient is 3.2e-6 times the output layer’s.");
        assert_eq!(sentences[8], "Training ended with only 50.0\u{a0}% correct.");
        assert_eq!(sentences[9], "Cost fell by 50.0\u{a0}% in the last 1,000 iterations.");
        assert_eq!(sentences[10], "Signals and gradients are a healthy size. 25.0\u{a0}% correct.");
        assert_eq!(
            Evidence::SoFar(0.5).to_string(),
            "Signals and gradients are a healthy size. 50\u{a0}% correct, as by chance."
        );
        assert_eq!(
            Evidence::SureAndWrong(0.37).to_string(),
            "37\u{a0}% of its predictions are confidently wrong (within 0.001 of 0 or 1)."
        );
        assert!(Evidence::GradientRatio(f64::INFINITY).to_string().contains(" ∞ times "));
    }

    #[test]
    fn numbers_read_as_a_person_would_write_them() {
        assert_eq!([0, 999, 12_000, 1_000_000].map(grouped), ["0", "999", "12,000", "1,000,000"]);
        assert_eq!(
            [0.0132, -0.5, -0.0001].map(change),
            ["fell by 1.3\u{a0}%", "rose by 50.0\u{a0}%", "changed by less than 0.1\u{a0}%"]
        );
        assert_eq!(
            [0.0625, 0.1875, 0.1225].map(|share| percent(share, 1)),
            ["6.3\u{a0}%", "18.8\u{a0}%", "12.3\u{a0}%"]
        );
        assert_eq!(percent(0.125, 0), "13\u{a0}%");
    }

    #[test]
    fn what_is_neither_none_nor_all_is_never_rounded_to_it() {
        assert_eq!(change(0.9997), "fell by more than 99.9\u{a0}%");
        assert_eq!([-1.0, -1.000_01].map(change), ["rose by 100.0\u{a0}%"; 2]);
        assert!(Evidence::SureAndWrong(0.004).to_string().starts_with("Less than 1\u{a0}% of its predictions"));
        assert!(Evidence::EndedPoor(0.0001).to_string().contains(" with only less than 0.1\u{a0}% correct"));
        assert!(Evidence::EndedPoor(0.0).to_string().contains(" with only 0.0\u{a0}% correct"));
    }

    #[test]
    fn words_are_named_as_they_are_written_in_a_snapshot() {
        for (k, word) in Word::ALL.iter().enumerate() {
            assert_eq!(serde_json::to_value(word).unwrap(), word.name());
            assert!(!Word::ALL[..k].contains(word) && word.definition().ends_with('.'));
        }
    }
}
