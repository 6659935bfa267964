//! The costs of a run in bounded memory: which iterations are kept, and what they cost.

use std::f64::consts::LN_2;

/// Spacing of the costs that are always kept.
const ALWAYS: u32 = 1000;
/// Most costs kept in between; when they are full, every other one is dropped.
const CAPACITY: usize = 1024;

/// A run diverges where its cost exceeds this multiple of its cost at iteration 0, or of ln 2 (the cost of knowing
/// nothing) if that is larger.
const DIVERGED_COST_RATIO: f64 = 1e6;

/// The costs of a run: at every multiple of 1,000 and at every multiple of a stride that doubles as the run grows.
///
/// Which iterations are kept depends on the iterations alone, so all runs of a lab keep the same ones.
#[derive(Clone, Debug)]
pub struct History {
    stride: u32,
    /// Costs at multiples of the stride.
    dense: Vec<f64>,
    /// Costs at multiples of [`ALWAYS`].
    always: Vec<f64>,
}

impl History {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self { stride: 1, dense: Vec::new(), always: Vec::new() }
    }

    /// Whether the cost at an iteration is kept.
    pub fn keeps(&self, iteration: u32) -> bool {
        iteration.is_multiple_of(self.stride) || iteration.is_multiple_of(ALWAYS)
    }

    /// Keeps the cost at an iteration. Has to be called for each one that [`Self::keeps`] names, in order.
    pub fn record(&mut self, iteration: u32, cost: f64) {
        if iteration.is_multiple_of(ALWAYS) {
            debug_assert_eq!(iteration, ALWAYS * self.always.len() as u32, "no multiple of 1,000 left out");
            self.always.push(cost);
        }
        if iteration.is_multiple_of(self.stride) {
            debug_assert_eq!(iteration, self.stride * self.dense.len() as u32, "no multiple of the stride left out");
            self.dense.push(cost);
            if self.dense.len() > CAPACITY {
                self.stride *= 2;
                let mut kept = 0..;
                self.dense.retain(|_| kept.next().is_some_and(|i: u32| i.is_multiple_of(2)));
            }
        }
    }

    /// What is kept: (iteration, cost), iterations ascending.
    pub fn costs(&self) -> Vec<(u32, f64)> {
        let at = |spacing: u32| move |(i, &cost): (usize, &f64)| (spacing * i as u32, cost);
        let mut always = self.always.iter().enumerate().map(at(ALWAYS)).peekable();
        let mut costs = Vec::with_capacity(self.dense.len() + self.always.len());
        for (iteration, cost) in self.dense.iter().enumerate().map(at(self.stride)) {
            while let Some(earlier) = always.next_if(|&(other, _)| other < iteration) {
                costs.push(earlier);
            }
            always.next_if(|&(other, _)| other == iteration);
            costs.push((iteration, cost));
        }
        costs.extend(always);
        costs
    }

    /// Whether a run with these costs has diverged where its cost is `cost`; a NaN always has.
    pub fn diverged(&self, cost: f64) -> bool {
        let first = self.always.first().copied().unwrap_or(LN_2);
        cost.is_nan() || cost > DIVERGED_COST_RATIO * first.max(LN_2)
    }

    /// The last cost kept at or before an iteration, with its iteration.
    pub fn at_or_before(&self, iteration: u32) -> Option<(u32, f64)> {
        let last = |costs: &[f64], spacing: u32| {
            let index = ((iteration / spacing) as usize).min(costs.len().checked_sub(1)?);
            Some((spacing * index as u32, costs[index]))
        };
        let (dense, always) = (last(&self.dense, self.stride), last(&self.always, ALWAYS));
        dense.into_iter().chain(always).max_by_key(|&(iteration, _)| iteration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(last: u32) -> History {
        let mut history = History::new();
        for iteration in 0..=last {
            if history.keeps(iteration) {
                history.record(iteration, f64::from(iteration));
            }
        }
        history
    }

    #[test]
    fn keeps_zero_and_every_thousand_in_bounded_memory() {
        for last in [0, 999, 2047, 2048, 2049, 15_000, 1_000_000] {
            let costs = grown(last).costs();
            assert!((0..=last / ALWAYS).all(|k| costs.binary_search_by_key(&(k * ALWAYS), |c| c.0).is_ok()), "{last}");
            assert!(costs.iter().all(|&(iteration, cost)| cost == f64::from(iteration)), "{last}");
            assert!(costs.is_sorted_by(|a, b| a.0 < b.0), "{last}");
            assert!(costs.len() <= CAPACITY + (last / ALWAYS) as usize + 1, "{last}");
        }
    }

    #[test]
    fn the_last_cost_before_an_iteration() {
        let history = grown(100_000);
        let (iteration, _) = history.at_or_before(77_777).unwrap();
        assert!((77_777 - 128..=77_777).contains(&iteration));
        assert_eq!(history.at_or_before(500_000).unwrap().0, 100_000);
        assert_eq!(History::new().at_or_before(5), None);
    }
}
