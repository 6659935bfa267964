//! Standardization: coordinates shifted and scaled to mean 0 and standard deviation 1 on the training samples.

use serde::Serialize;

use crate::dataset::Dataset;

/// The shift and the scale of each coordinate, taken from the training samples.
///
/// ```
/// use init_lab::Standardization;
///
/// let marks = Standardization::of(&[[30.0, 5.0], [50.0, 5.0]]);
/// assert_eq!((marks.mean, marks.stddev), ([40.0, 5.0], [10.0, 1.0]), "a constant coordinate is only shifted");
/// assert_eq!(marks.apply([60.0, 6.0]), [2.0, 1.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Standardization {
    /// Mean of each coordinate.
    pub mean: [f64; 2],
    /// Standard deviation of each coordinate, with the number of samples in the denominator; 1 if all values are equal.
    pub stddev: [f64; 2],
}

impl Standardization {
    /// Leaves every coordinate as it is, to the last bit.
    pub const NONE: Self = Self { mean: [0.0; 2], stddev: [1.0; 2] };

    /// The standardization of these points. Sums are taken over even and odd points, as in training.
    pub fn of(points: &[[f64; 2]]) -> Self {
        let axes: [(f64, f64); 2] = std::array::from_fn(|axis| moments(points.iter().map(|point| point[axis])));
        Self { mean: axes.map(|(mean, _)| mean), stddev: axes.map(|(_, stddev)| stddev) }
    }

    /// A point as the networks see it.
    pub fn apply(&self, point: [f64; 2]) -> [f64; 2] {
        std::array::from_fn(|axis| self.coordinate(axis, point[axis]))
    }

    /// The samples as the networks see them.
    pub fn applied_to(&self, data: &Dataset) -> Dataset {
        let points = data.points.iter().map(|&point| self.apply(point)).collect();
        Dataset { points, labels: data.labels.clone() }
    }

    /// The columns and rows of a grid as the networks see them.
    pub fn axes(&self, (xs, ys): (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
        let seen = |axis: usize, values: Vec<f64>| values.into_iter().map(|x| self.coordinate(axis, x)).collect();
        (seen(0, xs), seen(1, ys))
    }

    fn coordinate(&self, axis: usize, value: f64) -> f64 {
        (value - self.mean[axis]) / self.stddev[axis]
    }
}

/// Mean and standard deviation. Equal values have exactly their own mean, which a rounded sum may miss; their standard
/// deviation of 0 counts as 1, and so does one that is too small for a double.
fn moments(values: impl ExactSizeIterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.len() as f64;
    let mut others = values.clone();
    let Some(first) = others.next() else { return (0.0, 1.0) };
    if others.all(|value| value == first) {
        return (first, 1.0);
    }
    let mean = sum(values.clone()) / count;
    let stddev = f64::sqrt(sum(values.map(|value| (value - mean) * (value - mean))) / count);
    (mean, if stddev == 0.0 { 1.0 } else { stddev })
}

/// The sum over even places plus the sum over odd places: the order of all sums over samples (docs/numerics.md).
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let [even, odd] = values.enumerate().fold([0.0, 0.0], |mut sums, (place, value)| {
        sums[place % 2] += value;
        sums
    });
    even + odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_even_samples_plus_odd_samples() {
        // In one ascending sum, the small numbers would be lost in the large one.
        let points = [1e16, 1.0, -1e16, 1.0].map(|x| [x, 0.0]);
        assert_eq!(Standardization::of(&points).mean, [0.5, 0.0]);
    }

    #[test]
    fn a_constant_coordinate_becomes_zero() {
        let points = [[0.1, -0.0]; 3];
        let constant = Standardization::of(&points);
        assert_eq!((constant.mean, constant.stddev), ([0.1, 0.0], [1.0, 1.0]));
        assert_eq!(constant.apply(points[0]), [0.0, 0.0]);
    }

    #[test]
    fn extreme_coordinates_stay_finite() {
        for points in [vec![[5e-324, 1e6], [0.0, -1e6]], vec![[1e6, 1e-300]], vec![[1e6, 1e-160], [1e6, 0.0]]] {
            let extreme = Standardization::of(&points);
            assert!(points.iter().flat_map(|&point| extreme.apply(point)).all(f64::is_finite), "{extreme:?}");
        }
        assert_eq!(Standardization::of(&[]), Standardization::NONE);
    }

    #[test]
    fn none_changes_no_bit() {
        for value in [-0.0, 5e-324, 1e308, f64::INFINITY] {
            assert_eq!(Standardization::NONE.apply([value; 2]).map(f64::to_bits), [value.to_bits(); 2]);
        }
    }
}
