//! The inner loops, on lane vectors of samples.
//!
//! Samples go through a network in blocks of [`BLOCK`]. Within a block, each quantity of a unit is a [`Row`] with one
//! number per sample. All arithmetic is `f64` multiplication and addition without contraction, so a lane computes the
//! same bits as scalar code, whether or not lanes are SIMD registers.
//!
//! The order of summation is part of the numerics contract (a change here changes values):
//! - z = ((w₀ a₀ + w₁ a₁) + …) + b, with inputs ascending; Wᵀ dz likewise, with units ascending.
//! - A sum over samples has two partial sums, of even samples and of odd samples, each ascending. The total is even +
//!   odd.
//!
//! The block size and the tile shapes do not affect the result. Among orders of equal speed, this one is closest to the
//! notebook where the notebook is most sensitive to rounding: large random weights around iteration 7,000
//! (docs/numerics.md).

mod gradient_sums;
mod products;
mod relu;
mod samples;

pub use gradient_sums::GradientSums;
pub use products::{Epilogue, PackedMatrix, affine_2d};
pub use relu::{relu, relu_mask};
pub use samples::{BLOCK, Block, LANES, Row, Samples, WIDTH, ZERO_ROW, numbers, numbers_mut, row_values};

#[cfg(test)]
mod test_rows {
    use wide::f64x2;

    use super::{LANES, Row, numbers};
    use crate::rng::RandomState;

    /// Shapes around the sizes of tiles.
    pub const SHAPES: [(usize, usize); 10] =
        [(1, 1), (1, 2), (2, 1), (2, 2), (3, 5), (4, 3), (10, 2), (5, 10), (7, 8), (9, 5)];

    /// Rows of normal draws.
    pub fn rows(count: usize, rng: &mut RandomState) -> Vec<Row> {
        (0..count)
            .map(|_| std::array::from_fn(|_| f64x2::from(std::array::from_fn::<f64, LANES, _>(|_| rng.randn()))))
            .collect()
    }

    /// The number of a sample.
    pub fn at(row: &Row, sample: usize) -> f64 {
        numbers(row)[sample]
    }
}
