//! The presets that open with a sweep.

use init_lab::{MEASURES, PRESETS, Value, read_experiment};
use serde_json::{Value as Json, json};

use crate::common::{lab, trained_on_all_cores};

/// The shares of the seeds solved in each cell, of each run in turn.
fn solved_shares(experiment: &Json) -> Vec<f64> {
    let experiment = read_experiment(&serde_json::from_value::<Value>(experiment.clone()).expect("a tree"))
        .unwrap_or_else(|error| panic!("{error}"));
    let seeds = experiment.sweep.as_ref().expect("a sweep").seeds as usize;
    let trained = trained_on_all_cores(&experiment);
    trained.chunks(seeds).map(|cell| cell.iter().map(|trained| trained.solved).sum::<f64>() / seeds as f64).collect()
}

/// `hundred.rs` counts its seeds.
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
