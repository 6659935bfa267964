//! Checks each preset's sentence against its runs.

mod common;

use std::path::Path;
use std::sync::LazyLock;

use common::{cost_at, json, lab, trained_on_all_cores};
use init_lab::{Evidence, Lab, MEASURES, PRESETS, Preset, RunSnapshot, Value, Word, read_experiment};
use serde_json::{Value as Json, json};

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

/// The fixture's data on each preset's end. JavaScript tests compare a preset's end with it.
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
    assert_eq!(json(&written), json(&fixture), "other figures than tests/fixtures/preset-ends.json");
}

fn words(runs: &[RunSnapshot]) -> Vec<&'static str> {
    runs.iter().map(|run| run.verdict.word.name()).collect()
}

fn word_at_start(name: &str) -> Vec<&'static str> {
    words(&lab(&serde_json::json!({ "preset": name })).snapshot().runs)
}

const LN_2: f64 = std::f64::consts::LN_2;

#[test]
fn notebook() {
    let (_, runs) = ended("notebook");
    let accuracies: Vec<f64> = runs.iter().map(|run| run.train_accuracy).collect();
    assert!(accuracies[0] == 0.5 && (0.8..0.9).contains(&accuracies[1]) && accuracies[2] > 0.99, "{accuracies:?}");
}

#[test]
fn moons() {
    let (_, runs) = ended("moons");
    let [zeros, large, he] = runs.as_slice() else { panic!("three runs") };
    assert!((zeros.cost - 0.693_127_180_759_942_7).abs() <= 1e-15);
    assert!((0.06..0.08).contains(&he.cost) && he.train_accuracy > 0.95, "{}", he.cost);
    assert!(large.cost > 3.0 && large.verdict.word == Word::Saturated, "{}", large.cost);
}

#[test]
fn scale() {
    assert_eq!(word_at_start("scale"), ["vanishing", "learning", "exploding"]);
    let (_, runs) = ended("scale");
    assert!((runs[0].cost - LN_2).abs() < 1e-3 && runs[0].train_accuracy < 0.6);
    assert_eq!(runs[1].verdict.word, Word::Solved);
    assert!(runs[2].train_accuracy < 0.9, "{}", runs[2].train_accuracy);
    let mut start = lab(&serde_json::json!({ "preset": "scale" }));
    assert!(start.study(2).inspect().sure_and_wrong > 0.45);
}

#[test]
fn symmetry() {
    let (mut lab, runs) = ended("symmetry");
    assert_eq!(words(&runs)[..3], ["symmetric"; 3]);
    assert!(runs.iter().all(|run| run.train_accuracy < 0.95));
    // A straight boundary: along any line through the plane, the class changes at most once.
    for run in 0..3 {
        for direction in 0..36 {
            let angle = f64::from(direction) * std::f64::consts::PI / 36.0;
            let at =
                |t: f64, offset: f64| [t * angle.cos() - offset * angle.sin(), t * angle.sin() + offset * angle.cos()];
            for offset in [-1.0, -0.3, 0.0, 0.5, 1.2] {
                let points: Vec<[f64; 2]> = (-300..=300).map(|k| at(f64::from(k) / 50.0, offset)).collect();
                let logits = lab.logits(run, &points);
                let changes = logits.windows(2).filter(|pair| (pair[0] > 0.0) != (pair[1] > 0.0)).count();
                assert!(changes <= 1, "run {run}: {changes} changes");
            }
        }
    }
    assert_eq!(end_of_he().verdict.word, Word::Solved);
}

/// He's run of the symmetry preset, at its end.
fn end_of_he() -> RunSnapshot {
    let mut lab = lab(&serde_json::json!({ "preset": "symmetry", "runs": [{ "initializer": "he" }] }));
    lab.advance(u32::MAX);
    lab.snapshot().runs.remove(0)
}

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
    // Saturated: most tanh units of the second layer are beyond 95 % of their range on most points.
    let lab = lab(&serde_json::json!({ "preset": "tanh_xavier" }));
    let saturated = |run: usize| {
        let layers = &lab.network(run).layers;
        let activations = lab.train().points.iter().flat_map(|point| {
            let first = (&layers[0].weights * nalgebra::DVector::from_row_slice(point)).map(f64::tanh);
            (&layers[1].weights * first).map(f64::tanh).iter().copied().collect::<Vec<_>>()
        });
        let all: Vec<f64> = activations.collect();
        all.iter().filter(|a| a.abs() > 0.95).count() as f64 / all.len() as f64
    };
    assert!(saturated(3) > 0.5 && saturated(2) < 0.05, "{}, {}", saturated(3), saturated(2));
}

#[test]
fn deep_relu() {
    let mut start = lab(&serde_json::json!({ "preset": "deep_relu" }));
    let evidence = start.snapshot().runs[1].verdict.evidence;
    assert!(matches!(evidence, Evidence::Backward(ratios) if ratios.error < 1e-5), "{evidence:?}");
    let (_, runs) = ended("deep_relu");
    assert_eq!(words(&runs), ["solved", "vanishing"]);
    let solved = over_seeds("deep_relu", |runs| {
        assert!((runs[1].cost - LN_2).abs() < 1e-3, "{}", runs[1].cost);
        runs[0].verdict.word == Word::Solved
    });
    assert!(solved >= 5, "He with most of eight seeds: {solved}");
}

/// The number of seeds, of eight, for which `holds` is true at a preset's end.
fn over_seeds(name: &str, holds: impl Fn(&[RunSnapshot]) -> bool) -> usize {
    let ends = (1..=8).map(|seed| {
        let mut lab = lab(&serde_json::json!({ "preset": name, "seed": seed }));
        lab.advance(u32::MAX);
        lab.snapshot().runs
    });
    ends.filter(|runs| holds(runs)).count()
}

#[test]
fn framework_defaults() {
    let (_, runs) = ended("framework_defaults");
    assert_eq!(words(&runs), ["vanishing", "solved", "solved", "solved", "solved"]);
    assert!((runs[0].cost - LN_2).abs() < 1e-3);
    let lab = lab(
        &serde_json::json!({ "preset": "framework_defaults", "runs": [{ "initializer": "pytorch_linear" }, { "initializer": "he" }] }),
    );
    let variance = |run: usize| lab.starts(run)[1].expected_stddev.unwrap().powi(2);
    assert!((6.0 * variance(0) / variance(1) - 1.0).abs() < 1e-12, "a sixth of He's variance");
}

#[test]
fn deep_linear() {
    let mut costs = [Vec::new(), Vec::new()];
    for seed in 1..=10 {
        let mut lab = lab(&serde_json::json!({ "preset": "deep_linear", "seed": seed }));
        lab.advance(100);
        for (run, costs) in costs.iter_mut().enumerate() {
            costs.push(cost_at(&mut lab, run, 100));
        }
    }
    let spread = |costs: &[f64]| {
        let (least, most) = costs.iter().fold((f64::MAX, 0.0_f64), |(l, m), &cost| (l.min(cost), m.max(cost)));
        most / least
    };
    assert!(spread(&costs[0]) < 1.5, "orthogonal: {:?}", costs[0]);
    assert!(spread(&costs[1]) > 10.0, "Gaussian: {:?}", costs[1]);
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

/// The shares of the seeds solved in each cell, of each run in turn.
fn solved_shares(experiment: &Json) -> Vec<f64> {
    let experiment = read_experiment(&serde_json::from_value::<Value>(experiment.clone()).expect("a tree"))
        .unwrap_or_else(|error| panic!("{error}"));
    let seeds = experiment.sweep.as_ref().expect("a sweep").seeds as usize;
    let trained = trained_on_all_cores(&experiment);
    trained.chunks(seeds).map(|cell| cell.iter().map(|trained| trained.solved).sum::<f64>() / seeds as f64).collect()
}

/// `tests/hundred_seeds.rs` counts its seeds.
#[test]
fn is_it_luck() {
    let preset = PRESETS.iter().find(|preset| preset.name == "is_it_luck").expect("a preset");
    let notebook = PRESETS[0].experiment();
    let mut experiment = preset.experiment();
    assert_eq!(experiment.labels(), ["Random × 10", "He"]);
    assert_eq!(experiment.sweep.take().map(|sweep| sweep.seeds), Some(100));
    experiment.runs.insert(0, notebook.runs[0].clone());
    assert_eq!(experiment.to_value(), notebook.to_value(), "the notebook");
}

#[test]
fn where_it_breaks() {
    let axis = |field, from, to, steps| json!({ "field": field, "from": from, "to": to, "steps": steps });
    let scale =
        |steps| json!({ "field": "network.weightScale", "from": 0.01, "to": 100, "steps": steps, "scale": "log" });
    let depths = |steps| axis("depth", 2, 10, steps);
    let with = |sweep| json!({ "preset": "where_it_breaks", "sweep": sweep });
    // The range that learns: nine scales, a factor of √10 apart, in 2, 6 and 10 layers.
    let shares = solved_shares(&with(json!({ "seeds": 20, "axes": [scale(9), depths(3)] })));
    let learns = |depth: usize| (0..9).filter(|x| shares[9 * depth + x] >= 0.5).collect::<Vec<_>>();
    assert_eq!([learns(0), learns(1), learns(2)], [vec![4, 5, 6], vec![4], vec![4]], "{shares:?}");
    // He's own size, in each depth.
    let own = axis("network.weightScale", 1, 1, 2);
    let shares = solved_shares(&with(json!({ "seeds": 40, "axes": [own, depths(9)] })));
    assert!(shares.iter().all(|&share| share > 0.6), "{shares:?}");
    // Left and right of it, the signal of ten layers vanishes and explodes.
    let start = json!({ "seeds": 10, "axes": [scale(2), depths(2)], "measure": "signal_ratio" });
    let read = read_experiment(&serde_json::from_value::<Value>(with(start)).expect("a tree")).expect("allowed");
    let trained = trained_on_all_cores(&read);
    let ratios = trained.chunks(10).map(|cell| {
        let ratio = MEASURES.iter().position(|measure| measure.name == "signal_ratio").expect("a measure");
        cell.iter().map(|trained| trained.values[ratio]).fold((f64::MAX, 0.0_f64), |(l, m), r| (l.min(r), m.max(r)))
    });
    let [_, _, (_, vanishes), (explodes, _)] = ratios.collect::<Vec<_>>()[..] else { panic!("four cells") };
    assert!(vanishes < 1e-12 && explodes > 1e12, "{vanishes}, {explodes}");
}

#[test]
fn scale_and_rate() {
    let scale =
        |steps| json!({ "field": "network.weightScale", "from": 0.01, "to": 100, "steps": steps, "scale": "log" });
    let rate = |from, to, steps| json!({ "field": "training.learningRate", "from": from, "to": to, "steps": steps, "scale": "log" });
    let with = |run: usize, axes: Json| {
        let runs = lab(&json!({ "preset": "scale_and_rate" })).experiment().to_value();
        let run = serde_json::to_value(&runs).expect("JSON")["runs"][run].clone();
        solved_shares(&json!({ "preset": "scale_and_rate", "runs": [run], "sweep": { "seeds": 20, "axes": axes } }))
    };
    // Gradient descent: the scales that most seeds solve move down as the rate moves up, and are few at each rate.
    let shares = with(0, json!([scale(17), rate(0.01, 1.0, 3)]));
    let middle = |y: usize| {
        let solved: Vec<usize> = (0..17).filter(|x| shares[17 * y + x] >= 0.5).collect();
        assert!((3..=9).contains(&solved.len()) && solved[solved.len() - 1] - solved[0] < 9, "{solved:?}");
        solved.iter().sum::<usize>() as f64 / solved.len() as f64
    };
    assert!(middle(0) > middle(1) + 1.0 && middle(1) > middle(2) + 1.0, "{shares:?}");
    // Adam, at a rate near 0.15: any scale.
    let shares = with(1, json!([scale(17), rate(0.15, 0.15, 2)]));
    assert!(shares.iter().all(|&share| share >= 0.5), "{shares:?}");
}

#[test]
fn how_deep() {
    let depths = |run: &str, from: u32, to: u32, steps: u32| {
        let axis = json!({ "field": "depth", "from": from, "to": to, "steps": steps });
        solved_shares(&json!({
            "preset": "how_deep",
            "runs": [{ "initializer": run }],
            "sweep": { "seeds": 20, "axes": [axis] },
        }))
    };
    let pytorch = depths("pytorch_linear", 1, 5, 3);
    assert!(pytorch[0] >= 0.5 && pytorch[2] == 0.0, "{pytorch:?}");
    for run in ["xavier", "orthogonal"] {
        let shares = depths(run, 5, 23, 2);
        assert!(shares[0] >= 0.9 && shares[1] < 0.1, "{run}: {shares:?}");
    }
    let he = depths("he", 23, 50, 2);
    assert!(he[0] >= 0.5 && he[1] < 0.1, "{he:?}");
}

#[test]
fn every_preset_has_its_test() {
    let tests: [(&str, fn()); PRESETS.len()] = [
        ("notebook", notebook),
        ("moons", moons),
        ("scale", scale),
        ("symmetry", symmetry),
        ("scale_sweep", scale_sweep),
        ("tanh_xavier", tanh_xavier),
        ("deep_relu", deep_relu),
        ("framework_defaults", framework_defaults),
        ("deep_linear", deep_linear),
        ("epsilon_trap", epsilon_trap),
        ("is_it_luck", is_it_luck),
        ("where_it_breaks", where_it_breaks),
        ("scale_and_rate", scale_and_rate),
        ("how_deep", how_deep),
    ];
    for (preset, (name, _)) in PRESETS.iter().zip(tests) {
        assert_eq!(preset.name, name);
        assert!(preset.sentence.len() < 260, "{}: a sentence, not an essay", preset.name);
    }
}
