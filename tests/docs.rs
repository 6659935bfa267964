//! The tables in docs/ are those of the code.

use std::fmt::Write as _;
use std::path::Path;

use init_lab::{FIELDS, Fallback, SCHEMES};

/// Compares what stands between the markers of a page with `table`. What it should be is left in `target/tmp`.
fn assert_table(page: &str, marker: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = std::fs::read_to_string(&path).expect("the page");
    let (open, close) = (format!("<!-- {marker} -->"), format!("<!-- /{marker} -->"));
    let (before, rest) = text.split_once(&open).expect("the opening marker");
    let (current, after) = rest.split_once(&close).expect("the closing marker");
    let correct = Path::new(env!("CARGO_TARGET_TMPDIR")).join(page);
    std::fs::write(&correct, format!("{before}{open}\n\n{table}\n{close}{after}")).expect("target/tmp is writable");
    assert!(current.trim() == table.trim(), "docs/{page} is not up to date: copy {} over it", correct.display());
}

#[test]
fn fields_of_an_experiment() {
    let mut table = "| field | default | allowed | what it does |\n| --- | --- | --- | --- |\n".to_owned();
    for field in FIELDS {
        let default = match &field.default {
            Fallback::Number(number) => format!("{number}"),
            Fallback::Name(name) => format!("`{name}`"),
            Fallback::Integers(numbers) => format!("{numbers:?}"),
            Fallback::Empty => "none".to_owned(),
            Fallback::OneMoreThan(other) => format!("`{other}` + 1"),
            Fallback::NotebookRuns => "the notebook’s three".to_owned(),
            Fallback::Required => "has to be given".to_owned(),
        };
        writeln!(table, "| `{}` | {default} | {} | {} |", field.path, field.allowed(), field.help).expect("a string");
    }
    assert_table("experiment.md", "fields", &table);
}

#[test]
fn initializers() {
    let mut table =
        "| name | weights | parameters | what it does | source |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for scheme in &SCHEMES {
        let parameters: Vec<String> = scheme
            .parameters
            .iter()
            .map(|p| format!("`{}` = {} ({} to {}): {}", p.name, p.default, p.min, p.max, p.help))
            .collect();
        let formula = scheme.with_defaults().formula();
        let (summary, source) = (scheme.summary, scheme.source);
        let parameters = if parameters.is_empty() { "none".to_owned() } else { parameters.join("<br>") };
        writeln!(table, "| `{}` | {formula} | {parameters} | {summary} | {source} |", scheme.name).expect("a string");
    }
    assert_table("initializers.md", "initializers", &table);
}
