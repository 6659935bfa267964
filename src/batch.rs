//! Mini-batches: the samples of each update.

use crate::dataset::Dataset;
use crate::kernel::Samples;
use crate::rng::RandomState;

/// The sequence of mini-batches of a training set.
///
/// Every epoch takes the samples in a new order, the next `permutation(n)` of the batches' own stream, in consecutive
/// slices. The last batch of an epoch may be smaller.
#[derive(Clone, Debug)]
pub struct Batches {
    rng: RandomState,
    size: usize,
    order: Vec<usize>,
    /// The position in the order at which the next batch begins.
    next: usize,
}

impl Batches {
    /// Batches of `size` of `count` samples. `None` if `size` is 0 or each batch would hold all samples: that is
    /// full-batch training, which takes the samples in their own order.
    pub fn new(size: u32, count: usize, seed: u32) -> Option<Self> {
        let size = size as usize;
        (1..count).contains(&size).then(|| Self {
            rng: RandomState::new(seed),
            size,
            order: (0..count).collect(),
            next: count,
        })
    }

    /// Number of updates in an epoch.
    pub fn per_epoch(&self) -> usize {
        self.order.len().div_ceil(self.size)
    }

    /// Size in memory, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.order.as_slice()) + size_of::<Self>()
    }

    /// The samples of the next update.
    pub fn take(&mut self, data: &Dataset) -> Samples {
        let count = self.order.len();
        if self.next >= count {
            self.order = self.rng.permutation(count);
            self.next = 0;
        }
        let end = (self.next + self.size).min(count);
        let batch = &self.order[self.next..end];
        self.next = end;
        let points: Vec<[f64; 2]> = batch.iter().map(|&i| data.points[i]).collect();
        let labels: Vec<u8> = batch.iter().map(|&i| data.labels[i]).collect();
        Samples::new(&points, &labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Generator;

    #[test]
    fn an_epoch_takes_every_sample_once_and_the_next_in_another_order() {
        let data = Generator::find("circles").unwrap().draw(10, 0.1, 1);
        let mut batches = Batches::new(4, 10, 4).unwrap();
        assert_eq!(batches.per_epoch(), 3);
        let mut epoch = || {
            let counts: Vec<usize> = (0..3).map(|_| batches.take(&data).count()).collect();
            assert_eq!(counts, [4, 4, 2]);
            batches.order.clone()
        };
        let (first, second) = (epoch(), epoch());
        let mut rng = RandomState::new(4);
        assert_eq!((first, second), (rng.permutation(10), rng.permutation(10)));
    }

    #[test]
    fn batches_of_everything_are_no_batches() {
        assert!(Batches::new(0, 10, 4).is_none());
        assert!(Batches::new(10, 10, 4).is_none());
        assert!(Batches::new(1, 1, 4).is_none());
        assert!(Batches::new(9, 10, 4).is_some());
    }
}
