//! Holds each preset's sentence to runs: over many seeds, or with the seed that it names.

mod cases;
mod claims;
#[path = "../common/mod.rs"]
mod common;
mod ends;
mod hundred;
mod stories;
mod sweeps;

use init_lab::PRESETS;

/// A sentence, not an essay.
#[test]
fn sentences_are_short() {
    for preset in &PRESETS {
        assert!(preset.sentence.len() < 280, "{}: {} bytes", preset.name, preset.sentence.len());
    }
}
