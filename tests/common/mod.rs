//! Shared helpers of tests: fixtures, labs, and settings of property tests.
#![allow(dead_code)]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use init_lab::{Experiment, Lab, Sweep, SweepTrainer, Trained, Value, read_experiment};
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value as Json;

/// Compares the text between the markers of a page with tables, (marker, table) each, or writes the tables if
/// `UPDATE_DOCS` is set.
pub fn assert_tables(page: &str, tables: &[(&str, &str)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let current = std::fs::read_to_string(&path).expect("the page");
    let mut correct = current.clone();
    for (marker, table) in tables {
        let (open, close) = (format!("<!-- generated: {marker} -->"), "<!-- /generated -->");
        let (before, rest) = correct.split_once(&open).expect("the opening marker");
        let (_, after) = rest.split_once(close).expect("the closing marker");
        correct = format!("{before}{open}\n\n{table}\n{close}{after}");
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &correct).expect("docs/ is writable");
    } else {
        assert!(current == correct, "docs/{page} is not what the catalogue says: run `npm run docs`");
    }
}

/// A fixture's text as JSON.
pub fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("valid JSON")
}

/// The items of a list.
pub fn list(value: &Json) -> &[Json] {
    value.as_array().expect("an array")
}

/// The numbers of a list.
pub fn numbers(value: &Json) -> Vec<f64> {
    list(value).iter().map(number).collect()
}

/// A number.
pub fn number(value: &Json) -> f64 {
    value.as_f64().expect("a number")
}

/// A string.
pub fn text(value: &Json) -> &str {
    value.as_str().expect("a string")
}

/// The lab of an experiment.
pub fn lab(experiment: &Json) -> Lab {
    let value: Value = serde_json::from_value(experiment.clone()).expect("a tree");
    Lab::new(read_experiment(&value).unwrap_or_else(|error| panic!("{error}")))
}

/// Every training of a sweep, in the order of the results, on all cores.
pub fn trained_on_all_cores(experiment: &Experiment) -> Vec<Trained> {
    let sweep = Sweep::new(experiment);
    train_on_all_cores(&sweep, &(0..sweep.count()).collect::<Vec<_>>())
}

/// The trainings of a sweep with these numbers, in the order of the results, on all cores.
pub fn train_on_all_cores(sweep: &Sweep, numbers: &[usize]) -> Vec<Trained> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let share = || {
        let mut trainer = SweepTrainer::new(sweep.clone());
        let mut done = Vec::new();
        while let Some(&number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
            trainer.start(number);
            trainer.advance(u32::MAX);
            done.push(trainer.result());
        }
        done
    };
    let mut all: Vec<Trained> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(share)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a share")).collect()
    });
    all.sort_by_key(|trained| trained.training.index);
    all
}

/// Trainings by run, in their order.
pub fn run_by_run(trained: Vec<Trained>, runs: usize) -> Vec<Vec<Trained>> {
    let mut by_run = vec![Vec::new(); runs];
    for trained in trained {
        by_run[trained.training.run].push(trained);
    }
    by_run
}

/// |value − expected| / |expected|.
pub fn relative_error(value: f64, expected: f64) -> f64 {
    ((value - expected) / expected).abs()
}

/// The recorded cost of a run at an iteration.
pub fn cost_at(lab: &mut Lab, run: usize, iteration: u32) -> f64 {
    let costs = lab.costs(run);
    costs.iter().find(|(at, _)| *at == iteration).unwrap_or_else(|| panic!("no cost at {iteration}")).1
}

/// Whether this is `npm run fuzz`: tests draw new random cases, and check all cases instead of a part.
pub fn is_fuzz() -> bool {
    std::env::var_os("INIT_LAB_FUZZ").is_some()
}

/// The seed of property tests.
const PROPERTY_SEED: u64 = 20_261_129;

/// The configuration of a property test: the same cases everywhere, or ten times as many new ones if [`is_fuzz`].
pub fn property_test(cases: u32) -> Config {
    let (cases, rng_seed) =
        if is_fuzz() { (10 * cases, RngSeed::Random) } else { (cases, RngSeed::Fixed(PROPERTY_SEED)) };
    Config { cases, rng_seed, ..Config::default() }
}
