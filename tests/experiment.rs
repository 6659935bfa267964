//! Reading experiments: valid input is read and written back; errors give the field, the value and the allowed values.

mod common;

use common::property_test;
use init_lab::{
    ACTIVATIONS, ErrorKind, Experiment, FIELDS, Fallback, GENERATORS, INITIALIZER_KINDS, InitializerKind, LOSSES,
    OPTIMIZERS, ParameterKind, Value, read_experiment,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn read(json: &Json) -> Result<Experiment, init_lab::Error> {
    read_experiment(&serde_json::from_value::<Value>(json.clone()).expect("a tree"))
}

fn written(experiment: &Experiment) -> Json {
    serde_json::to_value(experiment.to_value()).expect("JSON")
}

fn refusal(json: &Json) -> (ErrorKind, String) {
    let error = read(json).map(|_| ()).expect_err("refused");
    (error.kind(), error.to_string())
}

#[test]
fn the_notebook_is_the_default_and_complete() {
    let notebook = json!({
        "format": 1,
        "dataset": { "name": "circles", "samples": 300, "noise": 0.05, "seed": 1, "testSamples": 100, "testSeed": 2 },
        "network": { "hidden": [10, 5], "activation": "relu" },
        "training": { "learningRate": 0.01, "iterations": 15000, "loss": "cross_entropy" },
        "seed": 3,
        "runs": [
            { "initializer": "zeros" },
            { "initializer": "random_normal", "mean": 0, "stddev": 10 },
            { "initializer": "he" }
        ]
    });
    assert_eq!(written(&read(&json!({})).unwrap()), notebook);
    assert_eq!(written(&read(&json!({ "preset": "notebook" })).unwrap()), notebook);
    assert_eq!(written(&read(&notebook).unwrap()), notebook);
}

#[test]
fn a_presets_other_fields_stay() {
    let changed =
        read(&json!({ "preset": "notebook", "training": { "learningRate": 1 }, "runs": [{ "initializer": "he" }] }));
    let changed = written(&changed.unwrap());
    assert_eq!(changed["training"], json!({ "learningRate": 1, "iterations": 15000, "loss": "cross_entropy" }));
    assert_eq!(changed["runs"], json!([{ "initializer": "he" }]));
    let other_data =
        read(&json!({ "preset": "notebook", "dataset": { "name": "custom", "points": [[0, 0, 1]] } })).unwrap();
    assert_eq!(written(&other_data)["dataset"], json!({ "name": "custom", "points": [[0, 0, 1]], "testPoints": [] }));
}

#[test]
fn class_names_are_kept_with_own_points_and_absent_at_their_default() {
    let own = |names| json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "classNames": names } });
    let named = written(&read(&own(json!(["setosa", "Iris, other"]))).unwrap());
    assert_eq!(named["dataset"]["classNames"], json!(["setosa", "Iris, other"]));
    assert_eq!(written(&read(&named).unwrap()), named);
    let numbered = written(&read(&own(json!(["0", "1"]))).unwrap());
    assert_eq!(numbered["dataset"], json!({ "name": "custom", "points": [[0, 0, 1]], "testPoints": [] }));
}

#[test]
fn the_test_seed_follows_the_seed() {
    assert_eq!(written(&read(&json!({ "dataset": { "seed": 41 } })).unwrap())["dataset"]["testSeed"], json!(42));
    let over_preset = read(&json!({ "preset": "notebook", "dataset": { "seed": 7 } })).unwrap();
    assert_eq!(written(&over_preset)["dataset"]["testSeed"], json!(8));
    let last = u32::MAX;
    assert_eq!(written(&read(&json!({ "dataset": { "seed": last } })).unwrap())["dataset"]["testSeed"], json!(0));
}

#[test]
#[allow(clippy::too_many_lines)] // one line a case
fn refusals_name_field_value_and_what_is_allowed() {
    use ErrorKind::{Range, Type};
    let cases = [
        (json!(5), Type, "experiment: 5 is not allowed; must be an object"),
        (
            json!({ "sede": 3 }),
            Type,
            "sede: unknown field; allowed here: format, dataset, network, training, seed, runs",
        ),
        (json!({ "format": 2 }), Range, "format: 2 is not allowed; must be 1"),
        (json!({ "preset": "notbook" }), Range, "preset: \"notbook\" is not allowed; must be one of notebook"),
        (json!({ "preset": 1 }), Type, "preset: 1 is not allowed; must be one of notebook"),
        (json!({ "seed": -1 }), Range, "seed: -1 is not allowed; must be a whole number from 0 to 4294967295"),
        (json!({ "seed": 1.5 }), Range, "seed: 1.5 is not allowed; must be a whole number from 0 to 4294967295"),
        (json!({ "seed": "3" }), Type, "seed: \"3\" is not allowed; must be a whole number from 0 to 4294967295"),
        (json!({ "seed": null }), Type, "seed: null is not allowed"),
        (json!({ "dataset": [] }), Type, "dataset: [] is not allowed; must be an object"),
        (
            json!({ "dataset": { "name": "circle" } }),
            Range,
            "dataset.name: \"circle\" is not allowed; must be one of circles, moons",
        ),
        (
            json!({ "dataset": { "samples": 1 } }),
            Range,
            "dataset.samples: 1 is not allowed; must be a whole number from 2 to 30000",
        ),
        (json!({ "": 1 }), Type, "\"\": unknown field; allowed here: "),
        (json!({ "dataset": { "": 1 } }), Type, "dataset.\"\": unknown field; allowed here: "),
        (json!({ "dataset": { "points": [] } }), Type, "dataset.points: unknown field; allowed here: name, "),
        (json!({ "dataset": { "classNames": ["a", "b"] } }), Type, "dataset.classNames: unknown field"),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "classNames": ["a"] } }),
            Range,
            "dataset.classNames: [\"a\"] is not allowed; must be two different texts of 1 to 80 characters",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "classNames": ["a", "a"] } }),
            Range,
            "dataset.classNames: [\"a\", \"a\"] is not allowed; must be two different texts",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "classNames": ["a", " "] } }),
            Range,
            "dataset.classNames[1]: \" \" is not allowed; must be a text that is not all blank",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "classNames": "ab" } }),
            Type,
            "dataset.classNames: \"ab\" is not allowed; must be two different texts",
        ),
        (
            json!({ "dataset": { "name": "custom" } }),
            Type,
            "dataset.points: null is not allowed; must be a list of 1 to 20000 points",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 2]] } }),
            Range,
            "dataset.points[0][2]: 2 is not allowed; must be 0 or 1",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 1]] } }),
            Range,
            "dataset.points[0]: [0, 1] is not allowed; must be a point",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, "a", 1]] } }),
            Type,
            "dataset.points[0][1]: \"a\" is not allowed",
        ),
        (
            json!({ "dataset": { "name": "custom", "points": [[0, 0, 1]], "noise": 1 } }),
            Type,
            "dataset.noise: unknown field",
        ),
        (
            json!({ "network": { "hidden": 3 } }),
            Type,
            "network.hidden: 3 is not allowed; must be a list of at most 100",
        ),
        (
            json!({ "network": { "hidden": [4, 257] } }),
            Range,
            "network.hidden[1]: 257 is not allowed; must be a whole number from 1 to 256",
        ),
        (json!({ "network": { "hidden": [1_000_000_000] } }), Range, "network.hidden[0]: 1000000000 is not allowed"),
        (json!({ "network": { "hidden": vec![1; 101] } }), Range, "network.hidden: a list of 101 is not allowed"),
        (
            json!({ "training": { "learningRate": 0 } }),
            Range,
            "training.learningRate: 0 is not allowed; must be a number from 0.000001 to 100",
        ),
        (
            json!({ "training": { "learningRateChanges": [[5, 1], [5, 2]] } }),
            Range,
            "training.learningRateChanges[1][0]: 5 is not allowed; must be greater than 5",
        ),
        (
            json!({ "training": { "learningRateChanges": [5] } }),
            Type,
            "training.learningRateChanges[0]: 5 is not allowed; must be a pair",
        ),
        (json!({ "runs": [] }), Range, "runs: a list of 0 is not allowed; must be a list of 1 to 8 runs"),
        (json!({ "runs": [{}] }), Type, "runs[0].initializer: nothing is not allowed; must be one of zeros, "),
        (
            json!({ "runs": [{ "initializer": "hee" }] }),
            Range,
            "runs[0].initializer: \"hee\" is not allowed; must be one of zeros, ",
        ),
        (json!({ "runs": [{ "initializer": "he", "stddev": 1 }] }), Type, "runs[0].stddev: unknown field"),
        (
            json!({ "runs": [{ "initializer": "random_normal", "stddev": -1 }] }),
            Range,
            "runs[0].stddev: -1 is not allowed; must be a number from 0 to 1000",
        ),
        (
            json!({ "runs": [{ "initializer": "variance_scaling", "mode": "fan" }] }),
            Range,
            "runs[0].mode: \"fan\" is not allowed; must be one of fan_in, fan_out, fan_avg",
        ),
        (
            json!({ "runs": [{ "initializer": "variance_scaling", "scale": "2" }] }),
            Type,
            "runs[0].scale: \"2\" is not allowed; must be a number from 0.000001 to 1000000",
        ),
        (
            json!({ "runs": [{ "initializer": "random_uniform", "minval": 1 }] }),
            Range,
            "runs[0].maxval: 0.05 is not allowed; must be at least 1, the value of minval",
        ),
        (
            json!({ "runs": [{ "initializer": "kaiming_normal", "mode": "fan_avg" }] }),
            Range,
            "runs[0].mode: \"fan_avg\" is not allowed; must be one of fan_in, fan_out",
        ),
        (
            json!({ "runs": [{ "initializer": "xavier_normal", "mode": "fan_in" }] }),
            Type,
            "runs[0].mode: unknown field",
        ),
        (json!({ "runs": [{ "initializer": "kaiming_normal", "scale": 2 }] }), Type, "runs[0].scale: unknown field"),
        (json!({ "network": { "initialBias": 1001 } }), Range, "network.initialBias: 1001 is not allowed"),
        (
            json!({ "training": { "optimizer": "sgd" } }),
            Range,
            "training.optimizer: \"sgd\" is not allowed; must be one of gradient_descent, momentum, rmsprop, adam",
        ),
        (
            json!({ "training": { "momentum": 1 } }),
            Range,
            "training.momentum: 1 is not allowed; must be a number from 0",
        ),
        (json!({ "training": { "batchSize": 0.5 } }), Range, "training.batchSize: 0.5 is not allowed; must be a whole"),
        (
            json!({ "runs": [{ "initializer": "he", "training": { "batchSeed": -1 } }] }),
            Range,
            "runs[0].training.batchSeed: -1 is not allowed",
        ),
        (
            json!({ "runs": [{ "initializer": "he", "label": "" }] }),
            Range,
            "runs[0].label: \"\" is not allowed; must be a text of 1 to 80",
        ),
        (
            json!({ "runs": [{ "initializer": "he", "label": " \n" }] }),
            Range,
            "runs[0].label: \" \\n\" is not allowed; must be a text that is not all blank",
        ),
        (
            json!({ "runs": [{ "initializer": "he", "training": { "loss": "mae" } }] }),
            Range,
            "runs[0].training.loss: \"mae\" is not allowed",
        ),
        (
            json!({ "runs": [{ "initializer": "he", "outputInitializer": { "initializer": "x" } }] }),
            Range,
            "runs[0].outputInitializer.initializer: \"x\"",
        ),
    ];
    for (json, kind, message) in cases {
        let (actual_kind, actual) = refusal(&json);
        assert!(actual.starts_with(message), "{json}:\n  {actual}\n  {message}");
        assert_eq!(actual_kind, kind, "{actual}");
    }
}

/// JSON has no NaN, but JavaScript has.
#[test]
fn a_nan_is_outside_every_range() {
    let nan = Value::Number(f64::NAN);
    let rate = Value::map([("training", Value::map([("learningRate", nan.clone())]))]);
    let message = Experiment::from_value(&rate).expect_err("refused").to_string();
    assert_eq!(message, "training.learningRate: NaN is not allowed; must be a number from 0.000001 to 100");
    assert!(Experiment::from_value(&Value::map([("seed", nan)])).is_err());
}

#[test]
fn refused_changes_name_field_value_and_what_is_allowed() {
    let run = |json: Json| serde_json::from_value::<Value>(json).expect("a tree");
    let one = read(&json!({ "runs": [{ "initializer": "zeros" }] })).unwrap();
    let full = read(&json!({ "runs": vec![json!({ "initializer": "zeros" }); 8] })).unwrap();
    let he = run(json!({ "initializer": "he" }));
    let cases = [
        (one.with_run_removed(0), "runs: a list of 0 is not allowed; must be a list of 1 to 8 runs"),
        (one.with_run_removed(1), "run: 1 is not allowed"),
        (one.with_run_added(0, &run(json!({ "initializer": "he", "gain": 2 }))), "runs[0].gain: unknown field"),
        (full.with_run_added(0, &he), "runs: a list of 9 is not allowed; must be a list of 1 to 8 runs"),
        (one.with_iterations(25, &Value::Number(24.0)), "training.iterations: 24 is not allowed; must be at least 25"),
    ];
    for (change, message) in cases {
        let actual = change.map(|_| ()).expect_err(message).to_string();
        assert!(actual.starts_with(message), "{actual}\n  {message}");
    }
}

#[test]
fn fields_that_most_experiments_leave_at_their_default_are_left_out() {
    let given = json!({
        "network": { "initialBias": 0 },
        "training": { "optimizer": "gradient_descent", "momentum": 0.9, "epsilon": 1e-8, "batchSize": 0, "batchSeed": 4 },
    });
    assert_eq!(written(&read(&given).unwrap()), written(&Experiment::default()));
    let given = json!({ "training": { "optimizer": "adam", "beta2": 0.99, "batchSize": 32 } });
    let complete = written(&read(&given).unwrap());
    for (name, value) in given["training"].as_object().unwrap() {
        assert_eq!(complete["training"][name], *value, "{name}");
    }
    // A run's own fields are always kept.
    let given =
        json!({ "runs": [{ "initializer": "he", "training": { "optimizer": "gradient_descent", "batchSize": 0 } }] });
    assert_eq!(written(&read(&given).unwrap())["runs"], given["runs"]);
}

#[test]
fn aliases_are_read_as_what_they_stand_for() {
    let run = |activation: &str, run: Json| {
        let given = json!({ "network": { "activation": activation }, "runs": [run] });
        written(&read(&given).unwrap())["runs"][0].clone()
    };
    assert_eq!(run("relu", json!({ "initializer": "kaiming_normal" })), json!({ "initializer": "he" }));
    assert_eq!(run("relu", json!({ "initializer": "kaiming_uniform_" })), json!({ "initializer": "he_uniform" }));
    assert_eq!(
        run("tanh", json!({ "initializer": "kaiming_normal", "mode": "fan_out", "label": "mine" })),
        json!({
            "initializer": "variance_scaling", "scale": 25.0 / 9.0, "mode": "fan_out",
            "distribution": "untruncated_normal", "label": "mine",
        })
    );
    assert_eq!(
        run(
            "tanh",
            json!({ "initializer": "he", "outputInitializer": { "initializer": "xavier_uniform_", "gain": 1 } })
        ),
        json!({ "initializer": "he", "outputInitializer": { "initializer": "glorot_uniform" } })
    );
}

#[test]
fn labels_name_what_differs() {
    let given = json!({ "runs": [
        { "initializer": "he" },
        { "initializer": "he" },
        { "initializer": "he", "training": { "optimizer": "adam", "learningRate": 0.001, "batchSize": 32 } },
        { "initializer": "he", "training": { "loss": "cross_entropy_epsilon" } },
        { "initializer": "variance_scaling", "scale": 2, "distribution": "uniform" },
        { "initializer": "orthogonal", "gain": 1.5, "outputInitializer": { "initializer": "zeros" } },
        { "initializer": "he", "label": "He" },
        { "initializer": "truncated_normal", "mean": 1, "stddev": 0.25 },
    ] });
    assert_eq!(
        read(&given).unwrap().labels(),
        [
            "He (2)",
            "He (3)",
            "He, Adam, rate 0.001, batches of 32",
            "He, cross-entropy with ε",
            "2/fan_in, uniform",
            "Orthogonal × 1.5, output Zeros",
            "He",
            "Truncated(1, 0.25²)",
        ]
    );
}

#[test]
fn a_long_value_is_cut_in_the_message() {
    let (_, message) = refusal(&json!({ "seed": "x".repeat(1_000_000) }));
    assert!(message.len() < 300, "{message}");
}

/// A value of any JSON type, and also NaN and infinity.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_map(Value::Number),
        Just(Value::Number(f64::NAN)),
        (-5_i32..30_000).prop_map(|number| Value::Number(f64::from(number))),
        ".{0,12}".prop_map(Value::Text),
        prop::sample::select(vec!["he", "zeros", "circles", "custom", "relu", "cross_entropy", "notebook"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::btree_map(any_name(), inner, 0..5).prop_map(|map| Value::Map(map.into_iter().collect())),
        ]
    })
}

/// Mostly names of fields, sometimes other names.
fn any_name() -> impl Strategy<Value = String> {
    let known: Vec<String> = FIELDS
        .iter()
        .flat_map(|field| field.path.split('.'))
        .chain(["initializer", "stddev", "mean", "label", "outputInitializer", "preset"])
        .map(str::to_owned)
        .collect();
    prop_oneof![8 => prop::sample::select(known), 1 => "[a-z]{1,6}"]
}

/// The paths of the fields of an experiment whose values can be replaced.
fn leaves(value: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(path.clone());
    if let Value::Map(fields) = value {
        for (name, value) in fields {
            path.push(name.clone());
            leaves(value, path, found);
            path.pop();
        }
    }
}

fn replaced(value: &Value, path: &[String], by: &Value) -> Value {
    match (value, path) {
        (_, []) => by.clone(),
        (Value::Map(fields), [name, rest @ ..]) => Value::Map(
            fields
                .iter()
                .map(|(key, value)| (key.clone(), if key == name { replaced(value, rest, by) } else { value.clone() }))
                .collect(),
        ),
        _ => unreachable!("paths lead through maps"),
    }
}

/// Accepted input is read back as the same experiment; an error gives the path and the allowed values.
fn check(value: &Value) -> Result<(), TestCaseError> {
    match read_experiment(value) {
        Ok(experiment) => {
            let complete = experiment.to_value();
            let again = Experiment::from_value(&complete).expect("a complete experiment is allowed");
            prop_assert_eq!(again.to_value(), complete);
        }
        Err(error) => {
            let message = error.to_string();
            let (path, value, allowed) = (error.path(), error.value(), error.allowed());
            prop_assert!(!path.is_empty());
            let unknown = format!("{path}: unknown field; allowed here: {allowed}");
            let refused = format!("{path}: {value} is not allowed; must be {allowed}");
            prop_assert!(message == refused || message == unknown, "{}", message);
            prop_assert!(message.len() < 900, "{}", message);
        }
    }
    Ok(())
}

/// Any entry of the catalogue, with some of its parameters, each within its range.
fn any_initializer() -> impl Strategy<Value = Value> + Clone {
    prop::sample::select(INITIALIZER_KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>()).prop_flat_map(|name| {
        let parameters: Vec<_> = InitializerKind::find(name)
            .expect("in the catalogue")
            .parameters
            .iter()
            .map(|parameter| {
                let value = match parameter.kind {
                    // The lower end is below 0 and the upper end above, so any pair is valid.
                    ParameterKind::Number { min, .. } if parameter.name == "minval" => {
                        (min..0.0).prop_map_into().boxed()
                    }
                    ParameterKind::Number { max, .. } if parameter.name == "maxval" => {
                        (0.0..max).prop_map_into().boxed()
                    }
                    ParameterKind::Number { min, max, .. } => (min..max).prop_map_into().boxed(),
                    ParameterKind::Choice(names) => prop::sample::select(names.to_vec()).prop_map(Value::from).boxed(),
                };
                (Just(parameter.name), prop::option::of(value))
            })
            .collect();
        parameters.prop_map(move |given| {
            let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
            Value::map([("initializer", name.into())].into_iter().chain(given))
        })
    })
}

/// Valid experiments: any subset of the fields, each within its range.
fn any_experiment() -> impl Strategy<Value = Value> {
    let number = |low: u32, high: u32| (low..=high).prop_map(Value::from);
    let rate = (-6.0..2.0_f64).prop_map(|exponent| Value::from(10.0_f64.powf(exponent)));
    let initializer = any_initializer();
    let run = (
        initializer.clone(),
        prop::option::of(initializer),
        prop::option::of(rate.clone()),
        prop::option::of("\\S.{0,79}"),
    )
        .prop_map(|(run, output, rate, label)| {
            let Value::Map(mut fields) = run else { unreachable!("a map") };
            fields.extend(output.map(|output| ("outputInitializer".to_owned(), output)));
            fields.extend(rate.map(|rate| ("training".to_owned(), Value::map([("learningRate", rate)]))));
            fields.extend(label.map(|label| ("label".to_owned(), Value::Text(label))));
            Value::Map(fields)
        });
    let dataset = (
        prop::sample::select(GENERATORS.iter().map(|generator| generator.name).collect::<Vec<_>>()),
        number(2, 30_000),
        0.0..10.0_f64,
        number(0, u32::MAX),
        prop::option::of(number(0, u32::MAX)),
    )
        .prop_map(|(name, samples, noise, seed, test_seed)| {
            let given = [("name", Value::from(name)), ("samples", samples), ("noise", noise.into()), ("seed", seed)];
            Value::map(given.into_iter().chain(test_seed.map(|seed| ("testSeed", seed))))
        });
    let changes = prop::collection::btree_map(1_u32..=1_000_000, rate.clone(), 0..5)
        .prop_map(|changes| changes.into_iter().map(|(i, rate)| Value::List(vec![i.into(), rate])).collect::<Value>());
    let rule = (
        prop::sample::select(OPTIMIZERS.iter().map(|optimizer| optimizer.name).collect::<Vec<_>>()),
        prop::sample::select(LOSSES.iter().map(|loss| loss.name).collect::<Vec<_>>()),
        0.0..0.9999_f64,
        number(0, 30_000),
        number(0, u32::MAX),
    );
    let training = (rate, number(1, 1_000_000), prop::option::of(changes), prop::option::of(rule)).prop_map(
        |(rate, iterations, changes, rule)| {
            let given = [("learningRate", rate), ("iterations", iterations)];
            let rule = rule.into_iter().flat_map(|(optimizer, loss, share, size, seed)| {
                let constants = ["momentum", "rho", "beta1", "beta2"].map(|name| (name, share.into()));
                let names = [("optimizer", optimizer.into()), ("loss", loss.into())];
                constants.into_iter().chain(names).chain([("batchSize", size), ("batchSeed", seed)])
            });
            let changes = changes.map(|changes| ("learningRateChanges", changes));
            Value::map(given.into_iter().chain(rule).chain(changes))
        },
    );
    let network = (
        prop::collection::vec(number(1, 256), 0..=30),
        prop::sample::select(ACTIVATIONS.iter().map(|activation| activation.name).collect::<Vec<_>>()),
        prop::option::of(-1000.0..1000.0_f64),
    )
        .prop_map(|(hidden, activation, bias)| {
            let given = [("hidden", Value::List(hidden)), ("activation", activation.into())];
            Value::map(given.into_iter().chain(bias.map(|bias| ("initialBias", bias.into()))))
        });
    let fields = (
        prop::option::of(dataset),
        prop::option::of(network),
        prop::option::of(training),
        prop::option::of(number(0, u32::MAX)),
        prop::option::of(prop::collection::vec(run, 1..=8).prop_map(Value::List)),
    );
    fields.prop_map(|(dataset, network, training, seed, runs)| {
        let given =
            [("dataset", dataset), ("network", network), ("training", training), ("seed", seed), ("runs", runs)];
        Value::map(given.into_iter().filter_map(|(name, value)| Some((name, value?))))
    })
}

/// Whether `complete` contains all fields of `given`.
fn says(complete: &Value, given: &Value) -> bool {
    match (complete, given) {
        (Value::Map(_), Value::Map(fields)) => fields.iter().all(|(name, value)| match complete.get(name) {
            Some(found) => says(found, value),
            None => *value == Value::List(Vec::new()) || is_left_out_default(name, value),
        }),
        (Value::List(found), Value::List(items)) => {
            found.len() == items.len() && found.iter().zip(items).all(|(found, item)| says(found, item))
        }
        _ => complete == given,
    }
}

/// Whether a complete experiment leaves out this field because it has its default.
fn is_left_out_default(name: &str, value: &Value) -> bool {
    let field = FIELDS.iter().find(|field| field.path.rsplit('.').next() == Some(name)).expect("a field");
    match field.default {
        Fallback::Number(default) => *value == Value::Number(default),
        Fallback::Name(default) => *value == Value::from(default),
        _ => false,
    }
}

proptest! {
    #![proptest_config(property_test(500))]

    #[test]
    fn an_allowed_experiment_is_read_completed_and_read_again(given in any_experiment()) {
        let experiment = Experiment::from_value(&given).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let complete = experiment.to_value();
        prop_assert!(says(&complete, &given), "{}\n{}", complete, given);
        prop_assert_eq!(Experiment::from_value(&complete).expect("allowed").to_value(), complete);
    }
}

proptest! {
    #![proptest_config(property_test(2000))]

    #[test]
    fn anything_is_read_or_refused(value in any_value()) {
        check(&value)?;
    }

    #[test]
    fn a_good_experiment_with_one_strange_value_is_read_or_refused(
        pick in any::<prop::sample::Index>(),
        strange in any_value(),
    ) {
        let good = Experiment::default().to_value();
        let mut paths = Vec::new();
        leaves(&good, &mut Vec::new(), &mut paths);
        check(&replaced(&good, &paths[pick.index(paths.len())], &strange))?;
    }

    #[test]
    fn numbers_outside_their_range_are_refused(
        number in prop_oneof![any::<f64>(), -3.0..30_000.0_f64, (-3.0..2e6_f64).prop_map(f64::round), (0.0..5e9_f64).prop_map(f64::round)],
    ) {
        for field in FIELDS {
            let json = match field.path.split_once('.') {
                Some((parent, name)) => Value::map([(parent, Value::map([(name, Value::Number(number))]))]),
                None => Value::map([(field.path, Value::Number(number))]),
            };
            let read = Experiment::from_value(&json);
            if let init_lab::Kind::Number(min, max) = field.kind {
                prop_assert_eq!(read.is_ok(), (min..=max).contains(&number), "{}: {}", field.path, number);
            }
            if let init_lab::Kind::Integer(min, max) = field.kind {
                let allowed = number.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(&number);
                prop_assert_eq!(read.is_ok(), allowed, "{}: {}", field.path, number);
            }
        }
    }
}

#[test]
fn experiments_of_format_1_load_for_ever() {
    let saved: Vec<Json> = serde_json::from_str(include_str!("fixtures/experiment.format-1.json")).expect("valid JSON");
    for json in saved {
        let experiment = read(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
        let given: Value = serde_json::from_value(json.clone()).expect("a tree");
        if given.get("preset").is_none() {
            assert!(says(&experiment.to_value(), &given), "{json}");
        }
    }
}

/// tests/js/lab.test.js checks the WebAssembly module against the same fixture.
#[test]
fn refused_values_are_written_as_in_webassembly() {
    let texts: Vec<(Json, String)> = serde_json::from_str(include_str!("fixtures/value-texts.json")).expect("pairs");
    for (value, text) in texts {
        let error = read(&json!({ "preset": value })).unwrap_err();
        assert_eq!((error.path(), error.value()), ("preset", text.as_str()));
    }
}
