//! Everything that can be named in an experiment, as one value: for the page, the docs and the tests.

use crate::activation::{ACTIVATIONS, Activation};
use crate::dataset::{GENERATORS, Generator};
use crate::experiment::{Experiment, Planned, RunPlan};
use crate::field::{FIELDS, Fallback, Field, Kind};
use crate::initializer::{ALIASES, Alias, INITIALIZER_KINDS, InitializerKind, Parameter, ParameterKind};
use crate::loss::LOSSES;
use crate::optimizer::{OPTIMIZERS, Optimizer};
use crate::preset::{PRESETS, Preset};
use crate::value::Value;

/// `{ initializers, aliases, datasets, activations, losses, optimizers, fields, presets }`, each a list of objects.
pub fn catalogue_value() -> Value {
    let text = |entries: &[(&'static str, &str)]| Value::map(entries.iter().map(|&(name, text)| (name, text.into())));
    Value::map([
        ("initializers", INITIALIZER_KINDS.iter().map(kind).collect()),
        ("aliases", ALIASES.iter().map(alias).collect()),
        ("datasets", GENERATORS.iter().map(generator).collect()),
        (
            "activations",
            ACTIVATIONS.iter().map(|a| text(&[("name", a.name), ("title", a.title), ("formula", a.formula)])).collect(),
        ),
        (
            "losses",
            LOSSES
                .iter()
                .map(|l| text(&[("name", l.name), ("title", l.title), ("formula", l.formula), ("summary", l.summary)]))
                .collect(),
        ),
        ("optimizers", OPTIMIZERS.iter().map(optimizer).collect()),
        ("fields", FIELDS.iter().map(field).collect()),
        ("presets", PRESETS.iter().map(preset).collect()),
    ])
}

/// Of each preset what a lab of it begins with: `{ plan, runs }` by its name, so that nobody has to read it first.
pub fn presets_value() -> Value {
    Value::map(PRESETS.iter().map(|preset| (preset.name, begun(preset))))
}

/// What a lab of the first preset is shown with, so that nothing else has to come before: `{ catalogue, plan, runs }`. Of the
/// catalogue it has that preset, what is read at once of what the preset names, the titles of the others, and of the fields the
/// defaults of those that the preset leaves out.
pub fn first_value() -> Value {
    let preset = &PRESETS[0];
    let experiment = preset.experiment();
    let said = experiment.to_value();
    let runs = Value::List(vec![said.clone(), preset.offers()]);
    let mut named = texts(&runs);
    // An experiment says nothing of the one that it has by default.
    named.push(experiment.training.optimizer.name);
    let whole = catalogue_value();
    let entries = |list: &str| match whole.get(list) {
        Some(Value::List(entries)) => entries.clone(),
        _ => unreachable!("the catalogue has lists"),
    };
    let is_named =
        |entry: &Value| matches!(entry.get("name"), Some(Value::Text(name)) if named.contains(&name.as_str()));
    let titles = |entries: &[Value]| entries.iter().map(|entry| only(entry, &["name", "title"])).collect::<Vec<_>>();
    let named_titles = |list| Value::List(titles(&entries(list).into_iter().filter(is_named).collect::<Vec<_>>()));
    // Colours go by their places.
    let initializers = entries("initializers");
    let count = initializers.iter().rposition(is_named).map_or(0, |last| last + 1);
    let is_left_out = |field: &Value| matches!(field.get("path"), Some(Value::Text(path)) if at(&said, path).is_none());
    let defaults = entries("fields").into_iter().filter(is_left_out).map(|field| only(&field, &["path", "default"]));
    let [first, others @ ..] = &entries("presets")[..] else { unreachable!("there are presets") };
    let catalogue = Value::map([
        ("initializers", initializers[..count].iter().map(|kind| brief_scheme(preset, kind)).collect()),
        ("datasets", named_titles("datasets")),
        ("activations", named_titles("activations")),
        ("losses", named_titles("losses")),
        ("optimizers", named_titles("optimizers")),
        ("fields", defaults.collect()),
        ("presets", Value::List([vec![first.clone()], titles(others)].concat())),
    ]);
    Value::map([("catalogue", catalogue)]).overlaid_with(begun(preset))
}

/// What an experiment says of a field.
fn at<'a>(experiment: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(experiment, Value::get)
}

/// Every text in a value, those of its parts included.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(fields) => fields.iter().flat_map(|(_, value)| texts(value)).collect(),
        _ => Vec::new(),
    }
}

/// An object with some of its fields.
fn only(entry: &Value, fields: &[&'static str]) -> Value {
    Value::map(fields.iter().filter_map(|&field| Some((field, entry.get(field)?.clone()))))
}

/// An initializer with what its runs are told of by, and told apart. What a source says of its run is read in place of the
/// summary.
fn brief_scheme(preset: &Preset, kind: &Value) -> Value {
    let Some(Value::List(parameters)) = kind.get("parameters") else { unreachable!("a list") };
    let parameters = parameters.iter().map(|parameter| only(parameter, &["name", "default"])).collect();
    let is_compared = preset.comparison.iter().any(|row| kind.get("name") == Some(&row.initializer.into()));
    let fields: &[_] = if is_compared { &["name", "title"] } else { &["name", "title", "summary"] };
    only(kind, fields).overlaid_with(Value::map([("parameters", parameters)]))
}

fn begun(preset: &Preset) -> Value {
    let experiment = preset.experiment();
    Value::map([("plan", experiment.to_plan().into_iter().collect()), ("runs", experiment.described())])
}

/// Formulas are those with ReLU units; a run's own are [`Initializer::formula`](crate::initializer::Initializer::formula)'s.
fn kind(kind: &'static InitializerKind) -> Value {
    let formula = kind.with_defaults().formula(Activation::find("relu").expect("in the catalogue"));
    Value::map([
        ("name", kind.name.into()),
        ("title", kind.title.into()),
        ("group", kind.group.title().into()),
        ("formula", formula.element().as_str().into()),
        ("formulaText", formula.text().as_str().into()),
        ("summary", kind.summary.into()),
        ("source", kind.source.into()),
        ("defaultOf", kind.default_of.into()),
        ("parameters", kind.parameters.iter().map(parameter).collect()),
    ])
}

fn alias(alias: &Alias) -> Value {
    let mode = alias.takes_mode.then_some(&Alias::MODE);
    Value::map([
        ("name", alias.name.into()),
        // The gain follows the activation function: it has no default of its own.
        ("parameters", mode.map(parameter).into_iter().chain([parameter(&Alias::GAIN).without("default")]).collect()),
    ])
}

fn parameter(parameter: &Parameter) -> Value {
    let kind = match &parameter.kind {
        ParameterKind::Number { default, min, max } => {
            vec![
                ("type", "number".into()),
                ("default", (*default).into()),
                ("min", (*min).into()),
                ("max", (*max).into()),
            ]
        }
        ParameterKind::Choice(names) => {
            vec![("type", "choice".into()), ("default", names[0].into()), ("values", names.iter().copied().collect())]
        }
    };
    let words = [("allowed", parameter.allowed().as_str().into()), ("help", parameter.help.into())];
    Value::map([("name", parameter.name.into())].into_iter().chain(kind).chain(words))
}

fn generator(generator: &Generator) -> Value {
    Value::map([
        ("name", generator.name.into()),
        ("title", generator.title.into()),
        ("summary", generator.summary.into()),
        ("source", generator.source.into()),
        ("noise", generator.noise.into()),
    ])
}

fn optimizer(optimizer: &Optimizer) -> Value {
    Value::map([
        ("name", optimizer.name.into()),
        ("title", optimizer.title.into()),
        ("formula", optimizer.formula.into()),
        ("source", optimizer.source.into()),
        ("constants", optimizer.constants.iter().copied().collect()),
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
            ("measure", row.measure.name().into()),
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
        ("offers", preset.offers()),
        ("source", preset.source.into()),
        ("comparison", comparison.collect()),
    ])
}

fn count(count: usize) -> Value {
    Value::Number(count as f64)
}
