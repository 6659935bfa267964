//! The deviation of a layer's values between samples: how much of a signal depends on the input.

use crate::statistics::Spread;

/// A unit's values over the samples, minus the first one: the spread of equal values is exactly 0.
#[derive(Clone, Default)]
struct UnitValues {
    first: Option<f64>,
    spread: Spread,
}

/// Accumulated values of a layer's units.
pub struct BetweenSamples(Vec<UnitValues>);

impl BetweenSamples {
    /// Of a layer with this many units, before any sample.
    pub fn of_units(units: usize) -> Self {
        Self(vec![UnitValues::default(); units])
    }

    /// Adds the values of all units for some samples, unit by unit.
    pub fn add(&mut self, values: &[f64]) {
        let samples = values.len() / self.0.len();
        for (unit, values) in self.0.iter_mut().zip(values.chunks(samples)) {
            let first = *unit.first.get_or_insert(values[0]);
            unit.spread.add(values.iter().map(|value| value - first));
        }
    }

    /// The standard deviation of a unit's values between samples, root mean square over units.
    pub fn stddev(&self) -> f64 {
        let variances: f64 = self.0.iter().map(|unit| unit.spread.variance()).sum();
        f64::sqrt(variances / self.0.len() as f64)
    }
}
