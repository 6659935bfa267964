//! The words for the state of a run, and their definitions.

use serde::Serialize;

/// The state of a run. [`Word::definition`] defines each word, with its thresholds.
///
/// ```
/// use init_lab::{Experiment, Lab, Word};
///
/// let snapshot = Lab::new(Experiment::default()).snapshot();
/// let words: Vec<Word> = snapshot.runs.iter().map(|run| run.verdict.word).collect();
/// assert_eq!(words, [Word::Symmetric, Word::Exploding, Word::Learning]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// The next state is not finite, or the cost has exploded.
    Diverged,
    /// The training samples of both classes are classified correctly.
    Solved,
    /// All slopes of a hidden layer are 0, for every sample.
    Dead,
    /// In every hidden layer, all units are identical.
    Symmetric,
    /// Hardly any error signal reaches the first layer.
    Vanishing,
    /// The error signal grows out of proportion in the backward pass.
    Exploding,
    /// Many predictions are confidently wrong.
    Saturated,
    /// At an optimum that it cannot leave.
    Converged,
    /// The iterations ran out while the cost still fell.
    Unfinished,
    /// The cost hardly moves, away from an optimum and without another failure.
    Stalled,
    /// The cost is falling.
    Learning,
}

impl Word {
    /// Every word, in order of precedence.
    pub const ALL: [Self; 11] = [
        Self::Diverged,
        Self::Solved,
        Self::Dead,
        Self::Symmetric,
        Self::Vanishing,
        Self::Exploding,
        Self::Saturated,
        Self::Converged,
        Self::Unfinished,
        Self::Stalled,
        Self::Learning,
    ];

    /// A sentence for readers. The first of [`Self::ALL`] that holds is a run's word. docs/verdicts.md has the same
    /// definitions.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Diverged => {
                "An update would have made a parameter infinite or not a number, or the cost is not a number or above 10⁶ \
                 times its first value (or 10⁶ · ln 2, where the first value is below ln 2)."
            }
            Self::Solved => {
                "At least 95 % of the training samples are classified correctly, as the mean of the two classes. Data of one \
                 class are never solved."
            }
            Self::Dead => "In some hidden layer, all slopes of all units are 0 for every training sample.",
            Self::Symmetric => {
                "In every hidden layer, all units have the same weights and bias. So they get the same updates, stay the same, \
                 and compute no more than one unit could. The same means: incoming weights, biases and outgoing weights \
                 agree to 10⁻⁹ of the layer’s largest."
            }
            Self::Vanishing => {
                "The error signal (root mean square of ∂cost/∂z) at the first hidden layer is below 10⁻³ of the output \
                 layer’s; if the output layer has an initializer of its own or starts at 0, of the last hidden layer’s."
            }
            Self::Exploding => {
                "The error signal at the first hidden layer is at least 100 times the output layer’s; if the output layer has \
                 an initializer of its own or starts at 0, the last hidden layer’s."
            }
            Self::Saturated => {
                "At least 10 % of the predictions are confidently wrong: p is below 0.001 or above 0.999, and the other \
                 class is right."
            }
            Self::Converged => {
                "No failure is detected, updates use all samples and the gradient is 0 to rounding; or the cost stands still, \
                 and the gradient is at most 2 % of the largest that it was, and of the slopes ∂loss/∂z at the output \
                 (below 2 % they count as 2 %), or each update undoes the one before."
            }
            Self::Unfinished => {
                "The iterations ran out, and the mean cost of the last fifth of them is at least 0.5 % below that of the \
                 fifth before, or the run is leaving a plateau. No failure is detected."
            }
            Self::Stalled => {
                "No failure is detected, and the cost falls so slowly that all iterations of the run would lower it by less \
                 than 2.5 %, or by less than it swings; but it has not converged, and does not leave a plateau."
            }
            Self::Learning => "Improving; no failure detected.",
        }
    }

    /// Why it is defined so, with its thresholds: a sentence or two for readers.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Diverged => {
                "A cost a million times higher does not come back. ln 2 is the cost of p = ½: a start that happens to be better \
                 does not lower the bound."
            }
            Self::Solved => {
                "The one definition of *solved*, in sweeps and texts, too. Where most points are of one class, plain accuracy is \
                 high without learning. What else holds is a finding; a test accuracy that is lower by more than 10 points, and \
                 by more than three standard errors, is said: *it fits the training set*."
            }
            Self::Dead => {
                "No error signal passes a layer without slopes, whatever the optimizer. It comes after *symmetric* where all \
                 weights of the next layer are 0: then units that respond would get nothing, either."
            }
            Self::Symmetric => {
                "Identical units get identical gradients and stay identical. Rounding differs by 10⁻¹² after thousands of \
                 updates, and drawn weights by much more than 10⁻⁹. It needs a hidden layer with two units or more."
            }
            Self::Vanishing => {
                "On the way back, the layers do not keep the error’s size. What that does to updates depends on the weights’ \
                 gradient, which can differ less: the evidence gives both. A small or zero output layer passes little error at \
                 first, but grows; that is no loss on the way through the hidden layers."
            }
            Self::Exploding => {
                "As for *vanishing*. Too large an error does more harm than too small a one: updates that are too long destroy \
                 what short ones only delay. So the bound is nearer to 1."
            }
            Self::Saturated => {
                "Up to some 10 % wrong labels are usual, and a good fit is confidently wrong there. It comes before *vanishing* \
                 and *exploding* where the loss has no slope left (root mean square of ∂loss/∂z at the output below 10⁻³): then \
                 it is the loss that no longer corrects."
            }
            Self::Converged => {
                "0 to rounding is below 10⁻¹² of the slopes at the output, of which the gradient is a mean; a mini-batch \
                 has another one, and goes on. The noise of mini-batches leaves about 1 %. The cost stands still if its mean over the last fifth of the iterations so far \
                 is less than 0.1 %, or less than two standard errors, below that over the fifth before, and it does not fall \
                 faster than before: so a plateau is left. Updates undo each other, at a kink of ReLU for instance, where \
                 gradient descent on all samples lowers the cost by less than 1 % of what its gradient promises. It does not \
                 say whether a better optimum exists, nor whether a flat saddle will be left much later."
            }
            Self::Unfinished => {
                "At this speed, as many iterations again would lower the cost by 2.5 %: more of them help."
            }
            Self::Stalled => {
                "A change of 2.5 % over a whole run does not show in a chart; at its end that is 0.5 % in the last fifth. Before, \
                 slow runs get the time that they have. A plateau is left where the cost falls faster than before by more \
                 than 10 %, and the run’s iterations, at most twice those so far, would lower it by 2.5 % if it went on so. A \
                 cost swings if \
                 it does not fall by more than two standard errors, which noise of mini-batches or a rate too large explains."
            }
            Self::Learning => "None of the others holds; in the first ten iterations there is too little to judge.",
        }
    }

    /// The word, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Solved => "solved",
            Self::Dead => "dead",
            Self::Symmetric => "symmetric",
            Self::Vanishing => "vanishing",
            Self::Exploding => "exploding",
            Self::Saturated => "saturated",
            Self::Converged => "converged",
            Self::Unfinished => "unfinished",
            Self::Stalled => "stalled",
            Self::Learning => "learning",
        }
    }
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
