//! The table of losses.

use wide::f64x2;

use super::probability::{slopes, values};
use super::{
    Guard, Loss, Slope, cross_entropy, cross_entropy_epsilon, cross_entropy_epsilon_derivative, for_each, toward,
};
use crate::catalogue_text::catalogue_text;
use crate::elementary::sigmoid_lanes;

const FROM_LOGIT: &str = catalogue_text("From the logit");
const FROM_PROBABILITY: &str = catalogue_text("From the probability, as libraries do");
const OTHER: &str = catalogue_text("Other");

/// 2⁻²³, the distance from 1 to the next number of single precision.
const SINGLE_EPSILON: f64 = 1.192_092_895_507_812_5e-7;
/// e⁻¹⁰⁰ for both labels.
const CLAMP: [f64; 2] = [3.720_075_976_020_836e-44; 2];

/// NumPy code of a loss whose logarithm is clamped at -100.
macro_rules! clamped_numpy {
    ($name:literal, $sigmoid:literal, $precision:literal) => {
        catalogue_text(concat!(
            "def ",
            $name,
            "(z, y):\n    \"\"\"-ln(q), where q is the probability of the right class, in ",
            $precision,
            ", and the logarithm at least -100.\"\"\"\n    p = ",
            $sigmoid,
            "(z)\n    with np.errstate(divide=\"ignore\"):\n        return -np.maximum(np.log(np.where(y == 1, p, 1 - p)), -100)\n\n\ndef ",
            $name,
            "_slope(z, y):\n    \"\"\"Its slope in libraries: it fades where p (1 - p) is below 1e-12.\"\"\"\n    p = ",
            $sigmoid,
            "(z)\n    return (p - y) * (p * (1 - p)) / np.maximum(p * (1 - p), 1e-12)\n"
        ))
    };
}

/// NumPy code of a loss whose cost alone is capped.
macro_rules! capped_numpy {
    ($name:literal, $sigmoid:literal, $epsilon:literal) => {
        catalogue_text(concat!(
            "def ",
            $name,
            "(z, y):\n    \"\"\"-ln(q), where q is the probability of the right class, clipped for the cost only.\"\"\"\n    p = np.clip(",
            $sigmoid,
            "(z), ",
            $epsilon,
            ", 1 - ",
            $epsilon,
            ")\n    return -np.log(np.where(y == 1, p, 1 - p))\n\n\ndef ",
            $name,
            "_slope(z, y):\n    \"\"\"The slope, which nothing caps.\"\"\"\n    return ",
            $sigmoid,
            "(z) - y\n"
        ))
    };
}

/// NumPy code of a loss with ε in its logarithm.
macro_rules! epsilon_numpy {
    ($name:literal, $epsilon:literal, $least:literal) => {
        catalogue_text(concat!(
            "def ",
            $name,
            "(z, y):\n    \"\"\"-ln(q + ",
            $epsilon,
            "), where q is the probability of the right class, in float32.\"\"\"\n    p = sigmoid_single(z",
            $least,
            ")\n    return -np.log(np.where(y == 1, p, 1 - p) + ",
            $epsilon,
            ")\n\n\ndef ",
            $name,
            "_slope(z, y):\n    \"\"\"Its derivative with respect to z: near 0 where q is far below ",
            $epsilon,
            ".\"\"\"\n    p = sigmoid_single(z",
            $least,
            ")\n    q = np.where(y == 1, p, 1 - p)\n    return (p - y) * q / (q + ",
            $epsilon,
            ")\n"
        ))
    };
}

/// NumPy code of a loss with an unguarded gradient.
macro_rules! unguarded_numpy {
    ($name:literal, $words:literal, $value:literal) => {
        catalogue_text(concat!(
            "def ",
            $name,
            "(z, y):\n    \"\"\"",
            $words,
            "\"\"\"\n    p = sigmoid_single(z)\n    with np.errstate(divide=\"ignore\", invalid=\"ignore\"):\n        ",
            $value,
            "\n\n\ndef ",
            $name,
            "_slope(z, y):\n    \"\"\"Its slope by the chain rule: NaN where p is 0 or 1.\"\"\"\n    p = sigmoid_single(z)\n    with np.errstate(divide=\"ignore\", invalid=\"ignore\"):\n        return p * (1 - p) * ((1 - y) / (1 - p) - y / p)\n"
        ))
    };
}

/// Every loss.
pub static LOSSES: [Loss; 15] = [
    Loss {
        name: "cross_entropy",
        title: "Cross-entropy",
        group: FROM_LOGIT,
        formula: catalogue_text("ln(1 + exp(z)) − y z"),
        summary: catalogue_text(
            "Computed from the logit, so it stays finite. Samples that are confidently wrong still change the \
            weights.",
        ),
        numpy: catalogue_text(
            r#"def cross_entropy(z, y):
    """-y ln(p) - (1 - y) ln(1 - p) from the logit z: finite also where p rounds to 0 or 1."""
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


def cross_entropy_slope(z, y):
    """Its derivative with respect to z."""
    return sigmoid(z) - y
"#,
        ),
        evaluate: |z, y, values, _| for_each(z, y, values, cross_entropy),
        differentiate: |z, y, values, _| for_each(z, y, values, |z, y, decay, c| sigmoid_lanes(z, decay, c) - y),
        guard: Guard::NONE,
    },
    Loss {
        name: "cross_entropy_epsilon",
        title: "Cross-entropy with ε",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻⁵"),
        summary: catalogue_text(
            "Computed from the probability plus ε, which avoids ln 0. It caps the loss at 11.5, and its slope \
            vanishes where the right class gets far less than ε: the worst errors are not corrected.",
        ),
        numpy: catalogue_text(
            r#"EPSILON_IN_LOG = 1e-5


def cross_entropy_epsilon(z, y):
    """-ln(q + epsilon), where q is the probability of the right class."""
    return -np.log(sigmoid(np.where(y == 1, z, -z)) + EPSILON_IN_LOG)


def cross_entropy_epsilon_slope(z, y):
    """Its derivative with respect to z: near 0 where the right class gets far less than epsilon."""
    p, q = sigmoid(z), sigmoid(-z)
    return (1 - y) * p * q / (q + EPSILON_IN_LOG) - y * p * q / (p + EPSILON_IN_LOG)
"#,
        ),
        evaluate: |z, y, values, _| for_each(z, y, values, cross_entropy_epsilon),
        differentiate: |z, y, values, _| for_each(z, y, values, cross_entropy_epsilon_derivative),
        guard: Guard::NONE,
    },
    Loss {
        name: "mse",
        title: "Squared error",
        group: OTHER,
        formula: catalogue_text("(p − y)²"),
        summary: catalogue_text(
            "The squared error of the probability. Its slope also vanishes where an output is confidently wrong.",
        ),
        numpy: catalogue_text(
            r#"def mse(z, y):
    """The squared error of the probability."""
    return sigmoid(np.where(y == 1, -z, z)) ** 2


def mse_slope(z, y):
    """Its derivative with respect to z: near 0 where an output is confidently wrong."""
    p, q = sigmoid(z), sigmoid(-z)
    return 2 * (p - y) * p * q
"#,
        ),
        evaluate: |z, y, values, _| {
            for_each(z, y, values, |z, y, decay, c| {
                let other = sigmoid_lanes(toward(-z, y), decay, c);
                other * other
            });
        },
        differentiate: |z, y, values, _| {
            for_each(z, y, values, |z, y, decay, c| {
                let (p, q) = (sigmoid_lanes(z, decay, c), sigmoid_lanes(-z, decay, c));
                f64x2::splat(2.0) * (p - y) * p * q
            });
        },
        guard: Guard::NONE,
    },
    Loss {
        name: "cross_entropy_clipped",
        title: "Cross-entropy, clipped",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln p − (1 − y) ln(1 − p), p clipped to 10⁻⁷ … 1 − 10⁻⁷"),
        summary: catalogue_text(
            "Clips a single-precision probability, so the loss ends at 16.1 for label 1 and at 15.9 for label 0. Beyond that the \
            slope is 0: the worst errors are not corrected.",
        ),
        numpy: catalogue_text(
            r#"# 1e-7 and 1 - 1e-7 in float32.
CLIP = [1.0000000116860974e-07, 1 - 2.0**-23]


def cross_entropy_clipped(z, y):
    """-ln(q), where q is the probability of the right class, in float32 and clipped."""
    p = np.clip(sigmoid_single(z), *CLIP)
    return -np.log(np.where(y == 1, p, 1 - p))


def cross_entropy_clipped_slope(z, y):
    """Its derivative with respect to z: 0 where the probability is clipped."""
    p = sigmoid_single(z)
    return np.where((p < CLIP[0]) | (p > CLIP[1]), 0, p - y)
"#,
        ),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: [SINGLE_EPSILON, 1.000_000_011_686_097_4e-7], slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_clamped",
        title: "Cross-entropy, clamped",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y max(ln p, −100) − (1 − y) max(ln(1 − p), −100)"),
        summary: catalogue_text(
            "Clamps the logarithm of a single-precision probability at −100. Its slope is p − y times p (1 − p) over the \
            larger of p (1 − p) and 10⁻¹²: 0 for label 0 from z = 16.7, and fading for label 1 from z = −27.6, though \
            the value is exact down to −88.",
        ),
        numpy: clamped_numpy!("cross_entropy_clamped", "sigmoid_single", "float32"),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: CLAMP, slope: Slope::Faded, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_clamped_double",
        title: "Cross-entropy, clamped, double",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y max(ln p, −100) − (1 − y) max(ln(1 − p), −100), in double precision"),
        summary: catalogue_text(
            "The same from a double-precision probability. The slope fades for both labels where the right class gets less \
            than 10⁻¹², from |z| = 27.6, and is 0 for label 0 from z = 36.8.",
        ),
        numpy: clamped_numpy!("cross_entropy_clamped_double", "sigmoid", "float64"),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: CLAMP, slope: Slope::Faded, ..Guard::NONE },
    },
    Loss {
        name: "cross_entropy_capped",
        title: "Cross-entropy, capped cost",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln p − (1 − y) ln(1 − p), p clipped to 2⁻⁵² … 1 − 2⁻⁵² for the cost only"),
        summary: catalogue_text(
            "Only the cost is capped, at 36.0; the slope is p − y everywhere. The cost looks stuck at first, and training \
            goes on all the same.",
        ),
        numpy: capped_numpy!("cross_entropy_capped", "sigmoid", "2.0**-52"),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: [f64::EPSILON; 2], slope: Slope::Right, ..Guard::NONE },
    },
    Loss {
        name: "cross_entropy_capped_single",
        title: "Cross-entropy, capped cost, single",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln p − (1 − y) ln(1 − p), p clipped to 2⁻²³ … 1 − 2⁻²³ for the cost only"),
        summary: catalogue_text(
            "The same from a single-precision probability: the cost is capped at 15.9, and the slope is p − y everywhere.",
        ),
        numpy: capped_numpy!("cross_entropy_capped_single", "sigmoid_single", "2.0**-23"),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: [SINGLE_EPSILON; 2], slope: Slope::Right, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_epsilon_4",
        title: "Cross-entropy with ε = 10⁻⁴",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻⁴, p in single precision"),
        summary: catalogue_text(
            "The loss ends at 9.2, and the slope vanishes where the right class gets far less than ε.",
        ),
        numpy: epsilon_numpy!("cross_entropy_epsilon_4", "1e-4", ""),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { added: 1e-4, slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_epsilon_7",
        title: "Cross-entropy with ε = 10⁻⁷",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻⁷, p in single precision"),
        summary: catalogue_text(
            "The loss ends at 16.1, and the slope vanishes where the right class gets far less than ε.",
        ),
        numpy: epsilon_numpy!("cross_entropy_epsilon_7", "1e-7", ""),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { added: 1e-7, slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_epsilon_12",
        title: "Cross-entropy with ε = 10⁻¹²",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻¹², p in single precision"),
        summary: catalogue_text(
            "The loss ends at 27.6. The slope is 0 for label 0 from z = 16.7, where 1 − p is rounded to 0, and fades for \
            label 1 from z = −27.6.",
        ),
        numpy: epsilon_numpy!("cross_entropy_epsilon_12", "1e-12", ""),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { added: 1e-12, slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_epsilon_20",
        title: "Cross-entropy with ε = 10⁻²⁰",
        group: FROM_PROBABILITY,
        formula: catalogue_text(
            "−y ln(p + ε) − (1 − y) ln(1 − p + ε), ε = 10⁻²⁰, p in single precision and at least e⁻³⁰",
        ),
        summary: catalogue_text(
            "For label 0 the loss ends at 46.1, with a slope of 0 from z = 16.7. For label 1 it ends at 30, because the \
            sigmoid is cut off there, and the slope stays.",
        ),
        numpy: epsilon_numpy!("cross_entropy_epsilon_20", "1e-20", ", np.exp(-30)"),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { least: 9.357_622_968_840_175e-14, added: 1e-20, slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_floor",
        title: "Cross-entropy with a floor",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln max(p, 2⁻¹²⁶) − (1 − y) ln max(1 − p, 2⁻¹²⁶), p in single precision"),
        summary: catalogue_text(
            "Takes no logarithm below that of the smallest normal number, so the loss ends at 87.3. The slope is 0 for \
            label 0 from z = 16.7, where 1 − p is rounded to 0, and for label 1 from z = −87.3.",
        ),
        numpy: catalogue_text(
            r#"def cross_entropy_floor(z, y):
    """-ln(q), where q is the probability of the right class, in float32 and at least 2^-126."""
    p = sigmoid_single(z)
    return -np.log(np.maximum(np.where(y == 1, p, 1 - p), 2.0**-126))


def cross_entropy_floor_slope(z, y):
    """Its derivative with respect to z: 0 where q is smaller."""
    p = sigmoid_single(z)
    return np.where(np.where(y == 1, p, 1 - p) < 2.0**-126, 0, p - y)
"#,
        ),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: [1.175_494_350_822_287_5e-38; 2], slope: Slope::OfValue, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_half_clamped",
        title: "Cross-entropy, value clamped",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y max(ln p, −100) − (1 − y) max(ln(1 − p), −100), its slope without the clamp"),
        summary: catalogue_text(
            "Clamps the value at 100, but not the slope, which is 0/0 where the single-precision probability is 0 or 1: one \
            point beyond z = 16.7 ends the training, even if it is right.",
        ),
        numpy: unguarded_numpy!(
            "cross_entropy_half_clamped",
            "-ln(q), where q is the probability of the right class, in float32, and the logarithm at least -100.",
            "return -np.maximum(np.log(np.where(y == 1, p, 1 - p)), -100)"
        ),
        evaluate: values,
        differentiate: slopes,
        guard: Guard { floors: CLAMP, ..Guard::SINGLE },
    },
    Loss {
        name: "cross_entropy_unguarded",
        title: "Cross-entropy, unguarded",
        group: FROM_PROBABILITY,
        formula: catalogue_text("−y ln p − (1 − y) ln(1 − p), p in single precision"),
        summary: catalogue_text(
            "The formula as it stands. Where p is rounded to 0 or 1, from z = 16.7, it gives ∞, or 0 · ∞, which is no number: the \
            run ends there.",
        ),
        numpy: unguarded_numpy!(
            "cross_entropy_unguarded",
            "-y ln(p) - (1 - y) ln(1 - p), with p in float32: NaN or infinite where p is 0 or 1.",
            "return -y * np.log(p) - (1 - y) * np.log(1 - p)"
        ),
        evaluate: values,
        differentiate: slopes,
        guard: Guard::SINGLE,
    },
];
