//! The evidence of a verdict in words.

use std::fmt;

use serde::{Serialize, Serializer};

use super::progress::POOR_ACCURACY;
use super::{Backward, ErrorSource, Evidence};
use crate::decimal::{Decimal, fixed, power_of_ten};

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoFiniteCost(iteration) => {
                write!(f, "The cost became infinite or not a number at iteration {}.", grouped(iteration))
            }
            Self::Exploded(iteration, cost) => {
                write!(f, "The cost exploded to {} at iteration {}.", multiple(cost), grouped(iteration))
            }
            Self::NoFiniteWeight(iteration) => {
                write!(
                    f,
                    "The update at iteration {} would make a weight infinite or not a number.",
                    grouped(iteration)
                )
            }
            Self::Solved(accuracy, balanced) => {
                let share = capitalized(percent(accuracy, 1));
                write!(f, "{share} of the training samples are classified correctly")?;
                if percent(accuracy, 1) != percent(balanced, 1) {
                    write!(f, ", {} as the mean of the two classes", percent(balanced, 1))?;
                }
                f.write_str(".")
            }
            Self::FitsOnly(accuracy, test) => {
                let share = capitalized(percent(accuracy, 1));
                write!(
                    f,
                    "It fits the training set: {share} correct there, but {} of the test samples.",
                    percent(test, 1)
                )
            }
            Self::SolvedThoughDead { accuracy, layer, dead, units } => {
                let (share, layer) = (capitalized(percent(accuracy, 1)), layer + 1);
                write!(f, "{share} of the training samples are classified correctly, though {dead} of {units} units ")?;
                write!(f, "of hidden layer {layer} are dead.")
            }
            Self::OneUnit => f.write_str("All units of each hidden layer are identical."),
            Self::DeadLayer(layer) => {
                write!(f, "All slopes of hidden layer {} are 0, for every training sample.", layer + 1)
            }
            Self::SureAndWrong(0.5) => f.write_str("Half of its predictions are confidently wrong."),
            Self::SureAndWrong(share) => {
                let share = capitalized(percent(share, 0));
                write!(f, "{share} of its predictions are confidently wrong (within 0.001 of 0 or 1).")
            }
            Self::Backward(Backward { error: 0.0, .. }) => f.write_str("No error signal reaches the first layer."),
            Self::Backward(Backward { error, gradient, from }) => {
                let from = if from == ErrorSource::Output { "output" } else { "last hidden" };
                if !error.is_finite() {
                    return write!(
                        f,
                        "The first layer’s error signal is too large to compare with the {from} layer’s."
                    );
                }
                write!(f, "The first layer’s error signal is {} times the {from} layer’s", multiple(error))?;
                if gradient.is_finite() && gradient > 0.0 {
                    write!(f, ", its weights’ gradient {} times", multiple(gradient))?;
                }
                f.write_str(".")
            }
            Self::OneClass => f.write_str("Only one class: nothing to tell apart."),
            Self::NoGradient => f.write_str("The gradient is 0 to rounding, so training cannot leave this point."),
            Self::Optimum(0.0) => f.write_str("The cost stands still, and the gradient is 0."),
            Self::Optimum(ratio) => {
                write!(f, "The cost stands still, and the gradient is {} times its largest.", multiple(ratio))
            }
            Self::Undone => f.write_str("The cost stands still: each update undoes the one before."),
            Self::EndedFalling(accuracy, fall) => {
                write!(f, "Training ended with {}; the cost still {} in the last fifth.", Ended(accuracy), change(fall))
            }
            Self::EndedPoor(accuracy) => write!(f, "Training ended with {}.", Ended(accuracy)),
            Self::Swings(iterations, low, high) => {
                let (low, high) = (multiple(low), multiple(high));
                write!(f, "Cost swings between {low} and {high} in the last {} iterations.", grouped(iterations))
            }
            Self::Fall(iterations, fall) => {
                write!(f, "Averaged over {} iterations, the cost {}.", grouped(iterations), change(fall))
            }
            Self::SoFar(0.5) => f.write_str("No problem detected. 50\u{a0}% correct, as by chance."),
            Self::SoFar(accuracy) => {
                let chance = if accuracy < 0.5 { ", fewer than by chance" } else { "" };
                write!(f, "No problem detected. {} correct so far{chance}.", capitalized(percent(accuracy, 1)))
            }
        }
    }
}

/// How many points are classified correctly at the end.
struct Ended(f64);

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0.0 {
            return f.write_str("none of the points classified correctly");
        }
        let share = percent(self.0, 1);
        let is_poor = self.0 < POOR_ACCURACY && share.starts_with(|c: char| c.is_ascii_digit());
        write!(f, "{}{share} of points classified correctly", if is_poor { "only " } else { "" })
    }
}

/// How the cost changed, in words, where `fall` is the share of it that went. A cost of 0 has no such share: the fall
/// from it to 0 is NaN, to a higher cost −∞.
fn change(fall: f64) -> String {
    let size = fall.abs();
    if fall.is_nan() {
        return "stayed at 0".to_owned();
    }
    if size.is_infinite() {
        return "rose from 0".to_owned();
    }
    if size < 0.0005 {
        return "changed by less than 0.1\u{a0}%".to_owned();
    }
    if size > MOST_PERCENT {
        return format!("grew to {} times its value", multiple(1.0 + size));
    }
    format!("{} by {}", if fall > 0.0 { "fell" } else { "rose" }, percent(size, 1))
}

/// A rise by a larger fraction is told as a multiple.
const MOST_PERCENT: f64 = 10.0;

/// A fraction in percent. A fraction that is neither 0 nor 1 is never rounded to 0 % or 100 %.
fn percent(fraction: f64, places: i32) -> String {
    if !fraction.is_finite() {
        return "an unknown share".to_owned();
    }
    let least = 1.0 / f64::from(10_u32.pow(places as u32));
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

/// A finite positive number with two significant digits: 3,200, or 3.2 · 10⁻⁶ in the notation of the page.
fn multiple(number: f64) -> String {
    let rounded = Decimal::of(number).rounded(2);
    match rounded.power() {
        power @ -2..=0 => rounded.plain(1 - power),
        1..6 => with_commas(&rounded.plain(0)),
        power => power_of_ten(&rounded.mantissa(1), power),
    }
}

/// A whole number with a comma between thousands.
fn grouped(number: u32) -> String {
    with_commas(&number.to_string())
}

/// Digits with a comma between thousands.
fn with_commas(digits: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    const fn backward(error: f64, gradient: f64) -> Evidence {
        Evidence::Backward(Backward { error, gradient, from: ErrorSource::Output })
    }

    #[test]
    fn each_kind_of_evidence_is_a_sentence_of_its_own() {
        let kinds = [
            Evidence::NoFiniteCost(1),
            Evidence::Exploded(1, 3e9),
            Evidence::NoFiniteWeight(1),
            Evidence::Solved(0.97, 0.97),
            Evidence::FitsOnly(0.97, 0.5),
            Evidence::OneUnit,
            Evidence::DeadLayer(1),
            Evidence::SureAndWrong(0.5),
            backward(3.21e-6, 0.321),
            Evidence::OneClass,
            Evidence::EndedPoor(0.5),
            Evidence::Fall(1000, 0.5),
            Evidence::SoFar(0.25),
            Evidence::SolvedThoughDead { accuracy: 0.993, layer: 1, dead: 3, units: 5 },
            Evidence::NoGradient,
            Evidence::Undone,
            Evidence::Optimum(0.013),
            Evidence::EndedFalling(0.673, 0.065),
            Evidence::Swings(800, 0.21, 1.23),
        ];
        let sentences = kinds.map(|evidence| evidence.to_string());
        for (k, sentence) in sentences.iter().enumerate() {
            assert!(sentence.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()), "{sentence}");
            assert!(sentence.ends_with('.') && !sentences[..k].contains(sentence), "{sentence}");
        }
        let expected = [
            "All slopes of hidden layer 2 are 0, for every training sample.",
            "Half of its predictions are confidently wrong.",
            "The first layer’s error signal is 3.2 · 10⁻⁶ times the output layer’s, its weights’ gradient 0.32 times.",
            "Only one class: nothing to tell apart.",
            "Training ended with only 50.0 % of points classified correctly.",
            "Averaged over 1,000 iterations, the cost fell by 50.0 %.",
            "No problem detected. 25.0 % correct so far, fewer than by chance.",
            "99.3 % of the training samples are classified correctly, though 3 of 5 units of hidden layer 2 are dead.",
            "The gradient is 0 to rounding, so training cannot leave this point.",
            "The cost stands still: each update undoes the one before.",
            "The cost stands still, and the gradient is 0.013 times its largest.",
            "Training ended with only 67.3 % of points classified correctly; the cost still fell by 6.5 % in the last fifth.",
            "Cost swings between 0.21 and 1.2 in the last 800 iterations.",
        ];
        // Numbers and their signs are not torn apart.
        assert_eq!(sentences[6..].iter().map(|text| text.replace('\u{a0}', " ")).collect::<Vec<_>>(), expected);
        assert_eq!(Evidence::SoFar(0.5).to_string(), "No problem detected. 50\u{a0}% correct, as by chance.");
        assert_eq!(
            Evidence::SureAndWrong(0.37).to_string(),
            "37\u{a0}% of its predictions are confidently wrong (within 0.001 of 0 or 1)."
        );
    }

    #[test]
    fn a_ratio_of_zero_is_a_sentence_and_powers_have_one_notation() {
        assert_eq!(backward(0.0, 0.0).to_string(), "No error signal reaches the first layer.");
        assert_eq!(
            backward(f64::INFINITY, 1.0).to_string(),
            "The first layer’s error signal is too large to compare with the output layer’s."
        );
        let from_hidden =
            Evidence::Backward(Backward { error: 2e-7, gradient: f64::NAN, from: ErrorSource::LastHidden });
        assert_eq!(
            from_hidden.to_string(),
            "The first layer’s error signal is 2.0\u{a0}·\u{a0}10⁻⁷ times the last hidden layer’s."
        );
        let times = [5e-324, 5.84e-7, 9.96e-5, 0.000_99, 1001.0, 98_765.0, 9.96e5, 3.21e300].map(multiple);
        assert_eq!(
            times,
            ["5.0 · 10⁻³²⁴", "5.8 · 10⁻⁷", "1.0 · 10⁻⁴", "9.9 · 10⁻⁴", "1,000", "99,000", "1.0 · 10⁶", "3.2 · 10³⁰⁰"]
                .map(|text| text.replace(' ', "\u{a0}"))
        );
        assert_eq!([0.0321, 0.321, 1.0, 9.96, 11.4].map(multiple), ["0.032", "0.32", "1.0", "10", "11"]);
    }

    /// Every sentence of every verdict, with every number that it may meet, reads as a sentence.
    #[test]
    fn no_number_breaks_a_sentence() {
        let numbers = [0.0, 5e-324, 1e-9, 0.003, 0.5, 0.999_999_9, 1.0, 12.0, 1e300, f64::INFINITY, f64::NAN];
        let iterations = [0, 1, 999, 1_000_000, u32::MAX];
        let mut sentences = vec![
            Evidence::OneUnit,
            Evidence::OneClass,
            Evidence::NoGradient,
            Evidence::DeadLayer(0),
            Evidence::DeadLayer(99),
        ];
        for n in iterations {
            sentences.extend([Evidence::NoFiniteCost(n), Evidence::Exploded(n, 1e300), Evidence::NoFiniteWeight(n)]);
        }
        for x in numbers {
            let share = if x.is_finite() { x.min(1.0) } else { x };
            sentences.push(Evidence::EndedFalling(share, x));
            if x.is_finite() {
                sentences.extend([Evidence::Optimum(x), Evidence::Swings(9, x, x)]);
            }
            sentences.extend([
                Evidence::Solved(share, 0.95),
                Evidence::FitsOnly(share, 0.2),
                Evidence::SureAndWrong(share),
            ]);
            sentences.extend([Evidence::EndedPoor(share), Evidence::SoFar(share), backward(x, 0.5), backward(0.5, x)]);
            sentences.extend(iterations.into_iter().flat_map(|n| [Evidence::Fall(n, x), Evidence::Fall(n, -x)]));
        }
        for evidence in sentences {
            let text = evidence.to_string();
            assert!(text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()), "{text}");
            assert!(text.ends_with('.') && !text.contains("..") && !text.contains("  "), "{text}");
            let foreign = ["inf ", "NaN", "e-", "e+", "∞", "only less", "only more", "only an"];
            assert!(!foreign.iter().any(|word| text.contains(word)), "{text}");
            let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            assert!(digits < Some(5), "{text}: digits are grouped or rounded");
        }
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
        assert_eq!(
            Evidence::EndedPoor(0.0001).to_string(),
            "Training ended with less than 0.1\u{a0}% of points classified correctly."
        );
        assert_eq!(
            Evidence::EndedPoor(0.0).to_string(),
            "Training ended with none of the points classified correctly."
        );
        assert_eq!(
            Evidence::EndedPoor(0.3).to_string(),
            "Training ended with only 30.0\u{a0}% of points classified correctly."
        );
    }
}
