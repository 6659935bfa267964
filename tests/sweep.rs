//! Sweeps: each training has the bits of a lab, plans are read or refused, and measures at iteration 0.

mod common;

use common::{property_test, relative_error};
use init_lab::{Error, ErrorKind, Experiment, Lab, MEASURES, Sweep, SweepTrainer, Trained, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn read(experiment: &Json) -> Result<Experiment, Error> {
    Experiment::from_value(&serde_json::from_value::<Value>(experiment.clone()).expect("a tree"))
}

fn sweep(experiment: &Json) -> Sweep {
    Sweep::new(&read(experiment).unwrap_or_else(|error| panic!("{error}")))
}

/// Every training, in the order of training, in pieces of `piece` updates.
fn train(sweep: Sweep, piece: u32) -> Vec<Trained> {
    let count = sweep.count();
    let mut trainer = SweepTrainer::new(sweep);
    let train = |number| {
        trainer.start(number);
        while !trainer.advance(piece) {}
        trainer.result()
    };
    (0..count).map(train).collect()
}

/// Position of a measure among the values of a training.
fn at(property: &str) -> usize {
    MEASURES.iter().position(|measure| measure.property == property).expect("a measure")
}

fn axis(field: &str, from: f64, to: f64, steps: u32, scale: &str) -> Json {
    json!({ "field": field, "from": from, "to": to, "steps": steps, "scale": scale })
}

/// Checks a training against the lab of its experiment.
fn check_against_lab(sweep: &Sweep, trained: &Trained) {
    let place = trained.training;
    let experiment = sweep.experiment_at(place.x, place.y, place.seed).expect("a place");
    let what = format!("{} of {}", place.run, experiment.to_value());
    let mut lab = Lab::new(experiment);
    lab.advance(u32::MAX);
    let run = &lab.snapshot().runs[place.run];
    let same = |property: &str, expected: f64| {
        let value = trained.values[at(property)];
        assert!(
            value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(),
            "{property} {value} {expected}: {what}"
        );
    };
    if run.cost.is_finite() {
        same("cost", run.cost);
    }
    same("trainAccuracy", run.train_accuracy);
    same("testAccuracy", run.test_accuracy.unwrap_or(f64::NAN));
    same("diverged", f64::from(u8::from(run.diverged_at.is_some())));
    let costs = lab.costs(place.run);
    let end = run.diverged_at.unwrap_or(u32::MAX);
    let iterations = init_lab::measured_iterations(run.iteration.max(1));
    if trained.curve.is_empty() || run.diverged_at.is_some() {
        return;
    }
    for (iteration, cost) in iterations.zip(&trained.curve) {
        assert!(iteration < end);
        if let Ok(k) = costs.binary_search_by_key(&iteration, |cost| cost.0) {
            assert_eq!(cost.to_bits(), costs[k].1.to_bits(), "{iteration}: {what}");
        }
    }
}

/// Small experiments whose runs diverge now and then.
fn experiments() -> impl Strategy<Value = Json> {
    let runs = prop::sample::subsequence(
        vec![
            json!({ "initializer": "zeros" }),
            json!({ "initializer": "he" }),
            json!({ "initializer": "lsuv" }),
            json!({ "initializer": "random_normal", "stddev": 3 }),
            json!({ "initializer": "pytorch_linear", "training": { "learningRate": 0.5 } }),
            json!({ "initializer": "he", "training": { "iterations": 7, "optimizer": "adam" } }),
        ],
        1..4,
    );
    let hidden = prop::collection::vec(1_u32..7, 1..4);
    let activations = prop::sample::select(vec!["relu", "tanh", "identity"]);
    let losses = prop::sample::select(vec!["cross_entropy", "mse"]);
    (runs, hidden, activations, losses, 1_u32..600, prop::sample::select(vec![0, 0, 7]), 0_u32..4, -3.0..2.0_f64).prop_map(
        |(runs, hidden, activation, loss, iterations, batch, tests, rate)| {
            json!({
                "dataset": { "name": "moons", "samples": 20, "testSamples": tests, "noise": 0.2, "standardize": tests == 3 },
                "network": { "hidden": hidden, "activation": activation },
                "training": { "learningRate": 10_f64.powf(rate), "iterations": iterations, "loss": loss, "batchSize": batch },
                "runs": runs,
            })
        },
    )
}

fn axes() -> impl Strategy<Value = Vec<Json>> {
    let all = vec![
        axis("depth", 1.0, 4.0, 3, "linear"),
        axis("width", 2.0, 5.0, 2, "linear"),
        axis("training.iterations", 3.0, 40.0, 3, "log"),
        axis("dataset.noise", 0.0, 0.5, 2, "linear"),
        axis("dataset.seed", 1.0, 9.0, 2, "linear"),
        axis("network.initialBias", -1.0, 1.0, 3, "linear"),
    ];
    prop::sample::subsequence(all, 0..3).prop_shuffle()
}

proptest! {
    #![proptest_config(property_test(60))]
    #[test]
    fn each_training_has_the_bits_of_a_lab(
        experiment in experiments(),
        axes in axes(),
        seeds in 1_u32..4,
        seed in prop::sample::select(vec![0, 3, u32::MAX]),
        vary in prop::sample::select(vec!["weights", "data", "both"]),
        piece in prop::sample::select(vec![1, 13, 10_000]),
    ) {
        let mut experiment = experiment;
        experiment["seed"] = seed.into();
        experiment["sweep"] = json!({ "seeds": seeds, "vary": vary, "axes": axes });
        let sweep = sweep(&experiment);
        let trained = train(sweep.clone(), piece);
        let mut places: Vec<usize> = trained.iter().map(|trained| trained.training.index).collect();
        places.sort_unstable();
        prop_assert!(places.into_iter().eq(0..sweep.count()), "each place once");
        for trained in &trained {
            check_against_lab(&sweep, trained);
        }
    }
}

#[test]
fn values_of_axes() {
    let values = |axis: Json| sweep(&json!({ "sweep": { "axes": [axis] } })).axis_values(0).to_vec();
    assert_eq!(values(axis("dataset.noise", 0.0, 1.0, 5, "linear")), [0.0, 0.25, 0.5, 0.75, 1.0]);
    assert_eq!(values(axis("training.learningRate", 0.001, 0.1, 3, "log")), [0.001, 0.01, 0.1]);
    assert_eq!(values(axis("width", 1.0, 3.0, 1024, "linear")), [1.0, 2.0, 3.0], "equal ones merged");
    assert_eq!(values(axis("dataset.noise", 0.5, 0.5, 7, "linear")), [0.5], "one cell");
    assert_eq!(values(axis("depth", 4.0, 1.0, 4, "linear")), [4.0, 3.0, 2.0, 1.0], "downwards");
}

#[test]
fn seeds_of_weights_and_data() {
    let experiment = |vary: &str| {
        let sweep = sweep(
            &json!({ "seed": u32::MAX, "dataset": { "seed": 5, "testSeed": 9 }, "sweep": { "seeds": 2, "vary": vary } }),
        );
        let second = sweep.experiment_at(0, 0, 1).unwrap().to_value();
        let of = |value: &Value, name: &str| value.get(name).unwrap().to_string();
        let dataset = second.get("dataset").unwrap();
        [of(&second, "seed"), of(dataset, "seed"), of(dataset, "testSeed")].join(" ")
    };
    assert_eq!(experiment("weights"), "0 5 9", "after the largest seed comes 0");
    assert_eq!(experiment("data"), "4294967295 6 10");
    assert_eq!(experiment("both"), "0 6 10");
}

#[test]
fn an_axis_of_data_moves_both_seeds() {
    let experiment = json!({
        "dataset": { "seed": 2, "testSeed": 7 },
        "sweep": { "seeds": 2, "vary": "data", "axes": [axis("dataset.seed", 10.0, 12.0, 3, "linear")] },
    });
    let dataset = sweep(&experiment).experiment_at(1, 0, 1).unwrap().to_value();
    let dataset = dataset.get("dataset").unwrap();
    assert_eq!(dataset.get("seed"), Some(&Value::Number(12.0)), "11, and one more");
    assert_eq!(dataset.get("testSeed"), Some(&Value::Number(17.0)));
}

#[test]
fn a_parameter_varies_in_the_runs_that_have_it() {
    let runs = json!([
        { "initializer": "random_normal", "stddev": 1 },
        { "initializer": "he" },
        { "initializer": "truncated_normal" },
    ]);
    let sweep = sweep(&json!({ "runs": runs, "sweep": { "axes": [axis("runs.stddev", 0.1, 10.0, 3, "log")] } }));
    let runs = sweep.experiment_at(2, 0, 0).unwrap().runs;
    let labels: Vec<String> =
        runs.iter().map(|run| run.to_value().get("stddev").map_or(String::new(), Value::to_string)).collect();
    assert_eq!(labels, ["10", "", "10"]);
}

type Refusal = (Json, ErrorKind, &'static str);

fn check_refusals(cases: &[Refusal]) {
    for (experiment, kind, message) in cases {
        let error = read(experiment).expect_err(message);
        assert!(error.to_string().starts_with(message), "{error}\n{message}");
        assert_eq!(error.kind(), *kind, "{message}");
    }
}

fn one(axis: &Json) -> Json {
    json!({ "sweep": { "axes": [axis] } })
}

fn rate() -> Json {
    axis("training.learningRate", 0.01, 0.1, 2, "linear")
}

#[test]
fn bad_plans_are_refused_with_path_and_value() {
    use ErrorKind::{Range, Type};
    let two = |first: Json, second: Json| json!({ "sweep": { "axes": [first, second] } });
    check_refusals(&[
        (json!({ "sweep": 3 }), Type, "sweep: 3 is not allowed; must be an object"),
        (
            json!({ "sweep": { "seed": 3 } }),
            Type,
            "sweep.seed: unknown field; allowed here: seeds, vary, axes, measure",
        ),
        (
            json!({ "sweep": { "seeds": 0 } }),
            Range,
            "sweep.seeds: 0 is not allowed; must be a whole number from 1 to 10000",
        ),
        (json!({ "sweep": { "seeds": 10_001 } }), Range, "sweep.seeds: 10001 is not allowed"),
        (json!({ "sweep": { "seeds": "many" } }), Type, "sweep.seeds: \"many\" is not allowed"),
        (
            json!({ "sweep": { "vary": "all" } }),
            Range,
            "sweep.vary: \"all\" is not allowed; must be one of weights, data, both",
        ),
        (
            json!({ "sweep": { "measure": "loss" } }),
            Range,
            "sweep.measure: \"loss\" is not allowed; must be one of cost, train_accuracy",
        ),
        (json!({ "sweep": { "axes": [rate(), rate(), rate()] } }), Range, "sweep.axes: a list of 3 is not allowed"),
        (two(rate(), rate()), Range, "sweep.axes[1].field: \"training.learningRate\" is not allowed"),
        (one(&json!({ "from": 1, "to": 2, "steps": 2 })), Type, "sweep.axes[0].field: nothing is not allowed"),
        (one(&json!({ "field": "depth", "to": 2, "steps": 2 })), Type, "sweep.axes[0].from: nothing is not allowed"),
        (one(&axis("seed", 1.0, 2.0, 2, "linear")), Range, "sweep.axes[0].field: \"seed\" is not allowed"),
        (
            one(&axis("dataset.name", 1.0, 2.0, 2, "linear")),
            Range,
            "sweep.axes[0].field: \"dataset.name\" is not allowed",
        ),
        (
            one(&axis("network.activation", 1.0, 2.0, 2, "linear")),
            Range,
            "sweep.axes[0].field: \"network.activation\" is",
        ),
        (
            one(&axis("runs.gain", 1.0, 2.0, 2, "linear")),
            Range,
            "sweep.axes[0].field: \"runs.gain\" is not allowed; must be a numeric parameter of a run, such as runs.mean, runs.stddev",
        ),
        (
            one(&axis("training.learningRate", 0.0, 1.0, 2, "log")),
            Range,
            "sweep.axes[0].from: 0 is not allowed; must be above 0 on a log scale",
        ),
        (
            one(&axis("dataset.noise", -1.0, 1.0, 2, "linear")),
            Range,
            "sweep.axes[0].from: -1 is not allowed; must be a number from 0 to 10",
        ),
        (
            one(&axis("depth", 1.0, 101.0, 2, "linear")),
            Range,
            "sweep.axes[0].to: 101 is not allowed; must be a number from 1 to 100",
        ),
        (
            one(&axis("dataset.noise", 0.0, 1.0, 1, "linear")),
            Range,
            "sweep.axes[0].steps: 1 is not allowed; must be a whole number from 2 to 1024",
        ),
        (one(&axis("dataset.noise", 0.0, 1.0, 1025, "linear")), Range, "sweep.axes[0].steps: 1025 is not allowed"),
        (one(&axis("dataset.noise", 0.0, 1.0, 2, "cubic")), Range, "sweep.axes[0].scale: \"cubic\" is not allowed"),
    ]);
}

#[test]
fn plans_that_an_experiment_forbids_are_refused_with_path_and_value() {
    use ErrorKind::Range;
    let custom = json!({ "name": "custom", "points": [[0, 0, 0], [1, 1, 1]] });
    check_refusals(&[
        (
            json!({ "network": { "hidden": [] }, "sweep": { "axes": [axis("depth", 1.0, 2.0, 2, "linear")] } }),
            Range,
            "sweep.axes[0].field: \"depth\" is not allowed; must be another field, as the network has no hidden layer",
        ),
        (
            json!({ "training": { "learningRateChanges": [[5, 0.1]] }, "sweep": { "axes": [rate()] } }),
            Range,
            "sweep.axes[0].field: \"training.learningRate\" is not allowed; must be another field, as the experiment has learningRateChanges",
        ),
        (
            json!({ "runs": [{ "initializer": "he", "training": { "learningRate": 1 } }], "sweep": { "axes": [rate()] } }),
            Range,
            "sweep.axes[0].field: \"training.learningRate\" is not allowed; must be a field that some run takes",
        ),
        (
            json!({ "dataset": custom, "sweep": { "vary": "data" } }),
            Range,
            "sweep.vary: \"data\" is not allowed; must be weights",
        ),
        (
            json!({ "dataset": custom, "sweep": { "axes": [axis("dataset.noise", 0.0, 1.0, 2, "linear")] } }),
            Range,
            "sweep.axes[0].field: \"dataset.noise\" is not allowed",
        ),
        (
            json!({ "runs": [{ "initializer": "random_uniform", "minval": -1, "maxval": 1 }], "sweep": { "axes": [axis("runs.minval", -1.0, 2.0, 4, "linear")] } }),
            Range,
            "sweep.axes[0].to: 2 is not allowed; must be a value with which runs[0].maxval is at least 2, the value of minval",
        ),
        (
            json!({ "sweep": { "seeds": 10_000, "axes": [axis("dataset.noise", 0.0, 1.0, 40, "linear")] } }),
            Range,
            "sweep: 40 cells × 10000 seeds × 3 runs is not allowed; must be at most 1048576 trainings",
        ),
        // 2³² trainings, which a count of 32 bits would take for none.
        (
            json!({ "runs": [{ "initializer": "he" }], "sweep": { "seeds": 4096, "axes": [
                axis("dataset.noise", 0.0, 1.0, 1024, "linear"),
                axis("network.initialBias", 0.0, 1.0, 1024, "linear"),
            ] } }),
            Range,
            "sweep: 1048576 cells × 4096 seeds × 1 runs is not allowed",
        ),
    ]);
}

#[test]
fn two_axes_are_refused_only_for_what_they_give_together() {
    let uniform = |minval: [f64; 2], maxval: [f64; 2]| {
        json!({ "runs": [{ "initializer": "random_uniform" }], "sweep": { "axes": [
            axis("runs.minval", minval[0], minval[1], 2, "linear"),
            axis("runs.maxval", maxval[0], maxval[1], 2, "linear"),
        ] } })
    };
    // Each by itself would contradict the run's other end, ±0.05.
    let sweep = sweep(&uniform([1.0, 2.0], [3.0, 4.0]));
    assert_eq!(train(sweep, 1000).len(), 4);
    let error = read(&uniform([-2.0, 0.0], [-1.0, 4.0])).unwrap_err();
    assert_eq!((error.path(), error.value()), ("sweep.axes[1].from", "-1"));
    assert_eq!(error.allowed(), "a value with which runs[0].maxval is at least -0.05, the value of minval");
    let error = read(&json!({ "runs": [{ "initializer": "random_uniform" }], "sweep": { "axes": [
        axis("dataset.noise", 0.0, 1.0, 2, "linear"),
        axis("runs.minval", 1.0, 2.0, 2, "linear"),
    ] } }))
    .unwrap_err();
    assert_eq!((error.path(), error.value()), ("sweep.axes[1].from", "1"));
}

#[test]
fn values_of_an_axis_are_never_beyond_its_ends() {
    let below = 999_999.999_999_999_9;
    let values = Sweep::new(&read(&one(&axis("network.weightScale", below, 1e6, 1024, "log"))).unwrap());
    assert_eq!(values.axis_values(0), [below, 1e6]);
    let error = read(&one(&axis("network.weightScale", 5e-324, 1e6, 9, "log"))).unwrap_err();
    assert_eq!((error.path(), error.value()), ("sweep.axes[0].to", "1000000"));
    let error = read(&one(&axis("network.weightScale", 1e6, 5e-324, 9, "log"))).unwrap_err();
    assert_eq!(error.path(), "sweep.axes[0].to");
}

#[test]
fn an_infinite_end_is_shown_as_it_was_written() {
    let axis = Value::map([
        ("field", "dataset.noise".into()),
        ("from", 0.0.into()),
        ("to", f64::INFINITY.into()),
        ("steps", 2_u32.into()),
    ]);
    let sweep = Value::map([("axes", Value::List(vec![axis]))]);
    let error = Experiment::from_value(&Value::map([("sweep", sweep)])).unwrap_err();
    assert_eq!((error.path(), error.value()), ("sweep.axes[0].to", "Infinity"));
}

#[test]
fn nan_is_refused_in_an_axis() {
    let axis = Value::map([
        ("field", "dataset.noise".into()),
        ("from", f64::NAN.into()),
        ("to", 1.0.into()),
        ("steps", 2_u32.into()),
    ]);
    let sweep = Value::map([("axes", Value::List(vec![axis]))]);
    let error = Experiment::from_value(&Value::map([("sweep", sweep)])).unwrap_err();
    assert_eq!((error.path(), error.value(), error.allowed()), ("sweep.axes[0].from", "NaN", "a number from 0 to 10"));
}

#[test]
fn a_sweep_is_written_as_it_was_read() {
    let plan = json!({ "seeds": 4, "vary": "both", "axes": [axis("runs.stddev", 0.1, 10.0, 3, "log")], "measure": "diverged" });
    let experiment = read(&json!({ "sweep": plan })).unwrap();
    let again = Experiment::from_value(&experiment.to_value()).unwrap();
    assert_eq!(again.to_value().get("sweep"), experiment.to_value().get("sweep"));
    let written = serde_json::to_value(again.to_value().get("sweep").unwrap()).unwrap();
    assert_eq!(written["axes"][0]["field"], "runs.stddev");
    assert_eq!(
        (&written["vary"], &written["measure"], written["seeds"].as_f64()),
        (&json!("both"), &json!("diverged"), Some(4.0))
    );
}

#[test]
fn a_measure_of_iteration_0_trains_nothing() {
    let experiment = json!({
        "network": { "hidden": [6, 5, 4], "activation": "tanh" },
        "sweep": { "measure": "error_signal_ratio" },
    });
    let sweep = sweep(&experiment);
    let mut lab = Lab::new(sweep.experiment().clone());
    for trained in train(sweep, 1) {
        assert!(trained.values[at("cost")].is_nan() && trained.solved.is_nan() && trained.curve.is_empty());
        let layers = lab.study(trained.training.run).inspect_start().layers;
        let ratio = layers[0].gradient_rms / layers[3].gradient_rms;
        let value = trained.values[at("errorSignalRatio")];
        assert!(ratio == value || relative_error(value, ratio) < 1e-12, "{value} {ratio}");
        assert_eq!(trained.values[at("collapsed")], f64::from(u8::from(trained.training.run == 0)), "zeros collapse");
        assert_eq!(trained.values[at("signalRatio")].is_nan(), trained.training.run == 0, "0 / 0");
    }
}

#[test]
fn a_change_that_its_sweep_forbids_is_refused_whole() {
    let axes = json!([axis("runs.stddev", 0.01, 10.0, 2, "log")]);
    let mut lab = Lab::new(read(&json!({ "sweep": { "axes": axes } })).unwrap());
    let error = lab.remove_run(1).unwrap_err();
    assert_eq!(error.path(), "sweep.axes[0].field");
    assert_eq!(lab.experiment().runs.len(), 3);
}

#[test]
fn a_rate_changed_while_a_lab_trains_works_beside_a_rate_axis_and_leaves_the_sweep_out() {
    let with = |field: &str, from: f64, to: f64| {
        let mut lab = Lab::new(read(&json!({ "sweep": { "axes": [axis(field, from, to, 2, "linear")] } })).unwrap());
        lab.set_learning_rate(&Value::Number(0.02)).unwrap();
        assert!(lab.experiment().sweep.is_some(), "at iteration 0 nothing contradicts it");
        lab.advance(10);
        lab.set_learning_rate(&Value::Number(0.05)).unwrap();
        lab.advance(10);
        lab
    };
    let mut lab = with("training.learningRate", 0.01, 0.1);
    assert_eq!(lab.learning_rate(), 0.05);
    assert!(lab.experiment().sweep.is_none());
    let mut again = Lab::new(Experiment::from_value(&lab.experiment().to_value()).unwrap());
    again.advance(20);
    assert_eq!(again.snapshot().runs[2].cost.to_bits(), lab.snapshot().runs[2].cost.to_bits());
    assert!(with("network.weightScale", 1.0, 2.0).experiment().sweep.is_some(), "other axes stay");
}

#[test]
fn every_numeric_field_can_be_varied() {
    use init_lab::{FIELDS, Kind};
    for field in FIELDS {
        let (min, max) = match field.kind {
            Kind::Number(min, max) => (min, max),
            Kind::Integer(min, max) => (f64::from(min), f64::from(max)),
            _ => continue,
        };
        let Some((group, name)) = field.path.split_once('.') else { continue };
        let (from, to) = (min.max(-2.0), max.min(min.max(-2.0) + 3.0));
        let sweep = sweep(&one(&axis(field.path, from, to, 2, "linear")));
        assert_eq!(sweep.axis_values(0), [from, to], "{}", field.path);
        for (x, value) in [from, to].into_iter().enumerate() {
            let experiment = sweep.experiment_at(x, 0, 0).expect("a cell").to_value();
            let found = experiment.get(group).and_then(|group| group.get(name)).cloned();
            // Fields that are absent at their defaults, and constants of optimizers that no run has.
            if let Some(found) = found {
                assert_eq!(found, Value::Number(value), "{}", field.path);
            }
        }
    }
}

#[test]
fn minus_0_on_an_axis_is_0() {
    let sweep = sweep(&one(&axis("network.initialBias", -0.0, 1.0, 2, "linear")));
    assert!(sweep.axis_values(0)[0].is_sign_positive());
    assert_eq!(sweep.axis_values(0), [0.0, 1.0]);
}

#[test]
fn a_run_that_overrides_the_field_is_constant_along_its_axis() {
    let runs = json!([{ "initializer": "he" }, { "initializer": "he", "training": { "learningRate": 0.3 } }]);
    let experiment = json!({
        "training": { "iterations": 20 }, "runs": runs, "sweep": { "axes": [axis("training.learningRate", 0.01, 1.0, 3, "log")] },
    });
    let costs: Vec<f64> = train(sweep(&experiment), 100).iter().map(|trained| trained.values[0]).collect();
    // The order of training is cell by cell, run by run.
    let of_run = |run: usize| [costs[run], costs[2 + run], costs[4 + run]];
    let [a, b, c] = of_run(1);
    assert!(a == b && b == c, "{:?}", of_run(1));
    let [a, b, c] = of_run(0);
    assert!(a != b && b != c, "{:?}", of_run(0));
}

#[test]
fn the_cost_of_a_diverged_training_is_its_last_finite_one() {
    // Every cost is measured in the first iterations, and the first infinite one ends the training.
    let runs = json!([{ "initializer": "he" }]);
    let experiment = json!({
        "network": { "hidden": [8, 8, 8], "activation": "identity" },
        "training": { "learningRate": 100, "iterations": 5000 },
        "runs": runs,
        "sweep": { "seeds": 20 },
    });
    let sweep = sweep(&experiment);
    let mut diverged = 0;
    for trained in train(sweep.clone(), 10_000) {
        let mut lab = Lab::new(sweep.experiment_at(0, 0, trained.training.seed).unwrap());
        lab.advance(u32::MAX);
        if lab.snapshot().runs[0].diverged_at.is_none() {
            continue;
        }
        diverged += 1;
        let finite = lab.costs(0).into_iter().map(|(_, cost)| cost).rfind(|cost| cost.is_finite());
        assert_eq!(Some(trained.values[0]), finite);
    }
    assert!(diverged > 0);
}

#[test]
fn a_curve_is_nan_from_its_divergence_on() {
    // The first cost is finite, and its update is not; the last run diverges by its cost.
    let sweep = sweep(&json!({
        "network": { "hidden": vec![10; 40], "weightScale": 1e6 },
        "training": { "iterations": 5, "loss": "mse", "learningRate": 1 },
        "runs": [{ "initializer": "constant", "value": 1000 }, { "initializer": "random_normal", "stddev": 1000 }],
    }));
    let [update, cost] = train(sweep, 100).try_into().expect("two trainings");
    assert_eq!((update.values[at("diverged")], cost.values[at("diverged")]), (1.0, 1.0));
    assert!(update.values[at("cost")].is_finite() && cost.values[at("cost")].is_nan());
    for trained in [update, cost] {
        assert_eq!(trained.curve.len(), 6);
        assert!(trained.curve.iter().all(|cost| cost.is_nan()), "{:?}", trained.curve);
    }
}

#[test]
fn a_cell_is_the_experiment_written_with_its_values() {
    let runs = json!([{ "initializer": "random_normal", "stddev": 3 }, { "initializer": "he", "label": "mine" }]);
    let base = json!({
        "dataset": { "name": "moons", "seed": 5, "testSeed": 9, "standardize": true },
        "network": { "hidden": [4, 3], "activation": "tanh", "biasStddev": 0.5 },
        "training": { "optimizer": "adam", "batchSize": 16 },
        "seed": 8,
        "runs": runs,
    });
    let cases = [
        (axis("network.weightScale", 1.0, 2.0, 2, "linear"), json!({ "network": { "weightScale": 2 } })),
        (axis("depth", 2.0, 3.0, 2, "linear"), json!({ "network": { "hidden": [4, 4, 4] } })),
        (axis("width", 2.0, 3.0, 2, "linear"), json!({ "network": { "hidden": [3, 3] } })),
        (axis("training.beta1", 0.1, 0.5, 2, "linear"), json!({ "training": { "beta1": 0.5 } })),
        (axis("dataset.seed", 5.0, 7.0, 2, "linear"), json!({ "dataset": { "seed": 7, "testSeed": 11 } })),
        (
            axis("runs.stddev", 1.0, 4.0, 2, "linear"),
            json!({ "runs": [{ "initializer": "random_normal", "stddev": 4 }, runs[1]] }),
        ),
    ];
    for (axis, change) in cases {
        let mut given = base.clone();
        given["sweep"] = json!({ "axes": [axis] });
        let mut expected = base.clone();
        for (group, fields) in change.as_object().expect("an object") {
            match fields.as_object() {
                Some(fields) => fields.iter().for_each(|(name, value)| expected[group][name] = value.clone()),
                None => expected[group] = fields.clone(),
            }
        }
        let cell = sweep(&given).experiment_at(1, 0, 0).expect("a cell").to_value();
        assert_eq!(cell, read(&expected).expect("an experiment").to_value());
    }
}
