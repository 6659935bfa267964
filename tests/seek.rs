//! Going back and forward: every number is the one that training straight to that iteration gives.

mod common;

use common::property_test;
use init_lab::{Experiment, Lab, Value};
use proptest::prelude::*;

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("valid JSON")
}

/// Runs with memory: of gradients, of the order of mini-batches, of an end of its own, of a rate of its own; and one that
/// diverges.
const EXPERIMENT: &str = r#"{
    "dataset": { "samples": 40, "testSamples": 10 },
    "network": { "hidden": [6, 6] },
    "training": { "iterations": 400, "learningRateChanges": [[50, 0.2], [120, 0.02]] },
    "runs": [
        { "initializer": "he" },
        { "initializer": "he", "training": { "optimizer": "adam", "batchSize": 7 } },
        { "initializer": "random_normal", "stddev": 3, "training": { "optimizer": "momentum", "iterations": 150 } },
        { "initializer": "xavier", "training": { "optimizer": "rmsprop", "learningRate": 0.05 } },
        { "initializer": "random_normal", "stddev": 10, "training": { "learningRate": 100, "loss": "mse" } },
        { "initializer": "random_normal", "stddev": 30, "label": "diverges", "training": { "learningRate": 100 } }
    ]
}"#;

fn lab(json: &str) -> Lab {
    Lab::new(Experiment::from_value(&value(json)).expect("allowed"))
}

/// All that can be read from a lab, to the last bit.
fn readings(lab: &mut Lab) -> Vec<String> {
    let snapshot = lab.snapshot();
    let runs = 0..snapshot.runs.len();
    let numbers = |numbers: Vec<f64>| numbers.into_iter().map(f64::to_bits).collect::<Vec<_>>();
    let mut all = vec![format!("{} {}", snapshot.iteration, snapshot.learning_rate.to_bits())];
    for run in runs {
        let costs: Vec<_> = lab.costs(run).into_iter().map(|(at, cost)| (at, cost.to_bits())).collect();
        let state = serde_json::to_string(&snapshot.runs[run]).expect("JSON");
        all.push(format!("{:?} {costs:?} {state}", numbers(lab.network(run).parameters())));
    }
    all
}

/// The readings after training straight to the iteration that a lab has reached, and those `more` updates later.
fn straight(experiment: &Value, iteration: u32, more: u32) -> [Vec<String>; 2] {
    let mut lab = Lab::new(Experiment::from_value(experiment).expect("a lab's own experiment"));
    lab.advance(iteration);
    let there = readings(&mut lab);
    lab.advance(more);
    [there, readings(&mut lab)]
}

/// Compares a lab with training straight there. Training on shows that optimizers and batches are restored too.
fn check(lab: &mut Lab, what: &str) {
    lab.catch_up(u64::MAX);
    let [there, later] = straight(&lab.experiment().to_value(), lab.iteration(), 33);
    assert_eq!(readings(lab), there, "{what}");
    let mut on = lab.clone();
    on.advance(33);
    assert_eq!(readings(&mut on), later, "{what}, then on");
}

#[test]
fn every_iteration_has_the_bits_of_training_straight_there() {
    let mut lab = lab(EXPERIMENT);
    lab.advance(u32::MAX);
    assert!(lab.snapshot().runs[5].diverged_at.is_some_and(|at| at > 0), "one run diverges on its way");
    for iteration in [399, 0, 150, 151, 149, 50, 51, 400, 1, 7, 8, 120, 333] {
        assert_eq!(lab.seek(iteration), iteration);
        check(&mut lab, &format!("iteration {iteration}"));
        assert_eq!(lab.furthest(), 400);
    }
    assert_eq!(lab.seek(u32::MAX), 400);
    check(&mut lab, "the end");
}

#[test]
fn a_run_that_diverged_has_not_yet_at_that_iteration() {
    let mut lab = lab(EXPERIMENT);
    lab.advance(u32::MAX);
    let at = lab.snapshot().runs[5].diverged_at.expect("it diverges");
    for (iteration, diverged) in [(at, false), (at + 1, true), (at - 1, false), (400, true)] {
        lab.seek(iteration);
        lab.catch_up(u64::MAX);
        assert_eq!(lab.snapshot().runs[5].diverged_at.is_some(), diverged, "iteration {iteration}, diverged at {at}");
    }
}

#[test]
fn going_back_trains_again_from_a_state_nearby_and_forward_hardly_at_all() {
    let mut lab = lab(r#"{ "training": { "iterations": 4000 } }"#);
    lab.advance(4000);
    for iteration in [3999, 2345, 17, 3000, 3999] {
        lab.seek(iteration);
        assert!(lab.behind() <= 3 * 4000 / 32, "{} updates to {iteration}", lab.behind());
        lab.catch_up(u64::MAX);
    }
}

#[test]
fn states_of_a_course_that_was_replaced_are_forgotten() {
    let mut lab = lab(r#"{ "training": { "iterations": 500 } }"#);
    lab.advance(500);
    lab.seek(200);
    lab.catch_up(u64::MAX);
    lab.set_learning_rate(&value("0.3")).unwrap();
    assert_eq!(lab.furthest(), 200);
    for iteration in [500, 200, 201, 450] {
        lab.seek(iteration);
        check(&mut lab, &format!("iteration {iteration} of the new course"));
    }
}

#[test]
fn a_rewound_lab_goes_forward_again() {
    let mut lab = lab(EXPERIMENT);
    lab.advance(300);
    lab.rewind();
    assert_eq!((lab.iteration(), lab.behind(), lab.furthest()), (0, 0, 300));
    lab.seek(290);
    assert!(lab.behind() < 6 * 290, "from kept states, not from 0");
    check(&mut lab, "forward");
}

#[test]
fn a_network_too_large_to_be_kept_is_trained_again_from_its_first_weights() {
    let mut lab = lab(
        r#"{ "dataset": { "samples": 4, "testSamples": 0 }, "network": { "hidden": [256, 256, 256, 256, 256, 256, 256, 256] },
            "training": { "iterations": 6 }, "runs": [{ "initializer": "he" }, { "initializer": "lsuv" }, { "initializer": "xavier" }] }"#,
    );
    lab.advance(6);
    lab.seek(3);
    assert_eq!(lab.behind(), 3 * 3, "8 × 256 units take more than a third of 8 MiB");
    check(&mut lab, "iteration 3");
}

#[test]
fn a_run_that_was_trained_beyond_its_new_end_stays_at_that_end() {
    let mut lab = lab(
        r#"{ "dataset": { "samples": 12, "testSamples": 3 }, "network": { "hidden": [3] }, "training": { "iterations": 60 },
            "runs": [{ "initializer": "he" }, { "initializer": "he", "training": { "iterations": 20 } }] }"#,
    );
    lab.advance(12);
    lab.seek(3);
    lab.set_iterations(&value("3")).unwrap();
    assert_eq!(lab.seek(50), 20, "the end of the longer run");
    check(&mut lab, "shortened");
    lab.set_iterations(&value("40")).unwrap();
    lab.seek(30);
    check(&mut lab, "and longer again");
}

/// A step of a session with a lab.
#[derive(Clone, Debug)]
enum Step {
    Advance(u32),
    Seek(u32),
    CatchUp(u64),
    Rate(u8),
    Iterations(u32),
    Add(u8),
    Remove(usize),
    Move(usize, usize),
    Replace(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..120_u32).prop_map(Step::Advance),
        4 => (0..450_u32).prop_map(Step::Seek),
        2 => (0..300_u64).prop_map(Step::CatchUp),
        2 => (1..40_u8).prop_map(Step::Rate),
        1 => (0..450_u32).prop_map(Step::Iterations),
        1 => (0..4_u8).prop_map(Step::Add),
        1 => (0..6_usize).prop_map(Step::Remove),
        1 => (0..6_usize, 0..6_usize).prop_map(|(from, to)| Step::Move(from, to)),
        1 => (0..6_usize).prop_map(Step::Replace),
    ]
}

fn take(lab: &mut Lab, step: &Step) {
    let adam =
        value(r#"{ "initializer": "he", "label": "added", "training": { "optimizer": "adam", "batchSize": 9 } }"#);
    // What a lab refuses changes nothing.
    match *step {
        Step::Advance(count) => drop(lab.advance(count)),
        Step::Seek(iteration) => drop(lab.seek(iteration)),
        Step::CatchUp(updates) => drop(lab.catch_up(updates)),
        Step::Rate(hundredths) => drop(lab.set_learning_rate(&Value::from(f64::from(hundredths) / 100.0))),
        Step::Iterations(iterations) => drop(lab.set_iterations(&Value::from(iterations))),
        Step::Add(index) => drop(lab.add_run(&adam, index.into())),
        Step::Remove(index) => drop(lab.remove_run(index)),
        Step::Move(from, to) => drop(lab.move_run(from, to)),
        Step::Replace(index) => drop(lab.set_run(index, &adam)),
    }
}

proptest! {
    #![proptest_config(property_test(40))]

    #[test]
    fn no_session_leaves_the_course_of_its_experiment(steps in prop::collection::vec(step(), 1..14)) {
        let mut lab = lab(EXPERIMENT);
        for step in &steps {
            take(&mut lab, step);
        }
        check(&mut lab, &format!("{steps:?}"));
    }
}
