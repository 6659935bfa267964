//! The same experiments end with the same bits natively, in Node and in a browser. This is the native test; the other
//! two compare with the same fixture.
//!
//! The fixture changes only with the numerics contract, and the changelog says so. This test writes its results to
//! `target/tmp/bits.json`, to inspect and to replace the fixture.

use std::path::Path;

use init_lab::{Lab, Value, read_experiment};
use serde_json::{Value as Json, json};

#[test]
fn native_bits_are_the_fixtures() {
    let cases: Json = serde_json::from_str(include_str!("fixtures/bits.experiments.json")).expect("valid JSON");
    let ends: Json = cases.as_array().expect("a list").iter().map(end_of).collect();
    let written = serde_json::to_string_pretty(&ends).expect("JSON");
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("bits.json"), &written).expect("target/tmp is writable");
    assert!(written == include_str!("fixtures/bits.json").trim(), "other bits than tests/fixtures/bits.json");
}

/// The results at the end of a case.
fn end_of(case: &Json) -> Json {
    let experiment: Value = serde_json::from_value(case["experiment"].clone()).expect("a tree");
    let mut lab = Lab::new(read_experiment(&experiment).expect("allowed"));
    lab.advance(u32::try_from(case["iteration"].as_u64().expect("a number")).expect("an iteration"));
    let runs: Vec<Json> = (0..lab.experiment().runs.len())
        .map(|run| {
            let layers = &lab.network(run).layers;
            let parameters: Vec<f64> = layers
                .iter()
                .flat_map(|layer| layer.weights.transpose().iter().chain(layer.biases.iter()).copied().collect::<Vec<_>>())
                .collect();
            let (iterations, costs): (Vec<u32>, Vec<f64>) = lab.costs(run).into_iter().unzip();
            json!({ "iteration": iterations.last(), "parameters": hex(&parameters), "lastCosts": hex(&costs[costs.len().saturating_sub(5)..]) })
        })
        .collect();
    json!(runs)
}

/// The bits of all numbers in one string, 16 hexadecimal digits each.
fn hex(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{:016x}", number.to_bits())).collect::<Vec<_>>().concat()
}
