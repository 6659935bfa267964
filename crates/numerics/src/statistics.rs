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

/// Mean and variance of a growing population (Chan, Golub and LeVeque, 1979).
///
/// ```
/// use init_lab_numerics::statistics::Spread;
///
/// let mut spread = Spread::default();
/// spread.add([1.0, 2.0].into_iter());
/// spread.add([6.0].into_iter());
/// assert_eq!((spread.mean(), spread.variance()), (3.0, 14.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Spread {
    count: f64,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
}

impl Spread {
    /// Adds numbers.
    pub fn add(&mut self, values: impl Iterator<Item = f64> + Clone) {
        let (count, sum) = values.clone().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
        if count == 0.0 {
            return;
        }
        let mean = sum / count;
        let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
        let together = self.count + count;
        let apart = mean - self.mean;
        self.squares += squares + apart * apart * self.count * count / together;
        self.mean += apart * count / together;
        self.count = together;
    }

    /// The mean of the numbers so far; 0 without numbers.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of the numbers so far as a population; NaN without numbers.
    pub fn variance(&self) -> f64 {
        self.squares / self.count
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
