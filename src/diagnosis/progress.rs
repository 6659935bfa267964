//! How the cost of a run without a failure has been moving.

use super::{Case, Evidence, Finding, Word, output_slope};

/// Costs are averaged over this share of the iterations so far.
const FIFTH: u32 = 5;
/// Before this iteration there is too little to judge: a fifth would be one update.
const SHORTEST: u32 = 10;
/// Relative fall of the cost over all iterations of a run, at the present speed, below which it stalls: it would not show
/// in a chart. At the end of a run that is 0.5 % in a fifth.
const STALLED_FALL: f64 = 0.025;
/// Relative fall over a fifth below which the cost stands still.
const STILL_FALL: f64 = 1e-3;
/// A cost that falls faster than in the fifth before by more than this factor is leaving a plateau.
const SPEED_UP: f64 = 1.1;
/// Over as many fifths of the iterations so far, at most, a cost is expected to go on falling ever faster.
const MOST_FIFTHS: u32 = 10;
/// Fraction of the largest gradient so far, and of the slopes at the output, of which a gradient is the mean, that counts
/// as small. The noise of mini-batches leaves about half of it.
const SMALL_GRADIENT: f64 = 0.02;
/// A gradient descent lowers the cost by its rate × the gradient's square, an update. Where less than this share of that
/// comes true, each update undoes the one before: at a kink, where the gradient does not shrink, and with steps too long.
const UNDONE: f64 = 0.01;
/// A gradient is 0 to rounding below this fraction of the slopes at the output: some thousand times the rounding of one
/// number.
const ROUNDING: f64 = 1e-12;
/// A fall counts if it is more than this many standard errors, where there are enough costs to know these.
const STANDARD_ERRORS: f64 = 2.0;
const ENOUGH: f64 = 5.0;
/// An accuracy at the end that is called poor.
pub(super) const POOR_ACCURACY: f64 = 0.8;

/// The costs of a fifth.
struct Fifth {
    count: f64,
    mean: f64,
    /// Variance of the mean.
    error: f64,
    low: f64,
    high: f64,
}

impl Fifth {
    fn of(costs: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let count = costs.clone().count() as f64;
        let mean = costs.clone().sum::<f64>() / count;
        let squares: f64 = costs.clone().map(|cost| (cost - mean) * (cost - mean)).sum();
        let (low, high) = costs.fold((f64::INFINITY, 0.0_f64), |(low, high), cost| (low.min(cost), high.max(cost)));
        (count > 0.0).then_some(Self { count, mean, error: squares / (count * count), low, high })
    }

    /// How far this one's mean is above a later one's, where the costs scatter less than that.
    fn fall_to(&self, later: &Self) -> Option<f64> {
        let fall = self.mean - later.mean;
        let scatter = STANDARD_ERRORS * f64::sqrt(self.error + later.error);
        (later.count < ENOUGH || fall > scatter).then_some(fall)
    }
}

/// The word for a run without a failure.
///
/// The mean cost of the last fifth of the iterations so far is compared with that of the fifth before. A fall counts where
/// it is more than the costs scatter: on a smooth curve that falls it always is.
pub(super) fn progress(case: &Case) -> Finding {
    let gradient = f64::sqrt(case.signals.iter().map(|layer| layer.gradient_squares).sum());
    let slope = output_slope(case);
    // A mini-batch has a gradient of its own, which can be anything where their mean is 0.
    if case.whole_batches && gradient <= ROUNDING * slope {
        return (Word::Converged, Evidence::NoGradient);
    }
    let ended = case.iteration >= case.last_iteration;
    let so_far = (Word::Learning, Evidence::SoFar(case.accuracy));
    if case.iteration < SHORTEST && !ended {
        return so_far;
    }
    let length = (case.iteration / FIFTH).max(1);
    let fifth = |k: u32| {
        let end = case.iteration.checked_sub(k * length)?;
        Fifth::of(case.history.costs_between(end.checked_sub(length)?, end))
    };
    let (Some(later), Some(earlier)) = (fifth(0), fifth(1)) else { return so_far };
    let fall = earlier.fall_to(&later);
    let before = fifth(2).and_then(|before| before.fall_to(&earlier));
    let stands_still = fall.is_none_or(|fall| fall < STILL_FALL * earlier.mean);
    // A plateau is left ever faster, an optimum is approached ever more slowly.
    let faster = match (fall, before) {
        (Some(fall), Some(before)) => fall / before,
        _ => 1.0,
    };
    let slows_down = (0.0..=SPEED_UP).contains(&faster);
    // Where all predictions are as good as right, the slopes vanish with the gradient.
    let is_small =
        gradient <= SMALL_GRADIENT * case.largest_gradient && gradient <= SMALL_GRADIENT * slope.max(SMALL_GRADIENT);
    if stands_still && slows_down && is_small {
        return (Word::Converged, Evidence::Optimum(gradient / case.largest_gradient));
    }
    let swings = later.high - later.low > STILL_FALL * later.mean;
    let is_undone = case
        .plain_rate
        .is_some_and(|rate| earlier.mean - later.mean < UNDONE * rate * gradient * gradient * f64::from(length));
    if stands_still && slows_down && is_undone && !swings {
        return (Word::Converged, Evidence::Undone);
    }
    let Some(fall) = fall.map(|fall| fall / earlier.mean) else {
        let evidence = if swings {
            Evidence::Swings(length, later.low, later.high)
        } else {
            Evidence::Fall(length, (earlier.mean - later.mean) / earlier.mean)
        };
        return (Word::Stalled, evidence);
    };
    let pace = fall / f64::from(length) * f64::from(case.last_iteration);
    let ahead = if faster > SPEED_UP {
        let fifths = (case.last_iteration / length).min(MOST_FIFTHS);
        (0..fifths).fold(0.0, |sum, _| faster * (fall + sum))
    } else {
        0.0
    };
    let moves = pace.max(ahead) >= STALLED_FALL;
    match (moves, ended) {
        (true, true) => (Word::Unfinished, Evidence::EndedFalling(case.accuracy, fall)),
        (true, false) => (Word::Learning, Evidence::Fall(length, fall)),
        (false, true) if case.accuracy < POOR_ACCURACY => (Word::Stalled, Evidence::EndedPoor(case.accuracy)),
        (false, _) => (Word::Stalled, Evidence::Fall(length, fall)),
    }
}
