//! The notebook over a hundred seeds: held to what NumPy trained (`tests/fixtures/make_sweeps.py`), and what texts say of it.

use std::sync::LazyLock;

use init_lab::{Experiment, MEASURES, Summary, Trained, summarize};
use serde_json::Value as Json;

use crate::cases::preset;
use crate::common::{json, list, number, trained_on_all_cores};

static FIXTURE: LazyLock<Json> = LazyLock::new(|| json(include_str!("../fixtures/sweep-notebook.json")));

/// A sweep's results: a list for each run, by seed.
struct Swept {
    labels: Vec<String>,
    runs: Vec<Vec<Trained>>,
}

impl Swept {
    fn of(experiment: &Experiment) -> Self {
        let labels = experiment.labels();
        let trained = trained_on_all_cores(experiment);
        let seeds = trained.len() / labels.len();
        Self { labels, runs: trained.chunks(seeds).map(<[Trained]>::to_vec).collect() }
    }

    fn run(&self, label: &str) -> &[Trained] {
        let place = self.labels.iter().position(|other| other == label);
        &self.runs[place.unwrap_or_else(|| panic!("{label}"))]
    }
}

/// The preset on luck: Random × 10 and He, trained once for all tests.
static HUNDRED: LazyLock<Swept> = LazyLock::new(|| Swept::of(&preset("is_it_luck").experiment()));

/// The trainings of one of the notebook's runs that are among the hundred, by seed from the notebook's own.
pub fn known(label: &str) -> Option<&'static [Trained]> {
    HUNDRED.labels.iter().position(|other| other == label).map(|place| HUNDRED.runs[place].as_slice())
}

/// A measure of each training.
fn values(run: &[Trained], property: &str) -> Vec<f64> {
    let place = MEASURES.iter().position(|measure| measure.property == property).expect("a measure");
    run.iter().map(|trained| trained.values[place]).collect()
}

fn solved(run: &[Trained]) -> Vec<u8> {
    run.iter().map(|trained| trained.solved as u8).collect()
}

/// NumPy's run of this label.
fn numpy(label: &str) -> &'static Json {
    list(&FIXTURE["notebook"]).iter().find(|run| run["label"] == label).unwrap_or_else(|| panic!("{label}"))
}

/// The difference of two numbers, relative to the second; 0 if both are the same infinity.
fn distance(value: f64, expected: f64) -> f64 {
    if value == expected || value.is_nan() && expected.is_nan() {
        return 0.0;
    }
    ((value - expected) / expected).abs()
}

/// A number, also one that JSON has no notation for.
fn any_number(value: &Json) -> f64 {
    value.as_str().map_or_else(|| number(value), |word| word.parse().expect("NaN or an infinity"))
}

fn any_numbers(value: &Json) -> Vec<f64> {
    list(value).iter().map(any_number).collect()
}

/// The entries of a summary by their names in the fixture; shares only where something was trained.
fn entries(summary: Summary) -> [(&'static str, f64); 9] {
    let names = ["median", "q10", "q25", "q75", "q90", "n", "solvedShare", "solvedLow", "solvedHigh"];
    let values = summary.numbers();
    std::array::from_fn(|k| (names[k], values[k]))
}

fn assert_same_summary(summary: Summary, expected: &Json, tolerance: f64, what: &str) {
    for (name, value) in entries(summary) {
        let expected = expected.get(name).map_or(f64::NAN, any_number);
        assert!(distance(value, expected) <= tolerance, "{what}, {name}: {value}, not {expected}");
    }
}

/// Where NumPy's two orders of summation agree, so does ours.
#[test]
fn he_ends_where_numpy_ends() {
    let (he, expected) = (HUNDRED.run("He"), numpy("He"));
    assert!(number(&expected["spread"]["relativeCost"]) < 1e-10, "NumPy agrees with itself");
    for property in ["cost", "trainAccuracy", "testAccuracy", "iterationsToSolve"] {
        let (ours, theirs) = (values(he, property), any_numbers(&expected["trainings"][property]));
        for (seed, (value, expected)) in ours.iter().zip(&theirs).enumerate() {
            assert!(distance(*value, *expected) <= 1e-9, "{property} of seed {}: {value}, not {expected}", seed + 3);
        }
        assert_same_summary(summarize(&ours, &solved(he)), &expected["summaries"][property], 1e-9, property);
    }
    for (iteration, quantiles) in expected["curve"].as_object().expect("an object") {
        let place = init_lab::measured_iterations(15_000)
            .position(|at| at.to_string() == *iteration)
            .unwrap_or_else(|| panic!("{iteration} is measured"));
        let costs: Vec<f64> = he.iter().map(|trained| trained.curve[place]).collect();
        let summary = summarize(&costs, &[]);
        for (name, value) in &entries(summary)[..5] {
            assert!(distance(*value, number(&quantiles[*name])) <= 1e-9, "{name} at {iteration}");
        }
    }
}

#[test]
fn zeros_end_where_numpy_ends() {
    let experiment = serde_json::from_value(serde_json::json!({
        "runs": [{ "initializer": "zeros" }], "sweep": { "seeds": 2 },
    }));
    let experiment = Experiment::from_value(&experiment.expect("a tree")).expect("allowed");
    let expected = numpy("Zeros");
    for trained in trained_on_all_cores(&experiment) {
        for property in ["cost", "trainAccuracy", "testAccuracy", "iterationsToSolve"] {
            let value = values(std::slice::from_ref(&trained), property)[0];
            for expected in any_numbers(&expected["trainings"][property]) {
                assert!(distance(value, expected) <= 1e-12, "{property}: {value}, not {expected}");
            }
        }
    }
}

/// Random × 10 amplifies every rounding. Ours may differ from NumPy's first order of summation as the second one does: in
/// no more than `SPREADS` times as many seeds, and in medians and quantiles by no more than NumPy does from itself at a
/// seed. (If no training moves by more than s, no quantile does.)
#[test]
fn large_weights_end_within_numpys_own_spread() {
    const SPREADS: f64 = 2.0;
    let (large, expected) = (HUNDRED.run("Random × 10"), numpy("Random × 10"));
    let (first, second) = (&expected["trainings"], &expected["reversed"]);
    for property in ["trainAccuracy", "testAccuracy"] {
        let [ours, first, second] =
            [values(large, property), any_numbers(&first[property]), any_numbers(&second[property])];
        let differing = |other: &[f64]| other.iter().zip(&first).filter(|(a, b)| a != b).count() as f64;
        assert!(differing(&ours) <= SPREADS * differing(&second), "{property}: {} differ", differing(&ours));
        let quantiles = |values: &[f64]| entries(summarize(values, &[])).map(|(_, value)| value);
        let [ours, first, second] = [quantiles(&ours), quantiles(&first), quantiles(&second)];
        let furthest = |other: &[f64]| other[..5].iter().zip(&first).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let spread = number(&expected["spread"][property]);
        assert!(furthest(&second) <= spread, "{property}: {second:?}, not {first:?}");
        assert!(furthest(&ours) <= spread, "{property}: {ours:?}, not {first:?}");
    }
    let share = |summary: &Json| number(&summary["solvedShare"]);
    let ours = entries(summarize(&values(large, "cost"), &solved(large)))[6].1;
    assert!((ours - share(&expected["summaries"]["cost"])).abs() <= 0.02, "{ours} solved");
}

/// The sentence of the preset gives the counts of these seeds.
#[test]
fn it_is_no_luck() {
    let (large, he) = (HUNDRED.run("Random × 10"), HUNDRED.run("He"));
    let count = |run: &[Trained]| solved(run).iter().map(|&solved| u32::from(solved == 1)).sum::<u32>();
    let costs = [large, he].map(|run| values(run, "cost"));
    let lower = costs[0].iter().zip(&costs[1]).filter(|(large, he)| large < he).count();
    let preset = preset("is_it_luck");
    let first = preset.experiment().seed;
    for said in [
        format!("100 random starts, seeds {first} to {}.", first + 99),
        format!("He solves {} of them, Random × 10 solves {}", count(he), count(large)),
        format!("in {lower} of 100, Random × 10 ends at the lower cost"),
    ] {
        assert!(preset.sentence.contains(&said), "“{said}” is not in “{}”", preset.sentence);
    }
}
