//! Numbers as decimal text.
//!
//! The digits of a number come from its host: from `core` natively, from JavaScript in a browser or in Node. Both give the
//! fewest digits that read back as the same number, and `core`'s own way to them is a twentieth of the WebAssembly module
//! (docs/decisions/0062-digits-from-the-host.md).

/// The fewest decimal digits that read back as a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Decimal {
    is_negative: bool,
    /// ASCII digits, without zeros at the start or the end; empty for 0.
    digits: Vec<u8>,
    /// Number of digits before the decimal point. It is negative where zeros follow the point: 0.05 is 5 with −1.
    point: i32,
}

impl Decimal {
    /// The digits of a finite number.
    pub fn of(value: f64) -> Self {
        let text = host_text(value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole.as_bytes(), fraction.as_bytes()].concat();
        let first = all.iter().position(|&digit| digit != b'0').unwrap_or(all.len());
        let point = length(whole.as_bytes()) + exponent.parse::<i32>().unwrap_or(0) - length(&all[..first]);
        Self { is_negative: value.is_sign_negative(), digits: all[first..].to_vec(), point }.trimmed()
    }

    /// Without zeros at the end.
    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 1;
        }
        self
    }

    /// The power of ten of the first digit: 2 for 125.
    pub fn power(&self) -> i32 {
        self.point - 1
    }

    /// Rounded to this many digits from the first one on. Halves are rounded up, as readers do.
    #[must_use]
    pub fn rounded(mut self, count: i32) -> Self {
        let Ok(count) = usize::try_from(count) else {
            self.digits.clear();
            return self.trimmed();
        };
        let is_up = self.digits.get(count) >= Some(&b'5');
        self.digits.truncate(count);
        if is_up {
            while self.digits.last() == Some(&b'9') {
                self.digits.pop();
            }
            if let Some(last) = self.digits.last_mut() {
                *last += 1;
            } else {
                self.digits.push(b'1');
                self.point += 1;
            }
        }
        self.trimmed()
    }

    /// The text with at least this many decimals: 0.50 with two.
    pub fn plain(&self, least: i32) -> String {
        let mut text = if self.is_negative { "-" } else { "" }.to_owned();
        for place in self.point.min(1) - 1..self.point {
            text.push(self.digit(place));
        }
        let decimals = least.max(length(&self.digits) - self.point);
        if decimals > 0 {
            text.push('.');
        }
        for place in 0..decimals {
            text.push(self.digit(self.point + place));
        }
        text
    }

    /// The number divided by its power of ten, with at least this many decimals: 3.20 for 320 with two.
    pub fn mantissa(&self, least: i32) -> String {
        Self { point: 1, ..self.clone() }.plain(least)
    }

    fn scientific(&self, least: i32) -> String {
        format!("{}e{}", self.mantissa(least), self.power())
    }

    /// The digit at this place, where the first one is at 0.
    fn digit(&self, place: i32) -> char {
        usize::try_from(place).ok().and_then(|place| self.digits.get(place)).map_or('0', |&digit| digit.into())
    }
}

/// The number of digits.
fn length(digits: &[u8]) -> i32 {
    i32::try_from(digits.len()).unwrap_or(i32::MAX)
}

/// The shortest text of a finite number in the notation of the host, which may have a power of ten.
#[cfg(target_arch = "wasm32")]
fn host_text(value: f64) -> String {
    js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The shortest text of a finite number in the notation of the host, which may have a power of ten.
#[cfg(not(target_arch = "wasm32"))]
fn host_text(value: f64) -> String {
    value.to_string()
}

/// Any number in full, with a power of ten from 10²¹ on, as in JavaScript.
pub fn text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let number = Decimal::of(value);
    if number.power() < 21 { number.plain(0) } else { number.scientific(0) }
}

/// A number in as few digits as necessary, at most four significant ones: 0.05, 10⁻⁶, 2 · 10⁹.
pub fn short(value: f64) -> String {
    match shortened(value) {
        (plain, None) => plain,
        (factor, Some(power)) => power_of_ten(&factor, power),
    }
}

/// The digits of a short number, and the power of ten that they are multiplied by, if it has one.
pub fn shortened(value: f64) -> (String, Option<i32>) {
    if !value.is_finite() {
        return (text(value), None);
    }
    let number = Decimal::of(value);
    let exact = number.plain(0);
    if exact.trim_start_matches('-').len() <= 6 {
        return (exact, None);
    }
    let power = number.power();
    if (-4..6).contains(&power) {
        return (number.rounded(4.max(power + 1)).plain(0), None);
    }
    let rounded = number.rounded(4);
    (rounded.mantissa(0), Some(rounded.power()))
}

/// A multiple of a power of ten in the notation of the page: 5.8 · 10⁻⁷, 10⁻⁶.
pub fn power_of_ten(factor: &str, power: i32) -> String {
    let (factor, times) = if factor == "1" { ("", "") } else { (factor, "\u{a0}·\u{a0}") };
    [factor, times, "10", &superscript(&power.to_string())].concat()
}

/// The digits and the sign of an exponent as superscripts.
fn superscript(exponent: &str) -> String {
    exponent.chars().map(|c| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth("-0123456789".find(c).unwrap_or(0)).unwrap_or(c)).collect()
}

/// A finite number with this many decimals.
pub fn fixed(value: f64, places: i32) -> String {
    let number = Decimal::of(value);
    let count = number.point + places;
    number.rounded(count).plain(places)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_short() {
        let shown =
            [0.0, -0.05, 10.0, 25.0 / 9.0, 1.0 / 3.0, 1e-6, 123_456.789, 2e9, -0.000_123_456].map(short).join(" ");
        assert_eq!(shown, "0 -0.05 10 2.778 0.3333 10⁻⁶ 123457 2\u{a0}·\u{a0}10⁹ -0.0001235");
        assert_eq!(
            [999_999.7, 1e21, 1.5e21, 9.9996e-7, -3e-5].map(short).join(" "),
            "1000000 10²¹ 1.5\u{a0}·\u{a0}10²¹ 10⁻⁶ -3\u{a0}·\u{a0}10⁻⁵"
        );
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(
            [6.25, 0.05, 9.95, 0.04, 0.0, 99.95].map(|value| fixed(value, 1)).join(" "),
            "6.3 0.1 10.0 0.0 0.0 100.0"
        );
        assert_eq!([0.5, 0.49, 12.5].map(|value| fixed(value, 0)).join(" "), "1 0 13");
    }

    proptest! {
        /// Of random numbers, none of which is half-way between two texts, the texts are `core`'s.
        #[test]
        fn texts_are_those_of_core(bits: u64, mantissa in -1.0..1.0, power in -12..12, places in 0..6) {
            for value in [f64::from_bits(bits), mantissa * 10_f64.powi(power)].into_iter().filter(|v| v.is_finite()) {
                let full = if value.abs() < 1e21 { value.to_string() } else { format!("{value:e}") };
                prop_assert_eq!(text(value), full);
            }
            let value = mantissa * 10_f64.powi(power);
            // The shortest digits are rounded: the last of 16 may be a 5 where the number itself is below the half.
            if Decimal::of(value).power() + places < 14 {
                prop_assert_eq!(fixed(value, places), format!("{value:.0$}", places as usize));
            }
            prop_assert_eq!(Decimal::of(value).rounded(4).scientific(3), format!("{value:.3e}"));
        }
    }
}
