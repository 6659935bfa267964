//! Verdicts: held to the words of an expert, and to faults that they had.

mod common;

use std::fmt::Write as _;

use common::{assert_tables, json, lab, list, number, text};
use init_lab::{Evidence, RunSnapshot, Verdict, Word};
use serde_json::{Value as Json, json};

const EXPERTS: &str = include_str!("fixtures/verdict-experts.json");

/// The run of an expert's experiment at its iteration.
fn run_of(case: &Json) -> RunSnapshot {
    let mut lab = lab(&case["experiment"]);
    lab.advance(number(&case["iteration"]) as u32);
    lab.snapshot().runs.swap_remove(number(&case["run"]) as usize)
}

/// The verdict on the only run of an experiment at an iteration.
fn verdict_at(experiment: &Json, iteration: u32) -> Verdict {
    let mut lab = lab(experiment);
    lab.advance(iteration);
    lab.snapshot().runs.swap_remove(0).verdict
}

fn names(words: &[Word]) -> Vec<&'static str> {
    words.iter().map(|word| word.name()).collect()
}

/// Words for a table: `solved`, `dead`.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Also compares docs/verdict-table.md with the table, or writes it if `UPDATE_DOCS` is set.
#[test]
fn words_are_an_experts_in_114_of_120_experiments() {
    let experts = json(EXPERTS);
    let cases = list(&experts);
    let run = |case| (case, run_of(case));
    let runs: Vec<(&Json, RunSnapshot)> = std::thread::scope(|scope| {
        let halves: Vec<_> =
            cases.chunks(60).map(|half| scope.spawn(move || half.iter().map(run).collect::<Vec<_>>())).collect();
        halves.into_iter().flat_map(|half| half.join().expect("verdicts")).collect()
    });
    let mut table =
        "| experiment | iteration | expert | verdict | evidence | agree |\n| --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    let mut differing = Vec::new();
    for (case, run) in runs {
        let Verdict { word, evidence, findings } = &run.verdict;
        assert_eq!(findings[0], *word, "the verdict is the first finding");
        let (expert, also) = (text(&case["word"]), case["also"].as_array().map_or(&[][..], Vec::as_slice));
        let also: Vec<&str> = also.iter().map(text).collect();
        let agrees = expert == word.name() || also.contains(&word.name());
        if !agrees {
            differing.push(format!("{}: {} for {expert}", text(&case["name"]), word.name()));
        }
        let others = if also.is_empty() { String::new() } else { format!(" ({})", listed(also.into_iter())) };
        let (name, iteration) = (text(&case["name"]).replace('|', "\\|"), number(&case["iteration"]));
        let (found, agree) = (listed(names(findings).into_iter()), if agrees { "yes" } else { "no" });
        writeln!(table, "| {name} | {iteration} | `{expert}`{others} | {found} | {evidence} | {agree} |")
            .expect("a string");
    }
    assert!(cases.len() == 120 && differing.len() <= 6, "{differing:#?}");
    assert_tables("verdict-table.md", &[("verdict-table", &table)]);
}

/// Points of class 0 around the origin, and of class 1 half a unit to the right.
fn points(counts: [usize; 2]) -> Json {
    let point = |(class, k): (usize, usize)| {
        let angle = k as f64 * 2.4 + class as f64;
        let radius = 0.2 + 0.6 * (k as f64 * 0.618_034).fract();
        json!([radius * angle.cos() + 0.5 * class as f64, radius * angle.sin(), class])
    };
    (0..2).flat_map(|class| (0..counts[class]).map(move |k| (class, k))).map(point).collect()
}

#[test]
fn zeros_on_200_points_against_4_are_not_solved() {
    let experiment =
        json!({ "dataset": { "name": "custom", "points": points([200, 4]) }, "runs": [{ "initializer": "zeros" }] });
    for iteration in [0, 500] {
        assert_eq!(verdict_at(&experiment, iteration).word, Word::Symmetric);
    }
}

#[test]
fn with_one_class_a_run_is_never_solved_and_says_so() {
    for initializer in ["he", "zeros"] {
        let experiment = json!({ "dataset": { "name": "custom", "points": points([0, 20]) }, "runs": [{ "initializer": initializer }] });
        for iteration in [0, 300, 15_000] {
            let Verdict { word, evidence, findings } = verdict_at(&experiment, iteration);
            assert!(word != Word::Solved && !findings.contains(&Word::Solved), "{word:?}");
            assert_eq!(evidence.to_string(), "Only one class: nothing to tell apart.");
        }
    }
}

#[test]
fn logistic_regression_at_its_optimum_has_converged() {
    let experiment = json!({
        "dataset": { "name": "blobs", "noise": 1.5 }, "network": { "hidden": [] },
        "training": { "learningRate": 1, "iterations": 5000 }, "runs": [{ "initializer": "random_normal" }],
    });
    for iteration in [3000, 5000] {
        assert_eq!(verdict_at(&experiment, iteration).word, Word::Converged, "{iteration}");
    }
}

#[test]
fn a_rate_too_small_leaves_a_run_unfinished_and_one_far_too_small_stalled() {
    for seed in [7, 55] {
        let notebook = json!({ "seed": seed, "runs": [{ "initializer": "he" }] });
        let Verdict { word, evidence, .. } = verdict_at(&notebook, 15_000);
        assert_eq!(word, Word::Unfinished, "{evidence}");
        assert!(
            evidence.to_string().contains("% of points classified correctly; the cost still fell by"),
            "{evidence}"
        );
    }
    let at_rate = |rate: f64| {
        let training = json!({ "learningRate": rate, "iterations": 3000 });
        let moons = json!({ "name": "moons", "noise": 0.2 });
        let experiment =
            json!({ "dataset": moons, "training": training, "seed": 4, "runs": [{ "initializer": "he" }] });
        verdict_at(&experiment, 3000).word
    };
    assert_eq!([1e-4, 1e-6].map(at_rate), [Word::Unfinished, Word::Stalled]);
}

#[test]
fn a_zero_output_layer_is_no_vanishing() {
    for output in [json!({ "initializer": "zeros" }), json!({ "initializer": "random_normal", "stddev": 1e-5 })] {
        let experiment = json!({ "runs": [{ "initializer": "he", "outputInitializer": output }] });
        for iteration in [0, 1, 2, 10, 100] {
            let verdict = verdict_at(&experiment, iteration);
            assert_eq!(names(&verdict.findings), ["learning"], "{iteration}: {}", verdict.evidence);
        }
    }
}

#[test]
fn large_relu_weights_are_exploding_and_saturated() {
    for (seed, stddev) in [(3, 10), (4, 10), (5, 20)] {
        let experiment = json!({ "seed": seed, "runs": [{ "initializer": "random_normal", "stddev": stddev }] });
        assert_eq!(names(&verdict_at(&experiment, 0).findings), ["exploding", "saturated"], "{seed}, {stddev}");
    }
}

#[test]
fn above_95_percent_a_run_is_solved_whatever_else_holds() {
    let experiment = json!({ "training": { "optimizer": "momentum", "momentum": 0.99, "iterations": 3000 }, "runs": [{ "initializer": "he" }] });
    let mut lab = lab(&experiment);
    for _ in 0..30 {
        lab.advance(100);
        let run = lab.snapshot().runs.swap_remove(0);
        let solved = run.balanced_accuracy.is_some_and(|accuracy| accuracy >= 0.95);
        assert_eq!(run.verdict.word == Word::Solved, solved, "{run:?}");
    }
    let symmetric = json!({ "dataset": { "name": "blobs", "noise": 0.5 }, "runs": [{ "initializer": "ones" }] });
    assert_eq!(names(&verdict_at(&symmetric, 1500).findings), ["solved", "symmetric"]);
}

#[test]
fn a_test_accuracy_that_is_far_lower_is_said() {
    let experiment = json!({
        "dataset": { "name": "moons", "noise": 0.6, "samples": 60 }, "network": { "hidden": [64, 64] },
        "training": { "optimizer": "adam" }, "runs": [{ "initializer": "he" }],
    });
    let Verdict { word, evidence, .. } = verdict_at(&experiment, 500);
    assert!(word == Word::Solved && matches!(evidence, Evidence::FitsOnly(train, test) if train > 0.95 && test < 0.8));
    assert!(evidence.to_string().starts_with("It fits the training set: "), "{evidence}");
}

#[test]
fn dead_units_stop_a_constant_of_minus_a_half_and_zeros_are_symmetric_first() {
    let constant = json!({ "runs": [{ "initializer": "constant", "value": -0.5 }] });
    assert_eq!(names(&verdict_at(&constant, 100).findings), ["dead", "symmetric"]);
    let zeros = json!({ "runs": [{ "initializer": "zeros" }] });
    assert_eq!(names(&verdict_at(&zeros, 100).findings), ["symmetric", "dead"]);
}

#[test]
fn a_cost_that_is_no_number_has_diverged_at_iteration_0() {
    let experiment = json!({
        "network": { "hidden": vec![16; 60], "activation": "identity", "weightScale": 1e6 }, "runs": [{ "initializer": "he" }],
    });
    let run = lab(&experiment).snapshot().runs.swap_remove(0);
    assert_eq!((run.verdict.word, run.diverged_at), (Word::Diverged, Some(0)));
}

#[test]
fn a_cost_that_swings_without_falling_is_stalled() {
    let experiment = json!({
        "dataset": { "name": "moons", "noise": 0.2 }, "network": { "hidden": [] },
        "training": { "learningRate": 30, "iterations": 2000 }, "runs": [{ "initializer": "he" }],
    });
    let Verdict { word, evidence, .. } = verdict_at(&experiment, 300);
    assert!(matches!(evidence, Evidence::Swings(60, low, high) if 1.1 * low < high), "{evidence:?}");
    assert_eq!(word, Word::Stalled);
}

/// A verdict needs costs and a gradient of earlier iterations. They are the same however the lab came here.
#[test]
fn a_verdict_depends_on_the_iteration_only() {
    let experiment = json!({
        "dataset": { "name": "moons" }, "training": { "iterations": 4000, "batchSize": 50 },
        "runs": [{ "initializer": "he" }, { "initializer": "random_normal", "stddev": 10 }, { "initializer": "zeros" }],
    });
    let verdicts = |lab: &mut init_lab::Lab| lab.snapshot().runs.into_iter().map(|run| run.verdict).collect::<Vec<_>>();
    let at = [1, 9, 10, 11, 100, 999, 2500, 4000];
    let mut drawn = lab(&experiment);
    let often: Vec<_> = at
        .iter()
        .map(|&iteration| {
            while drawn.iteration() < iteration {
                drawn.advance((iteration - drawn.iteration()).min(7));
                verdicts(&mut drawn);
            }
            verdicts(&mut drawn)
        })
        .collect();
    for (&iteration, expected) in at.iter().zip(&often) {
        let mut straight = lab(&experiment);
        straight.advance(iteration);
        assert_eq!(&verdicts(&mut straight), expected, "straight to {iteration}");
        drawn.seek(iteration);
        drawn.catch_up(u64::MAX);
        assert_eq!(&verdicts(&mut drawn), expected, "back to {iteration}");
    }
}

#[test]
fn nothing_is_called_healthy_that_is_right_less_often_than_by_chance() {
    let experiment = json!({
        "network": { "hidden": [10], "activation": "tanh" }, "runs": [{ "initializer": "random_normal", "stddev": 0.01 }],
    });
    let evidence = verdict_at(&experiment, 0).evidence.to_string();
    assert_eq!(evidence, "No problem detected. 49.3\u{a0}% correct so far, fewer than by chance.");
}

/// At a kink of ReLU the gradient does not shrink, however near the optimum is.
#[test]
fn a_run_at_a_kink_of_its_cost_has_converged() {
    for (data, rate, seed) in [("circles", 0.5, 1), ("circles", 0.5, 4), ("moons", 0.3, 3)] {
        let training = json!({ "learningRate": rate, "iterations": 20_000 });
        let experiment = json!({
            "dataset": { "name": data }, "network": { "hidden": [2] }, "training": training, "seed": seed,
            "runs": [{ "initializer": "he" }],
        });
        let Verdict { word, evidence, .. } = verdict_at(&experiment, 20_000);
        assert_eq!((word, evidence), (Word::Converged, Evidence::Undone), "{data}, {seed}");
    }
}

/// A cost that falls by less than 0.5 % in a fifth, but ever faster, is leaving a plateau.
#[test]
fn a_run_that_leaves_a_plateau_is_not_stalled() {
    let linear = json!({
        "dataset": { "name": "blobs", "noise": 1 }, "network": { "hidden": [8, 8, 8], "activation": "identity" },
        "training": { "learningRate": 0.05, "iterations": 4000 }, "seed": 1,
        "runs": [{ "initializer": "random_normal", "stddev": 0.05 }],
    });
    assert_eq!(verdict_at(&linear, 800).word, Word::Learning);
    let wide = json!({
        "network": { "hidden": [256] }, "training": { "learningRate": 0.1, "iterations": 2000 },
        "runs": [{ "initializer": "random_normal", "stddev": 0.001 }],
    });
    assert_eq!(verdict_at(&wide, 2000).word, Word::Unfinished);
}

/// Where the gradients of all mini-batches cancel out, each of them still moves the weights.
#[test]
fn a_gradient_of_0_is_no_optimum_of_mini_batches() {
    let experiment = |training: Json| {
        json!({
            "dataset": { "name": "moons" }, "network": { "hidden": [1], "activation": "softplus" },
            "training": training, "runs": [{ "initializer": "zeros" }],
        })
    };
    let batches = experiment(json!({ "batchSize": 32, "learningRate": 0.1, "iterations": 4000 }));
    assert_eq!(verdict_at(&batches, 0).word, Word::Learning);
    assert_eq!(verdict_at(&batches, 2000).word, Word::Learning);
    let whole = experiment(json!({ "learningRate": 0.1, "iterations": 4000 }));
    for iteration in [0, 2000] {
        assert_eq!(verdict_at(&whole, iteration).word, Word::Converged, "{iteration}");
    }
}
