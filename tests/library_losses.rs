//! Losses as libraries compute them, held to what the installed libraries gave on 2026-11-29: values and gradients at
//! logits that are confidently wrong, and trainings from the course notebook's Random × 10.

mod common;

use common::lab;
use init_lab::{Experiment, LIBRARY_LOSSES, LOSSES, Lab, LibraryLosses, Loss, Measured, Value, read_experiment};
use serde_json::{Value as Json, json};

/// Value and gradient at a logit with a label.
type Point = (f64, f64, f64, f64);

/// (z, label, value, gradient) of libraries, through their own sigmoid. In single precision but where said.
const MEASURED: &[(&str, &[Point])] = &[
    (
        "library/torch_bcewithlogitsloss",
        &[(20.0, 0.0, 20.0, 1.0), (800.0, 0.0, 800.0, 1.0), (-40.0, 1.0, 40.0, -1.0), (-800.0, 1.0, 800.0, -1.0)],
    ),
    (
        "library/keras_binary_crossentropy",
        &[
            (16.6, 0.0, 15.9424, 1.0),
            (16.75, 0.0, 15.9424, 0.0),
            (20.0, 0.0, 15.9424, 0.0),
            (40.0, 0.0, 15.9424, 0.0),
            (100.0, 0.0, 15.9424, 0.0),
            (800.0, 0.0, 15.9424, 0.0),
            (-16.0, 1.0, 16.0, -1.0),
            (-16.125, 1.0, 16.1181, 0.0),
            (-40.0, 1.0, 16.1181, 0.0),
            (-100.0, 1.0, 16.1181, 0.0),
            (-800.0, 1.0, 16.1181, 0.0),
        ],
    ),
    (
        "library/torch_bceloss",
        &[
            (16.6, 0.0, 15.9424, 1.0),
            (16.7, 0.0, 100.0, 0.0),
            (20.0, 0.0, 100.0, 0.0),
            (40.0, 0.0, 100.0, 0.0),
            (100.0, 0.0, 100.0, 0.0),
            (800.0, 0.0, 100.0, 0.0),
            (-27.5, 1.0, 27.5, -1.0),
            (-30.0, 1.0, 30.0, -0.0936),
            (-40.0, 1.0, 40.0, -4.25e-6),
            (-88.0, 1.0, 88.0, 0.0),
            (-100.0, 1.0, 100.0, 0.0),
            (-800.0, 1.0, 100.0, 0.0),
        ],
    ),
    (
        "library/torch_bceloss_float64",
        &[
            (20.0, 0.0, 20.0, 1.0),
            (40.0, 0.0, 100.0, 0.0),
            (100.0, 0.0, 100.0, 0.0),
            (800.0, 0.0, 100.0, 0.0),
            (-20.0, 1.0, 20.0, -1.0),
            (-40.0, 1.0, 40.0, -4.25e-6),
            (-100.0, 1.0, 100.0, -3.7e-32),
            (-800.0, 1.0, 100.0, 0.0),
        ],
    ),
    (
        "library/sklearn_mlpclassifier",
        &[
            (20.0, 0.0, 19.999_999_97, 1.0),
            (40.0, 0.0, 36.0437, 1.0),
            (100.0, 0.0, 36.0437, 1.0),
            (800.0, 0.0, 36.0437, 1.0),
            (-40.0, 1.0, 36.0437, -1.0),
            (-800.0, 1.0, 36.0437, -1.0),
        ],
    ),
    (
        "library/sklearn_mlpclassifier_float32",
        &[(20.0, 0.0, 15.9424, 1.0), (800.0, 0.0, 15.9424, 1.0), (-40.0, 1.0, 15.9424, -1.0)],
    ),
    (
        "library/tensorflow_log_loss",
        &[
            (20.0, 0.0, 16.1181, 0.0),
            (40.0, 0.0, 16.1181, 0.0),
            (-40.0, 1.0, 16.1181, -4e-11),
            (-100.0, 1.0, 16.1181, 0.0),
        ],
    ),
    ("library/jax_epsilon", &[(20.0, 0.0, 16.118, 0.0), (-40.0, 1.0, 16.118, -4e-11)]),
    ("library/paddle_log_loss", &[(20.0, 0.0, 9.21034, 0.0), (-40.0, 1.0, 9.21034, -4e-14)]),
    (
        "library/mindspore_bceloss",
        &[
            (16.75, 0.0, 27.631, 0.0),
            (20.0, 0.0, 27.631, 0.0),
            (100.0, 0.0, 27.631, 0.0),
            (-40.0, 1.0, 27.631, -4.2e-6),
            (-100.0, 1.0, 27.631, 0.0),
            (-800.0, 1.0, 27.631, 0.0),
        ],
    ),
    (
        "library/nnabla_binary_cross_entropy",
        &[
            (16.75, 0.0, 87.3365, 0.0),
            (20.0, 0.0, 87.3365, 0.0),
            (100.0, 0.0, 87.3365, 0.0),
            (-40.0, 1.0, 40.0, -1.0),
            (-100.0, 1.0, 87.3365, 0.0),
            (-800.0, 1.0, 87.3365, 0.0),
        ],
    ),
    (
        "library/jittor_bce_loss",
        &[
            (16.75, 0.0, 46.0517, 0.0),
            (20.0, 0.0, 46.0517, 0.0),
            (100.0, 0.0, 46.0517, 0.0),
            (-40.0, 1.0, 30.0, -1.0),
            (-100.0, 1.0, 30.0, -1.0),
            (-800.0, 1.0, 30.0, -1.0),
        ],
    ),
    (
        "library/burn_binarycrossentropyloss",
        &[
            (16.75, 0.0, 100.0, f64::NAN),
            (20.0, 0.0, 100.0, f64::NAN),
            (20.0, 1.0, 0.0, f64::NAN),
            (-40.0, 1.0, 40.0, -1.0),
            (-100.0, 1.0, 100.0, f64::NAN),
        ],
    ),
    (
        "library/candle_binary_cross_entropy_with_logit",
        &[
            (20.0, 0.0, f64::INFINITY, f64::NAN),
            (100.0, 0.0, f64::INFINITY, f64::NAN),
            (20.0, 1.0, f64::NAN, f64::NAN),
            (-40.0, 1.0, 40.0, -1.0),
            (-100.0, 1.0, f64::INFINITY, f64::NAN),
        ],
    ),
];

fn find(name: &str) -> &'static Loss {
    LibraryLosses::find(name).unwrap_or_else(|| panic!("{name}"))
}

fn is_near(value: f64, expected: f64, relative: f64, absolute: f64) -> bool {
    value == expected
        || value.is_nan() && expected.is_nan()
        || (value - expected).abs() <= relative * expected.abs() + absolute
}

#[test]
fn values_and_gradients_are_those_of_the_libraries() {
    for (name, points) in MEASURED {
        let loss = find(name);
        for &(z, y, value, slope) in *points {
            let ours = (loss.value(z, y), loss.derivative(z, y));
            assert!(is_near(ours.0, value, 1e-5, 1e-6), "{name} at {z}, {y}: {} instead of {value}", ours.0);
            // Some slopes were noted with one digit or two.
            let digits = if slope.abs() < 1e-10 { 0.07 } else { 0.012 };
            assert!(is_near(ours.1, slope, digits, 1e-12), "{name} at {z}, {y}: {} instead of {slope}", ours.1);
        }
    }
}

#[test]
fn every_loss_of_a_rounded_probability_is_held_to_a_library() {
    for loss in LOSSES.iter().skip(3) {
        assert!(MEASURED.iter().any(|(name, _)| find(name).name == loss.name), "{}", loss.name);
    }
}

/// The notebook's Random × 10 with a loss.
fn notebook(loss: &str) -> Lab {
    lab(&json!({ "training": { "loss": loss }, "runs": [{ "initializer": "random_normal", "stddev": 10 }] }))
}

/// What was measured, with the name of the loss.
fn measured() -> impl Iterator<Item = (&'static str, &'static Measured)> {
    LIBRARY_LOSSES.iter().flat_map(|known| known.measured.iter().map(move |one| (known.loss, one)))
}

/// Half a unit of the last digit.
fn half_unit(printed: &str) -> f64 {
    let digits = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    0.5 * 0.1_f64.powf(digits as f64) * (1.0 + 1e-9)
}

#[test]
fn the_notebooks_first_cost_is_what_each_library_prints() {
    for (_, Measured { name, cost_at_start: printed, .. }) in measured() {
        let cost = notebook(&format!("library/{name}")).snapshot().runs[0].cost;
        match *printed {
            "" => {}
            "NaN" => assert!(cost.is_nan(), "{name}: {cost}"),
            _ => {
                let expected: f64 = printed.parse().expect("a number");
                assert!((cost - expected).abs() <= half_unit(printed), "{name}: {cost}, not {printed}");
            }
        }
    }
}

#[test]
fn the_notebook_trains_as_with_each_library() {
    let mut seen = Vec::new();
    for (loss, &Measured { name, outcome, .. }) in measured() {
        if seen.contains(&(loss, outcome)) {
            continue;
        }
        seen.push((loss, outcome));
        let mut lab = notebook(&format!("library/{name}"));
        let weights = |lab: &Lab| lab.network(0).layers.clone();
        let before = weights(&lab);
        let mut end = |iterations: u32| {
            lab.advance(iterations);
            lab.snapshot().runs.remove(0)
        };
        match outcome {
            "not run" => {}
            "never moves" => {
                let run = end(300);
                assert_eq!((run.iteration, run.train_accuracy), (300, 0.5), "{name}");
                for (layer, start) in weights(&lab).iter().zip(&before) {
                    assert!(layer.weights == start.weights && layer.biases == start.biases, "{}", name);
                }
            }
            "NaN" | "then NaN" => assert_eq!(end(10).diverged_at, Some(0), "{name}"),
            "learns" => assert!(end(500).cost < 10.0, "{}", name),
            "83.0 % right" => {
                let accuracy = end(u32::MAX).train_accuracy;
                assert!((accuracy - 0.83).abs() <= 0.0005, "{name}: {accuracy}");
            }
            "67.3 % right after 3,000" => {
                let accuracy = end(3_000).train_accuracy;
                assert!((accuracy - 0.673).abs() <= 0.0005, "{name}: {accuracy}");
            }
            other => panic!("{other}"),
        }
    }
}

fn read(experiment: &Json) -> Result<Experiment, String> {
    let value: Value = serde_json::from_value(experiment.clone()).expect("a tree");
    read_experiment(&value).map_err(|error| error.to_string())
}

fn of_training(loss: &str) -> Json {
    json!({ "training": { "loss": loss } })
}

#[test]
fn every_name_is_read_in_many_spellings_and_stands_for_one_loss() {
    let all: Vec<&str> = LIBRARY_LOSSES.iter().flat_map(|known| known.names.split(' ')).collect();
    for (loss, Measured { name, .. }) in measured() {
        assert_eq!(find(&format!("library/{name}")).name, loss);
    }
    for (k, name) in all.iter().enumerate() {
        assert!(!all[..k].contains(name), "{name}");
        assert_eq!(name.to_lowercase(), *name);
        let expected = find(&format!("library/{name}")).name;
        for spelling in [
            format!("library/{name}"),
            format!("Library/{}", name.to_uppercase()),
            format!("library/{}", name.replace('_', "-")),
            format!("library/{}", name.replace('_', ".")),
        ] {
            assert_eq!(read(&of_training(&spelling)).expect(&spelling).training.loss.name, expected, "{spelling}");
        }
    }
    for (spelling, expected) in [
        ("library/PyTorch.nn.BCELoss", None),
        ("library/pytorch_BCELoss", Some("cross_entropy_clamped")),
        ("library/scikit-learn", Some("cross_entropy_capped")),
        ("library/@tensorflow/tfjs", Some("cross_entropy_clipped")),
        ("library/tfjs-binaryCrossentropy", Some("cross_entropy_clipped")),
        ("library/keras", Some("cross_entropy_clipped")),
        ("library/torch", Some("cross_entropy")),
        ("library/@tensorflow/tfjs_binaryCrossentropy", Some("cross_entropy_clipped")),
        ("library/tensorflow.js_losses.sigmoidCrossEntropy", Some("cross_entropy")),
        ("library/paddlepaddle_BCELoss", Some("cross_entropy_clamped")),
        ("library/paddle_bceloss_float64", Some("cross_entropy_clamped_double")),
        ("library/gluon_SigmoidBCELoss", Some("cross_entropy")),
        ("library/mxnet.gluon_sigmoidbinarycrossentropyloss_from_sigmoid", Some("cross_entropy_epsilon_12")),
        ("library/torch_binary_cross_entropy", Some("cross_entropy_clamped")),
        ("library/pytorch_binary_cross_entropy_with_logits", Some("cross_entropy")),
        ("library/tf_log_loss", Some("cross_entropy_epsilon_7")),
        ("library/tf-keras_BinaryCrossentropy", Some("cross_entropy")),
        ("library/scikit-learn_MLPClassifier_float32", Some("cross_entropy_capped_single")),
        ("library/candle-nn_binary_cross_entropy_with_logit", Some("cross_entropy_unguarded")),
        ("library/dm-haiku", Some("cross_entropy")),
        ("library/jax", Some("cross_entropy_unguarded")),
        ("library/jaxjax", None),
        ("library/", None),
        ("libraries/torch", None),
    ] {
        assert_eq!(LibraryLosses::find(spelling).map(|loss| loss.name), expected, "{spelling}");
    }
}

#[test]
fn the_complete_experiment_names_the_loss_that_a_librarys_stands_for() {
    let given = json!({
        "training": { "loss": "library/torch_bceloss" },
        "runs": [{ "initializer": "he" }, { "initializer": "he", "training": { "loss": "library/sklearn" } }],
    });
    let experiment = read(&given).expect("allowed");
    let complete = serde_json::to_value(experiment.to_value()).expect("JSON");
    assert_eq!(complete["training"]["loss"], "cross_entropy_clamped");
    assert_eq!(complete["runs"][1]["training"], json!({ "loss": "cross_entropy_capped" }));
    assert_eq!(experiment.labels(), ["He", "He, cross-entropy, capped cost"]);
}

#[test]
fn an_unknown_librarys_loss_is_refused_with_where_the_list_is() {
    let message = read(&of_training("library/fortran_bce")).expect_err("unknown");
    assert!(
        message.starts_with("training.loss: \"library/fortran_bce\" is not allowed; must be one of cross_entropy, ")
    );
    assert!(message.ends_with("such as library/torch_bceloss (docs/training.md)"), "{message}");
}

/// A point that only fills up a block must not count, whatever its slope.
#[test]
fn an_unguarded_loss_diverges_only_by_its_own_points() {
    // At the origin, where points that fill up a block lie, the logit is 50.
    let experiment = json!({
        "dataset": { "name": "custom", "points": [[-5, 0, 1], [-4.9, 0, 0], [-5.1, 0, 1]] },
        "network": { "hidden": [], "initialBias": 50 },
        "training": { "loss": "library/candle", "iterations": 3, "learningRate": 0.001 },
        "runs": [{ "initializer": "constant", "value": 10 }],
    });
    let mut lab = lab(&experiment);
    lab.advance(3);
    let run = &lab.snapshot().runs[0];
    assert!(run.diverged_at.is_none() && run.iteration == 3 && run.cost.is_finite(), "{run:?}");
}
