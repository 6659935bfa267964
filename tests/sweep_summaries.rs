//! Summaries over seeds, held to NumPy's quantiles and `SciPy`'s intervals (`tests/fixtures/make_sweeps.py`).

mod common;

use common::{json, list, number};
use init_lab::summarize;
use serde_json::Value as Json;

/// A number, also one that JSON has no notation for.
fn any_number(value: &Json) -> f64 {
    value.as_str().map_or_else(|| number(value), |word| word.parse().expect("NaN or an infinity"))
}

/// The difference of two numbers, relative to the second; 0 if both are the same infinity, or NaN.
fn distance(value: f64, expected: f64) -> f64 {
    if value == expected || value.is_nan() && expected.is_nan() {
        return 0.0;
    }
    ((value - expected) / expected).abs()
}

#[test]
fn summaries_are_numpys_and_scipys() {
    let names = ["median", "q10", "q25", "q75", "q90", "n", "solvedShare", "solvedLow", "solvedHigh"];
    let fixture = json(include_str!("fixtures/sweep-summaries.json"));
    for case in list(&fixture["summaries"]) {
        let values: Vec<f64> = list(&case["values"]).iter().map(any_number).collect();
        let solved: Vec<u8> = list(&case["solved"]).iter().map(|mark| mark.as_bool().map_or(2, u8::from)).collect();
        for (name, value) in names.into_iter().zip(summarize(&values, &solved).numbers()) {
            // Without a training that is done there is no share.
            let expected = case["summary"].get(name).map_or(f64::NAN, any_number);
            assert!(distance(value, expected) <= 4e-15, "{name}: {value}, not {expected}: {case}");
        }
    }
}
