//! Experiments that have a name: each a short experiment as data, with a sentence on what to look for.

use crate::error::Error;
use crate::experiment::Experiment;
use crate::field::refused;
use crate::value::Value;

/// A named experiment.
pub struct Preset {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What to look for.
    pub sentence: &'static str,
    /// What the document it comes from printed, where there is one.
    pub comparison: &'static [Comparison],
    experiment: fn() -> Experiment,
}

/// A run of a preset as the document it comes from reported it.
pub struct Comparison {
    /// Initializer of the run.
    pub initializer: &'static str,
    /// Fraction of training samples classified correctly, as printed.
    pub printed_train_accuracy: f64,
    /// Fraction of test samples classified correctly, as printed.
    pub printed_test_accuracy: f64,
    /// What the run teaches, in a few words.
    pub lesson: &'static str,
}

/// Every preset.
pub static PRESETS: [Preset; 1] = [Preset {
    name: "notebook",
    title: "The notebook",
    sentence: "Same data, same network, same learning rate: only He separates the circles, large random weights get most \
               of the way, and zeros never start.",
    comparison: &[
        Comparison {
            initializer: "zeros",
            printed_train_accuracy: 0.5,
            printed_test_accuracy: 0.5,
            lesson: "Nothing breaks the symmetry: all units of a layer stay the same unit.",
        },
        Comparison {
            initializer: "random_normal",
            printed_train_accuracy: 0.83,
            printed_test_accuracy: 0.86,
            lesson: "Symmetry is broken, but weights this large begin sure and wrong, and unlearn slowly.",
        },
        Comparison {
            initializer: "he",
            printed_train_accuracy: 0.993_333_333_333_333_3,
            printed_test_accuracy: 0.96,
            lesson: "Weights scaled to the fan-in keep the signal alive through ReLU layers.",
        },
    ],
    experiment: Experiment::default,
}];

impl Preset {
    /// The preset whose name `value` is.
    ///
    /// # Errors
    /// If `value`, which stands at `path`, is no name of a preset.
    pub fn named(path: &str, value: &Value) -> Result<&'static Self, Error> {
        let Value::Text(text) = value else { return Err(refused(path, value, &allowed(), false)) };
        PRESETS.iter().find(|preset| preset.name == text).ok_or_else(|| refused(path, value, &allowed(), true))
    }

    /// The experiment.
    pub fn experiment(&self) -> Experiment {
        (self.experiment)()
    }
}

/// Reads an experiment. `{ preset: name, … }` is that preset with the other fields laid over it.
///
/// # Errors
/// The first field that is unknown, has the wrong type, or a value that is not allowed.
pub fn read_experiment(value: &Value) -> Result<Experiment, Error> {
    match value.get("preset") {
        Some(name) => {
            let base = Preset::named("preset", name)?.experiment().to_base();
            Experiment::from_value(&base.overlaid_with(value.without("preset")))
        }
        None => Experiment::from_value(value),
    }
}

fn allowed() -> String {
    format!("one of {}", PRESETS.iter().map(|preset| preset.name).collect::<Vec<_>>().join(", "))
}
