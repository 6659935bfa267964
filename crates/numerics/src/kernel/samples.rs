//! The layout of samples: blocks of [`BLOCK`] samples, in which each quantity of a unit is a [`Row`] with one number
//! per sample.

use wide::f64x2;

/// Samples in one lane vector, and so the number of partial sums of a sum over samples.
pub const LANES: usize = 2;
/// Lane vectors in a row.
pub const WIDTH: usize = 32;
/// Lane vectors in a tile; widths are multiples of it. With two rows of a tile, sums and factors fit in the sixteen
/// registers of SSE2, NEON and WebAssembly's compilers; V8's compiler loads all factors before it adds the first
/// product.
pub(super) const TILE: usize = 4;
/// Samples in a block: enough to make the overhead per block small, and few enough that a layer of 100 units fits in
/// the first-level cache.
pub const BLOCK: usize = LANES * WIDTH;

/// One number for each sample of a block.
pub type Row = [f64x2; WIDTH];

/// A row of zeros.
pub const ZERO_ROW: Row = [f64x2::ZERO; WIDTH];

/// The numbers of lane vectors, sample by sample.
pub fn numbers(lanes: &[f64x2]) -> &[f64] {
    bytemuck::cast_slice(lanes)
}

/// The numbers of lane vectors, sample by sample.
pub fn numbers_mut(lanes: &mut [f64x2]) -> &mut [f64] {
    bytemuck::cast_slice_mut(lanes)
}

/// The numbers of a row, sample by sample.
pub fn row_values(row: &Row) -> impl Iterator<Item = f64> + Clone {
    numbers(row).iter().copied()
}

/// Points and labels in blocks of [`BLOCK`].
///
/// The last block is padded with copies of the last sample with weight 0. They are finite wherever that sample is, and
/// add nothing to any sum.
///
/// ```
/// use init_lab_numerics::kernel::{BLOCK, Samples};
///
/// let samples = Samples::new(&[[0.5, -1.0], [2.0, 0.0], [1.0, 1.0]], &[0, 1, 1]);
/// let [block] = samples.blocks() else { panic!("three samples fit one block of {BLOCK}") };
/// assert_eq!((samples.count(), block.count), (3, 3));
/// assert_eq!(block.labels[0].to_array(), [0.0, 1.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Samples {
    count: usize,
    blocks: Vec<Block>,
}

/// [`BLOCK`] samples, including padding.
///
/// ```
/// use init_lab_numerics::kernel::{BLOCK, Samples};
///
/// let samples = Samples::unlabelled(&vec![[0.0, 0.0]; BLOCK + 1]);
/// let counts: Vec<usize> = samples.blocks().iter().map(|block| block.count).collect();
/// assert_eq!(counts, [BLOCK, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Block {
    /// x₁ and x₂.
    pub inputs: [Row; 2],
    /// The labels, 0 or 1.
    pub labels: Row,
    /// 1 for a sample, 0 for padding.
    pub weights: Row,
    /// Number of samples, without padding.
    pub count: usize,
    /// Number of lane vectors with samples, rounded up to a multiple of the kernels' tile.
    pub width: usize,
}

impl Samples {
    /// Creates samples with labels.
    ///
    /// # Panics
    /// If the numbers of points and labels differ.
    pub fn new(points: &[[f64; 2]], labels: &[u8]) -> Self {
        assert_eq!(points.len(), labels.len(), "a label for each point");
        Self::with_labels(points, |i| f64::from(labels[i]))
    }

    /// Creates samples for predictions. Their labels are 0.
    pub fn unlabelled(points: &[[f64; 2]]) -> Self {
        Self::with_labels(points, |_| 0.0)
    }

    fn with_labels(points: &[[f64; 2]], label: impl Fn(usize) -> f64) -> Self {
        let count = points.len();
        let blocks = (0..count)
            .step_by(BLOCK)
            .map(|start| {
                let row = |value: &dyn Fn(usize) -> f64| -> Row {
                    std::array::from_fn(|c| {
                        f64x2::from(std::array::from_fn::<f64, LANES, _>(|lane| value(start + c * LANES + lane)))
                    })
                };
                Block {
                    inputs: [0, 1].map(|axis| row(&|i| points[i.min(count - 1)][axis])),
                    labels: row(&|i| label(i.min(count - 1))),
                    weights: row(&|i| f64::from(u8::from(i < count))),
                    count: (count - start).min(BLOCK),
                    width: (count - start).div_ceil(LANES).next_multiple_of(TILE).min(WIDTH),
                }
            })
            .collect();
        Self { count, blocks }
    }

    /// Number of samples, without padding.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The samples, block by block.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_repeats_the_last_sample_with_weight_zero() {
        let samples = Samples::new(&[[1.0, 2.0], [3.0, 4.0]], &[0, 1]);
        let [block] = samples.blocks() else { panic!("one block") };
        assert_eq!(samples.count(), 2);
        assert_eq!((row_values(&block.weights).sum::<f64>(), block.count, block.width), (2.0, 2, TILE));
        assert_eq!(numbers(&block.inputs[1])[BLOCK - 1], 4.0);
        assert_eq!(numbers(&block.labels)[BLOCK - 1], 1.0);
        assert!(Samples::unlabelled(&[]).blocks().is_empty());
    }
}
