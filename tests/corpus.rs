//! Every text in the corpus of the fuzzer is read or refused as tests/readers says. fuzz/corpus has a file for each
//! reader, with a text a line: what the fuzzer started from, and what it found.

mod readers;

use std::path::Path;

/// The line that is read, which a failure names.
struct Place<'a>(&'a str, usize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("while reading fuzz/corpus/{}.jsonl, line {}", self.0, self.1);
        }
    }
}

fn replay(name: &str, read: fn(&str)) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/corpus/{name}.jsonl"));
    let corpus = std::fs::read_to_string(&path).expect("the corpus");
    for (k, text) in corpus.lines().enumerate() {
        let _place = Place(name, k + 1);
        read(text);
    }
    assert!(corpus.lines().count() >= 5, "no corpus");
}

#[test]
fn experiments() {
    replay("experiment", readers::experiment);
}

#[test]
fn starting_weights() {
    replay("weights", readers::weights);
}

#[test]
fn sessions() {
    replay("session", readers::session);
}

#[test]
fn sweeps() {
    replay("sweep", readers::sweep);
}
