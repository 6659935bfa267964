//! Compares initializers with NumPy's draws, weight by weight, and with the distributions of Keras, JAX, Flax, PyTorch
//! and scikit-learn (`tests/fixtures/make_initializers.py` and `make_frameworks.py`). `tests/js/export-entries.test.js`
//! compares kinds without a stored case with their own NumPy code.

mod common;

use common::{json, lab, list, number, numbers, text};
use init_lab::{Activation, INITIALIZER_KINDS, LayerShape, ParameterKind, RandomState, RunPlan, Value};
use serde_json::{Map, Value as Json};

/// The run of a case, in the format of an experiment.
fn run_of(case: &Json) -> Json {
    let mut run: Map<String, Json> = case["parameters"].as_object().expect("an object").clone();
    run.insert("initializer".to_owned(), case["initializer"].clone());
    if let Some(output) = case.get("outputInitializer") {
        run.insert("outputInitializer".to_owned(), output.clone());
    }
    Json::Object(run)
}

#[test]
fn weights_and_biases_are_numpys() {
    let fixture = json(include_str!("fixtures/initializers.json"));
    for case in list(&fixture["weights"]) {
        let name = text(&case["initializer"]);
        let mut experiment = serde_json::json!({
            "dataset": { "samples": 10, "testSamples": 0 },
            "network": { "hidden": case["hidden"], "activation": case["activation"] },
            "seed": case["seed"],
            "runs": [run_of(case)],
        });
        if let Some(dataset) = case.get("dataset") {
            experiment["dataset"] = dataset.clone();
        }
        let lab = lab(&experiment);
        // Factorizations round differently. A small uniform draw is the difference of larger numbers.
        let tolerance = if ["orthogonal", "lsuv"].contains(&name) { 1e-13 } else { 1e-15 };
        let close = |value: f64, expected: f64| (value - expected).abs() <= tolerance * expected.abs().max(0.5);
        let layers = &lab.network(0).layers;
        assert_eq!(layers.len(), list(&case["layers"]).len());
        for (layer, expected) in layers.iter().zip(list(&case["layers"])) {
            assert_eq!(layer.weights.nrows(), list(&expected["weights"]).len());
            for (unit, row) in list(&expected["weights"]).iter().enumerate() {
                for (input, expected) in numbers(row).into_iter().enumerate() {
                    let weight = layer.weights[(unit, input)];
                    assert!(close(weight, expected), "{name}: {weight}, {expected}");
                }
            }
            for (bias, expected) in layer.biases.iter().zip(numbers(&expected["biases"])) {
                assert!(close(*bias, expected), "{name}, biases: {bias}, {expected}");
            }
        }
    }
}

/// All weights, or biases, that a case's initializer draws for layers of its shape: at least 10⁵.
fn draws(case: &Json) -> (Vec<f64>, f64) {
    let activation = Activation::find(text(&case["activation"])).expect("an activation");
    let run: Value = serde_json::from_value(run_of(case)).expect("a tree");
    let initializer = RunPlan::read("run", &run, activation).expect("allowed").initializer;
    let [units, inputs] = ["units", "inputs"].map(|key| number(&case[key]) as usize);
    let place = LayerShape { units, inputs, activation, is_first: true };
    let stddev = initializer.expected_stddev(place).expect("not fitted");
    let mut values = Vec::new();
    let mut seed = 0;
    while values.len() < 100_000 {
        let (weights, biases) = initializer.draw(place, 0.0, &mut RandomState::new(seed));
        if text(&case["drawn"]) == "biases" {
            values.extend(biases.iter());
        } else {
            values.extend(weights.iter());
        }
        seed += 1;
    }
    (values, stddev)
}

#[test]
fn distributions_are_the_frameworks() {
    let fixture = json(include_str!("fixtures/frameworks.json"));
    for case in list(&fixture["frameworks"]) {
        let (mut ours, expected_stddev) = draws(case);
        let name = format!("{} and our {}", text(&case["name"]), text(&case["initializer"]));
        ours.sort_by(f64::total_cmp);
        let n = (ours.len() as f64).min(number(&case["draws"]));
        let mean = ours.iter().sum::<f64>() / ours.len() as f64;
        let [their_mean, their_stddev, their_min, their_max] =
            ["mean", "stddev", "min", "max"].map(|key| number(&case[key]));
        // Five standard errors of a difference of two means, and of two standard deviations.
        let error = 5.0 * expected_stddev * libm::sqrt(2.0 / n);
        assert!((mean - their_mean).abs() <= error + 1e-7, "{name}: means {mean}, {their_mean}");
        assert!((expected_stddev - their_stddev).abs() <= error + 1e-7, "{name}: {expected_stddev}, {their_stddev}");
        // Bounded distributions have the same ends; unbounded ones have no end that two samples share.
        let bounded = |end: f64| (end - mean).abs() <= 2.3 * expected_stddev;
        let (low, high) = (ours[0], ours[ours.len() - 1]);
        if bounded(their_min) && bounded(their_max) {
            let near = 1e-3 * expected_stddev.max(1e-3);
            assert!((low - their_min).abs() <= near && (high - their_max).abs() <= near, "{name}: {low}, {their_min}");
        }
        // Two-sample Kolmogorov–Smirnov distance at the percentiles of the other sample: exceeded once in a thousand.
        let bound = 1.95 * libm::sqrt(2.0 / n);
        for (k, quantile) in numbers(&case["quantiles"]).into_iter().enumerate() {
            let share = (k + 1) as f64 / 100.0;
            let below = |limit: f64| ours.partition_point(|&value| value < limit) as f64 / ours.len() as f64;
            // The error of a framework that draws in single precision.
            let slack = 1e-6 * quantile.abs().max(1e-3);
            let (from, to) = (below(quantile - slack), below(quantile + slack));
            assert!(from <= share + bound && to >= share - bound, "{name}: {from} to {to} below its {k} %");
        }
    }
}

#[test]
fn expected_deviations_are_those_of_many_draws() {
    let activation = Activation::find("sigmoid").unwrap();
    for kind in INITIALIZER_KINDS.iter().filter(|kind| !kind.fitted) {
        let initializer = kind.with_defaults();
        for (units, inputs) in [(8, 8), (5, 20), (20, 5), (1, 6)] {
            let place = LayerShape { units, inputs, activation, is_first: true };
            let (mut weights, mut biases): (Vec<f64>, Vec<f64>) = Default::default();
            for seed in 0..2000 {
                let (drawn, drawn_biases) = initializer.draw(place, 0.5, &mut RandomState::new(seed));
                weights.extend(drawn.iter());
                biases.extend(drawn_biases.iter());
            }
            let count = weights.len() as f64;
            let mean = weights.iter().sum::<f64>() / count;
            let stddev = libm::sqrt(weights.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>() / count);
            let expected = initializer.expected_stddev(place).unwrap();
            assert!((stddev - expected).abs() <= 0.03 * expected + 1e-15, "{kind:?}: {stddev}, {expected}");
            if let Some(variance) = initializer.centred_variance(place) {
                assert!(mean.abs() <= 5.0 * stddev / libm::sqrt(count), "{kind:?}: mean {mean}");
                assert!((libm::sqrt(variance) - expected).abs() <= 1e-15 * expected, "{kind:?}: {variance}");
            }
            let square = biases.iter().map(|b| b * b).sum::<f64>() / biases.len() as f64;
            let (mean, variance) = initializer.bias_moments(place, 0.5);
            let expected = mean * mean + variance;
            assert!((square - expected).abs() <= 0.06 * expected, "{kind:?}, biases: {square}, {expected}");
        }
    }
}

#[test]
fn lsuv_leaves_unit_variance_in_every_layer() {
    for activation in ["relu", "tanh", "identity", "gelu"] {
        let lab = lab(&serde_json::json!({
            "dataset": { "name": "moons", "samples": 333 },
            "network": { "hidden": [64, 16, 3, 200, 7, 7, 7], "activation": activation, "initialBias": 0.5 },
            "runs": [{ "initializer": "lsuv" }, { "initializer": "lsuv", "outputInitializer": { "initializer": "he" } }],
        }));
        let activate = Activation::find(activation).unwrap();
        let mut signals: Vec<Vec<f64>> = lab.train().points.iter().map(|point| point.to_vec()).collect();
        for layer in &lab.network(0).layers {
            for signal in &mut signals {
                let input = nalgebra::DVector::from_vec(std::mem::take(signal));
                *signal = (&layer.weights * input + &layer.biases).iter().copied().collect();
            }
            let all = signals.concat();
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            let variance = all.iter().map(|z| (z - mean) * (z - mean)).sum::<f64>() / all.len() as f64;
            assert!((variance - 1.0).abs() < 1e-9, "{activation}: {variance}");
            for signal in signals.iter_mut().flatten() {
                let mut value = [wide::f64x2::splat(*signal)];
                activate.apply(&mut value, &mut [wide::f64x2::ZERO]);
                *signal = value[0].to_array()[0];
            }
        }
        let output = lab.starts(1).last().unwrap();
        assert!(output.expected_stddev.is_some(), "the output layer is He's, and not scaled");
        let (fitted, plain) = (&lab.network(0).layers, &lab.network(1).layers);
        assert_eq!(fitted[..7], plain[..7]);
    }
}

#[test]
fn lsuv_leaves_a_layer_that_does_not_vary() {
    let lab = lab(&serde_json::json!({
        "dataset": { "name": "custom", "points": [[0, 0, 0], [0, 0, 1]] },
        "network": { "hidden": [4] },
        "runs": [{ "initializer": "lsuv" }],
    }));
    assert!(lab.network(0).layers.iter().all(|layer| layer.weights.iter().all(|weight| weight.is_finite())));
}

#[test]
fn measured_deviations_are_those_of_the_weights() {
    let lab = lab(&serde_json::json!({ "runs": [{ "initializer": "he" }, { "initializer": "lsuv" }] }));
    for run in 0..2 {
        for (start, layer) in lab.starts(run).iter().zip(&lab.network(run).layers) {
            assert_eq!((start.units, start.inputs), layer.weights.shape());
            let mean = layer.weights.iter().sum::<f64>() / layer.weights.len() as f64;
            let squares = layer.weights.iter().map(|w| (w - mean) * (w - mean)).sum::<f64>();
            assert!((start.measured_stddev - libm::sqrt(squares / layer.weights.len() as f64)).abs() < 1e-14);
            assert!((start.measured_mean - mean).abs() < 1e-15);
        }
    }
    let expected = lab.starts(0)[1].expected_stddev.unwrap();
    assert_eq!(expected, libm::sqrt(2.0 / 10.0));
    assert_eq!(lab.starts(1)[0].expected_stddev, None);
}

/// Every initializer, at the ends of its parameters' ranges, in every shape of network, either trains or ends with a
/// verdict.
#[test]
fn no_initializer_breaks_a_lab() {
    for kind in &INITIALIZER_KINDS {
        for end in 0..2 {
            let mut run = Map::new();
            run.insert("initializer".to_owned(), kind.name.into());
            for parameter in kind.parameters {
                let value: Json = match &parameter.kind {
                    ParameterKind::Number { min, max, .. } => [*min, *max][end].into(),
                    ParameterKind::Choice(names) => names[end * (names.len() - 1)].into(),
                };
                run.insert(parameter.name.to_owned(), value);
            }
            for hidden in [vec![], vec![1], vec![256], vec![1; 30], vec![9, 1, 40]] {
                let mut lab = lab(&serde_json::json!({
                    "dataset": { "samples": 7, "testSamples": 0 },
                    "network": { "hidden": hidden, "activation": "softplus", "initialBias": 1000 },
                    "training": { "iterations": 5, "learningRate": 100 },
                    "runs": [run, { "initializer": "zeros", "outputInitializer": run }],
                }));
                assert_eq!(lab.advance(5), 5);
                assert_eq!(lab.snapshot().runs.len(), lab.experiment().runs.len(), "{kind:?}");
            }
        }
    }
}

/// The network of each kind of initializer, with these fields of the network.
fn networks(network: &serde_json::Value) -> Vec<init_lab::Network> {
    let all = INITIALIZER_KINDS.iter().map(|kind| {
        let run = serde_json::json!({ "initializer": kind.name });
        lab(&serde_json::json!({ "network": network, "runs": [run] })).network(0).clone()
    });
    all.collect()
}

#[test]
fn a_weight_scale_multiplies_weights_and_nothing_else() {
    let network = |scale: f64| serde_json::json!({ "hidden": [7, 5], "initialBias": 0.25, "weightScale": scale });
    for (plain, scaled) in networks(&network(1.0)).iter().zip(networks(&network(3.0))) {
        for (plain, scaled) in plain.layers.iter().zip(&scaled.layers) {
            assert_eq!(&plain.weights * 3.0, scaled.weights);
            assert_eq!(plain.biases, scaled.biases);
        }
    }
    assert!(
        networks(&network(0.0)).iter().flat_map(|network| &network.layers).all(|layer| layer.weights.amax() == 0.0)
    );
}

#[test]
fn drawn_biases_follow_the_weights_of_their_layer_in_the_stream() {
    let network = serde_json::json!({ "hidden": [7, 5], "initialBias": 0.25, "biasStddev": 2 });
    let relu = Activation::find("relu").unwrap();
    for (kind, network) in INITIALIZER_KINDS.iter().zip(networks(&network)) {
        if kind.fitted {
            continue;
        }
        let mut rng = init_lab::RandomState::new(3);
        let mut inputs = 2;
        for layer in &network.layers {
            let shape = LayerShape { units: layer.biases.len(), inputs, activation: relu, is_first: inputs == 2 };
            let initializer = kind.with_defaults();
            let (weights, biases) = initializer.draw(shape, 0.25, &mut rng);
            assert_eq!(weights, layer.weights, "{}", kind.name);
            let own = initializer.sets_biases();
            let known = ["pytorch_linear", "sklearn_mlp", "playground", "keras_dense", "flax_dense"];
            assert!(own || !known.contains(&kind.name), "{}", kind.name);
            for (bias, drawn) in biases.iter().zip(&layer.biases) {
                let expected = if own { *bias } else { bias + 2.0 * rng.randn() };
                assert_eq!(expected.to_bits(), drawn.to_bits(), "{}", kind.name);
            }
            inputs = shape.units;
        }
    }
}

#[test]
fn lsuv_fits_without_drawn_biases_and_before_the_scale() {
    let run = serde_json::json!([{ "initializer": "lsuv" }]);
    // With a bias of stddev 0 drawn first, the stream of the second layer differs, so one layer is compared.
    let network = |extra: serde_json::Value| {
        let mut network = serde_json::json!({ "hidden": [] });
        network.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        lab(&serde_json::json!({ "network": network, "runs": run })).network(0).layers[0].clone()
    };
    let plain = network(serde_json::json!({}));
    let changed = network(serde_json::json!({ "weightScale": 0.5, "biasStddev": 3 }));
    assert_eq!(&plain.weights * 0.5, changed.weights);
    assert_ne!(changed.biases[0], 0.0);
}

#[test]
fn formulas_say_scale_and_biases() {
    let formula = |network: serde_json::Value, initializer: &str| {
        let run = serde_json::json!({ "initializer": initializer });
        lab(&serde_json::json!({ "network": network, "runs": [run] })).descriptions()[0].formula_text.clone()
    };
    let both = serde_json::json!({ "weightScale": 2, "biasStddev": 0.3 });
    assert_eq!(formula(serde_json::json!({}), "he"), "W ∼ N(0, 2 / n_in)");
    assert_eq!(formula(both.clone(), "he"), "W ∼ N(0, 2 / n_in), weights × 2, b ∼ N(0, 0.3²)");
    assert_eq!(formula(both, "playground"), "W ∼ U(±0.5), b = 0.1, weights × 2");
}
