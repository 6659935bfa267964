//! Checks the tables in docs/ against the code.

use std::fmt::Write as _;

mod common;

use common::assert_tables;
use init_lab::{
    ACTIVATIONS, ALIASES, Activation, FIELDS, Fallback, GENERATORS, Generator, INITIALIZER_KINDS, InitializerKind,
    LOSSES, Loss, MEASURES, OPTIMIZERS, Optimizer, PRESETS, Parameter, ParameterKind, Preset, Word,
};

#[test]
fn fields_of_an_experiment() {
    let mut table = "| field | default | allowed | what it does |\n| --- | --- | --- | --- |\n".to_owned();
    for field in FIELDS {
        let default = match &field.default {
            Fallback::Number(number) => format!("{number}"),
            Fallback::Boolean(value) => format!("{value}"),
            Fallback::Name(name) => format!("`{name}`"),
            Fallback::Integers(numbers) => format!("{numbers:?}"),
            Fallback::Empty | Fallback::Nothing => "none".to_owned(),
            Fallback::ClassNumbers => "0, 1".to_owned(),
            Fallback::OneMoreThan(other) => format!("`{other}` + 1"),
            Fallback::NotebookRuns => "the notebook’s three".to_owned(),
            Fallback::Required => "has to be given".to_owned(),
        };
        writeln!(table, "| `{}` | {default} | {} | {} |", field.path, field.allowed(), field.help).expect("a string");
    }
    assert_tables("experiment.md", &[("fields", &table)]);
}

#[test]
fn initializers() {
    let relu = Activation::find("relu").expect("in the catalogue");
    let mut table =
        "| name | family | start | parameters | what it does | default of | source |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    let described = |p: &Parameter| match &p.kind {
        ParameterKind::Number { default, min, max } => {
            format!("`{}` = {default} ({min} to {max}): {}", p.name, p.help)
        }
        ParameterKind::Choice(names) => format!("`{}` = {} ({}): {}", p.name, names[0], names.join(", "), p.help),
    };
    for kind in &INITIALIZER_KINDS {
        let parameters: Vec<String> = kind.parameters.iter().map(described).collect();
        let parameters = if parameters.is_empty() { "none".to_owned() } else { parameters.join("<br>") };
        let formula = kind.with_defaults().formula(relu).text();
        let InitializerKind { name, family, summary, source, default_of, .. } = kind;
        let family = family.title();
        writeln!(table, "| `{name}` | {family} | {formula} | {parameters} | {summary} | {default_of} | {source} |")
            .expect("a string");
    }
    assert_tables("initializers.md", &[("initializers", &table), ("aliases", &aliases())]);
}

/// The initializers behind PyTorch's names, by the square of the activation function's gain.
fn aliases() -> String {
    let mut table = "| alias | gain² = 2 | gain² = 1 | another gain² |\n| --- | --- | --- | --- |\n".to_owned();
    for alias in &ALIASES {
        let stands_for = ["relu", "sigmoid", "tanh"].map(|activation| {
            let initializer = alias.resolve(None, None, Activation::find(activation).expect("in the catalogue"));
            let mut parameters: Vec<String> = initializer.parameters.iter().map(ToString::to_string).collect();
            if activation == "tanh" {
                "gain²".clone_into(&mut parameters[0]);
            }
            let parameters =
                if parameters.is_empty() { String::new() } else { format!(" ({})", parameters.join(", ")) };
            format!("`{}`{parameters}", initializer.kind.name)
        });
        writeln!(table, "| `{}` | {} |", alias.name, stands_for.join(" | ")).expect("a string");
    }
    table
}

#[test]
fn data_sets() {
    let mut table = "| name | what it looks like | shown with noise | source |\n| --- | --- | --- | --- |\n".to_owned();
    for Generator { name, summary, noise, source, .. } in &GENERATORS {
        writeln!(table, "| `{name}` | {summary} | {noise} | {source} |").expect("a string");
    }
    assert_tables("datasets.md", &[("datasets", &table)]);
}

#[test]
fn functions() {
    let mut table = "| activation | f(z) | gain² |\n| --- | --- | --- |\n".to_owned();
    for activation in &ACTIVATIONS {
        let Activation { name, formula, pytorch_gain_squared, .. } = activation;
        let source = if pytorch_gain_squared.is_some() { "" } else { ", ReLU’s" };
        writeln!(table, "| `{name}` | {formula} | {}{source} |", activation.gain_squared()).expect("a string");
    }
    table += "\n| loss | formula | effect on confidently wrong outputs |\n| --- | --- | --- |\n";
    for Loss { name, formula, summary, .. } in &LOSSES {
        writeln!(table, "| `{name}` | {formula} | {summary} |").expect("a string");
    }
    table += "\n| optimizer | update | constants | source |\n| --- | --- | --- | --- |\n";
    for Optimizer { name, formula, constants, source, .. } in &OPTIMIZERS {
        let constants = if constants.is_empty() { "none".to_owned() } else { constants.join(", ") };
        writeln!(table, "| `{name}` | {formula} | {constants} | {source} |").expect("a string");
    }
    assert_tables("training.md", &[("functions", &table)]);
}

#[test]
fn presets() {
    let table = |is_listed: bool| {
        let mut table = "| name | title | what to look for |\n| --- | --- | --- |\n".to_owned();
        for Preset { name, title, sentence, .. } in PRESETS.iter().filter(|preset| preset.is_listed == is_listed) {
            writeln!(table, "| `{name}` | {title} | {sentence} |").expect("a string");
        }
        table
    };
    assert_tables("presets.md", &[("presets", &table(true)), ("earlier presets", &table(false))]);
}

#[test]
fn verdicts() {
    let mut table = "| word | when | why so |\n| --- | --- | --- |\n".to_owned();
    for word in Word::ALL {
        writeln!(table, "| `{}` | {} | {} |", word.name(), word.definition(), word.reason()).expect("a string");
    }
    assert_tables("verdicts.md", &[("verdicts", &table)]);
}

#[test]
fn measures_of_a_sweep() {
    let mut table =
        "| name | in `results()` | measured | smaller is better | meaning |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for measure in &MEASURES {
        let when = if measure.needs_training() { "of a training" } else { "at iteration 0" };
        let better = match measure.smaller_is_better {
            Some(true) => "yes",
            Some(false) => "no",
            None => "neither",
        };
        let (name, property, help) = (measure.name, measure.property, measure.help);
        writeln!(table, "| `{name}` | `{property}` | {when} | {better} | {help} |").expect("a string");
    }
    assert_tables("sweeps.md", &[("measures", &table)]);
}
