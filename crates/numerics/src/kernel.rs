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

use nalgebra::DMatrix;
use wide::f64x2;

/// Samples in one lane vector, and partial sums of a sum over samples.
pub const LANES: usize = 2;
/// Lane vectors in a row.
pub const WIDTH: usize = 32;
/// Lane vectors in a tile: widths are multiples of it. With two rows of them, sums and factors fit the sixteen registers of
/// SSE2, NEON and WebAssembly's compilers; V8's loads all factors before it adds the first product.
const TILE: usize = 4;
/// Samples in a block: many, so that little is done once a block, but few enough that a layer of 100 units fits the first-level
/// cache.
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
    /// How many samples there are, without the padding.
    pub count: usize,
    /// Lane vectors that have a sample, rounded up to what the kernels take at a time.
    pub width: usize,
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

/// What becomes of each sum of products before it is stored.
#[derive(Clone, Copy, Debug)]
pub enum Then<'a> {
    /// The row's bias is added.
    Bias(&'a [f64]),
    /// The row's bias is added, and what is then not above 0 is 0: [`relu`].
    BiasAndGate(&'a [f64]),
    /// It is multiplied by the number in the same place of these rows.
    Times(&'a [Row]),
    /// It is 0 where [`relu`] gave what is in the same place of these rows as 0.
    Gate(&'a [Row]),
}

impl<'a> Then<'a> {
    /// For the rows from `first` on.
    #[inline]
    fn from(self, first: usize) -> Then<'a> {
        match self {
            Self::Bias(biases) => Then::Bias(&biases[first..]),
            Self::BiasAndGate(biases) => Then::BiasAndGate(&biases[first..]),
            Self::Times(rows) => Then::Times(&rows[first..]),
            Self::Gate(rows) => Then::Gate(&rows[first..]),
        }
    }
}

/// A matrix, laid out for multiplying the rows of a block by it.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    outputs: usize,
    inputs: usize,
    /// Pair by pair of outputs, input by input, the coefficients of the pair; those of a last output that has no other.
    coefficients: Vec<f64>,
}

impl Packed {
    /// Lays out W: outputs are units, inputs the inputs of the layer.
    pub fn set(&mut self, weights: &DMatrix<f64>) {
        (self.outputs, self.inputs) = weights.shape();
        self.pack(|output, input| weights[(output, input)]);
    }

    /// Lays out Wᵀ: outputs are the inputs of the layer, inputs its units.
    pub fn set_transposed(&mut self, weights: &DMatrix<f64>) {
        (self.inputs, self.outputs) = weights.shape();
        self.pack(|output, input| weights[(input, output)]);
    }

    #[inline]
    fn pack(&mut self, coefficient: impl Fn(usize, usize) -> f64) {
        self.coefficients.clear();
        for first in (0..self.outputs).step_by(2) {
            let pair = first..self.outputs.min(first + 2);
            for input in 0..self.inputs {
                self.coefficients.extend(pair.clone().map(|output| coefficient(output, input)));
            }
        }
    }

    /// The matrix times the first `width` lane vectors of a block, and what is to be done `then`: there is a row for each
    /// output and for each input.
    ///
    /// # Panics
    /// If the shapes do not agree.
    pub fn apply(&self, inputs: &[Row], width: usize, outputs: &mut [Row], then: Then) {
        assert_eq!((self.outputs, self.inputs), (outputs.len(), inputs.len()), "rows for the shape of the matrix");
        let (pairs, last) = outputs.as_chunks_mut::<2>();
        for (p, pair) in pairs.iter_mut().enumerate() {
            let coefficients = &self.coefficients[2 * p * self.inputs..];
            linear_combinations(inputs, coefficients, width, pair, then.from(2 * p));
        }
        if let [last] = last {
            let first = 2 * pairs.len();
            let coefficients = &self.coefficients[first * self.inputs..];
            linear_combinations(inputs, coefficients, width, std::array::from_mut(last), then.from(first));
        }
    }
}

/// z = W x + b of the layer that sees the plane, for the first `width` lane vectors of a block; with `gate`, [`relu`] of it.
/// `outputs` has a row for each unit.
///
/// The same sums as [`Packed::apply`]'s, two units at a time with their six numbers in registers: with two inputs, tiles
/// would be mostly overhead.
///
/// # Panics
/// If the shapes do not agree.
pub fn plane(weights: &DMatrix<f64>, biases: &[f64], inputs: &[Row; 2], width: usize, outputs: &mut [Row], gate: bool) {
    let units = outputs.len();
    assert_eq!(
        (units, 2, units),
        (weights.nrows(), weights.ncols(), biases.len()),
        "rows for the shape of the weights"
    );
    let (first, second) = weights.as_slice().split_at(units);
    let (pairs, last) = outputs.as_chunks_mut::<2>();
    for (p, pair) in pairs.iter_mut().enumerate() {
        let pick = |numbers: &[f64]| [numbers[2 * p], numbers[2 * p + 1]];
        plane_units(pick(first), pick(second), pick(biases), inputs, width, pair, gate);
    }
    if let [last] = last {
        let pick = |numbers: &[f64]| [numbers[units - 1]];
        plane_units(pick(first), pick(second), pick(biases), inputs, width, std::array::from_mut(last), gate);
    }
}

#[inline]
fn plane_units<const K: usize>(
    first: [f64; K],
    second: [f64; K],
    biases: [f64; K],
    [x, y]: &[Row; 2],
    width: usize,
    outputs: &mut [Row; K],
    gate: bool,
) {
    let (first, second) = (first.map(f64x2::splat), second.map(f64x2::splat));
    let (gated, biases) = (Gated::new(), biases.map(|bias| if gate { Gated::bias(bias) } else { f64x2::splat(bias) }));
    for tile in 0..width.min(WIDTH) / TILE {
        let (x, y) = (lanes(x, tile), lanes(y, tile));
        for k in 0..K {
            let output = lanes_mut(&mut outputs[k], tile);
            for c in 0..TILE {
                let z = first[k] * x[c] + second[k] * y[c] + biases[k];
                output[c] = if gate { gated.relu(z) } else { z };
            }
        }
    }
}

/// First member and size of each group of `count` rows: as few groups of at most `MOST` as there can be, the last two of nearly
/// the same size: only of pairs is a row left over to be computed on its own, which takes as long as a group. Without a division,
/// which would take as long as a tile.
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

/// The lane vectors of a row in one tile.
#[inline]
fn lanes(row: &Row, tile: usize) -> &[f64x2; TILE] {
    &row.as_chunks().0[tile]
}

/// The lane vectors of a row in one tile.
#[inline]
fn lanes_mut(row: &mut Row, tile: usize) -> &mut [f64x2; TILE] {
    &mut row.as_chunks_mut().0[tile]
}

/// `outputs[k]` = Σ input × its coefficient `k`, inputs in order, and what is to be done `then`: tile by tile, so that all
/// sums stay in registers. Each way of finishing them stores them itself: where ways meet, V8 moves all sums to the registers in
/// which the next part expects them, which in a small layer takes a tenth of the time.
#[inline(never)]
fn linear_combinations<const K: usize>(
    inputs: &[Row],
    coefficients: &[f64],
    width: usize,
    outputs: &mut [Row; K],
    then: Then,
) {
    let (coefficients, _) = coefficients.as_chunks::<K>();
    // The first product is no sum: adding it to 0 would change nothing but the sign of a zero.
    let (Some((first, inputs)), Some((firsts, coefficients))) = (inputs.split_first(), coefficients.split_first())
    else {
        return;
    };
    let gated = Gated::new();
    for tile in 0..width.min(WIDTH) / TILE {
        let mut sums = firsts.map(|coefficient| lanes(first, tile).map(|lane| f64x2::splat(coefficient) * lane));
        for (row, coefficients) in inputs.iter().zip(coefficients) {
            let lanes = *lanes(row, tile);
            for k in 0..K {
                let coefficient = f64x2::splat(coefficients[k]);
                for c in 0..TILE {
                    sums[k][c] += coefficient * lanes[c];
                }
            }
        }
        let mut store = |finished: &dyn Fn(usize, usize, f64x2) -> f64x2| {
            for k in 0..K {
                let output = lanes_mut(&mut outputs[k], tile);
                for c in 0..TILE {
                    output[c] = finished(k, c, sums[k][c]);
                }
            }
        };
        match then {
            Then::Bias(biases) => {
                let biases = biases.first_chunk::<K>().expect(GROUP).map(f64x2::splat);
                store(&|k, _, sum| sum + biases[k]);
            }
            Then::BiasAndGate(biases) => {
                let biases = biases.first_chunk::<K>().expect(GROUP).map(Gated::bias);
                store(&|k, _, sum| gated.relu(sum + biases[k]));
            }
            Then::Times(rows) => {
                let rows = rows.first_chunk::<K>().expect(GROUP);
                store(&|k, c, sum| sum * lanes(&rows[k], tile)[c]);
            }
            Then::Gate(rows) => {
                let rows = rows.first_chunk::<K>().expect(GROUP);
                store(&|k, c, sum| sum & open(lanes(&rows[k], tile)[c]));
            }
        }
    }
}

/// [`relu`] in the one instruction that WebAssembly has for it, which is right but for −0: no sum is −0 to which a
/// [`Self::bias`] was added.
#[derive(Clone, Copy)]
struct Gated {
    zero: f64x2,
}

impl Gated {
    /// Hides from the compiler that zero is 0: it would make two instructions of the one.
    #[inline]
    fn new() -> Self {
        Self { zero: std::hint::black_box(f64x2::ZERO) }
    }

    /// A bias, as 0 where it is −0.
    #[inline]
    fn bias(bias: f64) -> f64x2 {
        f64x2::splat(bias + 0.0)
    }

    #[inline]
    fn relu(self, z: f64x2) -> f64x2 {
        // Elsewhere it has another idea of NaN.
        if cfg!(target_arch = "wasm32") { z.fast_max(self.zero) } else { relu(z) }
    }
}

/// max(0, z). A NaN stays NaN.
#[inline]
pub fn relu(z: f64x2) -> f64x2 {
    z & open(z)
}

/// All bits where [`relu`] lets z through, none where it gives 0, as at z = 0. Its value is let through where z is.
#[inline]
pub fn open(z: f64x2) -> f64x2 {
    !z.simd_le(f64x2::ZERO)
}

/// What a layer's parameters have for their slopes, summed over samples: the partial sums of ∂loss/∂W and ∂loss/∂b.
#[derive(Clone, Debug)]
pub struct LayerSums {
    /// Of a matrix units × inputs, column by column.
    weights: Vec<f64x2>,
    biases: Vec<f64x2>,
}

impl LayerSums {
    /// Zero for each parameter of a layer.
    pub fn zeros(units: usize, inputs: usize) -> Self {
        Self { weights: vec![f64x2::ZERO; units * inputs], biases: vec![f64x2::ZERO; units] }
    }

    /// Back to zero.
    pub fn reset(&mut self) {
        self.weights.fill(f64x2::ZERO);
        self.biases.fill(f64x2::ZERO);
    }

    /// Adds dz aᵀ and dz summed over the first `width` lane vectors of a block: `dz` has a row for each unit, `activations` one
    /// for each input.
    ///
    /// # Panics
    /// If the shapes do not agree.
    pub fn add(&mut self, dz: &[Row], activations: &[Row], width: usize) {
        let units = self.biases.len();
        self.check(dz.len(), activations.len(), width);
        let (mut columns, mut biases) = (self.weights.as_mut_slice(), Some(self.biases.as_mut_slice()));
        // Two inputs at a time; the last of an odd number, and those of a single unit, on their own. With as many units as leave
        // sums and factors in registers: four, and three where the biases are summed, too.
        let paired = if units > 1 { activations.len() & !1 } else { 0 };
        let (paired, single) = activations.split_at(paired);
        for pair in paired.as_chunks::<2>().0 {
            let (first, rest) = columns.split_at_mut(units);
            let (second, rest) = rest.split_at_mut(units);
            columns = rest;
            // The biases' sums go with the first inputs': on their own, each addition would wait for the one before.
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

    /// The same for a layer of one unit, and in the same sweep what it hands back: into `previous`, for each input, its weight
    /// times dz times the slope there. There are slopes but for [`relu`], whose activations say as much.
    ///
    /// # Panics
    /// If the shapes do not agree.
    pub fn add_unit(
        &mut self,
        weights: &[f64],
        dz: &Row,
        activations: &[Row],
        slopes: Option<&[Row]>,
        width: usize,
        previous: &mut [Row],
    ) {
        self.check(1, activations.len(), width);
        assert_eq!((weights.len(), previous.len()), (activations.len(), activations.len()), "rows for the weights");
        add_row(dz, width, &mut self.biases[0]);
        for (first, size) in groups::<2>(weights.len()) {
            let (weights, activations, slopes) =
                (&weights[first..], &activations[first..], slopes.map(|rows| &rows[first..]));
            let (sums, previous) = (&mut self.weights[first..], &mut previous[first..]);
            match size {
                1 => back_through::<1>(weights, dz, activations, slopes, width, sums, previous),
                _ => back_through::<2>(weights, dz, activations, slopes, width, sums, previous),
            }
        }
    }

    fn check(&self, units: usize, inputs: usize, width: usize) {
        assert_eq!((units, units * inputs), (self.biases.len(), self.weights.len()), "rows for the shape");
        assert!(width <= WIDTH, "lane vectors of a block");
    }

    /// The totals of the weights, column by column, and of the biases.
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

const GROUP: &str = "a whole group";

/// Adds to `sums[i][u]` the product of row `u` of `units` and row `i` of `inputs`, and to `biases[0][u]` row `u`, over the first
/// `width` lane vectors of a block.
#[inline]
fn add_products<const U: usize, const I: usize, const B: usize>(
    units: &[Row],
    inputs: &[Row; I],
    width: usize,
    sums: [&mut [f64x2]; I],
    biases: [&mut [f64x2]; B],
) {
    let units: &[Row; U] = units.first_chunk().expect(GROUP);
    let sums = sums.map(|sums| sums.first_chunk_mut::<U>().expect(GROUP));
    let biases = biases.map(|sums| sums.first_chunk_mut::<U>().expect(GROUP));
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

/// What begins with each lane vector of the first of some rows: the same one of row r is `r * WIDTH` further on.
#[inline]
fn columns<const ROWS: usize>(rows: &[Row; ROWS]) -> impl Iterator<Item = &[f64x2]> {
    rows.as_flattened().windows((ROWS - 1) * WIDTH + 1)
}

/// Adds to `sum` the first `width` lane vectors of a row.
fn add_row(row: &Row, width: usize, sum: &mut f64x2) {
    *sum = row[..width].iter().fold(*sum, |sum, lane| sum + *lane);
}

/// Of a unit with ∂loss/∂z `dz`: adds to `sums[i]` its product with row `i` of `activations`, and writes into row `i` of `previous`
/// its product with weight `i` and the slope, over the first `width` lane vectors of a block.
#[inline]
fn back_through<const I: usize>(
    weights: &[f64],
    dz: &Row,
    activations: &[Row],
    slopes: Option<&[Row]>,
    width: usize,
    sums: &mut [f64x2],
    previous: &mut [Row],
) {
    let weights = weights.first_chunk::<I>().expect(GROUP).map(f64x2::splat);
    let activations: &[Row; I] = activations.first_chunk().expect(GROUP);
    let (sums, previous): (&mut [f64x2; I], &mut [Row; I]) =
        (sums.first_chunk_mut().expect(GROUP), previous.first_chunk_mut().expect(GROUP));
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
        None => sweep(&|i, c, product| product & open(activations[i][c])),
        Some(slopes) => {
            let slopes: &[Row; I] = slopes.first_chunk().expect(GROUP);
            sweep(&|i, c, product| product * slopes[i][c]);
        }
    }
    *sums = own;
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
    const SHAPES: [(usize, usize); 10] =
        [(1, 1), (1, 2), (2, 1), (2, 2), (3, 5), (4, 3), (10, 2), (5, 10), (7, 8), (9, 5)];

    #[test]
    fn affine_has_the_bits_of_the_plain_sum() {
        let mut rng = RandomState::new(1);
        for (units, inputs) in SHAPES {
            let weights = DMatrix::from_fn(units, inputs, |_, _| rng.randn());
            let biases: Vec<f64> = (0..units).map(|_| rng.randn()).collect();
            let a = rows(inputs, &mut rng);
            let mut z = vec![ZERO_ROW; units];
            let mut packed = Packed::default();
            packed.set(&weights);
            packed.apply(&a, WIDTH, &mut z, Then::Bias(&biases));
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
    fn the_plane_has_the_bits_of_any_two_inputs() {
        let mut rng = RandomState::new(4);
        for (units, gate) in [(1, false), (2, true), (5, true), (7, false)] {
            let weights = DMatrix::from_fn(units, 2, |_, _| rng.randn());
            let biases: Vec<f64> = (0..units).map(|_| rng.randn()).collect();
            let [x, y] = rows(2, &mut rng).try_into().unwrap();
            let (mut ours, mut packed) = (vec![ZERO_ROW; units], Packed::default());
            let mut expected = ours.clone();
            plane(&weights, &biases, &[x, y], WIDTH, &mut ours, gate);
            packed.set(&weights);
            let then = if gate { Then::BiasAndGate(&biases) } else { Then::Bias(&biases) };
            packed.apply(&[x, y], WIDTH, &mut expected, then);
            assert_eq!(ours, expected);
        }
    }

    #[test]
    fn transposed_has_the_bits_of_the_plain_sum() {
        let mut rng = RandomState::new(2);
        for (units, inputs) in SHAPES {
            let weights = DMatrix::from_fn(units, inputs, |_, _| rng.randn());
            let dz = rows(units, &mut rng);
            let mut da = vec![ZERO_ROW; inputs];
            let ones = vec![[f64x2::ONE; WIDTH]; inputs];
            let mut packed = Packed::default();
            packed.set_transposed(&weights);
            packed.apply(&dz, WIDTH, &mut da, Then::Times(&ones));
            for input in 0..inputs {
                for sample in 0..BLOCK {
                    let plain = (0..units).fold(0.0, |sum, u| sum + weights[(u, input)] * at(&dz[u], sample));
                    assert_eq!(at(&da[input], sample).to_bits(), plain.to_bits(), "{units} × {inputs}");
                }
            }
        }
    }

    /// The sum over samples as the contract has it, of a term (block, sample).
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
            let mut sums = LayerSums::zeros(units, inputs);
            let blocks: Vec<_> = (0..3).map(|_| (rows(units, &mut rng), rows(inputs, &mut rng))).collect();
            for (dz, a) in &blocks {
                sums.add(dz, a, WIDTH);
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
    fn one_unit_hands_back_and_adds_the_bits_of_any_number_of_units() {
        let mut rng = RandomState::new(5);
        for inputs in 1..=9 {
            let weights = DMatrix::from_fn(1, inputs, |_, _| rng.randn());
            let mut packed = Packed::default();
            packed.set_transposed(&weights);
            for gate in [true, false] {
                let (mut one, mut any) = (LayerSums::zeros(1, inputs), LayerSums::zeros(1, inputs));
                for width in [WIDTH, TILE] {
                    let (dz, a, slopes) = (rows(1, &mut rng), rows(inputs, &mut rng), rows(inputs, &mut rng));
                    let (mut ours, mut expected) = (vec![ZERO_ROW; inputs], vec![ZERO_ROW; inputs]);
                    let slopes = (!gate).then_some(slopes.as_slice());
                    one.add_unit(weights.as_slice(), &dz[0], &a, slopes, width, &mut ours);
                    any.add(&dz, &a, width);
                    packed.apply(&dz, width, &mut expected, slopes.map_or(Then::Gate(&a), Then::Times));
                    assert_eq!(ours, expected, "{inputs}");
                }
                let bits =
                    |sums: &LayerSums| sums.totals().0.chain(sums.totals().1).map(f64::to_bits).collect::<Vec<_>>();
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

    #[test]
    fn padding_repeats_the_last_sample_with_weight_zero() {
        let samples = Samples::new(&[[1.0, 2.0], [3.0, 4.0]], &[0, 1]);
        let [block] = samples.blocks() else { panic!("one block") };
        assert_eq!(samples.count(), 2);
        assert_eq!((row_values(&block.weights).sum::<f64>(), block.count, block.width), (2.0, 2, TILE));
        assert_eq!(at(&block.inputs[1], BLOCK - 1), 4.0);
        assert_eq!(at(&block.labels, BLOCK - 1), 1.0);
        assert!(Samples::unlabelled(&[]).blocks().is_empty());
    }
}
