//! Compares measurements inside a network with NumPy (`tests/fixtures/make_signals.py`), and with theory at iteration
//! 0.

mod common;

use common::{json, lab, list, number, numbers, relative_error};
use init_lab::{Histogram, Lab, Layer, Moments};
use nalgebra::DMatrix;
use serde_json::Value as Json;

fn fixture() -> Json {
    json(include_str!("fixtures/signals.json"))
}

fn lab_of(case: &Json) -> Lab {
    let mut run = case.get("parameters").and_then(Json::as_object).cloned().unwrap_or_default();
    run.insert("initializer".to_owned(), case["initializer"].clone());
    lab(&serde_json::json!({
        "dataset": case["dataset"],
        "network": { "hidden": case["hidden"], "activation": case["activation"] },
        "training": { "learningRate": case["learningRate"] },
        "seed": case["seed"],
        "runs": [run],
    }))
}

fn assert_near(value: f64, expected: f64, what: &str) {
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{what}: {value}, {expected}");
}

fn assert_moments(moments: Moments, expected: &Json, what: &str) {
    assert_near(moments.mean, number(&expected["mean"]), what);
    assert_near(moments.stddev, number(&expected["stddev"]), what);
}

/// Bins may differ by values that rounding moves across an edge.
fn assert_histogram(histogram: &Histogram, expected: &Json, what: &str) {
    let counts = histogram.counts.iter().map(|&count| f64::from(count)).zip(numbers(&expected["counts"]));
    let moved: f64 = counts.map(|(count, expected)| (count - expected).abs()).sum();
    assert!(moved <= 4.0, "{what}: {moved} values in another bin");
    assert_eq!(f64::from(histogram.below), number(&expected["below"]), "{what}, below");
    assert_eq!(f64::from(histogram.above), number(&expected["above"]), "{what}, above");
    if let Some(zeros) = expected.get("zeros") {
        assert_eq!(f64::from(histogram.zeros), number(zeros), "{what}, zeros");
    }
}

#[test]
fn signals_are_numpys() {
    let fixture = fixture();
    for case in list(&fixture["networks"]) {
        let mut lab = lab_of(case);
        for at in [0, 1000] {
            lab.advance(at - lab.iteration());
            let seen = lab.study(0).inspect();
            let expected = &case["at_iteration"][at.to_string()];
            assert_moments(seen.input, &case["input"], "input");
            assert_near(seen.sure_and_wrong, number(&expected["sure_and_wrong"]), "sure and wrong");
            assert_eq!(seen.layers.len(), list(&expected["layers"]).len());
            for (l, (layer, expected)) in seen.layers.iter().zip(list(&expected["layers"])).enumerate() {
                let what = format!("{}, iteration {at}, layer {}", case["activation"], l + 1);
                assert_moments(layer.pre_activation, &expected["pre_activation"], &what);
                assert_moments(layer.activation, &expected["activation"], &what);
                for (ours, key) in [
                    (layer.pre_activation_rms, "pre_activation_rms"),
                    (layer.pre_activation_between_samples, "pre_activation_between_samples"),
                    (layer.activation_rms, "activation_rms"),
                    (layer.activation_between_samples, "activation_between_samples"),
                ] {
                    assert_near(ours, number(&expected[key]), &format!("{what}, {key}"));
                }
                let rms = number(&expected["gradient_rms"]);
                assert!(relative_error(layer.gradient_rms, rms) <= 1e-12, "{what}: {}, {rms}", layer.gradient_rms);
                let rms = number(&expected["weight_gradient_rms"]);
                assert!(relative_error(layer.weight_gradient_rms, rms) <= 1e-11, "{what}: {rms}");
                if l + 1 < seen.layers.len() {
                    assert_eq!(layer.dead, number(&expected["dead"]), "{what}, dead");
                    assert_eq!(layer.saturated, expected["saturated"].as_f64(), "{what}, saturated");
                }
                assert_eq!(layer.distinct as f64, number(&expected["distinct"]), "{what}, distinct");
                assert_eq!(layer.rank as f64, number(&expected["rank"]), "{what}, rank");
                assert_histogram(&layer.weights, &expected["weight_histogram"], &what);
                if !expected["activation_histogram"].is_null() && l + 1 < seen.layers.len() {
                    assert_histogram(&layer.activations, &expected["activation_histogram"], &what);
                }
                assert_histogram(&layer.gradients, &expected["gradient_histogram"], &what);
            }
            assert_eq!(at == 0, lab.study(0).inspect_start() == seen, "the start is that of iteration 0");
        }
    }
}

#[test]
fn a_point_is_followed_as_numpy_follows_it() {
    let fixture = fixture();
    let case = &list(&fixture["networks"])[0];
    let follow = &case["follow"];
    let mut lab = lab_of(case);
    lab.advance(number(&follow["iteration"]) as u32);
    let point = numbers(&follow["point"]);
    let point = [point[0], point[1]];
    let steps = lab.study(0).follow(point, Some(1));
    for (step, expected) in steps.iter().zip(list(&follow["layers"])) {
        for (values, key) in [(&step.pre_activations, "z"), (&step.activations, "a"), (&step.gradients, "gradient")] {
            assert_eq!(values.len(), list(&expected[key]).len());
            for (value, expected) in values.iter().zip(numbers(&expected[key])) {
                assert_near(*value, expected, key);
            }
        }
    }
    let forward = lab.study(0).follow(point, None);
    assert!(forward.iter().zip(&steps).all(|(a, b)| a.activations == b.activations && a.gradients.is_empty()));
    assert_eq!(lab.predict(0, &[point]), forward.last().unwrap().activations);
}

#[test]
fn theory_is_the_mean_field_map() {
    let fixture = fixture();
    for case in list(&fixture["networks"]) {
        let expected = numbers(&case["theory"]);
        let ours = lab_of(case).study(0).expected_signal();
        assert_eq!(ours.len(), expected.len());
        for (ours, expected) in ours.into_iter().zip(expected) {
            // Samples with nearly the same square count as one.
            assert!(relative_error(ours.unwrap(), expected) <= 1e-5, "{ours:?}, {expected}");
        }
    }
}

#[test]
fn thirty_relu_layers_keep_their_signal_with_he_only() {
    let fixture = fixture();
    for case in list(&fixture["deep"]) {
        let mut ratios = Vec::new();
        for (seed, expected) in numbers(&case["seeds"]).into_iter().zip(numbers(&case["stddev_ratios"])) {
            let mut lab = lab(&serde_json::json!({
                "dataset": case["dataset"],
                "network": { "hidden": case["hidden"], "activation": case["activation"] },
                "seed": seed,
                "runs": [{ "initializer": case["initializer"] }],
            }));
            let layers = lab.study(0).inspect().layers;
            let ratio = layers[29].pre_activation.stddev / layers[0].pre_activation.stddev;
            assert!(relative_error(ratio, expected) <= 1e-11, "seed {seed}: {ratio}, {expected}");
            ratios.push(ratio);
        }
    }
    // At this width, one draw is close to the average: He keeps the signal within a factor of 2, and a variance of 1 /
    // n leaves 2⁻¹⁵ of it.
    let mean = |initializer: &str| {
        let squares = (0..12).map(|seed| {
            let mut lab = lab(&serde_json::json!({
                "dataset": { "samples": 60 },
                "network": { "hidden": vec![128; 30] },
                "seed": seed,
                "runs": [{ "initializer": initializer }],
            }));
            let layers = lab.study(0).inspect().layers;
            (layers[29].pre_activation.stddev / layers[0].pre_activation.stddev).powi(2)
        });
        libm::sqrt(squares.sum::<f64>() / 12.0)
    };
    let (he, xavier) = (mean("he"), mean("xavier"));
    assert!((0.5..2.0).contains(&he), "{he}");
    assert!((0.5..2.0).contains(&(xavier / libm::exp2(-14.5))), "{xavier}");
}

#[test]
fn orthogonal_linear_layers_keep_every_singular_value() {
    let lab = lab(&serde_json::json!({
        "network": { "hidden": vec![16; 30], "activation": "identity" },
        "runs": [{ "initializer": "orthogonal" }],
    }));
    let hidden: Vec<&Layer> = lab.network(0).layers[..30].iter().collect();
    let product = hidden.iter().fold(DMatrix::identity(2, 2), |product, layer| &layer.weights * product);
    for value in product.singular_values().iter() {
        assert!((value - 1.0).abs() <= 1e-10, "{value}");
    }
}

#[test]
fn symmetric_starts_stay_worth_one_unit_a_layer() {
    let mut lab = lab(&serde_json::json!({
        "preset": "symmetry",
        "runs": [{ "initializer": "zeros" }, { "initializer": "ones" }, { "initializer": "constant", "value": 0.5 }, { "initializer": "he" }],
    }));
    loop {
        for run in 0..4 {
            let layers = lab.study(run).inspect().layers;
            let distinct: Vec<usize> = layers.iter().map(|layer| layer.distinct).collect();
            assert_eq!(distinct, if run < 3 { [1, 1, 1] } else { [6, 6, 1] }, "run {run} at {}", lab.iteration());
            assert!(run == 3 || layers.iter().all(|layer| layer.rank <= 1));
        }
        if lab.advance(37) == 3000 {
            break;
        }
    }
}

#[test]
fn unit_fields_are_the_activations_over_the_grid() {
    let mut lab = lab(&serde_json::json!({ "network": { "hidden": [5, 3] }, "runs": [{ "initializer": "he" }] }));
    lab.advance(50);
    let bounds = init_lab::Bounds { x_min: -1.0, x_max: 2.0, y_min: -2.0, y_max: 1.0 };
    for (most, units) in [(usize::MAX, vec![5, 3, 1]), (2, vec![2, 2, 1]), (0, vec![0, 0, 0])] {
        let fields = lab.study(0).unit_fields(bounds, 7, most);
        assert_eq!(fields.len(), 49 * units.iter().sum::<usize>());
        let mut offset = 0;
        for (layer, units) in units.iter().enumerate() {
            for unit in 0..*units {
                for (cell, value) in fields[offset..offset + 49].iter().enumerate() {
                    let point =
                        [-1.0 + 3.0 * ((cell % 7) as f64 + 0.5) / 7.0, 1.0 - 3.0 * ((cell / 7) as f64 + 0.5) / 7.0];
                    let expected = lab.study(0).follow(point, None)[layer].activations[unit] as f32;
                    assert!((value - expected).abs() <= 1e-6 * expected.abs().max(1.0));
                }
                offset += 49;
            }
        }
    }
    assert!(lab.study(0).unit_fields(bounds, 0, 9).is_empty());
}

#[test]
fn what_is_outside_the_bins_is_counted() {
    let mut lab = lab(&serde_json::json!({
        "runs": [{ "initializer": "random_normal", "stddev": 10 }, { "initializer": "zeros" }],
    }));
    let large = lab.study(0).inspect();
    for layer in &large.layers {
        let weights = &layer.weights;
        let inside: u32 = weights.counts.iter().sum();
        assert_eq!((inside + weights.below + weights.above) as usize, layer.units * layer.inputs);
        let gradients = &layer.gradients;
        let inside: u32 = gradients.counts.iter().sum();
        assert_eq!((inside + gradients.below + gradients.above + gradients.zeros) as usize, layer.units * 300);
    }
    assert!(large.layers[0].weights.above > 0 && large.layers[0].weights.below > 0);
    let zeros = lab.study(1).inspect();
    assert_eq!(zeros.layers[0].gradients.zeros, 3000);
    assert_eq!(zeros.layers[0].dead, 1.0, "a ReLU unit at 0 gets no gradient");
    assert_eq!(zeros.layers[2].dead, 0.0);
}
