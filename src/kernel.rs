//! The inner loops, over fixed-size lanes of samples.
//!
//! Samples go through a network in blocks of [`BLOCK`]; within a block each quantity of a unit is a [`Row`], one number a
//! sample. All arithmetic is `f64` multiplication and addition without contraction, so a lane computes the same bits as
//! plain code would, whether lanes are SIMD registers or not.
//!
//! Order of summation, part of the numerics contract (a change here changes values):
//! - z = ((b + w₀ a₀) + w₁ a₁) + …, inputs ascending; Wᵀ dz likewise from 0, units ascending.
//! - A sum over samples has [`LANES`] partial sums, from 0. Partial sum j takes samples j, j + 4, j + 8, … ascending. The
//!   total is (s₀ + s₁) + (s₂ + s₃).
//!
//! Neither the block size nor the tile shapes matter to the result.

use nalgebra::{DMatrix, DVector};
use wide::f64x4;

/// Samples in one lane vector, and partial sums of a sum over samples.
pub const LANES: usize = 4;
/// Lane vectors in a row.
const WIDTH: usize = 8;
/// Samples in a block. A block's activations fit the first-level cache for networks of up to about 60 units.
pub const BLOCK: usize = LANES * WIDTH;

/// One number for each sample of a block.
pub type Row = [f64x4; WIDTH];

/// A row of zeros.
pub const ZERO_ROW: Row = [f64x4::ZERO; WIDTH];

/// The numbers of a row, sample by sample.
pub fn row_values(row: &Row) -> impl Iterator<Item = f64> {
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
                        f64x4::from(std::array::from_fn::<f64, LANES, _>(|lane| value(start + c * LANES + lane)))
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
    let mut pairs = outputs.chunks_exact_mut(2);
    let mut unit = 0;
    for pair in &mut pairs {
        let start = [biases[unit], biases[unit + 1]];
        let terms = || inputs.iter().zip(columns.chunks_exact(units)).map(|(row, w)| (row, [w[unit], w[unit + 1]]));
        linear_combinations(start, terms, pair.try_into().expect("two rows"));
        unit += 2;
    }
    if let [last] = pairs.into_remainder() {
        let terms = || inputs.iter().zip(columns.chunks_exact(units)).map(|(row, w)| (row, [w[unit]]));
        linear_combinations([biases[unit]], terms, std::array::from_mut(last));
    }
}

/// da = Wᵀ dz for a block: `outputs` has a row for each input of the layer, `dz` one for each unit.
///
/// # Panics
/// If the shapes do not agree.
pub fn transposed(weights: &DMatrix<f64>, dz: &[Row], outputs: &mut [Row]) {
    let units = weights.nrows();
    assert_eq!((units, weights.ncols()), (dz.len(), outputs.len()), "rows for the shape of the weights");
    let mut columns = weights.as_slice().chunks_exact(units);
    for pair in outputs.chunks_mut(2) {
        let first = columns.next().expect("a column for each input");
        if let [left, right] = pair {
            let second = columns.next().expect("a column for each input");
            let terms = || dz.iter().zip(first.iter().zip(second)).map(|(row, (&w0, &w1))| (row, [w0, w1]));
            let mut rows = [ZERO_ROW; 2];
            linear_combinations([0.0; 2], terms, &mut rows);
            [*left, *right] = rows;
        } else {
            let terms = || dz.iter().zip(first).map(|(row, &w)| (row, [w]));
            linear_combinations([0.0], terms, std::array::from_mut(&mut pair[0]));
        }
    }
}

/// `outputs[k]` = `start[k]` + Σ coefficient `k` × row, terms in order.
///
/// Works through the block in tiles small enough that all partial sums stay in registers.
#[inline]
fn linear_combinations<'a, const K: usize, I: Iterator<Item = (&'a Row, [f64; K])>>(
    start: [f64; K],
    terms: impl Fn() -> I,
    outputs: &mut [Row; K],
) {
    const TILE: usize = 2;
    for tile in 0..WIDTH / TILE {
        let mut sums = start.map(|value| [f64x4::splat(value); TILE]);
        for (row, coefficients) in terms() {
            for k in 0..K {
                let coefficient = f64x4::splat(coefficients[k]);
                for c in 0..TILE {
                    sums[k][c] += coefficient * row[tile * TILE + c];
                }
            }
        }
        for k in 0..K {
            outputs[k][tile * TILE..][..TILE].copy_from_slice(&sums[k]);
        }
    }
}

/// Sums over samples, a lane vector of partial sums for each entry of a matrix units × inputs, column by column.
#[derive(Clone, Debug)]
pub struct LaneSums {
    units: usize,
    sums: Vec<f64x4>,
}

impl LaneSums {
    /// Zero for each entry of a matrix units × inputs.
    pub fn zeros(units: usize, inputs: usize) -> Self {
        Self { units, sums: vec![f64x4::ZERO; units * inputs] }
    }

    /// Back to zero.
    pub fn reset(&mut self) {
        self.sums.fill(f64x4::ZERO);
    }

    /// Adds dz aᵀ summed over a block's samples: `dz` has a row for each unit, `activations` one for each input.
    ///
    /// # Panics
    /// If the shapes do not agree.
    pub fn add_outer(&mut self, dz: &[Row], activations: &[Row]) {
        assert_eq!((dz.len(), dz.len() * activations.len()), (self.units, self.sums.len()), "rows for the shape");
        let mut columns = self.sums.chunks_exact_mut(self.units);
        for pair in activations.chunks(2) {
            let first = columns.next().expect("a column for each input");
            if let [left, right] = pair {
                let second = columns.next().expect("a column for each input");
                let targets = first.chunks_mut(2).zip(second.chunks_mut(2));
                for (rows, (first, second)) in dz.chunks(2).zip(targets) {
                    if let ([upper, lower], [f0, f1], [s0, s1]) = (rows, &mut *first, &mut *second) {
                        let mut tile = [*f0, *f1, *s0, *s1];
                        for c in 0..WIDTH {
                            tile[0] += upper[c] * left[c];
                            tile[1] += lower[c] * left[c];
                            tile[2] += upper[c] * right[c];
                            tile[3] += lower[c] * right[c];
                        }
                        [*f0, *f1, *s0, *s1] = tile;
                    } else {
                        add_product(&mut first[0], &rows[0], left);
                        add_product(&mut second[0], &rows[0], right);
                    }
                }
            } else {
                for (row, sum) in dz.iter().zip(first) {
                    add_product(sum, row, &pair[0]);
                }
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
            let [s0, s1, s2, s3] = sum.to_array();
            (s0 + s1) + (s2 + s3)
        })
    }
}

#[inline]
fn add_product(sum: &mut f64x4, left: &Row, right: &Row) {
    for c in 0..WIDTH {
        *sum += left[c] * right[c];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::RandomState;

    fn rows(count: usize, rng: &mut RandomState) -> Vec<Row> {
        (0..count)
            .map(|_| std::array::from_fn(|_| f64x4::from(std::array::from_fn::<f64, LANES, _>(|_| rng.randn()))))
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
                    let plain = (0..inputs).fold(biases[unit], |sum, i| sum + weights[(unit, i)] * at(&a[i], sample));
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
                (s[0] + s[1]) + (s[2] + s[3])
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
