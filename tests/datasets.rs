//! Compares data sets with scikit-learn's `make_blobs` and `train_test_split`, and with NumPy code for the definitions
//! in docs/datasets.md (`tests/fixtures/make_datasets.py`). Circles and moons are in `tests/reference.rs`.
//! `tests/js/export-entries.test.js` compares data sets without a stored case with their own NumPy code.

mod common;

use common::{json, list, number, numbers, text};
use init_lab::{Generator, split_indices};

#[test]
fn points_are_those_of_numpy() {
    let fixture = json(include_str!("fixtures/datasets.json"));
    let cases = list(&fixture["datasets"]);
    for case in cases {
        let name = text(&case["name"]);
        let [samples, seed] = ["samples", "seed"].map(|key| number(&case[key]) as u32);
        let data = Generator::find(name).unwrap().draw(samples as usize, number(&case["noise"]), seed);
        let labels: Vec<f64> = data.labels.iter().map(|&label| f64::from(label)).collect();
        assert_eq!(labels, numbers(&case["labels"]), "{name}, {samples} samples, seed {seed}");
        assert_eq!(data.points.len(), list(&case["points"]).len());
        for (point, expected) in data.points.iter().zip(list(&case["points"])) {
            for (coordinate, expected) in point.iter().zip(numbers(expected)) {
                assert!((coordinate - expected).abs() <= 1e-14, "{name}: {coordinate}, {expected}");
            }
        }
    }
}

#[test]
fn splits_are_scikit_learns() {
    let fixture = json(include_str!("fixtures/datasets.json"));
    for case in list(&fixture["splits"]) {
        let [n, seed] = ["n", "seed"].map(|key| number(&case[key]) as u32);
        let (train, test) = split_indices(n as usize, number(&case["share"]), seed).unwrap();
        let floats = |indices: Vec<usize>| indices.into_iter().map(|i| i as f64).collect::<Vec<_>>();
        assert_eq!((floats(train), floats(test)), (numbers(&case["train"]), numbers(&case["test"])), "{case}");
    }
}
