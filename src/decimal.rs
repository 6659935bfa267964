//! Numbers as text, digit for digit as `std` formats them.
//!
//! In a browser the digits are JavaScript's own, which spares the WebAssembly a tenth of its size: both give the fewest
//! digits that read back as the same number, and differ only where a number lies exactly between two texts.

/// `format!("{x}")`.
pub fn plain(x: f64) -> String {
    signed(x, |x| expanded(&host::exponential(x, None)))
}

/// `format!("{x:.places$}")`.
pub fn fixed(x: f64, places: u32) -> String {
    signed(x, |x| to_even(x, places.cast_signed(), |x| host::fixed(x, places)))
}

/// `format!("{x:e}")`.
pub fn scientific(x: f64) -> String {
    signed(x, |x| host::exponential(x, None))
}

/// `format!("{x:.places$e}")`.
pub fn scientific_to(x: f64, places: u32) -> String {
    signed(x, |x| {
        let exponent = |text: &str| parts(text).1;
        let before = exponent(&host::exponential(x, None));
        let text = host::exponential(x, Some(places));
        // What was carried into a new digit ends in a 0, though that is not written.
        if exponent(&text) > before {
            return text;
        }
        to_even(x, places.cast_signed() - before, |x| host::exponential(x, Some(places)))
    })
}

/// What `write` makes of the magnitude of a finite number, after its sign.
fn signed(x: f64, write: impl FnOnce(f64) -> String) -> String {
    let text = match x.abs() {
        nan if nan.is_nan() => return "NaN".to_owned(),
        f64::INFINITY => "inf".to_owned(),
        magnitude => write(magnitude),
    };
    if x.is_sign_negative() { format!("-{text}") } else { text }
}

/// The digits of d.ddde±x without the point, and x.
fn parts(exponential: &str) -> (String, i32) {
    let (mantissa, exponent) = exponential.split_once('e').unwrap_or((exponential, "0"));
    (mantissa.chars().filter(|&digit| digit != '.').collect(), exponent.parse().unwrap_or(0))
}

/// d.ddde±x, written without an exponent.
fn expanded(exponential: &str) -> String {
    let (digits, exponent) = parts(exponential);
    if exponent < 0 {
        return format!("0.{}{digits}", "0".repeat((-exponent - 1) as usize));
    }
    let point = exponent as usize + 1;
    if digits.len() <= point {
        format!("{digits}{}", "0".repeat(point - digits.len()))
    } else {
        format!("{}.{}", &digits[..point], &digits[point..])
    }
}

/// `write` rounds a number to `places` decimals, and up where it lies in the middle between two; there this rounds to the
/// even digit, as `std` does.
fn to_even(x: f64, places: i32, write: impl Fn(f64) -> String) -> String {
    let text = write(x);
    let (digits, _) = parts(&text);
    let odd = digits.as_bytes().last().is_some_and(|digit| digit % 2 == 1);
    if odd && is_tie(x, places) { write(x.next_down()) } else { text }
}

/// Whether x × 10^`places` lies in the middle between two whole numbers. That is where x = (2 m + 1) / (2 × 10^`places`), and
/// powers of two change nothing about being odd.
fn is_tie(x: f64, places: i32) -> bool {
    let power = |base: f64, exponent: i32| (0..exponent).fold(1.0, |power, _| power * base);
    let odd = x * power(2.0, places + 1) * power(0.5, -places - 1);
    let (half, share) = (0.5 * odd, odd / power(5.0, -places));
    half - libm::floor(half) == 0.5 && libm::floor(share) * power(5.0, -places) == odd
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    pub fn fixed(x: f64, places: u32) -> String {
        format!("{x:.*}", places as usize)
    }

    pub fn exponential(x: f64, places: Option<u32>) -> String {
        places.map_or_else(|| format!("{x:e}"), |places| format!("{x:.*e}", places as usize))
    }
}

#[cfg(target_arch = "wasm32")]
use crate::wasm::decimal as host;

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [f64; 18] = [
        0.0,
        0.05,
        1.0,
        10.0,
        100.0,
        12.25,
        12.75,
        0.125,
        2.5,
        3.5,
        1e-6,
        1e-7,
        123_456.789,
        1e20,
        5e-324,
        1e300,
        1e23,
        9.5,
    ];

    #[test]
    fn numbers_are_written_as_std_writes_them() {
        for number in NUMBERS.into_iter().flat_map(|x| [x, -x]).chain([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]) {
            assert_eq!(plain(number), format!("{number}"));
            assert_eq!(scientific(number), format!("{number:e}"));
            for places in 0..5 {
                assert_eq!(fixed(number, places), format!("{number:.*}", places as usize));
                assert_eq!(scientific_to(number, places), format!("{number:.*e}", places as usize));
            }
        }
    }

    #[test]
    fn ties() {
        assert!(is_tie(12.25, 1) && is_tie(0.5, 0) && is_tie(0.125, 2) && is_tie(12_500.0, -3) && is_tie(45.0, -1));
        assert!(
            !is_tie(12.35, 1) && !is_tie(12.0, 1) && !is_tie(13_500.0, -2) && !is_tie(12.375, 1) && !is_tie(0.0, 0)
        );
    }
}
