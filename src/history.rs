//! The costs of a run in bounded memory that keeps every measured spike.

use std::f64::consts::LN_2;

use crate::kernel::Samples;

/// Interval of iterations at which costs are always kept.
const ALWAYS: u32 = 1000;
/// The most stretches of iterations. When there are more, pairs of neighbours are merged.
const CAPACITY: usize = 512;
/// The number of measurements in a stretch of at least this many iterations.
const MEASUREMENTS: u32 = 4;

/// A run diverges if its cost exceeds this multiple of its cost at iteration 0, or of ln 2 (the cost of p = ½) if that
/// is larger.
const DIVERGED_COST_RATIO: f64 = 1e6;

/// Receives costs during a training.
pub trait Recorder {
    /// Whether the cost at an iteration must be measured.
    fn measures(&self, iteration: u32) -> bool;

    /// Records the cost at an iteration, before its update, and the logits of the samples there. Must be called in order
    /// for each iteration for which [`Self::measures`] returns true. Returns false if the run has diverged.
    fn accepts(&mut self, iteration: u32, cost: f64, logits: &[f64], samples: &Samples) -> bool;
}

/// The iterations at which a run's cost is measured, and the test for divergence. They depend only on the iteration,
/// and on the stride at first: with a history or without, a run diverges at the same iteration.
#[derive(Clone, Debug)]
pub struct Schedule {
    stride: u32,
    /// Number of stretches of `stride` iterations.
    stretches: usize,
    /// The cost at iteration 0.
    first: Option<f64>,
}

impl Schedule {
    /// The schedule from iteration 0; `stride` is the first stride, a power of 2.
    pub fn new(stride: u32) -> Self {
        debug_assert!(stride.is_power_of_two(), "so that strides keep dividing each other");
        Self { stride, stretches: 0, first: None }
    }

    /// Whether the cost at an iteration must be measured.
    pub fn measures(&self, iteration: u32) -> bool {
        iteration.is_multiple_of((self.stride / MEASUREMENTS).max(1)) || iteration.is_multiple_of(ALWAYS)
    }

    /// Notes a measured cost. Returns false if the run has diverged.
    pub fn accepts(&mut self, iteration: u32, cost: f64) -> bool {
        self.note(iteration, cost);
        !self.diverged(cost)
    }

    /// Notes a measured cost. Returns whether the stride has doubled.
    fn note(&mut self, iteration: u32, cost: f64) -> bool {
        self.first.get_or_insert(cost);
        self.stretches += usize::from(iteration.is_multiple_of(self.stride));
        let full = self.stretches > CAPACITY;
        if full {
            self.stride *= 2;
            self.stretches = self.stretches.div_ceil(2);
        }
        full
    }

    /// Whether a run has diverged at a cost of `cost`. A NaN counts as diverged.
    pub fn diverged(&self, cost: f64) -> bool {
        cost.is_nan() || cost > DIVERGED_COST_RATIO * self.first.unwrap_or(LN_2).max(LN_2)
    }
}

/// The costs of a run: at every multiple of 1,000, at every multiple of a stride, and the lowest and highest measured
/// cost of each stride. The stride doubles as the run grows.
///
/// The iterations of measurements depend only on the stride and the iteration, not on the costs.
#[derive(Clone, Debug)]
pub struct History {
    schedule: Schedule,
    /// The costs of iterations [k stride, (k + 1) stride), for each k.
    stretches: Vec<Stretch>,
    /// Costs at multiples of [`ALWAYS`].
    always: Vec<f64>,
}

/// Costs within one stride: (iteration, cost).
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: (u32, f64),
    lowest: (u32, f64),
    highest: (u32, f64),
}

impl Recorder for History {
    fn measures(&self, iteration: u32) -> bool {
        self.schedule.measures(iteration)
    }

    fn accepts(&mut self, iteration: u32, cost: f64, _: &[f64], _: &Samples) -> bool {
        self.record(iteration, cost);
        !self.diverged(cost)
    }
}

impl Stretch {
    fn of(measured: (u32, f64)) -> Self {
        Self { first: measured, lowest: measured, highest: measured }
    }

    /// Merges this stretch and the one after it.
    fn with(self, later: Self) -> Self {
        let lowest = if later.lowest.1 < self.lowest.1 { later.lowest } else { self.lowest };
        let highest = if later.highest.1 > self.highest.1 { later.highest } else { self.highest };
        Self { first: self.first, lowest, highest }
    }
}

impl History {
    /// An empty history; `stride` is the first stride, a power of 2.
    pub fn new(stride: u32) -> Self {
        Self { schedule: Schedule::new(stride), stretches: Vec::new(), always: Vec::new() }
    }

    /// Records the cost at an iteration. Must be called in order for each iteration for which [`Self::measures`]
    /// returns true.
    pub fn record(&mut self, iteration: u32, cost: f64) {
        if iteration.is_multiple_of(ALWAYS) {
            debug_assert_eq!(iteration, ALWAYS * self.always.len() as u32, "no multiple of 1,000 left out");
            self.always.push(cost);
        }
        let measured = Stretch::of((iteration, cost));
        let stride = self.schedule.stride;
        if iteration.is_multiple_of(stride) {
            debug_assert_eq!(iteration, stride * self.stretches.len() as u32, "no multiple of the stride left out");
            self.stretches.push(measured);
        } else if let Some(last) = self.stretches.last_mut() {
            *last = last.with(measured);
        }
        if self.schedule.note(iteration, cost) {
            let pairs = self.stretches.chunks(2);
            self.stretches =
                pairs.map(|pair| pair.iter().copied().reduce(Stretch::with).expect("one or two")).collect();
        }
    }

    /// The kept costs: pairs (iteration, cost), in ascending order of iterations.
    pub fn costs(&self) -> Vec<(u32, f64)> {
        let mut always = self.always.iter().enumerate().map(|(k, &cost)| (ALWAYS * k as u32, cost)).peekable();
        let mut costs: Vec<(u32, f64)> = Vec::with_capacity(3 * self.stretches.len() + self.always.len());
        for &Stretch { first, lowest, highest } in &self.stretches {
            let between = if lowest.0 < highest.0 { [first, lowest, highest] } else { [first, highest, lowest] };
            for kept in between {
                while let Some(earlier) = always.next_if(|earlier| earlier.0 <= kept.0) {
                    costs.push(earlier);
                }
                costs.push(kept);
            }
        }
        costs.extend(always);
        costs.dedup_by_key(|kept| kept.0);
        costs
    }

    /// Whether a run with these costs has diverged at a cost of `cost`. A NaN counts as diverged.
    pub fn diverged(&self, cost: f64) -> bool {
        self.schedule.diverged(cost)
    }

    /// Size of the kept costs in memory, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.stretches.as_slice()) + size_of_val(self.always.as_slice())
    }

    /// The costs at the multiples of the stride from `first` to before `end`.
    pub fn costs_between(&self, first: u32, end: u32) -> impl Iterator<Item = f64> + Clone {
        let place = |iteration: u32| (iteration.div_ceil(self.schedule.stride) as usize).min(self.stretches.len());
        self.stretches[place(first)..place(end.max(first))].iter().map(|stretch| stretch.first.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(last: u32, cost: impl Fn(u32) -> f64) -> History {
        let mut history = History::new(1);
        for iteration in 0..=last {
            if history.measures(iteration) {
                history.record(iteration, cost(iteration));
            }
        }
        history
    }

    #[test]
    fn keeps_zero_and_every_thousand_in_bounded_memory() {
        let zigzag = |iteration: u32| f64::from(iteration.wrapping_mul(2_654_435_761) >> 8);
        for last in [0, 999, 1023, 1024, 1025, 15_000, 1_000_000] {
            let costs = grown(last, zigzag).costs();
            assert!((0..=last / ALWAYS).all(|k| costs.binary_search_by_key(&(k * ALWAYS), |c| c.0).is_ok()), "{last}");
            assert!(costs.iter().all(|&(iteration, cost)| cost == zigzag(iteration)), "{last}");
            assert!(costs.is_sorted_by(|a, b| a.0 < b.0), "{last}");
            assert!(costs.len() <= 3 * CAPACITY + (last / ALWAYS) as usize + 1, "{last}");
        }
    }

    #[test]
    fn a_spike_stays_as_a_run_grows() {
        let cost = |iteration: u32| match iteration {
            301 => 600.0,
            302 => 0.001,
            _ => 1.0,
        };
        for last in [302, 5_000, 200_000] {
            let costs = grown(last, cost).costs();
            assert!(costs.contains(&(301, 600.0)) && costs.contains(&(302, 0.001)), "{last}");
        }
    }

    #[test]
    fn costs_between_two_iterations_are_those_at_the_strides() {
        let history = grown(100, f64::from);
        assert_eq!(history.costs_between(3, 6).collect::<Vec<_>>(), [3.0, 4.0, 5.0]);
        let history = grown(10_000, f64::from);
        let costs: Vec<f64> = history.costs_between(8_000, 10_000).collect();
        assert!(costs.len() > 50 && costs.iter().all(|cost| (8_000.0..10_000.0).contains(cost)), "{costs:?}");
        assert_eq!(history.costs_between(20_000, 10_000).count() + History::new(1).costs_between(0, 5).count(), 0);
    }
}
