//! Presets: named experiments as data, each with a sentence that says what to observe.
//!
//! A new preset is one entry in [`PRESETS`]. `tests/presets.rs` holds its sentence to its runs over many seeds.

mod documents;
mod earlier;
mod initializers;
mod papers;
mod sweeps;

use crate::error::Error;
use crate::experiment::{Experiment, RunPlan};
use crate::field::refused;
use crate::value::{Literal, Value};

/// A named experiment.
///
/// ```
/// use init_lab::PRESETS;
///
/// let notebook = &PRESETS[0];
/// assert_eq!(notebook.experiment().labels(), ["Zeros", "Random × 10", "He"]);
/// assert_eq!(notebook.offers()[0].label(), "Xavier");
/// ```
pub struct Preset {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// What to observe, in a few short sentences.
    pub sentence: &'static str,
    /// Whether menus have it. Earlier presets and those of papers open by name.
    pub is_listed: bool,
    /// The axis on which the cost chart tells the preset's story at a glance.
    pub cost_axis: CostAxis,
    /// The source of the printed results, as a heading, or the paper whose claim it shows; empty without any.
    pub source: &'static str,
    /// The results that the document reports.
    pub comparison: &'static [Comparison],
    /// Runs that are offered with the preset but switched off at first.
    offers: Literal,
    /// The fields that differ from the default experiment.
    fields: Literal,
}

/// An axis of the cost chart.
///
/// ```
/// use init_lab::{CostAxis, PRESETS};
///
/// // The first spikes of Random × 10 take most of a logarithmic axis.
/// assert_eq!((PRESETS[0].cost_axis, PRESETS[0].cost_axis.name()), (CostAxis::Linear, "linear"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostAxis {
    /// From 0, cut where a few enormous costs would flatten the rest.
    Linear,
    /// Logarithmic.
    Log,
}

impl CostAxis {
    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

/// The reported results of a preset's run.
///
/// ```
/// use init_lab::{Measure, PRESETS};
///
/// let he = &PRESETS[0].comparison[2];
/// assert_eq!((he.initializer, he.measure, he.printed_test_accuracy), ("he", Measure::Accuracy, 0.96));
/// ```
pub struct Comparison {
    /// Name of the run's initializer.
    pub initializer: &'static str,
    /// The reported measure.
    pub measure: Measure,
    /// The measure on the training samples, a fraction, as printed.
    pub printed_train_accuracy: f64,
    /// The measure on the test samples, a fraction, as printed.
    pub printed_test_accuracy: f64,
    /// The lesson of the run, in a few words.
    pub lesson: &'static str,
}

/// The quantity that a document reports as accuracy.
///
/// ```
/// use init_lab::Measure;
///
/// assert_eq!((Measure::Accuracy.name(), Measure::Probability.name()), ("accuracy", "probability"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The fraction of samples classified correctly.
    Accuracy,
    /// The mean predicted probability of the samples' own classes.
    Probability,
}

impl Measure {
    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::Probability => "probability",
        }
    }
}

/// Every preset: those of the menu, in its order, then earlier ones, then those of papers.
pub static PRESETS: [Preset; 28] = [
    documents::NOTEBOOK,
    documents::MOONS,
    initializers::SCALE,
    initializers::SYMMETRY,
    initializers::SCALE_RANGE,
    initializers::DEEP_TANH,
    initializers::HE_AT_DEPTH,
    initializers::TOOL_DEFAULTS,
    initializers::DEEP_LINEAR,
    initializers::LOSS_FORGIVES,
    sweeps::IS_IT_LUCK,
    sweeps::WHERE_IT_BREAKS,
    sweeps::SCALE_AND_RATE,
    sweeps::HOW_DEEP,
    earlier::SCALE_SWEEP,
    earlier::TANH_XAVIER,
    earlier::DEEP_RELU,
    earlier::FRAMEWORK_DEFAULTS,
    earlier::EPSILON_TRAP,
    earlier::CONFIDENTLY_WRONG,
    papers::HE_2015,
    papers::GLOROT_2010,
    papers::SAXE_2014,
    papers::MISHKIN_2016,
    papers::POOLE_2016,
    papers::SCHOENHOLZ_2017,
    papers::HANIN_2018,
    papers::LU_2019,
];

impl Preset {
    /// Whether it shows the claim of a paper, outside of the menus.
    pub fn is_of_paper(&self) -> bool {
        !self.is_listed && !self.source.is_empty()
    }

    /// The preset's experiment.
    ///
    /// # Panics
    /// If it is not valid. A test reads every preset.
    pub fn experiment(&self) -> Experiment {
        Experiment::from_value(&self.fields.value()).expect("a preset is allowed")
    }

    /// Runs that are offered with the preset but switched off at first.
    ///
    /// # Panics
    /// If one is not valid. A test reads every preset.
    pub fn offers(&self) -> Vec<RunPlan> {
        let Value::List(runs) = self.offers.value() else { panic!("{}: offers are a list", self.name) };
        let activation = self.experiment().activation;
        let read = |run| RunPlan::read("offers", run, activation).expect("an offer is allowed");
        runs.iter().map(read).collect()
    }
}

/// Reads an experiment. In `{ preset: name, … }`, the other fields change that preset.
///
/// # Errors
/// Reports the first field that is unknown, has the wrong type, or a value that is not allowed.
pub fn read_experiment(value: &Value) -> Result<Experiment, Error> {
    let Some(given) = value.get("preset") else { return Experiment::from_value(value) };
    let find = |name: &str| PRESETS.iter().find(|preset| preset.name == name);
    let is_text = matches!(given, Value::Text(_));
    let preset = if let Value::Text(name) = given { find(name) } else { None };
    let Some(preset) = preset else {
        let names = PRESETS.iter().map(|preset| preset.name).collect::<Vec<_>>();
        return Err(refused("preset", given, &format!("one of {}", names.join(", ")), is_text));
    };
    if cfg!(target_arch = "wasm32") {
        unreachable!("www/engine/preset-fields.js puts the fields in the place of the name");
    }
    Experiment::from_value(&preset.experiment().to_base().overlaid_with(value.without("preset")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_and_what_they_offer_are_allowed_and_have_names_of_their_own() {
        for (i, preset) in PRESETS.iter().enumerate() {
            assert!(PRESETS[..i].iter().all(|other| other.name != preset.name), "{}", preset.name);
            let experiment = preset.experiment();
            let labels = experiment.labels();
            for (k, label) in labels.iter().enumerate() {
                assert!(!labels[..k].contains(label), "{}: {label}", preset.name);
            }
            preset.offers();
            for row in preset.comparison {
                assert!(experiment.runs.iter().any(|run| run.initializer.kind.name == row.initializer));
            }
        }
    }
}
