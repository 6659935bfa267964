//! The evidence of a verdict in words.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Evidence;
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
            Self::Exploded(iteration) => {
                write!(f, "The cost rose above a million times its first value at iteration {}.", grouped(iteration))
            }
            Self::NoFiniteWeight(iteration) => {
                write!(
                    f,
                    "The update at iteration {} would make a weight infinite or not a number.",
                    grouped(iteration)
                )
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
            Self::GradientRatio(0.0) => f.write_str("No gradient reaches the first layer."),
            Self::GradientRatio(ratio) if ratio.is_nan() => f.write_str("The first layer’s gradient is not a number."),
            Self::GradientRatio(f64::INFINITY) => {
                f.write_str("The first layer’s gradient is too large to compare with the output layer’s.")
            }
            Self::GradientRatio(ratio) => {
                write!(f, "The first layer’s gradient is {} times the output layer’s.", multiple(ratio))
            }
            Self::EndedPoor(0.0) => f.write_str("Training ended with none of the samples correct."),
            Self::EndedPoor(accuracy) => {
                let share = percent(accuracy, 1);
                let only = if share.starts_with(|c: char| c.is_ascii_digit()) { "only " } else { "" };
                write!(f, "Training ended with {only}{share} correct.")
            }
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
        0 => rounded.plain(1),
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
        assert_eq!(sentences[7], "The first layer’s gradient is 3.2\u{a0}·\u{a0}10⁻⁶ times the output layer’s.");
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
    }

    #[test]
    fn a_ratio_of_zero_is_a_sentence_and_powers_have_one_notation() {
        let ratio = |ratio| Evidence::GradientRatio(ratio).to_string();
        assert_eq!(ratio(0.0), "No gradient reaches the first layer.");
        assert_eq!(ratio(f64::NAN), "The first layer’s gradient is not a number.");
        assert_eq!(ratio(f64::INFINITY), "The first layer’s gradient is too large to compare with the output layer’s.");
        let times = [5e-324, 5.84e-7, 9.96e-5, 0.000_99, 1001.0, 98_765.0, 9.96e5, 3.21e300].map(multiple);
        assert_eq!(
            times,
            ["5.0 · 10⁻³²⁴", "5.8 · 10⁻⁷", "1.0 · 10⁻⁴", "9.9 · 10⁻⁴", "1,000", "99,000", "1.0 · 10⁶", "3.2 · 10³⁰⁰"]
                .map(|text| text.replace(' ', "\u{a0}"))
        );
        assert_eq!([1.0, 9.96, 11.4].map(multiple), ["1.0", "10", "11"]);
    }

    /// Every sentence of every verdict, with every number that it may meet, reads as a sentence.
    #[test]
    fn no_number_breaks_a_sentence() {
        let numbers = [0.0, 5e-324, 1e-9, 0.003, 0.5, 0.999_999_9, 1.0, 12.0, 1e300, f64::INFINITY, f64::NAN];
        let iterations = [0, 1, 999, 1_000_000, u32::MAX];
        let mut sentences = vec![Evidence::OneUnit, Evidence::DeadLayer(0), Evidence::DeadLayer(99)];
        for n in iterations {
            sentences.extend([Evidence::NoFiniteCost(n), Evidence::Exploded(n), Evidence::NoFiniteWeight(n)]);
        }
        for x in numbers {
            let share = if x.is_finite() { x.min(1.0) } else { x };
            sentences.extend([Evidence::Accuracy(share), Evidence::SureAndWrong(share)]);
            sentences.extend([Evidence::EndedPoor(share), Evidence::SoFar(share), Evidence::GradientRatio(x)]);
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
        assert_eq!(Evidence::EndedPoor(0.0001).to_string(), "Training ended with less than 0.1\u{a0}% correct.");
        assert_eq!(Evidence::EndedPoor(0.0).to_string(), "Training ended with none of the samples correct.");
        assert_eq!(Evidence::EndedPoor(0.3).to_string(), "Training ended with only 30.0\u{a0}% correct.");
    }
}
