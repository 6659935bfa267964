//! Products of a weight matrix with the rows of a block: W a + b in the forward pass, Wᵀ dz in the backward pass.

use nalgebra::DMatrix;
use wide::f64x2;

use super::relu::{Relu, relu_mask};
use super::samples::{Row, TILE, WIDTH};

/// The operation on each sum of products before it is stored: the epilogue of a matrix product, as in BLAS libraries.
///
/// ```
/// use init_lab_numerics::kernel::{Epilogue, PackedMatrix, WIDTH, ZERO_ROW, numbers, numbers_mut};
/// use nalgebra::dmatrix;
///
/// let (mut packed, mut input, mut output) = (PackedMatrix::default(), [ZERO_ROW], [ZERO_ROW]);
/// packed.pack(&dmatrix![-2.0]);
/// numbers_mut(&mut input[0])[..2].copy_from_slice(&[1.0, -1.0]);
/// packed.multiply(&input, WIDTH, &mut output, Epilogue::BiasRelu(&[0.5]));
/// assert_eq!(numbers(&output[0])[..2], [0.0, 2.5]);
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Epilogue<'a> {
    /// Adds the bias of the output.
    Bias(&'a [f64]),
    /// Adds the bias of the output, then applies [`relu`](super::relu).
    BiasRelu(&'a [f64]),
    /// Multiplies by the corresponding number in these rows, one row per output: the derivatives of an activation
    /// function.
    Multiply(&'a [Row]),
    /// Multiplies by the derivative of [`relu`](super::relu), given its values in the corresponding places of these
    /// rows, one row per output.
    ReluMask(&'a [Row]),
}

impl Epilogue<'_> {
    /// The epilogue of the outputs from `first` on.
    #[inline]
    fn from(self, first: usize) -> Self {
        match self {
            Self::Bias(biases) => Self::Bias(&biases[first..]),
            Self::BiasRelu(biases) => Self::BiasRelu(&biases[first..]),
            Self::Multiply(rows) => Self::Multiply(&rows[first..]),
            Self::ReluMask(rows) => Self::ReluMask(&rows[first..]),
        }
    }
}

/// A matrix, packed for products with the rows of a block.
///
/// ```
/// use init_lab_numerics::kernel::{Epilogue, PackedMatrix, WIDTH, ZERO_ROW, numbers, numbers_mut};
/// use nalgebra::dmatrix;
///
/// // Two units with three inputs each, at a sample whose inputs are 1, 2 and 3.
/// let weights = dmatrix![1.0, 0.0, 2.0; -1.0, 1.0, 0.0];
/// let mut inputs = [ZERO_ROW; 3];
/// for (row, value) in inputs.iter_mut().zip([1.0, 2.0, 3.0]) {
///     numbers_mut(row)[0] = value;
/// }
/// let (mut packed, mut z) = (PackedMatrix::default(), [ZERO_ROW; 2]);
/// packed.pack(&weights);
/// packed.multiply(&inputs, WIDTH, &mut z, Epilogue::Bias(&[0.5, 0.0]));
/// assert_eq!([numbers(&z[0])[0], numbers(&z[1])[0]], [7.5, 1.0]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct PackedMatrix {
    outputs: usize,
    inputs: usize,
    /// For each pair of outputs, and within it for each input, the two coefficients; then the coefficients of a last
    /// unpaired output.
    coefficients: Vec<f64>,
}

impl PackedMatrix {
    /// Packs W, units × inputs. The outputs of the product are the layer's units, its inputs the layer's inputs.
    pub fn pack(&mut self, weights: &DMatrix<f64>) {
        (self.outputs, self.inputs) = weights.shape();
        self.pack_coefficients(|output, input| weights[(output, input)]);
    }

    /// Packs the transpose of W, units × inputs. The outputs of the product are the layer's inputs, its inputs the
    /// layer's units.
    pub fn pack_transposed(&mut self, weights: &DMatrix<f64>) {
        (self.inputs, self.outputs) = weights.shape();
        self.pack_coefficients(|output, input| weights[(input, output)]);
    }

    #[inline]
    fn pack_coefficients(&mut self, coefficient: impl Fn(usize, usize) -> f64) {
        self.coefficients.clear();
        for first in (0..self.outputs).step_by(2) {
            let pair = first..self.outputs.min(first + 2);
            for input in 0..self.inputs {
                self.coefficients.extend(pair.clone().map(|output| coefficient(output, input)));
            }
        }
    }

    /// Multiplies the first `width` lane vectors of a block by the matrix, applies the epilogue and writes the result
    /// to `outputs`. There is one row for each output and for each input.
    ///
    /// # Panics
    /// If the shapes do not match.
    pub fn multiply(&self, inputs: &[Row], width: usize, outputs: &mut [Row], epilogue: Epilogue) {
        assert_eq!((self.outputs, self.inputs), (outputs.len(), inputs.len()), "rows for the shape of the matrix");
        let (pairs, last) = outputs.as_chunks_mut::<2>();
        for (p, pair) in pairs.iter_mut().enumerate() {
            let coefficients = &self.coefficients[2 * p * self.inputs..];
            linear_combinations(inputs, coefficients, width, pair, epilogue.from(2 * p));
        }
        if let [last] = last {
            let first = 2 * pairs.len();
            let coefficients = &self.coefficients[first * self.inputs..];
            linear_combinations(inputs, coefficients, width, std::array::from_mut(last), epilogue.from(first));
        }
    }
}

/// z = W x + b of a layer with two inputs, W units × 2, for the first `width` lane vectors of a block; with `rectify`,
/// [`relu`](super::relu) of it. `outputs` has one row for each unit.
///
/// The sums are those of [`PackedMatrix::multiply`], two units at a time with their six numbers in registers, because
/// tiles would be mostly overhead for two inputs.
///
/// # Panics
/// If the shapes do not match.
pub fn affine_2d(
    weights: &DMatrix<f64>,
    biases: &[f64],
    inputs: &[Row; 2],
    width: usize,
    outputs: &mut [Row],
    rectify: bool,
) {
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
        affine_2d_units(pick(first), pick(second), pick(biases), inputs, width, pair, rectify);
    }
    if let [last] = last {
        let pick = |numbers: &[f64]| [numbers[units - 1]];
        affine_2d_units(pick(first), pick(second), pick(biases), inputs, width, std::array::from_mut(last), rectify);
    }
}

#[inline]
fn affine_2d_units<const K: usize>(
    first: [f64; K],
    second: [f64; K],
    biases: [f64; K],
    [x, y]: &[Row; 2],
    width: usize,
    outputs: &mut [Row; K],
    rectify: bool,
) {
    let (first, second) = (first.map(f64x2::splat), second.map(f64x2::splat));
    let (relu, biases) = (Relu::new(), biases.map(|bias| if rectify { Relu::bias(bias) } else { f64x2::splat(bias) }));
    for tile in 0..width.min(WIDTH) / TILE {
        let (x, y) = (lanes(x, tile), lanes(y, tile));
        for k in 0..K {
            let output = lanes_mut(&mut outputs[k], tile);
            for c in 0..TILE {
                let z = first[k] * x[c] + second[k] * y[c] + biases[k];
                output[c] = if rectify { relu.apply(z) } else { z };
            }
        }
    }
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

const ROWS: &str = "a number or a row for each output";

/// `outputs[k]` = Σ input × its coefficient `k`, inputs in order, followed by the epilogue. It works tile by tile, so
/// that all sums stay in registers. Each epilogue has its own stores: if they shared them, V8 would move all sums
/// between registers first, which takes a tenth of the time in a small layer.
#[inline(never)]
fn linear_combinations<const K: usize>(
    inputs: &[Row],
    coefficients: &[f64],
    width: usize,
    outputs: &mut [Row; K],
    epilogue: Epilogue,
) {
    let (coefficients, _) = coefficients.as_chunks::<K>();
    // The first product is not added to 0, which would only change the sign of a zero.
    let (Some((first, inputs)), Some((firsts, coefficients))) = (inputs.split_first(), coefficients.split_first())
    else {
        return;
    };
    let relu = Relu::new();
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
        match epilogue {
            Epilogue::Bias(biases) => {
                let biases = biases.first_chunk::<K>().expect(ROWS).map(f64x2::splat);
                store(&|k, _, sum| sum + biases[k]);
            }
            Epilogue::BiasRelu(biases) => {
                let biases = biases.first_chunk::<K>().expect(ROWS).map(Relu::bias);
                store(&|k, _, sum| relu.apply(sum + biases[k]));
            }
            Epilogue::Multiply(rows) => {
                let rows = rows.first_chunk::<K>().expect(ROWS);
                store(&|k, c, sum| sum * lanes(&rows[k], tile)[c]);
            }
            Epilogue::ReluMask(rows) => {
                let rows = rows.first_chunk::<K>().expect(ROWS);
                store(&|k, c, sum| sum & relu_mask(lanes(&rows[k], tile)[c]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::test_rows::{SHAPES, at, rows};
    use crate::kernel::{BLOCK, ZERO_ROW};
    use crate::rng::RandomState;

    #[test]
    fn affine_has_the_bits_of_the_plain_sum() {
        let mut rng = RandomState::new(1);
        for (units, inputs) in SHAPES {
            let weights = DMatrix::from_fn(units, inputs, |_, _| rng.randn());
            let biases: Vec<f64> = (0..units).map(|_| rng.randn()).collect();
            let a = rows(inputs, &mut rng);
            let mut z = vec![ZERO_ROW; units];
            let mut packed = PackedMatrix::default();
            packed.pack(&weights);
            packed.multiply(&a, WIDTH, &mut z, Epilogue::Bias(&biases));
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
    fn two_inputs_have_the_bits_of_any_number_of_inputs() {
        let mut rng = RandomState::new(4);
        for (units, rectify) in [(1, false), (2, true), (5, true), (7, false)] {
            let weights = DMatrix::from_fn(units, 2, |_, _| rng.randn());
            let biases: Vec<f64> = (0..units).map(|_| rng.randn()).collect();
            let [x, y] = rows(2, &mut rng).try_into().unwrap();
            let (mut ours, mut packed) = (vec![ZERO_ROW; units], PackedMatrix::default());
            let mut expected = ours.clone();
            affine_2d(&weights, &biases, &[x, y], WIDTH, &mut ours, rectify);
            packed.pack(&weights);
            let epilogue = if rectify { Epilogue::BiasRelu(&biases) } else { Epilogue::Bias(&biases) };
            packed.multiply(&[x, y], WIDTH, &mut expected, epilogue);
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
            let mut packed = PackedMatrix::default();
            packed.pack_transposed(&weights);
            packed.multiply(&dz, WIDTH, &mut da, Epilogue::Multiply(&ones));
            for input in 0..inputs {
                for sample in 0..BLOCK {
                    let plain = (0..units).fold(0.0, |sum, u| sum + weights[(u, input)] * at(&dz[u], sample));
                    assert_eq!(at(&da[input], sample).to_bits(), plain.to_bits(), "{units} × {inputs}");
                }
            }
        }
    }
}
