//! Sums over samples for the gradient of a layer's weights and biases.

use wide::f64x2;

use super::relu::relu_mask;
use super::samples::{Row, WIDTH};

/// The gradient of a layer, summed over samples: the partial sums of ∂loss/∂W and ∂loss/∂b.
///
/// ```
/// use init_lab_numerics::kernel::{GradientSums, WIDTH, ZERO_ROW, numbers_mut};
///
/// // One unit with two inputs; ∂loss/∂z is 2 at a sample whose inputs are 3 and 5, and 0 at the others.
/// let (mut dz, mut inputs) = (ZERO_ROW, [ZERO_ROW; 2]);
/// numbers_mut(&mut dz)[0] = 2.0;
/// numbers_mut(&mut inputs[0])[0] = 3.0;
/// numbers_mut(&mut inputs[1])[0] = 5.0;
/// let mut sums = GradientSums::zeros(1, 2);
/// sums.accumulate(&[dz], &inputs, WIDTH);
/// let (weights, biases) = sums.totals();
/// assert_eq!(weights.collect::<Vec<_>>(), [6.0, 10.0]);
/// assert_eq!(biases.collect::<Vec<_>>(), [2.0]);
/// ```
#[derive(Clone, Debug)]
pub struct GradientSums {
    /// ∂loss/∂W, units × inputs, column by column.
    weights: Vec<f64x2>,
    /// ∂loss/∂b, one for each unit.
    biases: Vec<f64x2>,
}

impl GradientSums {
    /// Sums of zero for each parameter of a layer.
    pub fn zeros(units: usize, inputs: usize) -> Self {
        Self { weights: vec![f64x2::ZERO; units * inputs], biases: vec![f64x2::ZERO; units] }
    }

    /// Units and inputs of the layer.
    pub fn shape(&self) -> (usize, usize) {
        (self.biases.len(), self.weights.len() / self.biases.len())
    }

    /// Sets all sums to zero.
    pub fn reset(&mut self) {
        self.weights.fill(f64x2::ZERO);
        self.biases.fill(f64x2::ZERO);
    }

    /// Adds dz aᵀ and dz, summed over the first `width` lane vectors of a block. `dz` has one row for each unit,
    /// `activations` one for each input.
    ///
    /// # Panics
    /// If the shapes do not match.
    pub fn accumulate(&mut self, dz: &[Row], activations: &[Row], width: usize) {
        let units = self.biases.len();
        self.assert_shape(dz.len(), activations.len(), width);
        let (mut columns, mut biases) = (self.weights.as_mut_slice(), Some(self.biases.as_mut_slice()));
        // Takes two inputs at a time, but one for the last of an odd number and for a layer of one unit. The number of
        // units at a time keeps sums and factors in registers: four, or three if the biases are summed too.
        let paired = if units > 1 { activations.len() & !1 } else { 0 };
        let (paired, single) = activations.split_at(paired);
        for pair in paired.as_chunks::<2>().0 {
            let (first, rest) = columns.split_at_mut(units);
            let (second, rest) = rest.split_at_mut(units);
            columns = rest;
            // The biases are summed together with the first inputs. In a loop of their own, each addition would wait
            // for the one before.
            if let Some(biases) = biases.take() {
                for (unit, size) in groups::<3>(units) {
                    let (rows, sums, biases) =
                        (&dz[unit..], [&mut first[unit..], &mut second[unit..]], [&mut biases[unit..]]);
                    match size {
                        2 => add_products::<2, 2, 1>(rows, pair, width, sums, biases),
                        _ => add_products::<3, 2, 1>(rows, pair, width, sums, biases),
                    }
                }
            } else {
                for (unit, size) in groups::<4>(units) {
                    let (rows, sums) = (&dz[unit..], [&mut first[unit..], &mut second[unit..]]);
                    match size {
                        2 => add_products::<2, 2, 0>(rows, pair, width, sums, []),
                        3 => add_products::<3, 2, 0>(rows, pair, width, sums, []),
                        _ => add_products::<4, 2, 0>(rows, pair, width, sums, []),
                    }
                }
            }
        }
        for input in single {
            let (column, rest) = columns.split_at_mut(units);
            columns = rest;
            for (unit, size) in groups::<2>(units) {
                let (rows, sums, input) = (&dz[unit..], [&mut column[unit..]], std::array::from_ref(input));
                match size {
                    1 => add_products::<1, 1, 0>(rows, input, width, sums, []),
                    _ => add_products::<2, 1, 0>(rows, input, width, sums, []),
                }
            }
        }
        if let Some(biases) = biases {
            biases.iter_mut().zip(dz).for_each(|(sum, row)| add_row(row, width, sum));
        }
    }

    /// [`Self::accumulate`] for a layer of one unit, which also computes ∂loss/∂z of the layer before: for each input,
    /// its weight times dz times the slope of its activation function, written to `previous`. Without slopes the
    /// activation function is [`relu`](super::relu), whose slopes follow from its activations.
    ///
    /// # Panics
    /// If the shapes do not match.
    pub fn accumulate_single_unit(
        &mut self,
        weights: &[f64],
        dz: &Row,
        activations: &[Row],
        slopes: Option<&[Row]>,
        width: usize,
        previous: &mut [Row],
    ) {
        self.assert_shape(1, activations.len(), width);
        assert_eq!((weights.len(), previous.len()), (activations.len(), activations.len()), "rows for the weights");
        add_row(dz, width, &mut self.biases[0]);
        for (first, size) in groups::<2>(weights.len()) {
            let (weights, activations, slopes) =
                (&weights[first..], &activations[first..], slopes.map(|rows| &rows[first..]));
            let (sums, previous) = (&mut self.weights[first..], &mut previous[first..]);
            match size {
                1 => accumulate_and_propagate::<1>(weights, dz, activations, slopes, width, sums, previous),
                _ => accumulate_and_propagate::<2>(weights, dz, activations, slopes, width, sums, previous),
            }
        }
    }

    fn assert_shape(&self, units: usize, inputs: usize, width: usize) {
        assert_eq!((units, units * inputs), (self.biases.len(), self.weights.len()), "rows for the shape");
        assert!(width <= WIDTH, "lane vectors of a block");
    }

    /// The total sums of the weights, column by column, and of the biases.
    pub fn totals(&self) -> (impl Iterator<Item = f64>, impl Iterator<Item = f64>) {
        fn totals(sums: &[f64x2]) -> impl Iterator<Item = f64> {
            sums.iter().map(|sum| {
                let [even, odd] = sum.to_array();
                even + odd
            })
        }
        (totals(&self.weights), totals(&self.biases))
    }
}

/// The first member and size of each group when `count` rows are divided into the fewest groups of at most `MOST`. The
/// last two groups are of nearly the same size, because a single leftover row takes as long as a whole group; only
/// pairs leave one. A division is avoided, since it takes as long as a tile.
#[inline]
fn groups<const MOST: usize>(count: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut first = 0;
    std::iter::from_fn(move || {
        let left = count - first;
        let size = if (MOST + 1..2 * MOST).contains(&left) { left.div_ceil(2) } else { left.min(MOST) };
        let group = (first, size);
        first += size;
        (size > 0).then_some(group)
    })
}

/// Adds the product of row `u` of `units` and row `i` of `inputs` to `sums[i][u]`, and row `u` to `biases[0][u]`, over
/// the first `width` lane vectors of a block.
#[inline]
fn add_products<const U: usize, const I: usize, const B: usize>(
    units: &[Row],
    inputs: &[Row; I],
    width: usize,
    sums: [&mut [f64x2]; I],
    biases: [&mut [f64x2]; B],
) {
    let units: &[Row; U] = units.first_chunk().expect("a whole group");
    let sums = sums.map(|sums| sums.first_chunk_mut::<U>().expect("a whole group"));
    let biases = biases.map(|sums| sums.first_chunk_mut::<U>().expect("a whole group"));
    let mut products = std::array::from_fn::<_, I, _>(|i| *sums[i]);
    let mut plain = std::array::from_fn::<_, B, _>(|b| *biases[b]);
    for (units, inputs) in columns(units).zip(columns(inputs)).take(width) {
        for u in 0..U {
            let unit = units[u * WIDTH];
            for i in 0..I {
                products[i][u] += unit * inputs[i * WIDTH];
            }
            for plain in &mut plain {
                plain[u] += unit;
            }
        }
    }
    sums.into_iter().zip(products).for_each(|(sums, own)| *sums = own);
    biases.into_iter().zip(plain).for_each(|(sums, own)| *sums = own);
}

/// The lanes from each lane vector of the first row on. The same lane vector of row r is `r * WIDTH` further on.
#[inline]
fn columns<const ROWS: usize>(rows: &[Row; ROWS]) -> impl Iterator<Item = &[f64x2]> {
    rows.as_flattened().windows((ROWS - 1) * WIDTH + 1)
}

/// Adds the first `width` lane vectors of a row to `sum`.
fn add_row(row: &Row, width: usize, sum: &mut f64x2) {
    *sum = row[..width].iter().fold(*sum, |sum, lane| sum + *lane);
}

/// For a unit with ∂loss/∂z of `dz`: adds the product of `dz` and row `i` of `activations` to `sums[i]`, and writes the
/// product of `dz`, weight `i` and the slope to row `i` of `previous`, over the first `width` lane vectors of a block.
#[inline]
fn accumulate_and_propagate<const I: usize>(
    weights: &[f64],
    dz: &Row,
    activations: &[Row],
    slopes: Option<&[Row]>,
    width: usize,
    sums: &mut [f64x2],
    previous: &mut [Row],
) {
    let weights = weights.first_chunk::<I>().expect("a whole group").map(f64x2::splat);
    let activations: &[Row; I] = activations.first_chunk().expect("a whole group");
    let (sums, previous): (&mut [f64x2; I], &mut [Row; I]) =
        (sums.first_chunk_mut().expect("a whole group"), previous.first_chunk_mut().expect("a whole group"));
    let mut own = *sums;
    let mut sweep = |sloped: &dyn Fn(usize, usize, f64x2) -> f64x2| {
        for c in 0..width.min(WIDTH) {
            for i in 0..I {
                own[i] += dz[c] * activations[i][c];
                previous[i][c] = sloped(i, c, weights[i] * dz[c]);
            }
        }
    };
    match slopes {
        None => sweep(&|i, c, product| product & relu_mask(activations[i][c])),
        Some(slopes) => {
            let slopes: &[Row; I] = slopes.first_chunk().expect("a whole group");
            sweep(&|i, c, product| product * slopes[i][c]);
        }
    }
    *sums = own;
}

#[cfg(test)]
mod tests {
    use nalgebra::DMatrix;

    use super::*;
    use crate::kernel::samples::TILE;
    use crate::kernel::test_rows::{SHAPES, at, rows};
    use crate::kernel::{BLOCK, Epilogue, LANES, PackedMatrix, ZERO_ROW};
    use crate::rng::RandomState;

    /// The sum of a term (block, sample) over samples, in the order of the numerics contract.
    fn contract(blocks: usize, term: impl Fn(usize, usize) -> f64) -> f64 {
        let mut s = [0.0; LANES];
        for block in 0..blocks {
            for sample in 0..BLOCK {
                s[sample % LANES] += term(block, sample);
            }
        }
        s[0] + s[1]
    }

    #[test]
    fn sums_over_samples_have_the_bits_of_the_contract() {
        let mut rng = RandomState::new(3);
        for (units, inputs) in SHAPES {
            let mut sums = GradientSums::zeros(units, inputs);
            let blocks: Vec<_> = (0..3).map(|_| (rows(units, &mut rng), rows(inputs, &mut rng))).collect();
            for (dz, a) in &blocks {
                sums.accumulate(dz, a, WIDTH);
            }
            let (weights, biases) = sums.totals();
            for (k, total) in weights.enumerate() {
                let plain =
                    contract(blocks.len(), |b, i| at(&blocks[b].0[k % units], i) * at(&blocks[b].1[k / units], i));
                assert_eq!(total.to_bits(), plain.to_bits(), "{units} × {inputs}");
            }
            for (unit, total) in biases.enumerate() {
                let plain = contract(blocks.len(), |b, i| at(&blocks[b].0[unit], i));
                assert_eq!(total.to_bits(), plain.to_bits(), "{units} × {inputs}");
            }
        }
    }

    #[test]
    fn a_single_unit_has_the_bits_of_any_number_of_units() {
        let mut rng = RandomState::new(5);
        for inputs in 1..=9 {
            let weights = DMatrix::from_fn(1, inputs, |_, _| rng.randn());
            let mut packed = PackedMatrix::default();
            packed.pack_transposed(&weights);
            for rectified in [true, false] {
                let (mut one, mut any) = (GradientSums::zeros(1, inputs), GradientSums::zeros(1, inputs));
                for width in [WIDTH, TILE] {
                    let (dz, a, slopes) = (rows(1, &mut rng), rows(inputs, &mut rng), rows(inputs, &mut rng));
                    let (mut ours, mut expected) = (vec![ZERO_ROW; inputs], vec![ZERO_ROW; inputs]);
                    let slopes = (!rectified).then_some(slopes.as_slice());
                    one.accumulate_single_unit(weights.as_slice(), &dz[0], &a, slopes, width, &mut ours);
                    any.accumulate(&dz, &a, width);
                    packed.multiply(
                        &dz,
                        width,
                        &mut expected,
                        slopes.map_or(Epilogue::ReluMask(&a), Epilogue::Multiply),
                    );
                    assert_eq!(ours, expected, "{inputs}");
                }
                let bits =
                    |sums: &GradientSums| sums.totals().0.chain(sums.totals().1).map(f64::to_bits).collect::<Vec<_>>();
                assert_eq!(bits(&one), bits(&any), "{inputs}");
            }
        }
    }

    #[test]
    fn groups_hold_every_row_once_and_are_as_few_as_there_can_be() {
        fn check<const MOST: usize>() {
            for count in 0..=300 {
                let groups: Vec<_> = groups::<MOST>(count).collect();
                assert_eq!(groups.len(), count.div_ceil(MOST), "{count}");
                let mut next = 0;
                for &(first, size) in &groups {
                    assert_eq!(first, next, "{count}");
                    assert!((1..=MOST).contains(&size) && (size > 1 || count == 1 || MOST == 2), "{count}: {size}");
                    next += size;
                }
                assert_eq!(next, count);
            }
        }
        check::<2>();
        check::<3>();
        check::<4>();
    }
}
