//! Kept states of a run, from which it is trained again when the lab goes back to an earlier iteration.

use super::run::State;

/// Bytes that the kept states of a lab may take, shared equally by its runs.
pub(super) const LAB_BYTES: usize = 8 << 20;
/// The most states of a run. Between two of them lie at most 1/32 of its iterations.
const MOST: usize = 64;

/// States of a run at the multiples of a stride, in ascending order of iterations. The stride doubles, and every other
/// state is dropped, when there are more than [`MOST`] or they take more bytes than allowed. So they stay evenly spread.
#[derive(Clone, Debug)]
pub(super) struct KeptStates {
    stride: u32,
    states: Vec<State>,
}

impl KeptStates {
    pub(super) fn new() -> Self {
        Self { stride: 1, states: Vec::new() }
    }

    /// Keeps a state if its iteration is a multiple of the stride. A state larger than `bytes` is never kept.
    pub(super) fn keep(&mut self, state: &State, bytes: usize) {
        if !state.iteration.is_multiple_of(self.stride) || state.bytes() > bytes {
            return;
        }
        if let Err(place) = self.states.binary_search_by_key(&state.iteration, |kept| kept.iteration) {
            self.states.insert(place, state.clone());
            self.fit(bytes);
        }
    }

    /// Thins the states out until they take no more than `bytes`.
    pub(super) fn fit(&mut self, bytes: usize) {
        while self.states.len() > MOST || self.states.iter().map(State::bytes).sum::<usize>() > bytes {
            if self.states.len() == 1 {
                self.states.clear();
                return;
            }
            self.stride = self.stride.saturating_mul(2);
            let stride = self.stride;
            self.states.retain(|state| state.iteration.is_multiple_of(stride));
        }
    }

    /// The last state up to an iteration.
    pub(super) fn last_up_to(&self, iteration: u32) -> Option<&State> {
        let count = self.states.partition_point(|state| state.iteration <= iteration);
        self.states[..count].last()
    }

    /// Drops the states after an iteration, since the training that they belong to has been replaced.
    pub(super) fn forget_after(&mut self, iteration: u32) {
        self.states.retain(|state| state.iteration <= iteration);
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::Run;
    use super::*;
    use crate::experiment::Experiment;
    use crate::kernel::Samples;

    fn start() -> State {
        let experiment = Experiment::default();
        let train = experiment.dataset.train();
        Run::new(&experiment, &experiment.runs[2], &Samples::new(&train.points, &train.labels)).state
    }

    fn iterations(kept: &KeptStates) -> Vec<u32> {
        kept.states.iter().map(|state| state.iteration).collect()
    }

    #[test]
    fn states_stay_few_and_evenly_spread() {
        let (mut kept, mut state) = (KeptStates::new(), start());
        for iteration in 0..=15_000 {
            state.iteration = iteration;
            kept.keep(&state, LAB_BYTES);
            assert!(kept.states.len() <= MOST);
        }
        let kept = iterations(&kept);
        assert!(kept.len() > MOST / 2 && kept[0] == 0, "{kept:?}");
        assert!(kept.windows(2).all(|pair| pair[1] - pair[0] == kept[1]), "{kept:?}");
        assert!(15_000 - kept[kept.len() - 1] < kept[1], "{kept:?}");
    }

    #[test]
    fn states_never_take_more_bytes_than_allowed() {
        let (mut kept, mut state) = (KeptStates::new(), start());
        let bytes = 5 * state.bytes();
        for iteration in 0..1000 {
            state.iteration = iteration;
            kept.keep(&state, bytes);
            assert!((1..=5).contains(&kept.states.len()));
        }
        assert!(kept.states.len() >= 3, "{:?}", iterations(&kept));
        kept.fit(state.bytes());
        assert_eq!(iterations(&kept), [0]);
        kept.fit(0);
        assert_eq!(iterations(&kept), [0; 0]);
        kept.keep(&state, state.bytes() - 1);
        assert_eq!(iterations(&kept), [0; 0], "too large to be kept at all");
    }

    #[test]
    fn a_state_is_kept_once_in_order_and_forgotten_when_its_training_is_replaced() {
        let (mut kept, mut state) = (KeptStates::new(), start());
        for iteration in [0, 5, 3, 5, 0] {
            state.iteration = iteration;
            kept.keep(&state, LAB_BYTES);
        }
        assert_eq!(iterations(&kept), [0, 3, 5]);
        assert_eq!(kept.last_up_to(4).map(|state| state.iteration), Some(3));
        kept.forget_after(3);
        assert_eq!(iterations(&kept), [0, 3]);
    }
}
