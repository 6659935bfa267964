//! Summaries of a sweep over its seeds.

use std::collections::BinaryHeap;

/// The two-sided 95 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A summary of one measure over the seeds of a cell.
///
/// Quantiles are NumPy's `linear` ones, over the trainings that are done and have a value. Between two neighbours of
/// which one is not finite, the upper one counts. The share of solved trainings has a 95 % interval (Wilson, 1927).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Median.
    pub median: f64,
    /// Quantile 0.1.
    pub q10: f64,
    /// Quantile 0.25.
    pub q25: f64,
    /// Quantile 0.75.
    pub q75: f64,
    /// Quantile 0.9.
    pub q90: f64,
    /// Number of values.
    pub n: f64,
    /// Share of the trainings done that are solved at the end.
    pub solved_share: f64,
    /// Lower end of its interval.
    pub solved_low: f64,
    /// Upper end of its interval.
    pub solved_high: f64,
}

impl Summary {
    /// Its numbers, in the order of the fields.
    pub fn numbers(self) -> [f64; 9] {
        let Self { median, q10, q25, q75, q90, n, solved_share, solved_low, solved_high } = self;
        [median, q10, q25, q75, q90, n, solved_share, solved_low, solved_high]
    }
}

/// Summarizes the values of a cell, one for each seed: NaN if not done or without a value. `solved` is 1 for a training
/// solved at its end, 0 for one that is not, and something else if not done or not trained.
///
/// ```
/// use init_lab::summarize;
///
/// let summary = summarize(&[1.0, 4.0, f64::NAN, 2.0], &[1, 0, 2, 1]);
/// assert_eq!((summary.median, summary.q25, summary.n), (2.0, 1.5, 3.0));
/// assert_eq!(summary.solved_share, 2.0 / 3.0);
/// ```
pub fn summarize(values: &[f64], solved: &[u8]) -> Summary {
    let sorted = ascending(values.iter().copied().filter(|value| !value.is_nan()));
    let quantile = |q| quantile(&sorted, q);
    let marked = |mark| solved.iter().map(|&solved| f64::from(u8::from(solved == mark))).sum::<f64>();
    let (unsolved, solved) = (marked(0), marked(1));
    let count = unsolved + solved;
    let share = solved / count;
    let (solved_low, solved_high) = wilson(share, count);
    Summary {
        median: quantile(0.5),
        q10: quantile(0.1),
        q25: quantile(0.25),
        q75: quantile(0.75),
        q90: quantile(0.9),
        n: sorted.len() as f64,
        solved_share: share,
        solved_low,
        solved_high,
    }
}

/// Numbers in the order of [`f64::total_cmp`]. A heap sorts a few thousand of them fast enough, and its code is a tenth of
/// that of `sort_unstable`.
fn ascending(values: impl Iterator<Item = f64>) -> Vec<f64> {
    // The bits of an f64 are ordered as an integer's are, but for the magnitude of negative numbers. It is its own inverse.
    let swapped = |bits: i64| bits ^ (bits >> 63) & i64::MAX;
    let heap: BinaryHeap<i64> = values.map(|value| swapped(value.to_bits().cast_signed())).collect();
    heap.into_sorted_vec().into_iter().map(|key| f64::from_bits(swapped(key).cast_unsigned())).collect()
}

/// The quantile of sorted values as `numpy.quantile(values, q)` interpolates it; NaN without values.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = q * last as f64;
    let below = f64::floor(place);
    let t = place - below;
    let (lower, upper) = (sorted[below as usize], sorted[(below as usize + 1).min(last)]);
    if t == 0.0 {
        return lower;
    }
    if !lower.is_finite() || !upper.is_finite() {
        return upper;
    }
    let difference = upper - lower;
    if t >= 0.5 { upper - difference * (1.0 - t) } else { lower + difference * t }
}

/// The 95 % interval of a share of `count` (Wilson, 1927); NaN of none.
fn wilson(share: f64, count: f64) -> (f64, f64) {
    let square = Z * Z;
    let denominator = 2.0 * (count + square);
    let centre = (2.0 * count * share + square) / denominator;
    let reach = Z / denominator * f64::sqrt(4.0 * count * share * (1.0 - share) + square);
    let low = if share == 0.0 { 0.0 } else { centre - reach };
    let high = if share == 1.0 { 1.0 } else { centre + reach };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_between_infinite_neighbours_take_the_upper_one() {
        let values = [1.0, f64::INFINITY];
        let summary = summarize(&values, &[1, 0]);
        assert_eq!((summary.median, summary.q10), (f64::INFINITY, f64::INFINITY));
        assert_eq!(summarize(&[2.0; 5], &[1; 5]).q90, 2.0);
    }

    #[test]
    fn numbers_ascend_in_the_total_order() {
        let mut values =
            vec![2.0, f64::INFINITY, -0.0, -3.5, 1e-310, 0.0, -1e300, f64::NEG_INFINITY, 2.0, -1e-310, 7.25];
        let ours = ascending(values.iter().copied());
        values.sort_by(f64::total_cmp);
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&ours), bits(&values));
    }

    #[test]
    fn nothing_done_is_not_a_number() {
        let summary = summarize(&[f64::NAN; 3], &[2; 3]);
        assert_eq!(summary.n, 0.0);
        assert!(
            [summary.median, summary.solved_share, summary.solved_low, summary.solved_high].iter().all(|v| v.is_nan())
        );
    }
}
