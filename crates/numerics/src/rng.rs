//! NumPy's legacy `RandomState`, bit for bit: one stream of numbers from one seed.
//!
//! The bits come from MT19937 (Matsumoto and Nishimura, 1998), implemented by the crate `rand_mt`. This file adds
//! NumPy's methods `random_sample`, `randn`, `uniform`, `shuffle` and `permutation`. NumPy froze this stream in 2019
//! (NEP 19), so it is the same in every later version.

use std::convert::Infallible;

use rand::TryRng;
use rand_mt::Mt;

/// NumPy's `RandomState(seed)`.
///
/// It is also a generator of [`rand`], whose methods draw from the raw 32-bit words of the stream. `random::<u32>()`
/// gives NumPy's `randint(0, 2**32, dtype=uint32)`, and `fill_bytes` its `bytes`. Other methods of `rand`, such as
/// `random::<f64>()`, ranges and `shuffle`, have other algorithms and other results than NumPy's.
///
/// ```
/// use init_lab_numerics::rng::RandomState;
/// use rand::RngExt;
///
/// let mut rng = RandomState::new(0);
/// assert_eq!(rng.random_sample(), 0.548_813_503_927_324_8);
/// assert_eq!(RandomState::new(3).permutation(10), [5, 4, 1, 2, 9, 6, 7, 0, 3, 8]);
/// assert_eq!(RandomState::new(7).random::<u32>(), 327_741_615);
/// ```
#[derive(Clone, Debug)]
pub struct RandomState {
    generator: Mt,
    /// The second value of the last polar pair, for the next normal draw.
    spare_normal: Option<f64>,
}

impl RandomState {
    /// The stream of `np.random.seed(seed)`.
    pub fn new(seed: u32) -> Self {
        Self { generator: Mt::new(seed), spare_normal: None }
    }

    /// A uniform draw from [0, 1), a multiple of 2⁻⁵³: `random_sample()`. Consumes two words of the stream.
    pub fn random_sample(&mut self) -> f64 {
        let high = f64::from(self.generator.next_u32() >> 5);
        let low = f64::from(self.generator.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// A uniform draw from [`low`, `high`), low + (high − low) u: `uniform(low, high)`. Consumes two words of the
    /// stream, even if both ends are equal and the result is that number.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random_sample()
    }

    /// A standard normal draw: `randn()`.
    ///
    /// Marsaglia's polar method (Marsaglia and Bray, 1964), which makes two values at a time and, as in NumPy, returns
    /// the second one first. Equal to NumPy's up to rounding of `ln`, for which NumPy uses the platform's.
    pub fn randn(&mut self) -> f64 {
        if let Some(spare) = self.spare_normal.take() {
            return spare;
        }
        loop {
            let x1 = 2.0 * self.random_sample() - 1.0;
            let x2 = 2.0 * self.random_sample() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let scale = f64::sqrt(-2.0 * libm::log(r2) / r2);
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

/// The raw words of the stream. The first word is the upper half of a 64-bit number; bytes are those of the words in
/// little-endian order.
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
    use rand::{Rng, RngExt};

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
    fn shuffles_are_numpys_and_go_on_in_the_stream() {
        // r = np.random.RandomState(seed); r.permutation(n); items = np.arange(n); r.shuffle(items); r.uniform(-1, 1)
        let mut rng = RandomState::new(3);
        let mut items: Vec<usize> = (0..10).collect();
        assert_eq!(rng.permutation(10), [5, 4, 1, 2, 9, 6, 7, 0, 3, 8]);
        rng.shuffle(&mut items);
        assert_eq!(items, [3, 8, 2, 1, 9, 4, 0, 6, 7, 5]);
        assert_eq!(rng.uniform(-1.0, 1.0), -0.568_845_983_170_162_4);
        assert_eq!(RandomState::new(u32::MAX).permutation(9), [5, 1, 8, 7, 0, 6, 4, 2, 3]);
        let mut rng = RandomState::new(9);
        let firsts = [(); 12].map(|()| rng.permutation(2)[0]);
        assert_eq!(firsts, [1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1]);
    }

    #[test]
    fn what_leaves_no_choice_takes_from_the_stream_what_numpys_takes() {
        // r = np.random.RandomState(0); r.permutation(0); r.permutation(1); r.random_sample()
        let mut rng = RandomState::new(0);
        assert_eq!((rng.permutation(0), rng.permutation(1)), (vec![], vec![0]));
        assert_eq!(rng.random_sample(), 0.548_813_503_927_324_8);
        // r = np.random.RandomState(0); r.uniform(0.25, 0.25); r.random_sample()
        let mut rng = RandomState::new(0);
        assert_eq!(rng.uniform(0.25, 0.25), 0.25);
        assert_eq!(rng.random_sample(), 0.715_189_366_372_419_5);
    }

    #[test]
    fn rand_draws_the_words_and_bytes_of_numpy() {
        // np.random.RandomState(5489).randint(0, 2**32, size=5, dtype=np.uint32); np.random.RandomState(7).bytes(6)
        let words: Vec<u32> = RandomState::new(5489).random_iter().take(5).collect();
        assert_eq!(words, [3_499_211_612, 581_869_302, 3_890_346_734, 3_586_334_585, 545_404_204]);
        let mut bytes = [0; 6];
        RandomState::new(7).fill_bytes(&mut bytes);
        assert_eq!(bytes, [0xaf, 0xf0, 0x88, 0x13, 0xc4, 0xe4]);
        assert_eq!(RandomState::new(7).next_u64(), 0x1388_f0af_3a32_e4c4);
    }
}
