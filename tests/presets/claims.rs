//! What each preset's sentence claims, over 40 seeds of the weights and, separately, 10 of the data.
//!
//! Seeds are the preset's own and those that follow it, as in a sweep on the page.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use init_lab::{PRESETS, Vary};
use serde_json::json;

use crate::cases::{Case, cases, preset};
use crate::common::{cost_at, lab};
use crate::stories::{Claim, STORIES, Story};

/// Seeds of the weights.
const WEIGHTS: u32 = 40;
/// Seeds of the data.
const DATA: u32 = 10;
/// The least share of the seeds in which a claim has to hold.
const LEAST: f64 = 0.8;

/// In how many seeds a claim holds.
struct Count {
    story: &'static Story,
    claim: &'static Claim,
    weights: usize,
    data: usize,
}

/// The counts of each story, trained once for all tests.
static COUNTS: [OnceLock<Vec<Count>>; STORIES.len()] = [const { OnceLock::new() }; STORIES.len()];

fn counts(place: usize) -> &'static [Count] {
    COUNTS[place].get_or_init(|| count(&STORIES[place]))
}

fn count(story: &'static Story) -> Vec<Count> {
    let [weights, data] = [(Vary::Weights, WEIGHTS), (Vary::Data, DATA)]
        .map(|(vary, seeds)| cases(story.preset, story.runs, vary, seeds));
    let holding = |cases: &[Case], claim: &Claim| cases.iter().filter(|case| (claim.holds)(case)).count();
    let of_claim = |claim| Count { story, claim, weights: holding(&weights, claim), data: holding(&data, claim) };
    story.claims.iter().map(of_claim).collect()
}

/// Checks that each claim of a preset holds in four of five seeds, of the weights and of the data, and that its sentence gives
/// the shares.
fn assert_claims_hold(name: &str) {
    let place = STORIES.iter().position(|story| story.preset == name).expect("a story");
    let sentence = preset(name).sentence;
    for Count { claim, weights, data, .. } in counts(place) {
        let shares = [*weights as f64 / f64::from(WEIGHTS), *data as f64 / f64::from(DATA)];
        assert!(
            shares.iter().all(|&share| share >= LEAST),
            "{name}: {} In {weights} of {WEIGHTS} seeds of the weights and {data} of {DATA} of the data.",
            claim.text
        );
        let said = claim.said.replace("{}", &weights.to_string());
        assert!(sentence.contains(&said), "{name}: “{said}” is not in “{sentence}”");
    }
}

#[test]
fn notebook() {
    assert_claims_hold("notebook");
}

#[test]
fn confidently_wrong() {
    assert_claims_hold("confidently_wrong");
}

#[test]
fn moons() {
    assert_claims_hold("moons");
}

#[test]
fn scale() {
    assert_claims_hold("scale");
}

#[test]
fn symmetry() {
    assert_claims_hold("symmetry");
}

#[test]
fn scale_range() {
    assert_claims_hold("scale_range");
}

#[test]
fn deep_tanh() {
    assert_claims_hold("deep_tanh");
}

#[test]
fn he_at_depth() {
    assert_claims_hold("he_at_depth");
}

#[test]
fn tool_defaults() {
    assert_claims_hold("tool_defaults");
}

#[test]
fn loss_forgives() {
    assert_claims_hold("loss_forgives");
}

#[test]
fn deep_linear() {
    assert_claims_hold("deep_linear");
    // Orthogonal weights start alike with every seed, Gaussian ones do not.
    let mut costs = [Vec::new(), Vec::new()];
    for seed in 1..=10 {
        let mut lab = lab(&json!({ "preset": "deep_linear", "seed": seed }));
        lab.advance(100);
        for (run, costs) in costs.iter_mut().enumerate() {
            costs.push(cost_at(&mut lab, run, 100));
        }
    }
    let spread =
        |costs: &[f64]| costs.iter().copied().fold(0.0, f64::max) / costs.iter().copied().fold(f64::MAX, f64::min);
    assert!(spread(&costs[0]) < 1.5, "orthogonal: {:?}", costs[0]);
    assert!(spread(&costs[1]) > 10.0, "Gaussian: {:?}", costs[1]);
}

/// A preset of the menu that is no sweep has a story, and gives a share.
#[test]
fn are_made_by_each_preset_of_the_menu() {
    for preset in PRESETS.iter().filter(|preset| preset.is_listed && preset.experiment().sweep.is_none()) {
        let story = STORIES.iter().find(|story| story.preset == preset.name);
        let story = story.unwrap_or_else(|| panic!("{} has no claims", preset.name));
        assert!(story.claims.iter().any(|claim| claim.said.contains("{}")), "{} gives no share", preset.name);
    }
}

/// Writes the table if the environment variable `INIT_LAB_WRITE_FIXTURES` is set.
#[test]
fn are_tabulated_in_the_documents() {
    let mut table = format!(
        "| preset | claim | of {WEIGHTS} seeds of the weights | of {DATA} seeds of the data |\n| --- | --- | --- | --- |\n"
    );
    for Count { story, claim, weights, data } in (0..STORIES.len()).flat_map(counts) {
        writeln!(table, "| `{}` | {} | {weights} | {data} |", story.preset, claim.text).expect("a string");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/presets.md");
    let current = std::fs::read_to_string(&path).expect("the page");
    let (open, close) = ("<!-- claims, from runs -->", "<!-- /claims -->");
    let (before, rest) = current.split_once(open).expect("the opening marker");
    let (_, after) = rest.split_once(close).expect("the closing marker");
    let correct = format!("{before}{open}\n\n{table}\n{close}{after}");
    if std::env::var_os("INIT_LAB_WRITE_FIXTURES").is_some() {
        std::fs::write(&path, correct).expect("docs/ is writable");
    } else {
        assert!(current == correct, "docs/presets.md has other shares than the runs. They are:\n{table}");
    }
}
