//! Compares with values of NumPy and scikit-learn, and with the notebook's printed tables
//! (`tests/fixtures/make_reference.py`).

use std::sync::LazyLock;

use init_lab::{
    Activation, Dataset, Experiment, Generator, Initializer, InitializerKind, Lab, LayerShape, ParameterValue,
    RandomState,
};
use serde_json::Value;

fn reference() -> Value {
    serde_json::from_str(include_str!("fixtures/reference.json")).expect("valid JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("an array").iter().map(|number| number.as_f64().expect("a number")).collect()
}

fn relative_error(value: f64, expected: f64) -> f64 {
    ((value - expected) / expected).abs()
}

#[test]
fn random_state_is_numpys() {
    for stream in reference()["random_state"].as_array().unwrap() {
        let seed = u32::try_from(stream["seed"].as_u64().unwrap()).unwrap();

        let mut rng = RandomState::new(seed);
        for expected in numbers(&stream["random_sample"]) {
            assert_eq!(rng.random_sample().to_bits(), expected.to_bits(), "random_sample, seed {seed}");
        }
        let mut rng = RandomState::new(seed);
        for expected in numbers(&stream["randn"]) {
            assert!(relative_error(rng.randn(), expected) <= 1e-15, "randn, seed {seed}");
        }
        let mut rng = RandomState::new(seed);
        for expected in numbers(&stream["uniform_minus3_5"]) {
            assert_eq!(rng.uniform(-3.0, 5.0).to_bits(), expected.to_bits(), "uniform, seed {seed}");
        }
        let expected: Vec<usize> =
            stream["permutation_of_20"].as_array().unwrap().iter().map(|i| i.as_u64().unwrap() as usize).collect();
        assert_eq!(RandomState::new(seed).permutation(20), expected, "permutation, seed {seed}");
    }
}

fn assert_same_data(data: &Dataset, expected: &Value, name: &str) {
    let labels: Vec<u8> = expected["y"].as_array().unwrap().iter().map(|y| y.as_u64().unwrap() as u8).collect();
    assert_eq!(data.labels, labels, "{name}");
    for (point, expected) in data.points.iter().zip(expected["x"].as_array().unwrap()) {
        for (coordinate, expected) in point.iter().zip(numbers(expected)) {
            assert!((coordinate - expected).abs() <= 1e-14, "{name}: {coordinate}, {expected}");
        }
    }
}

#[test]
fn data_sets_are_scikit_learns() {
    let reference = reference();
    let circles = Generator::find("circles").unwrap();
    assert_same_data(&circles.draw(300, 0.05, 1), &reference["notebook"]["train"], "circles, train");
    assert_same_data(&circles.draw(100, 0.05, 2), &reference["notebook"]["test"], "circles, test");
    let moons = Generator::find("moons").unwrap();
    assert_same_data(&moons.draw(400, 0.2, 1), &reference["moons_400_noise_0.2_seed_1"], "moons");
}

/// Draws the layers of a network with these widths from one stream, and compares them with NumPy's.
fn assert_same_draw(initializer: &Initializer, widths: &[usize], expected: &Value) {
    let mut rng = RandomState::new(3);
    for (pair, expected) in widths.windows(2).zip(expected.as_array().unwrap()) {
        let activation = Activation::find("relu").unwrap();
        let place = LayerShape { units: pair[1], inputs: pair[0], activation, is_first: false };
        let (weights, _) = initializer.draw(place, 0.0, &mut rng);
        let rows = expected.as_array().unwrap();
        assert_eq!((weights.nrows(), weights.ncols()), (rows.len(), numbers(&rows[0]).len()));
        for (unit, row) in rows.iter().enumerate() {
            for (input, expected) in numbers(row).into_iter().enumerate() {
                let weight = weights[(unit, input)];
                assert!((weight - expected).abs() <= 1e-15 * expected.abs(), "{weight}, {expected}");
            }
        }
    }
}

fn kind(name: &str) -> &'static InitializerKind {
    InitializerKind::find(name).unwrap()
}

#[test]
fn the_documents_printed_matrices() {
    let printed = &reference()["printed_matrices"];
    let large = Initializer {
        kind: kind("random_normal"),
        parameters: vec![ParameterValue::Number(0.0), ParameterValue::Number(10.0)],
    };
    assert_same_draw(&kind("zeros").with_defaults(), &[3, 2, 1], &printed["zeros_3_2_1"]);
    assert_same_draw(&large, &[3, 2, 1], &printed["random_x10_3_2_1"]);
    assert_same_draw(&kind("he").with_defaults(), &[2, 4, 1], &printed["he_2_4_1"]);
}

#[test]
fn initial_weights_of_the_notebook_are_numpys() {
    let runs = &reference()["notebook"]["runs"];
    let lab = Lab::new(Experiment::default());
    for (index, name) in ["zeros", "random_x10", "he"].into_iter().enumerate() {
        let layers = &lab.network(index).layers;
        for (layer, expected) in layers.iter().zip(runs[name]["initial_weights"].as_array().unwrap()) {
            for (unit, row) in expected.as_array().unwrap().iter().enumerate() {
                for (input, expected) in numbers(row).into_iter().enumerate() {
                    let weight = layer.weights[(unit, input)];
                    assert!((weight - expected).abs() <= 1e-15 * expected.abs(), "{name}: {weight}, {expected}");
                }
            }
        }
    }
}

/// The notebook's lab at its end.
static NOTEBOOK: LazyLock<Lab> = LazyLock::new(|| {
    let mut lab = Lab::new(Experiment::default());
    lab.advance(15_000);
    lab
});

/// Costs at 0, 1,000, …, 15,000.
fn thousands(lab: &mut Lab, run: usize) -> Vec<f64> {
    lab.costs(run).into_iter().filter(|(i, _)| i % 1000 == 0).map(|(_, cost)| cost).collect()
}

#[test]
fn the_notebook_trains_as_printed() {
    let reference = reference();
    let printed = &reference["notebook"]["printed"];
    let mut lab = NOTEBOOK.clone();
    assert_eq!(lab.iteration(), 15_000);
    let snapshot = lab.snapshot();

    let zeros = thousands(&mut lab, 0);
    assert_eq!(zeros.len(), 16);
    for (cost, expected) in zeros.iter().zip(numbers(&printed["zeros"])) {
        assert!((cost - expected).abs() <= 1e-15, "zeros: {cost}, {expected}");
    }

    let large = thousands(&mut lab, 1);
    assert!(
        relative_error(large[0], 1_773.585_954_9) <= 1e-9,
        "the true cost where the notebook, which skips NaN, prints inf: {}",
        large[0]
    );
    for (cost, expected) in large.iter().zip(printed["random_x10"].as_array().unwrap()).skip(1) {
        let expected = expected.as_f64().unwrap();
        assert!(relative_error(*cost, expected) <= 3e-3, "random × 10: {cost}, {expected}");
    }

    let he = thousands(&mut lab, 2);
    for (cost, expected) in he.iter().zip(numbers(&printed["he"])) {
        assert!(relative_error(*cost, expected) <= 1e-12, "he: {cost}, {expected}");
    }
    assert!(relative_error(he[15], 0.064_810_187_4) <= 1e-9, "he at 15,000: {}", he[15]);

    for (run, name) in snapshot.runs.iter().zip(["zeros", "random_x10", "he"]) {
        let accuracy = numbers(&printed["accuracy"][name]);
        assert!((run.train_accuracy - accuracy[0]).abs() < 0.001, "{name}: {}", run.train_accuracy);
        assert!((run.test_accuracy.unwrap() - accuracy[1]).abs() < 1e-12, "{name}: {:?}", run.test_accuracy);
    }
}

#[test]
fn final_parameters_of_he_are_numpys() {
    let reference = reference();
    let expected = &reference["notebook"]["runs"]["he"];
    for (l, layer) in NOTEBOOK.network(2).layers.iter().enumerate() {
        for (unit, row) in expected["final_weights"][l].as_array().unwrap().iter().enumerate() {
            for (input, expected) in numbers(row).into_iter().enumerate() {
                assert!((layer.weights[(unit, input)] - expected).abs() <= 1e-11);
            }
        }
        for (bias, expected) in layer.biases.iter().zip(numbers(&expected["final_biases"][l])) {
            assert!((bias - expected).abs() <= 1e-11);
        }
    }
}
