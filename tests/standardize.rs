//! `dataset.standardize`: networks see coordinates with mean 0 and standard deviation 1; everything else keeps the
//! original ones. NumPy's figures are of `tests/fixtures/make_standardize.py`.

use init_lab::{Bounds, DatasetSource, ErrorKind, Experiment, Lab, Value, read_experiment};
use serde_json::{Value as Json, json};

fn experiment(json: &Json) -> Experiment {
    read_experiment(&serde_json::from_value::<Value>(json.clone()).expect("a tree")).expect("allowed")
}

/// Ten marks of each of two exams; class 1 where their sum is above 130. Means 65 and 64.7.
fn marks() -> Vec<[f64; 3]> {
    let pairs = [(39, 89), (47, 64), (75, 85), (31, 88), (83, 30), (80, 46), (93, 32), (67, 95), (45, 59), (90, 59)];
    pairs.into_iter().map(|(x, y)| [f64::from(x), f64::from(y), f64::from(u8::from(x + y > 130))]).collect()
}

/// An experiment on these points, with all kinds of initializers, and mini-batches for one of them.
fn on(points: &[[f64; 3]], test: &[[f64; 3]], standardize: bool) -> Json {
    json!({
        "dataset": { "name": "custom", "points": points, "testPoints": test, "standardize": standardize },
        "network": { "hidden": [6, 4], "activation": "tanh" },
        "training": { "learningRate": 0.1, "iterations": 300 },
        "runs": [
            { "initializer": "he" },
            { "initializer": "lsuv" },
            { "initializer": "xavier", "training": { "batchSize": 3 } }
        ]
    })
}

/// Mean and standard deviation of one coordinate, written out: sums of even places, plus sums of odd places.
fn moments(points: &[[f64; 3]], axis: usize) -> (f64, f64) {
    let n = points.len() as f64;
    let halves = |values: Vec<f64>| {
        let (mut even, mut odd) = (0.0, 0.0);
        for (place, value) in values.into_iter().enumerate() {
            *(if place % 2 == 0 { &mut even } else { &mut odd }) += value;
        }
        even + odd
    };
    let mean = halves(points.iter().map(|point| point[axis]).collect()) / n;
    let variance = halves(points.iter().map(|point| (point[axis] - mean) * (point[axis] - mean)).collect()) / n;
    (mean, variance.sqrt())
}

fn scaled(points: &[[f64; 3]], by: &[[f64; 3]]) -> Vec<[f64; 3]> {
    let axes = [moments(by, 0), moments(by, 1)];
    let seen = |point: &[f64; 3], axis: usize| (point[axis] - axes[axis].0) / axes[axis].1;
    points.iter().map(|point| [seen(point, 0), seen(point, 1), point[2]]).collect()
}

#[test]
fn a_standardized_lab_trains_as_one_on_standardized_points_to_the_last_bit() {
    let (train, test) = (marks(), vec![[50.0, 50.0, 0.0], [70.0, 90.0, 1.0], [1e6, -1e6, 1.0]]);
    let mut standardized = Lab::new(experiment(&on(&train, &test, true)));
    let mut by_hand = Lab::new(experiment(&on(&scaled(&train, &train), &scaled(&test, &train), false)));
    for updates in [0, 1, 299] {
        standardized.advance(updates);
        by_hand.advance(updates);
        for run in 0..3 {
            assert_eq!(standardized.network(run).parameters(), by_hand.network(run).parameters(), "run {run}");
            assert_eq!(standardized.costs(run), by_hand.costs(run), "run {run}");
            assert_eq!(standardized.study(run).inspect(), by_hand.study(run).inspect(), "run {run}");
            assert_eq!(standardized.study(run).inspect_start(), by_hand.study(run).inspect_start(), "run {run}");
            assert_eq!(standardized.study(run).expected_signal(), by_hand.study(run).expected_signal(), "run {run}");
        }
        let [ours, theirs] = [&mut standardized, &mut by_hand].map(|lab| format!("{:?}", lab.snapshot().runs));
        assert_eq!(ours, theirs, "costs, accuracies of both sets, verdicts");
    }
}

#[test]
fn coordinates_from_outside_are_the_original_ones() {
    let train = marks();
    let seen = scaled(&train, &train);
    let mut lab = Lab::new(experiment(&on(&train, &[], true)));
    let mut by_hand = Lab::new(experiment(&on(&seen, &[], false)));
    lab.advance(300);
    by_hand.advance(300);
    let plane = |points: &[[f64; 3]]| points.iter().map(|&[x, y, _]| [x, y]).collect::<Vec<_>>();
    assert_eq!(lab.train().points, plane(&train));
    assert_eq!(lab.predict(0, &plane(&train)), by_hand.predict(0, &plane(&seen)));
    for (own, theirs) in plane(&train).into_iter().zip(plane(&seen)) {
        assert_eq!(lab.study(0).follow(own, Some(1)), by_hand.study(0).follow(theirs, Some(1)));
    }
    // A picture has at its cells what predictions have there.
    let bounds = Bounds { x_min: 20.0, x_max: 110.0, y_min: 20.0, y_max: 110.0 };
    let logits: Vec<f32> = lab.logits(0, &bounds.cells(9, 9)).iter().map(|&z| z as f32).collect();
    assert_eq!(lab.field(0, bounds, 9, 9), logits);
    let units = lab.study(0).unit_fields(bounds, 9, usize::MAX);
    let probabilities: Vec<f32> = lab.predict(0, &bounds.cells(9, 9)).iter().map(|&p| p as f32).collect();
    assert_eq!(units[units.len() - 81..], probabilities);
    assert!(logits.iter().any(|&z| z > 1.0) && logits.iter().any(|&z| z < -1.0), "the boundary is in the picture");
}

#[test]
fn generated_samples_are_standardized_by_the_training_samples() {
    let dataset = json!({ "name": "moons", "samples": 50, "noise": 3, "seed": 5, "testSamples": 20 });
    let base = json!({ "dataset": dataset, "runs": [{ "initializer": "he" }], "training": { "iterations": 100 } });
    let with = json!({ "dataset": { "standardize": true }, "training": {} });
    let mut standardized = {
        let base: Value = serde_json::from_value(base.clone()).unwrap();
        Lab::new(read_experiment(&base.overlaid_with(serde_json::from_value(with).unwrap())).unwrap())
    };
    let DatasetSource::Drawn { .. } = standardized.experiment().dataset else { panic!("drawn") };
    let plain = Lab::new(experiment(&base));
    assert_eq!(standardized.train(), plain.train(), "the points themselves stay");
    assert_eq!(standardized.test(), plain.test());
    let own = |data: &init_lab::Dataset| -> Vec<[f64; 3]> {
        data.points.iter().zip(&data.labels).map(|(&[x, y], &label)| [x, y, f64::from(label)]).collect()
    };
    let (train, test) = (own(plain.train()), own(plain.test()));
    let (points, test_points) = (scaled(&train, &train), scaled(&test, &train));
    let mut by_hand = Lab::new(experiment(&json!({
        "dataset": { "name": "custom", "points": points, "testPoints": test_points },
        "runs": [{ "initializer": "he" }],
        "training": { "iterations": 100 }
    })));
    standardized.advance(100);
    by_hand.advance(100);
    assert_eq!(standardized.network(0).parameters(), by_hand.network(0).parameters());
    assert_eq!(standardized.snapshot().runs[0].test_accuracy, by_hand.snapshot().runs[0].test_accuracy);
}

#[test]
fn surprising_points_are_trained_on() {
    let cases = [
        json!([[7, -3, 1]]),
        json!([[0.1, 5, 0], [0.1, 6, 1], [0.1, 7, 1]]),
        json!([[1e6, -1e6, 0], [-1e6, 1e6, 1]]),
        json!([[1e-300, 0, 0], [2e-300, 5e-324, 1]]),
        json!([[1e6, 3, 0], [1e6, 3, 1], [1e6, 3, 1]]),
    ];
    for points in cases {
        let json = json!({
            "dataset": { "name": "custom", "points": points, "standardize": true },
            "training": { "iterations": 50 },
            "runs": [{ "initializer": "he" }]
        });
        let mut lab = Lab::new(experiment(&json));
        lab.advance(50);
        let run = lab.snapshot().runs.remove(0);
        assert!(run.cost.is_finite() && run.diverged_at.is_none(), "{points}: {}", run.cost);
        assert!(!lab.predict(0, &[[0.0, 0.0]])[0].is_nan(), "{points}");
    }
}

#[test]
fn the_field_is_left_out_at_its_default_and_refused_unless_true_or_false() {
    let written = |json: &Json| serde_json::to_value(experiment(json).to_value()).unwrap()["dataset"].clone();
    let whole = json!({ "name": "blobs", "samples": 9, "noise": 1, "seed": 4, "testSamples": 0, "testSeed": 5 });
    let asked = |standardize: Json| {
        let mut dataset = whole.clone();
        dataset["standardize"] = standardize;
        json!({ "dataset": dataset })
    };
    assert_eq!(written(&asked(json!(false))), whole);
    assert_eq!(written(&asked(json!(true))), asked(json!(true))["dataset"]);
    assert_eq!(written(&json!({ "dataset": written(&asked(json!(true))) })), asked(json!(true))["dataset"], "again");
    for refused in [json!(1), json!("yes"), json!(null), json!([true])] {
        let given = serde_json::from_value(asked(refused.clone())).unwrap();
        let error = read_experiment(&given).map(|_| ()).expect_err("refused");
        let expected = match &refused {
            Json::String(text) => format!("{text:?}"),
            other => Value::to_string(&serde_json::from_value(other.clone()).unwrap()),
        };
        assert_eq!(error.to_string(), format!("dataset.standardize: {expected} is not allowed; must be true or false"));
        assert_eq!((error.kind(), error.path()), (ErrorKind::Type, "dataset.standardize"));
    }
}

/// The points of a file in `tests/fixtures/points`, in which He reaches 95 % only when they are standardized.
fn points_of(csv: &str) -> Vec<[f64; 3]> {
    let numbers = |line: &str| line.split(',').map(|text| text.parse().expect("a number")).collect::<Vec<f64>>();
    csv.lines().filter(|line| !line.starts_with('x')).map(|line| numbers(line).try_into().expect("three")).collect()
}

#[test]
fn he_learns_exam_marks_and_large_values_when_standardized_with_numpys_costs() {
    let reference: Json = serde_json::from_str(include_str!("fixtures/standardize.json")).expect("valid JSON");
    let files = [
        ("exam-marks", include_str!("fixtures/points/exam-marks.csv")),
        ("up-to-1e6", include_str!("fixtures/points/up-to-1e6.csv")),
    ];
    for (name, csv) in files {
        let points = points_of(csv);
        let accuracy = |standardize: bool| {
            let mut lab = Lab::new(experiment(&json!({
                "dataset": { "name": "custom", "points": points, "standardize": standardize },
                "training": { "learningRate": 0.1, "iterations": 5000 },
                "runs": [{ "initializer": "he" }]
            })));
            lab.advance(5000);
            (lab.snapshot().runs[0].train_accuracy, lab.costs(0), *lab.standardization())
        };
        let expected = &reference[name];
        let (standardized, costs, standardization) = accuracy(true);
        assert_eq!(Some(standardized), expected["accuracy"].as_f64(), "{name}");
        assert!(standardized >= 0.95, "{name}: {standardized}");
        assert!(accuracy(false).0 < 0.95, "{name}");
        for (iteration, cost) in expected["costs"].as_object().unwrap() {
            let cost = cost.as_f64().unwrap();
            let ours = costs.iter().find(|(k, _)| k.to_string() == *iteration).expect("every thousandth").1;
            assert!((ours / cost - 1.0).abs() < 1e-9, "{name} at {iteration}: {ours}, {cost}");
        }
        for axis in 0..2 {
            let [mean, stddev] = ["mean", "stddev"].map(|moment| expected[moment][axis].as_f64().unwrap());
            assert!((standardization.mean[axis] / mean - 1.0).abs() < 1e-14, "{name}");
            assert!((standardization.stddev[axis] / stddev - 1.0).abs() < 1e-14, "{name}");
        }
    }
}
