//! Runs with starting weights of their own.

mod common;

use common::{json, lab};
use init_lab::{CUSTOM, Error, ErrorKind, Experiment, INITIALIZER_KINDS, InitializerKind, Lab, MOST_PARAMETERS, Value};
use serde_json::{Value as Json, json as made};

/// The starting weights of a run, as in an experiment.
fn layers_of(lab: &Lab, run: usize) -> Json {
    let layers = lab.network(run).layers.iter().map(|layer| {
        let rows: Vec<Vec<f64>> = layer.weights.row_iter().map(|row| row.iter().copied().collect()).collect();
        made!({ "weights": rows, "biases": layer.biases.as_slice() })
    });
    layers.collect()
}

/// The same as `parameters` gives them: all weights of a layer in one list.
fn flat(layers: &Json) -> Json {
    let flat = |layer: &Json| {
        let rows = layer["weights"].as_array().unwrap();
        let weights: Vec<Json> = rows.iter().flat_map(|row| row.as_array().unwrap()).cloned().collect();
        made!({ "shape": [rows.len(), rows[0].as_array().unwrap().len()], "weights": weights, "biases": layer["biases"] })
    };
    layers.as_array().unwrap().iter().map(flat).collect()
}

fn bits(lab: &Lab, run: usize) -> Vec<u64> {
    let layers = lab.network(run).layers.iter();
    layers.flat_map(|layer| layer.weights.iter().chain(layer.biases.iter())).map(|value| value.to_bits()).collect()
}

fn refused(experiment: &Json) -> Error {
    let value: Value = serde_json::from_value(experiment.clone()).unwrap();
    Experiment::from_value(&value).expect_err("refused")
}

/// An experiment with one run that starts from these weights.
fn with(weights: &Json) -> Json {
    made!({ "network": { "hidden": [3, 2] }, "runs": [{ "initializer": "custom", "weights": weights }] })
}

fn small() -> Json {
    layers_of(&lab(&made!({ "network": { "hidden": [3, 2] }, "runs": [{ "initializer": "pytorch_linear" }] })), 0)
}

#[test]
fn a_run_starts_from_its_own_weights_to_the_last_bit() {
    let mut drawn = lab(&made!({ "runs": [{ "initializer": "pytorch_linear" }] }));
    let layers = layers_of(&drawn, 0);
    for weights in [&layers, &flat(&layers)] {
        drawn.seek(0);
        drawn.catch_up(u64::MAX);
        let runs = made!([{ "initializer": "he" }, { "initializer": "custom", "weights": weights, "label": "mine" }]);
        let mut own = lab(&made!({ "seed": 99, "runs": runs }));
        assert_eq!(bits(&own, 1), bits(&drawn, 0));
        own.advance(300);
        drawn.advance(300);
        assert_eq!(bits(&own, 1), bits(&drawn, 0));
        own.seek(0);
        own.catch_up(u64::MAX);
        assert_eq!(layers_of(&own, 1), layers, "rewound");
        assert_eq!(own.descriptions()[1].label, "mine");
    }
}

#[test]
fn the_complete_experiment_has_the_weights_and_opens_the_same_lab() {
    let own = lab(&with(&flat(&small())));
    let complete = own.experiment().to_value();
    let run = serde_json::to_value(&complete).unwrap()["runs"][0].clone();
    assert_eq!(run, made!({ "initializer": "custom", "weights": small() }));
    let again = Lab::new(Experiment::from_value(&complete).unwrap());
    assert_eq!(bits(&again, 0), bits(&own, 0));
}

#[test]
fn minus_zero_is_read_as_zero() {
    let mut weights = small();
    weights[0]["weights"][1][0] = made!(-0.0);
    weights[2]["biases"][0] = made!(-0.0);
    let own = lab(&with(&weights));
    assert_eq!(own.network(0).layers[0].weights[(1, 0)].to_bits(), 0);
    assert_eq!(own.network(0).layers[2].biases[0].to_bits(), 0);
}

#[test]
fn nothing_else_changes_the_weights() {
    let network = made!({ "hidden": [3, 2], "weightScale": 5, "biasStddev": 2, "initialBias": 7 });
    let runs = made!([{ "initializer": "custom", "weights": small() }]);
    let changed = lab(&made!({ "network": network, "seed": 17, "runs": runs }));
    assert_eq!(bits(&changed, 0), bits(&lab(&with(&small())), 0));
    let described = &changed.descriptions()[0];
    assert_eq!((described.initializer, described.label.as_str()), ("custom", "Your weights"));
    assert_eq!(described.formula_text, "W, b of your own");
    assert!(described.layers.iter().all(|layer| layer.expected_stddev.is_none()));
}

#[test]
fn theory_expects_nothing_of_weights_that_were_not_drawn() {
    let mut own = lab(&with(&small()));
    assert_eq!(own.study(0).expected_signals(), [None; 3]);
    assert_eq!(own.study(0).inspect_start().layers.len(), 3);
}

#[test]
fn custom_is_no_initializer_that_can_be_chosen() {
    assert!(INITIALIZER_KINDS.iter().all(|kind| kind.name != CUSTOM.name));
    assert!(InitializerKind::find(CUSTOM.name).is_none());
}

/// A refusal's path, value and allowed values.
fn parts(error: &Error) -> (&str, &str, &str) {
    (error.path(), error.value(), error.allowed())
}

#[test]
fn weights_and_the_initializer_custom_need_each_other() {
    let error = refused(&made!({ "runs": [{ "initializer": "custom" }] }));
    assert_eq!(parts(&error), ("runs[0].weights", "nothing", "a list of 3 layers"));
    assert_eq!(error.kind(), ErrorKind::Type);
    let error = refused(&made!({ "runs": [{ "initializer": "he", "weights": small() }] }));
    assert_eq!(parts(&error), ("runs[0].weights", "a list of layers", "left out, unless the initializer is custom"));
    let output = made!({ "initializer": "he" });
    let run = made!({ "initializer": "custom", "weights": small(), "outputInitializer": output });
    let error = refused(&made!({ "network": { "hidden": [3, 2] }, "runs": [run] }));
    assert_eq!(error.path(), "runs[0].outputInitializer");
    let run = made!({ "initializer": "he", "outputInitializer": { "initializer": "custom" } });
    assert_eq!(refused(&made!({ "runs": [run] })).path(), "runs[0].outputInitializer.initializer");
}

#[test]
fn a_refusal_names_the_place_the_value_and_what_is_allowed() {
    type Case = (fn(&mut Json), (&'static str, &'static str, &'static str));
    let cases: [Case; 10] = [
        (|w| *w = made!(5), ("runs[0].weights", "5", "a list of 3 layers")),
        (|w| drop(w.as_array_mut().unwrap().pop()), ("runs[0].weights", "a list of 2", "a list of 3 layers")),
        (|w| w[1] = made!(null), ("runs[0].weights[1]", "null", "an object")),
        (|w| w[1]["weights"] = made!([[1, 2, 3]]), ("runs[0].weights[1].weights", "a list of 1", "a list of 2 lists")),
        (
            |w| w[1]["weights"][1] = made!([1, 2]),
            ("runs[0].weights[1].weights[1]", "a list of 2", "a list of 3 numbers"),
        ),
        (|w| w[1]["weights"][1][2] = made!("1"), ("runs[0].weights[1].weights[1][2]", "\"1\"", "a finite number")),
        (|w| w[0]["weights"] = made!([1, 2, 3]), ("runs[0].weights[0].weights", "a list of 3", "a list of 6 numbers")),
        (|w| w[2]["biases"] = made!([1, 2]), ("runs[0].weights[2].biases", "a list of 2", "a list of 1 numbers")),
        (|w| w[2] = made!({ "weights": [[1, 2]] }), ("runs[0].weights[2].biases", "nothing", "a list of 1 numbers")),
        (|w| w[2]["bias"] = made!([0]), ("runs[0].weights[2].bias", "bias", "shape, weights, biases")),
    ];
    for (change, expected) in cases {
        let mut weights = small();
        change(&mut weights);
        assert_eq!(parts(&refused(&with(&weights))), expected);
    }
}

#[test]
fn weights_that_are_not_finite_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let row: Value = [0.0, number].into_iter().collect();
        let layer = Value::map([("weights", Value::List(vec![row])), ("biases", [0.0].into_iter().collect())]);
        let run = Value::map([("initializer", "custom".into()), ("weights", Value::List(vec![layer]))]);
        let network = Value::map([("hidden", Value::List(Vec::new()))]);
        let experiment = Value::map([("network", network), ("runs", Value::List(vec![run]))]);
        let error = Experiment::from_value(&experiment).expect_err("refused");
        assert_eq!((error.path(), error.allowed()), ("runs[0].weights[0].weights[0][1]", "a finite number"));
    }
}

#[test]
fn networks_of_too_many_weights_are_refused() {
    let layer = |inputs: usize| made!({ "weights": vec![vec![0; inputs]; 256], "biases": vec![0; 256] });
    let mut layers = vec![layer(256); 21];
    layers[0] = layer(2);
    let runs = made!([{ "initializer": "custom", "weights": layers }]);
    let error = refused(&made!({ "network": { "hidden": vec![256; 20] }, "runs": runs }));
    assert_eq!(parts(&error), ("runs[0].weights", "more", "at most 1000000 weights and biases"));
    assert_eq!(MOST_PARAMETERS, 1_000_000);
}

#[test]
fn sweeps_of_depth_width_and_scale_are_refused_where_weights_are_given() {
    let sweep = |field: &str, runs: Json| {
        let axis = made!({ "field": field, "from": 1, "to": 2, "steps": 2 });
        made!({ "network": { "hidden": [3, 2] }, "runs": runs, "sweep": { "axes": [axis] } })
    };
    let own = made!({ "initializer": "custom", "weights": small() });
    let both = made!([{ "initializer": "he" }, own]);
    for field in ["depth", "width"] {
        let error = refused(&sweep(field, both.clone()));
        assert_eq!(
            (error.path(), error.allowed()),
            ("sweep.axes[0].field", "another field, as runs have weights of their own")
        );
    }
    for field in ["network.weightScale", "network.biasStddev", "network.initialBias"] {
        lab(&sweep(field, both.clone()));
        let error = refused(&sweep(field, made!([own])));
        assert_eq!(
            (error.path(), error.allowed()),
            ("sweep.axes[0].field", "another field, as runs have weights of their own")
        );
    }
}

#[test]
fn sweeps_train_runs_with_their_own_weights_as_labs_do() {
    let own = made!({ "initializer": "custom", "weights": small() });
    let axis = made!({ "field": "network.weightScale", "from": 1, "to": 9, "steps": 2 });
    let experiment = made!({
        "network": { "hidden": [3, 2] }, "training": { "iterations": 50 }, "dataset": { "samples": 20, "testSamples": 5 },
        "runs": [{ "initializer": "he" }, own], "sweep": { "seeds": 3, "axes": [axis] }
    });
    let trained = common::trained_on_all_cores(lab(&experiment).experiment());
    let (he, own) = trained.split_at(trained.len() / 2);
    assert!(own.iter().all(|training| training.values[0].to_bits() == own[0].values[0].to_bits()));
    assert_ne!(he[0].values[0].to_bits(), he[1].values[0].to_bits());
}

#[test]
fn changes_read_weights_for_the_labs_own_layers() {
    let mut lab = lab(&made!({ "network": { "hidden": [3, 2] }, "runs": [{ "initializer": "he" }] }));
    lab.advance(10);
    let run = made!({ "initializer": "custom", "weights": small() });
    lab.add_run(&serde_json::from_value(run.clone()).unwrap(), 1).unwrap();
    assert_eq!(layers_of(&lab, 1), small(), "iteration 0, not caught up yet");
    let mut wrong = run;
    wrong["weights"].as_array_mut().unwrap().pop();
    let error = lab.set_run(0, &serde_json::from_value(wrong).unwrap()).unwrap_err();
    assert_eq!((error.path(), error.value()), ("runs[0].weights", "a list of 2"));
}

#[test]
fn training_from_files_of_libraries_reaches_numpys_costs() {
    let fixture = json(include_str!("fixtures/weights/expected.json"));
    let last = common::numbers(&fixture["at"]).last().copied().unwrap();
    for file in common::list(&fixture["files"]) {
        let mut own = lab(&made!({
            "dataset": { "name": "custom", "points": fixture["points"] },
            "network": { "hidden": file["hidden"] },
            "training": { "learningRate": fixture["learningRate"], "iterations": last },
            "runs": [{ "initializer": "custom", "weights": file["layers"] }]
        }));
        own.advance(u32::MAX);
        let costs = own.costs(0);
        for (at, expected) in common::numbers(&fixture["at"]).into_iter().zip(common::numbers(&file["costs"])) {
            let (_, cost) = costs.iter().find(|&&(iteration, _)| f64::from(iteration) == at).expect("recorded");
            assert!((cost - expected).abs() <= 1e-12 * expected.abs(), "{}: {cost} {expected} at {at}", file["file"]);
        }
    }
}
