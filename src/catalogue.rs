//! Everything that can be named in an experiment, as one value: for the page, the docs and the tests.

use crate::activation::ACTIVATIONS;
use crate::dataset::GENERATORS;
use crate::experiment::{Experiment, RunPlan};
use crate::field::{FIELDS, Fallback, Field, Kind};
use crate::initializer::{Parameter, SCHEMES, Scheme};
use crate::loss::LOSSES;
use crate::preset::{PRESETS, Preset};
use crate::value::Value;

/// `{ initializers, datasets, activations, losses, fields, presets }`, each a list of objects.
pub fn catalogue_value() -> Value {
    let text = |entries: &[(&'static str, &str)]| Value::map(entries.iter().map(|&(name, text)| (name, text.into())));
    Value::map([
        ("initializers", SCHEMES.iter().map(scheme).collect()),
        (
            "datasets",
            GENERATORS
                .iter()
                .map(|g| text(&[("name", g.name), ("title", g.title), ("summary", g.summary), ("source", g.source)]))
                .collect(),
        ),
        (
            "activations",
            ACTIVATIONS.iter().map(|a| text(&[("name", a.name), ("title", a.title), ("formula", a.formula)])).collect(),
        ),
        (
            "losses",
            LOSSES.iter().map(|l| text(&[("name", l.name), ("title", l.title), ("formula", l.formula)])).collect(),
        ),
        ("fields", FIELDS.iter().map(field).collect()),
        ("presets", PRESETS.iter().map(preset).collect()),
    ])
}

fn scheme(scheme: &'static Scheme) -> Value {
    let initializer = scheme.with_defaults();
    Value::map([
        ("name", scheme.name.into()),
        ("title", scheme.title.into()),
        ("formula", initializer.formula_mathml().as_str().into()),
        ("formulaText", initializer.formula().as_str().into()),
        ("summary", scheme.summary.into()),
        ("source", scheme.source.into()),
        ("parameters", scheme.parameters.iter().map(parameter).collect()),
    ])
}

fn parameter(parameter: &Parameter) -> Value {
    Value::map([
        ("name", parameter.name.into()),
        ("default", parameter.default.into()),
        ("min", parameter.min.into()),
        ("max", parameter.max.into()),
        ("help", parameter.help.into()),
    ])
}

fn field(field: &Field) -> Value {
    let (kind, mut limits) = match &field.kind {
        Kind::Number(min, max) => ("number", vec![("min", (*min).into()), ("max", (*max).into())]),
        Kind::Integer(min, max) => ("integer", vec![("min", (*min).into()), ("max", (*max).into())]),
        Kind::Choice(names) => ("choice", vec![("values", names().into_iter().collect())]),
        Kind::Integers { most, min, max } => {
            ("integers", vec![("min", (*min).into()), ("max", (*max).into()), ("most", count(*most))])
        }
        Kind::LearningRateChanges { most } => ("learningRateChanges", vec![("most", count(*most))]),
        Kind::Points { least, most } => ("points", vec![("least", count(*least)), ("most", count(*most))]),
        Kind::Runs { least, most } => ("runs", vec![("least", count(*least)), ("most", count(*most))]),
    };
    let default = match &field.default {
        Fallback::Number(number) => Some((*number).into()),
        Fallback::Name(name) => Some((*name).into()),
        Fallback::Integers(numbers) => Some(numbers.iter().copied().collect()),
        Fallback::Empty => Some(Value::List(Vec::new())),
        Fallback::NotebookRuns => Some(Experiment::default().runs.iter().map(RunPlan::to_value).collect()),
        Fallback::OneMoreThan(_) | Fallback::Required => None,
    };
    limits.extend(default.map(|default| ("default", default)));
    let fixed = [("path", field.path.into()), ("type", kind.into())];
    let words = [("allowed", field.allowed().as_str().into()), ("help", field.help.into())];
    Value::map(fixed.into_iter().chain(limits).chain(words))
}

fn preset(preset: &Preset) -> Value {
    let comparison = preset.comparison.iter().map(|row| {
        Value::map([
            ("initializer", row.initializer.into()),
            ("printedTrainAccuracy", row.printed_train_accuracy.into()),
            ("printedTestAccuracy", row.printed_test_accuracy.into()),
            ("lesson", row.lesson.into()),
        ])
    });
    Value::map([
        ("name", preset.name.into()),
        ("title", preset.title.into()),
        ("sentence", preset.sentence.into()),
        ("experiment", preset.experiment().to_value()),
        ("comparison", comparison.collect()),
    ])
}

fn count(count: usize) -> Value {
    Value::Number(count as f64)
}
