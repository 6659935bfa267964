//! The ends of presets with their own seed: the fixture of every preset, and the sentences that say “with this seed”.

use std::path::Path;
use std::sync::LazyLock;

use init_lab::{Evidence, Lab, PRESETS, Preset, RunSnapshot, Word};
use serde_json::{Value as Json, json};

use crate::common::{cost_at, json as read_json, lab};

/// A preset's lab at its end, and its runs there.
#[derive(Clone)]
struct End {
    lab: Lab,
    runs: Vec<RunSnapshot>,
}

/// Each preset's end, in the order of [`PRESETS`]: trained once for all tests.
static ENDS: LazyLock<Vec<End>> = LazyLock::new(|| {
    let train = |preset: &Preset| {
        let mut lab = Lab::new(preset.experiment());
        lab.advance(u32::MAX);
        let runs = lab.snapshot().runs;
        End { lab, runs }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = PRESETS.iter().map(|preset| scope.spawn(move || train(preset))).collect();
        threads.into_iter().map(|thread| thread.join().expect("an end")).collect()
    })
});

/// The preset's lab at its end, and its runs there.
fn ended(name: &str) -> (Lab, Vec<RunSnapshot>) {
    let index = PRESETS.iter().position(|preset| preset.name == name).expect("a preset");
    let End { lab, runs } = ENDS[index].clone();
    (lab, runs)
}

/// The fixture's data on each preset's end.
fn figures() -> Json {
    let of_run = |run: &RunSnapshot| {
        json!({
            "iteration": run.iteration, "cost": run.cost, "trainAccuracy": run.train_accuracy,
            "testAccuracy": run.test_accuracy, "verdict": run.verdict.word.name(),
        })
    };
    let of_preset = |(preset, end): (&Preset, &End)| {
        let runs = end.lab.experiment().labels().into_iter().zip(&end.runs);
        let runs = runs.map(|(label, run)| {
            let mut figures = of_run(run);
            figures["label"] = label.into();
            figures
        });
        (preset.name.to_owned(), runs.collect())
    };
    Json::Object(PRESETS.iter().zip(ENDS.iter()).map(of_preset).collect())
}

/// Writes the fixture if the environment variable `INIT_LAB_WRITE_FIXTURES` is set.
#[test]
fn ends_are_the_fixtures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/preset-ends.json");
    let written = serde_json::to_string_pretty(&figures()).expect("JSON") + "\n";
    if std::env::var_os("INIT_LAB_WRITE_FIXTURES").is_some() {
        std::fs::write(&path, written).expect("the fixture is writable");
        return;
    }
    let fixture = std::fs::read_to_string(&path).expect("the fixture");
    assert_eq!(read_json(&written), read_json(&fixture), "other figures than tests/fixtures/preset-ends.json");
}

fn words(runs: &[RunSnapshot]) -> Vec<&'static str> {
    runs.iter().map(|run| run.verdict.word.name()).collect()
}

const LN_2: f64 = std::f64::consts::LN_2;

#[test]
fn scale_sweep() {
    let (_, runs) = ended("scale_sweep");
    let accuracies: Vec<f64> = runs.iter().map(|run| run.train_accuracy).collect();
    assert!(accuracies[0] > 0.98, "He");
    assert!(accuracies[1] < 0.6 && words(&runs)[1] == "vanishing", "0.01");
    assert!(accuracies[2..5].iter().all(|&accuracy| accuracy >= 0.95), "{accuracies:?}");
    assert!(accuracies[5] < 0.92 && words(&runs)[5] != "learning", "10");
}

#[test]
fn tanh_xavier() {
    let (_, runs) = ended("tanh_xavier");
    let [old, glorot, xavier, large] = runs.as_slice() else { panic!("four runs") };
    assert!(glorot.verdict.word == Word::Solved && xavier.verdict.word == Word::Solved);
    assert!((old.cost - LN_2).abs() < 0.01, "{}", old.cost);
    assert!(large.cost > 0.3 && large.train_accuracy < 0.9, "{}", large.cost);
    // Most tanh activations of the hidden layers are beyond 95 % of their range.
    let lab = lab(&json!({ "preset": "tanh_xavier" }));
    let saturated = |run: usize| {
        let layers = &lab.network(run).layers;
        let mut all = Vec::new();
        for point in &lab.train().points {
            let mut passed = nalgebra::DVector::from_row_slice(point);
            for layer in &layers[..layers.len() - 1] {
                passed = (&layer.weights * passed).map(f64::tanh);
                all.extend_from_slice(passed.as_slice());
            }
        }
        all.iter().filter(|a| a.abs() > 0.95).count() as f64 / all.len() as f64
    };
    assert!(saturated(3) > 0.5 && saturated(2) < 0.05, "{}, {}", saturated(3), saturated(2));
}

#[test]
fn deep_relu() {
    let mut start = lab(&json!({ "preset": "deep_relu" }));
    let evidence = start.snapshot().runs[1].verdict.evidence;
    assert!(matches!(evidence, Evidence::Backward(ratios) if ratios.error < 1e-5), "{evidence:?}");
    let (_, runs) = ended("deep_relu");
    assert_eq!(words(&runs), ["solved", "vanishing"]);
    assert!((runs[1].cost - LN_2).abs() < 1e-3, "{}", runs[1].cost);
}

#[test]
fn framework_defaults() {
    let (_, runs) = ended("framework_defaults");
    assert_eq!(words(&runs), ["vanishing", "solved", "solved", "solved", "solved"]);
    assert!((runs[0].cost - LN_2).abs() < 1e-3);
    let lab = lab(
        &json!({ "preset": "framework_defaults", "runs": [{ "initializer": "pytorch_linear" }, { "initializer": "he" }] }),
    );
    let variance = |run: usize| lab.starts(run)[1].expected_stddev.unwrap().powi(2);
    assert!((6.0 * variance(0) / variance(1) - 1.0).abs() < 1e-12, "a sixth of He's variance");
}

#[test]
fn epsilon_trap() {
    let (mut lab, runs) = ended("epsilon_trap");
    let [logit, epsilon, squared] = runs.as_slice() else { panic!("three runs") };
    assert!(cost_at(&mut lab, 0, 0) > 10.0 && logit.cost < 0.2 && logit.train_accuracy > 0.95, "{}", logit.cost);
    for stuck in [epsilon, squared] {
        assert!(stuck.train_accuracy < 0.5 && stuck.verdict.word == Word::Saturated, "{}", stuck.train_accuracy);
    }
}

#[test]
fn confidently_wrong() {
    let (mut lab, runs) = ended("confidently_wrong");
    let [logit, epsilon, squared] = runs.as_slice() else { panic!("three runs") };
    assert!(cost_at(&mut lab, 0, 0) > 10.0 && logit.verdict.word == Word::Solved, "{}", logit.cost);
    let before = crate::common::lab(&json!({ "preset": "confidently_wrong" })).snapshot().runs;
    for (stuck, start) in [(epsilon, &before[1]), (squared, &before[2])] {
        assert!((stuck.train_accuracy - start.train_accuracy).abs() < 0.01, "{}", stuck.train_accuracy);
    }
}

/// An earlier preset stands in no menu, and its sentence is about its own seed.
#[test]
fn earlier_presets_say_so() {
    for preset in PRESETS.iter().filter(|preset| !preset.is_listed && !preset.is_of_paper()) {
        assert!(preset.sentence.contains("ith this seed"), "{}: {}", preset.name, preset.sentence);
    }
}
