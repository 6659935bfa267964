//! Statistics of a sequence of numbers.

/// The mean of numbers, summed in order with Neumaier's compensation (Neumaier, 1974): the mean of equal numbers is
/// that number, up to the last bit. NaN without numbers.
///
/// ```
/// use init_lab_numerics::statistics::Mean;
///
/// let mut mean = Mean::default();
/// [1e100, 1.0, -1e100].into_iter().for_each(|value| mean.add(value));
/// assert_eq!(mean.value(), 1.0 / 3.0, "a plain sum would lose the 1");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean {
    count: f64,
    sum: f64,
    /// Accumulated rounding error of the sum.
    lost: f64,
}

impl Mean {
    /// Adds a number.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() { (self.sum - next) + value } else { (value - next) + self.sum };
        self.sum = next;
        self.count += 1.0;
    }

    /// The mean of the numbers so far.
    pub fn value(self) -> f64 {
        if self.sum.is_finite() { (self.sum + self.lost) / self.count } else { self.sum / self.count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_of_equal_numbers_is_exact_and_infinity_stays() {
        let mean = |values: &[f64]| {
            let mut mean = Mean::default();
            for &value in values {
                mean.add(value);
            }
            mean.value()
        };
        assert_eq!(mean(&[std::f64::consts::LN_2; 299]), std::f64::consts::LN_2);
        assert_eq!(mean(&[1.0, f64::INFINITY]), f64::INFINITY);
        assert!(mean(&[f64::NAN]).is_nan());
        assert!(mean(&[]).is_nan());
    }
}
