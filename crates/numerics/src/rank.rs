//! The rank of a matrix.

use nalgebra::DMatrix;
use wide::f64x2;

/// The rank of a matrix: the number of its pivots above max(rows, columns) × 2⁻⁵² × the largest entry, by Gaussian
/// elimination with complete pivoting. NumPy's `matrix_rank` compares singular values with the same bound.
pub fn rank(matrix: &DMatrix<f64>) -> usize {
    let mut rest = matrix.clone();
    let (rows, columns) = rest.shape();
    let most = rows.min(columns);
    // The largest |entry| of each column, from the pivot's row on.
    let mut largest: Vec<f64> = rest.column_iter().map(|column| column.amax()).collect();
    let smallest = largest.iter().copied().fold(0.0, f64::max) * rows.max(columns) as f64 * f64::EPSILON;
    for k in 0..most {
        let column = (k..columns).fold(k, |best, column| if largest[column] > largest[best] { column } else { best });
        let row = k + rest.column(column).rows_range(k..).iamax();
        rest.swap_rows(k, row);
        rest.swap_columns(k, column);
        largest.swap(k, column);
        let pivot = rest[(k, k)];
        if pivot.abs() <= smallest {
            return k;
        }
        let reduced = rest.column(k).rows_range(k + 1..) / pivot;
        for (column, largest) in largest.iter_mut().enumerate().skip(k + 1) {
            let pivot = rest[(k, column)];
            let below = &mut rest.as_mut_slice()[column * rows + k + 1..(column + 1) * rows];
            *largest = subtract_multiple(below, pivot, reduced.as_slice());
        }
    }
    most
}

/// Subtracts a multiple of a column from another one, and returns the largest |value| of what is left, 0 of none.
fn subtract_multiple(column: &mut [f64], factor: f64, subtracted: &[f64]) -> f64 {
    let (pairs, last) = column.as_chunks_mut::<2>();
    let (subtracted_pairs, subtracted_last) = subtracted.as_chunks::<2>();
    let mut largest = f64x2::ZERO;
    for (pair, &subtracted) in pairs.iter_mut().zip(subtracted_pairs) {
        let value = f64x2::from(*pair) - f64x2::splat(factor) * f64x2::from(subtracted);
        largest = largest.fast_max(value.abs());
        *pair = value.to_array();
    }
    for (value, subtracted) in last.iter_mut().zip(subtracted_last) {
        *value -= factor * subtracted;
        largest = largest.fast_max(f64x2::splat(value.abs()));
    }
    let [one, other] = largest.to_array();
    one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        assert_eq!(rank(&DMatrix::from_element(5, 3, 0.7)), 1);
        assert_eq!(rank(&DMatrix::zeros(5, 3)), 0);
        assert_eq!(rank(&DMatrix::identity(6, 4)), 4);
        let column = DMatrix::from_fn(7, 1, |i, _| i as f64 - 2.0);
        assert_eq!(rank(&(&column * column.transpose())), 1);
        let multiples =
            DMatrix::from_fn(40, 30, |i, j| (0..3).map(|k| f64::powi((1 + i) as f64, k) * (1 + j) as f64).sum());
        assert_eq!(rank(&multiples), 1, "one row, multiplied");
        let waves =
            |i: usize, j: usize| (1..=9).map(|k| f64::sin((k * (i + 1)) as f64) * f64::cos((k * j) as f64)).sum();
        assert_eq!(rank(&DMatrix::from_fn(40, 30, waves)), 9, "nine waves");
        assert_eq!(rank(&DMatrix::from_fn(20, 31, waves)), 9);
    }
}
