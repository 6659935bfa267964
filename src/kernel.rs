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

use nalgebra::{DMatrix, DVector};
use wide::f64x2;

/// Samples in one lane vector, and partial sums of a sum over samples.
pub const LANES: usize = 2;
/// Lane vectors in a row.
const WIDTH: usize = 16;
/// Samples in a block. A block's activations fit the first-level cache for networks of up to about 60 units.
pub const BLOCK: usize = LANES * WIDTH;

/// One number for each sample of a block.
pub type Row = [f64x2; WIDTH];

/// A row of zeros.
pub const ZERO_ROW: Row = [f64x2::ZERO; WIDTH];

/// The numbers of a row, sample by sample.
pub fn row_values(row: &Row) -> impl Iterator<Item = f64> + Clone {
    row.iter().flat_map(|lane| lane.to_array())
}

/// Points and labels in the layout of the kernels.
///
/// The last block is padded with copies of the last sample that have weight 0: a padded sample is finite wherever a real
/// one is, and adds nothing to any sum.
#[derive(Clone, Debug)]
pub struct Samples {
    count: usize,
    blocks: Vec<Block>,
}

/// [`BLOCK`] samples.
#[derive(Clone, Debug)]
pub struct Block {
    /// x₁ and x₂.
    pub inputs: [Row; 2],
    /// The labels, 0 or 1.
    pub labels: Row,
    /// 1 for a sample, 0 for padding.
    pub weights: Row,
}

impl Samples {
    /// Samples with labels.
    ///
    /// # Panics
    /// If there are not as many labels as points.
    pub fn new(points: &[[f64; 2]], labels: &[u8]) -> Self {
        assert_eq!(points.len(), labels.len(), "a label for each point");
        Self::with_labels(points, |i| f64::from(labels[i]))
    }

    /// Samples to predict only; their labels read 0.
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

/// z = W a + b for a block: `outputs` has a row for each unit, `inputs` one for each input.
///
/// # Panics
/// If the shapes do not agree.
pub fn affine(weights: &DMatrix<f64>, biases: &DVector<f64>, inputs: &[Row], outputs: &mut [Row]) {
    let units = weights.nrows();
    assert_eq!((units, weights.ncols()), (outputs.len(), inputs.len()), "rows for the shape of the weights");
    let columns = weights.as_slice();
    let (pairs, last) = outputs.as_chunks_mut::<2>();
    for (p, pair) in pairs.iter_mut().enumerate() {
        let unit = 2 * p;
        let terms = inputs.iter().zip(columns.chunks_exact(units)).map(|(row, w)| (row, [w[unit], w[unit + 1]]));
        linear_combinations::<2, 4>(&terms, [biases[unit], biases[unit + 1]], pair);
    }
    if let [last] = last {
        let unit = units - 1;
        let terms = inputs.iter().zip(columns.chunks_exact(units)).map(|(row, w)| (row, [w[unit]]));
        linear_combinations::<1, 8>(&terms, [biases[unit]], std::array::from_mut(last));
    }
}

/// da = Wᵀ dz for a block: `outputs` has a row for each input of the layer, `dz` one for each unit.
///
/// # Panics
/// If the shapes do not agree.
pub fn transposed(weights: &DMatrix<f64>, dz: &[Row], outputs: &mut [Row]) {
    let units = weights.nrows();
    assert_eq!((units, weights.ncols()), (dz.len(), outputs.len()), "rows for the shape of the weights");
    let (pairs, last) = outputs.as_chunks_mut::<2>();
    let column_pairs = weights.as_slice().chunks_exact(2 * units);
    let last_column = column_pairs.remainder();
    for (pair, columns) in pairs.iter_mut().zip(column_pairs) {
        let (first, second) = columns.split_at(units);
        let terms = dz.iter().zip(first.iter().zip(second)).map(|(row, (&w0, &w1))| (row, [w0, w1]));
        linear_combinations::<2, 4>(&terms, [0.0; 2], pair);
    }
    if let [last] = last {
        let terms = dz.iter().zip(last_column).map(|(row, &w)| (row, [w]));
        linear_combinations::<1, 8>(&terms, [0.0], std::array::from_mut(last));
    }
}

/// `outputs[k]` = Σ coefficient `k` × row, terms in order, + `end[k]`.
///
/// Works through the block in tiles of `TILE` lane vectors, so that all sums stay in registers.
#[inline]
fn linear_combinations<'a, const K: usize, const TILE: usize>(
    terms: &(impl Iterator<Item = (&'a Row, [f64; K])> + Clone),
    end: [f64; K],
    outputs: &mut [Row; K],
) {
    for start in (0..WIDTH).step_by(TILE) {
        let mut sums = [[f64x2::ZERO; TILE]; K];
        for (row, coefficients) in terms.clone() {
            let lanes: &[f64x2; TILE] = row[start..start + TILE].try_into().expect("a tile");
            for k in 0..K {
                let coefficient = f64x2::splat(coefficients[k]);
                for c in 0..TILE {
                    sums[k][c] += coefficient * lanes[c];
                }
            }
        }
        for k in 0..K {
            for c in 0..TILE {
                outputs[k][start + c] = sums[k][c] + f64x2::splat(end[k]);
            }
        }
    }
}

/// Sums over samples, the partial sums of each entry of a matrix units × inputs, column by column.
#[derive(Clone, Debug)]
pub struct LaneSums {
    units: usize,
    sums: Vec<f64x2>,
}

impl LaneSums {
    /// Zero for each entry of a matrix units × inputs.
    pub fn zeros(units: usize, inputs: usize) -> Self {
        Self { units, sums: vec![f64x2::ZERO; units * inputs] }
    }

    /// Back to zero.
    pub fn reset(&mut self) {
        self.sums.fill(f64x2::ZERO);
    }

    /// Adds dz aᵀ summed over a block's samples: `dz` has a row for each unit, `activations` one for each input.
    ///
    /// # Panics
    /// If the shapes do not agree.
    pub fn add_outer(&mut self, dz: &[Row], activations: &[Row]) {
        assert_eq!((dz.len(), dz.len() * activations.len()), (self.units, self.sums.len()), "rows for the shape");
        let (pairs, last) = activations.as_chunks::<2>();
        let mut columns = self.sums.chunks_exact_mut(2 * self.units);
        for (pair, columns) in pairs.iter().zip(&mut columns) {
            let (first, second) = columns.split_at_mut(self.units);
            let (quads, rest) = dz.as_chunks::<4>();
            let (first_quads, first_rest) = first.as_chunks_mut::<4>();
            let (second_quads, second_rest) = second.as_chunks_mut::<4>();
            for ((rows, first), second) in quads.iter().zip(first_quads).zip(second_quads) {
                add_products(rows, pair, [first, second]);
            }
            for ((row, first), second) in rest.iter().zip(first_rest).zip(second_rest) {
                add_products(
                    std::array::from_ref(row),
                    pair,
                    [std::array::from_mut(first), std::array::from_mut(second)],
                );
            }
        }
        if let [last] = last {
            for (row, sum) in dz.iter().zip(columns.into_remainder()) {
                add_products(std::array::from_ref(row), std::array::from_ref(last), [std::array::from_mut(sum)]);
            }
        }
    }

    /// Adds each row of a block, summed over its samples, to the matrix's only column.
    ///
    /// # Panics
    /// If there is not one row for each entry.
    pub fn add_rows(&mut self, rows: &[Row]) {
        assert_eq!(rows.len(), self.sums.len(), "a row for each sum");
        for (sum, row) in self.sums.iter_mut().zip(rows) {
            for lane in row {
                *sum += *lane;
            }
        }
    }

    /// The totals, column by column.
    pub fn totals(&self) -> impl Iterator<Item = f64> {
        self.sums.iter().map(|sum| {
            let [even, odd] = sum.to_array();
            even + odd
        })
    }
}

/// Adds to `sums[i][u]` the product of row `u` of `units` and row `i` of `inputs`, over a block's samples.
#[inline]
fn add_products<const U: usize, const I: usize>(units: &[Row; U], inputs: &[Row; I], sums: [&mut [f64x2; U]; I]) {
    let mut tile: [[f64x2; U]; I] = std::array::from_fn(|i| *sums[i]);
    for c in 0..WIDTH {
        for i in 0..I {
            for u in 0..U {
                tile[i][u] += units[u][c] * inputs[i][c];
            }
        }
    }
    for (sum, tile) in sums.into_iter().zip(tile) {
        *sum = tile;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::RandomState;

    fn rows(count: usize, rng: &mut RandomState) -> Vec<Row> {
        (0..count)
            .map(|_| std::array::from_fn(|_| f64x2::from(std::array::from_fn::<f64, LANES, _>(|_| rng.randn()))))
            .collect()
    }

    fn at(row: &Row, sample: usize) -> f64 {
        row_values(row).nth(sample).unwrap()
    }

    /// Shapes around the tiles' edges.
    const SHAPES: [(usize, usize); 8] = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 5), (10, 2), (5, 10), (7, 8)];

    #[test]
    fn affine_has_the_bits_of_the_plain_sum() {
        let mut rng = RandomState::new(1);
        for (units, inputs) in SHAPES {
            let weights = DMatrix::from_fn(units, inputs, |_, _| rng.randn());
            let biases = DVector::from_fn(units, |_, _| rng.randn());
            let a = rows(inputs, &mut rng);
            let mut z = vec![ZERO_ROW; units];
            affine(&weights, &biases, &a, &mut z);
            for unit in 0..units {
                for sample in 0..BLOCK {
                    let plain =
                        (0..inputs).fold(0.0, |sum, i| sum + weights[(unit, i)] * at(&a[i], sample)) + biases[unit];
                    assert_eq!(at(&z[unit], sample).to_bits(), plain.to_bits(), "{units} × {inputs}");
                }
            }
        }
    }

    #[test]
    fn transposed_has_the_bits_of_the_plain_sum() {
        let mut rng = RandomState::new(2);
        for (units, inputs) in SHAPES {
            let weights = DMatrix::from_fn(units, inputs, |_, _| rng.randn());
            let dz = rows(units, &mut rng);
            let mut da = vec![ZERO_ROW; inputs];
            transposed(&weights, &dz, &mut da);
            for input in 0..inputs {
                for sample in 0..BLOCK {
                    let plain = (0..units).fold(0.0, |sum, u| sum + weights[(u, input)] * at(&dz[u], sample));
                    assert_eq!(at(&da[input], sample).to_bits(), plain.to_bits(), "{units} × {inputs}");
                }
            }
        }
    }

    #[test]
    fn sums_over_samples_have_the_bits_of_the_contract() {
        let mut rng = RandomState::new(3);
        for (units, inputs) in SHAPES {
            let mut sums = LaneSums::zeros(units, inputs);
            let mut bias_sums = LaneSums::zeros(units, 1);
            let blocks: Vec<_> = (0..3).map(|_| (rows(units, &mut rng), rows(inputs, &mut rng))).collect();
            for (dz, a) in &blocks {
                sums.add_outer(dz, a);
                bias_sums.add_rows(dz);
            }
            let contract = |term: &dyn Fn(usize, usize) -> f64| {
                let mut s = [0.0; LANES];
                for block in 0..blocks.len() {
                    for sample in 0..BLOCK {
                        s[sample % LANES] += term(block, sample);
                    }
                }
                s[0] + s[1]
            };
            for (k, total) in sums.totals().enumerate() {
                let plain = contract(&|b, i| at(&blocks[b].0[k % units], i) * at(&blocks[b].1[k / units], i));
                assert_eq!(total.to_bits(), plain.to_bits(), "{units} × {inputs}");
            }
            for (unit, total) in bias_sums.totals().enumerate() {
                assert_eq!(total.to_bits(), contract(&|b, i| at(&blocks[b].0[unit], i)).to_bits());
            }
        }
    }

    #[test]
    fn padding_repeats_the_last_sample_with_weight_zero() {
        let samples = Samples::new(&[[1.0, 2.0], [3.0, 4.0]], &[0, 1]);
        let [block] = samples.blocks() else { panic!("one block") };
        assert_eq!(samples.count(), 2);
        assert_eq!(row_values(&block.weights).sum::<f64>(), 2.0);
        assert_eq!(at(&block.inputs[1], BLOCK - 1), 4.0);
        assert_eq!(at(&block.labels, BLOCK - 1), 1.0);
        assert!(Samples::unlabelled(&[]).blocks().is_empty());
    }
}
