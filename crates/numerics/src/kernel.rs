//! The inner loops, over fixed-size lanes of samples.
//!
//! Samples go through a network in blocks of [`BLOCK`]; within a block each quantity of a unit is a [`Row`], one number a
//! sample. All arithmetic is `f64` multiplication and addition without contraction, so a lane computes the same bits as
//! plain code would, whether lanes are SIMD registers or not.
//!
//! Order of summation, part of the numerics contract (a change here changes values):
//! - z = ((w₀ a₀ + w₁ a₁) + …) + b, inputs ascending; Wᵀ dz likewise, units ascending.
//! - A sum over samples has two partial sums: even samples and odd samples, each ascending. The total is even + odd.
//!
//! Neither the block size nor the tile shapes matter to the result. Of the orders that run at the same speed, this one
//! follows the notebook most closely where it is most sensitive to rounding: large random weights around iteration 7,000
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

    /// Shapes around the tiles' edges.
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
