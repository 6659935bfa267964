//! NumPy's legacy `RandomState`, bit for bit: one stream of numbers from one seed.
//!
//! The bits come from MT19937 (Matsumoto and Nishimura, 1998) as the crate `rand_mt` implements it; this file adds what
//! NumPy makes of them: `random_sample`, `randn`, `uniform`, `shuffle` and `permutation`.
//! NumPy froze this stream in 2019 (NEP 19), so that it is the same in every version since.

use std::convert::Infallible;

use rand_core::TryRng;
use rand_mt::Mt;

/// NumPy's `RandomState(seed)`.
#[derive(Clone, Debug)]
pub struct RandomState {
    generator: Mt,
    /// The second value of the last polar pair, returned by the next normal draw.
    spare_normal: Option<f64>,
}

impl RandomState {
    /// The stream that `np.random.seed(seed)` starts.
    pub fn new(seed: u32) -> Self {
        Self { generator: Mt::new(seed), spare_normal: None }
    }

    /// A uniform draw from [0, 1) with 53 random bits: `random_sample()`.
    pub fn random_sample(&mut self) -> f64 {
        let high = f64::from(self.generator.next_u32() >> 5);
        let low = f64::from(self.generator.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// A uniform draw from [`low`, `high`): `uniform(low, high)`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random_sample()
    }

    /// A standard normal draw: `randn()`.
    ///
    /// Marsaglia's polar method (Marsaglia and Bray, 1964). It makes two values at a time and returns the second one
    /// first, as NumPy does. Equal to NumPy's to the rounding of `ln`, which there is the platform's.
    pub fn randn(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let x1 = 2.0 * self.random_sample() - 1.0;
            let x2 = 2.0 * self.random_sample() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let scale = libm::sqrt(-2.0 * libm::log(r2) / r2);
                self.spare_normal = Some(scale * x1);
                return scale * x2;
            }
        }
    }

    /// A uniform draw from {0, …, `max`}: masked rejection, as NumPy's legacy `random_interval`.
    fn interval(&mut self, max: u32) -> u32 {
        let mask = u32::MAX.checked_shr(max.leading_zeros()).unwrap_or(0);
        loop {
            let value = self.generator.next_u32() & mask;
            if value <= max {
                return value;
            }
        }
    }

    /// Shuffles in place: `shuffle(items)` (Fisher–Yates from the end).
    ///
    /// # Panics
    /// If there are more than 2³² items.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let last = u32::try_from(i).expect("no more than 2^32 items");
            items.swap(i, self.interval(last) as usize);
        }
    }

    /// The numbers 0 to `n` − 1 in random order: `permutation(n)`.
    pub fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        self.shuffle(&mut order);
        order
    }
}

/// The raw words of the stream, for everything that takes a `rand` generator.
impl TryRng for RandomState {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.generator.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.generator.next_u64())
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Infallible> {
        self.generator.fill_bytes(destination);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_covers_its_ends_and_draws_nothing_for_zero() {
        let mut rng = RandomState::new(7);
        let draws: Vec<u32> = (0..200).map(|_| rng.interval(4)).collect();
        assert!((0..=4).all(|value| draws.contains(&value)));
        assert!(draws.iter().all(|&value| value <= 4));
        assert_eq!(rng.interval(0), 0);
    }

    #[test]
    fn two_streams_do_not_share_a_spare_normal() {
        let mut first = RandomState::new(1);
        first.randn();
        let mut second = RandomState::new(1);
        assert_ne!(first.randn().to_bits(), second.randn().to_bits());
    }

    #[test]
    fn permutations_of_few_items() {
        let mut rng = RandomState::new(0);
        assert_eq!(rng.permutation(0), Vec::<usize>::new());
        assert_eq!(rng.permutation(1), vec![0]);
    }
}
