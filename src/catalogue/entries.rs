//! The entries of the catalogue, made from the tables.

use super::{
    ActivationEntry, AliasEntry, ComparisonEntry, DatasetEntry, FamilyEntry, FieldEntry, InitializerEntry,
    InitializerParameter, LibraryLossEntry, LossEntry, MeasureEntry, OptimizerEntry, PresetEntry, VerdictEntry,
};
use crate::activation::Activation;
use crate::dataset::Generator;
use crate::diagnosis::Word;
use crate::experiment::{Experiment, RunPlan};
use crate::field::{CLASS_NUMBERS, Fallback, Field, Kind};
use crate::initializer::{Alias, Family, InitializerKind, Parameter, ParameterKind};
use crate::library_loss::{LibraryLosses, Measured};
use crate::loss::Loss;
use crate::measure::SweepMeasure;
use crate::optimizer::Optimizer;
use crate::preset::{Comparison, Preset};
use crate::value::Value;

impl From<&'static InitializerKind> for InitializerEntry {
    fn from(kind: &'static InitializerKind) -> Self {
        let formula = kind.with_defaults().formula(Activation::find("relu").expect("in the catalogue"));
        Self {
            name: kind.name,
            title: kind.title,
            group: kind.group.title(),
            family: kind.family.name(),
            formula: formula.element(),
            formula_text: formula.text(),
            summary: kind.summary,
            source: kind.source,
            default_of: kind.default_of,
            parameters: kind.parameters.iter().map(InitializerParameter::from).collect(),
            fitted: kind.fitted,
        }
    }
}

impl From<Family> for FamilyEntry {
    fn from(family: Family) -> Self {
        Self { name: family.name(), title: family.title() }
    }
}

impl From<&Alias> for AliasEntry {
    fn from(alias: &Alias) -> Self {
        let mode = alias.takes_mode.then(|| InitializerParameter::from(&Alias::MODE));
        // The default of the gain depends on the activation function.
        let gain = InitializerParameter { default: None, ..InitializerParameter::from(&Alias::GAIN) };
        Self { name: alias.name, parameters: mode.into_iter().chain([gain]).collect() }
    }
}

impl From<&Parameter> for InitializerParameter {
    fn from(parameter: &Parameter) -> Self {
        let entry = Self {
            name: parameter.name,
            kind: "",
            default: None,
            min: None,
            max: None,
            values: None,
            allowed: parameter.allowed(),
            help: parameter.help,
        };
        match parameter.kind {
            ParameterKind::Number { default, min, max } => {
                Self { kind: "number", default: Some(default.into()), min: Some(min), max: Some(max), ..entry }
            }
            ParameterKind::Choice(names) => {
                Self { kind: "choice", default: Some(names[0].into()), values: Some(names), ..entry }
            }
        }
    }
}

impl From<&Generator> for DatasetEntry {
    fn from(&Generator { name, title, summary, source, solved, noise, .. }: &Generator) -> Self {
        Self { name, title, summary, source, solved, noise }
    }
}

impl From<&Activation> for ActivationEntry {
    fn from(&Activation { name, title, formula, .. }: &Activation) -> Self {
        Self { name, title, formula }
    }
}

impl From<&Loss> for LossEntry {
    fn from(&Loss { name, title, group, formula, summary, .. }: &Loss) -> Self {
        Self { name, title, group, formula, summary }
    }
}

impl LibraryLossEntry {
    /// The measured losses of libraries.
    pub(super) fn all(known: &'static LibraryLosses) -> impl Iterator<Item = Self> {
        known.measured.iter().map(|&Measured { name, library, function, cost_at_start, outcome }| Self {
            name: format!("library/{name}"),
            loss: known.loss,
            library,
            function,
            cost_at_start,
            outcome,
        })
    }
}

impl From<&Optimizer> for OptimizerEntry {
    fn from(optimizer: &Optimizer) -> Self {
        let &Optimizer { name, title, formula, source, constants, .. } = optimizer;
        Self { name, title, formula, source, constants: constants.to_vec() }
    }
}

impl From<&'static Field> for FieldEntry {
    fn from(field: &'static Field) -> Self {
        let default = match &field.default {
            Fallback::Number(number) => Some((*number).into()),
            Fallback::Boolean(value) => Some(Value::Bool(*value)),
            Fallback::Name(name) => Some((*name).into()),
            Fallback::Integers(numbers) => Some(numbers.iter().copied().collect()),
            Fallback::ClassNumbers => Some(Value::List(CLASS_NUMBERS.map(Value::from).to_vec())),
            Fallback::Empty => Some(Value::List(Vec::new())),
            Fallback::NotebookRuns => {
                Some(Value::List(Experiment::default().runs.iter().map(RunPlan::to_value).collect()))
            }
            Fallback::OneMoreThan(_) | Fallback::Required | Fallback::Nothing => None,
        };
        let entry = Self {
            path: field.path,
            kind: "",
            min: None,
            max: None,
            least: None,
            most: None,
            values: None,
            default,
            allowed: field.allowed(),
            help: field.help,
        };
        match field.kind {
            Kind::Number(min, max) => Self { kind: "number", min: Some(min), max: Some(max), ..entry },
            Kind::Integer(min, max) => Self { kind: "integer", min: Some(min.into()), max: Some(max.into()), ..entry },
            Kind::Boolean => Self { kind: "boolean", ..entry },
            Kind::Choice(names) => Self { kind: "choice", values: Some(names()), ..entry },
            Kind::Integers { most, min, max } => {
                Self { kind: "integers", min: Some(min.into()), max: Some(max.into()), most: Some(most), ..entry }
            }
            Kind::LearningRateChanges { most } => Self { kind: "learningRateChanges", most: Some(most), ..entry },
            Kind::Points { least, most } => Self { kind: "points", least: Some(least), most: Some(most), ..entry },
            Kind::ClassNames => Self { kind: "classNames", ..entry },
            Kind::Runs { least, most } => Self { kind: "runs", least: Some(least), most: Some(most), ..entry },
            Kind::Sweep => Self { kind: "sweep", ..entry },
        }
    }
}

impl From<&Preset> for PresetEntry {
    fn from(preset: &Preset) -> Self {
        let (experiment, offers) = (preset.experiment(), preset.offers());
        Self {
            name: preset.name,
            title: preset.title,
            sentence: preset.sentence,
            is_listed: preset.is_listed,
            cost_axis: preset.cost_axis.name(),
            experiment: experiment.to_value(),
            offers: offers.iter().map(RunPlan::to_value).collect(),
            labels: experiment.runs.iter().chain(&offers).map(RunPlan::label).collect(),
            source: preset.source,
            comparison: preset.comparison.iter().map(ComparisonEntry::from).collect(),
        }
    }
}

impl From<&Comparison> for ComparisonEntry {
    fn from(row: &Comparison) -> Self {
        Self {
            initializer: row.initializer,
            measure: row.measure.name(),
            printed_train_accuracy: row.printed_train_accuracy,
            printed_test_accuracy: row.printed_test_accuracy,
            lesson: row.lesson,
        }
    }
}

impl From<&SweepMeasure> for MeasureEntry {
    fn from(measure: &SweepMeasure) -> Self {
        let &SweepMeasure { name, property, title, help, axis_title, kind, smaller_is_better, .. } = measure;
        let (kind, needs_training) = (kind.name(), measure.needs_training());
        Self { name, property, title, help, axis_title, kind, smaller_is_better, needs_training }
    }
}

impl From<Word> for VerdictEntry {
    fn from(word: Word) -> Self {
        Self { name: word.name(), definition: word.definition() }
    }
}
