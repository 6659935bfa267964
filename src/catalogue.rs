//! The catalogue: all names and fields of experiments, for the page, the docs and the tests.

mod code;
mod entries;
mod experiment_types;
mod libraries;

use serde::Serialize;

pub use self::code::CatalogueCode;
pub use self::experiment_types::experiment_types;
pub use self::libraries::LibraryCatalogue;
use crate::activation::ACTIVATIONS;
use crate::dataset::GENERATORS;
use crate::diagnosis::Word;
use crate::field::FIELDS;
use crate::initializer::{ALIASES, Family, INITIALIZER_KINDS};
use crate::library_loss::LIBRARY_LOSSES;
use crate::loss::LOSSES;
use crate::measure::MEASURES;
use crate::optimizer::OPTIMIZERS;
use crate::preset::PRESETS;
use crate::value::Value;

/// All names and fields of experiments, with formulas, ranges and defaults.
///
/// ```
/// use init_lab::Catalogue;
///
/// let catalogue = Catalogue::new();
/// let he = catalogue.initializers.iter().find(|entry| entry.name == "he").unwrap();
/// assert_eq!((he.title, he.formula_text.as_str()), ("He", "W ∼ N(0, 2 / n_in)"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// Initializers.
    pub initializers: Vec<InitializerEntry>,
    /// Families of initializers, each with one colour and dash.
    pub families: Vec<FamilyEntry>,
    /// PyTorch's names of initializers. A lab's experiment has the resolved names.
    pub aliases: Vec<AliasEntry>,
    /// Data sets.
    pub datasets: Vec<DatasetEntry>,
    /// Activation functions.
    pub activations: Vec<ActivationEntry>,
    /// Losses.
    pub losses: Vec<LossEntry>,
    /// Losses of libraries, which an experiment may name. A lab's experiment has the loss that each stands for.
    pub library_losses: Vec<LibraryLossEntry>,
    /// Optimizers.
    pub optimizers: Vec<OptimizerEntry>,
    /// Fields of an experiment.
    pub fields: Vec<FieldEntry>,
    /// Named experiments.
    pub presets: Vec<PresetEntry>,
    /// Verdicts on runs, in order of precedence.
    pub verdicts: Vec<VerdictEntry>,
    /// Measures of a sweep.
    pub measures: Vec<MeasureEntry>,
}

/// A measure of a sweep.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct MeasureEntry {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name among the results.
    pub property: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Description, one sentence.
    pub help: &'static str,
    /// Title of an axis of its values.
    pub axis_title: &'static str,
    /// What kind of number it is. Share: a fraction of samples; part: yes or no, a fraction of trainings; count: of
    /// iterations, perhaps infinite; size: a positive number of any magnitude.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "'share' | 'part' | 'count' | 'size'"))]
    pub kind: &'static str,
    /// Whether smaller values are better; absent if neither is.
    pub smaller_is_better: Option<bool>,
    /// Whether it measures a training; otherwise it measures the network at iteration 0.
    pub needs_training: bool,
}

/// An initializer. Its formulas are those for ReLU units; a run's description has the run's own.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InitializerEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The group in lists.
    pub group: &'static str,
    /// Name of its family.
    pub family: &'static str,
    /// Distribution of a weight, as a MathML element.
    pub formula: String,
    /// The formula as text.
    pub formula_text: String,
    /// Effect and purpose.
    pub summary: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// The framework that uses it by default; empty if none does.
    pub default_of: &'static str,
    /// Parameters.
    pub parameters: Vec<InitializerParameter>,
    /// Whether each layer is then scaled so that its output has unit variance on the data.
    pub fitted: bool,
}

/// A family of initializers.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FamilyEntry {
    /// Name in the catalogue.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
}

/// PyTorch's name of an initializer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct AliasEntry {
    /// Name in an experiment. PyTorch's own name ends with an underscore, which is optional here.
    pub name: &'static str,
    /// Parameters.
    pub parameters: Vec<InitializerParameter>,
}

/// A parameter of an initializer: a number with its range, or one of `values`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InitializerParameter {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Type of its value.
    #[serde(rename = "type")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "'number' | 'choice'"))]
    pub kind: &'static str,
    /// Default value; absent if it depends on the activation function.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | string"))]
    pub default: Option<Value>,
    /// Smallest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Names allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<&'static [&'static str]>,
    /// The allowed values, as the end of a sentence that begins "must be".
    pub allowed: String,
    /// Description, one sentence.
    pub help: &'static str,
}

/// A data set that a generator draws.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DatasetEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Description of its appearance.
    pub summary: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// What a lab says of runs that solved it, with `{runs}` for their names.
    pub solved: &'static str,
    /// Recommended standard deviation of the noise.
    pub noise: f64,
}

/// An activation function.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ActivationEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Formula, as text.
    pub formula: &'static str,
}

/// A loss.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LossEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The group in lists.
    pub group: &'static str,
    /// Formula, as text.
    pub formula: &'static str,
    /// Purpose.
    pub summary: &'static str,
}

/// A library's loss, and what it did by itself from the course notebook's Random × 10, whose true cost is 1773.586.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LibraryLossEntry {
    /// Name in an experiment, such as `library/torch_bceloss`.
    pub name: String,
    /// Name of the loss that it stands for.
    pub loss: &'static str,
    /// Library and version.
    pub library: &'static str,
    /// The loss in the library, and on what.
    pub function: &'static str,
    /// The cost that it gives at iteration 0; empty where it was not run.
    pub cost_at_start: &'static str,
    /// What became of the training.
    pub outcome: &'static str,
}

/// An optimizer.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OptimizerEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Formula of an update, as text.
    pub formula: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// Names of the training fields that only it uses.
    pub constants: Vec<&'static str>,
}

/// A field of an experiment.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FieldEntry {
    /// Path within the experiment, such as `training.learningRate`.
    pub path: &'static str,
    /// Type of its value.
    #[serde(rename = "type")]
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(
            type = "'number' | 'integer' | 'integers' | 'boolean' | 'choice' | 'learningRateChanges' | 'points' | 'runs'"
        )
    )]
    pub kind: &'static str,
    /// Smallest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Length of the shortest list allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<usize>,
    /// Length of the longest list allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<usize>,
    /// Names allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<&'static str>>,
    /// Default value; absent if it depends on another field, or if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "unknown"))]
    pub default: Option<Value>,
    /// The allowed values, as the end of a sentence that begins "must be".
    pub allowed: String,
    /// Description, one sentence.
    pub help: &'static str,
}

/// A named experiment.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PresetEntry {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// What to observe, in one sentence.
    pub sentence: &'static str,
    /// Whether menus have it. Earlier presets still open by name.
    pub is_listed: bool,
    /// The axis of the cost chart that the lab opens with.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "'linear' | 'log'"))]
    pub cost_axis: &'static str,
    /// The complete experiment as a value, with every default filled in.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Required<import('./experiment.js').Experiment>"))]
    pub experiment: Value,
    /// Runs that are offered with the preset but switched off at first.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "import('./experiment.js').Run[]"))]
    pub offers: Vec<Value>,
    /// Labels of the experiment's runs, then of `offers`.
    pub labels: Vec<String>,
    /// The source of the comparison, as a heading.
    pub source: &'static str,
    /// The results that the document reports.
    pub comparison: Vec<ComparisonEntry>,
}

/// The reported results of a preset's run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ComparisonEntry {
    /// Name of the run's initializer.
    pub initializer: &'static str,
    /// The reported measure: the fraction of samples classified correctly, or the mean predicted probability of their
    /// own classes.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "'accuracy' | 'probability'"))]
    pub measure: &'static str,
    /// The measure on the training samples.
    pub printed_train_accuracy: f64,
    /// The measure on the test samples.
    pub printed_test_accuracy: f64,
    /// The lesson of the run.
    pub lesson: &'static str,
}

/// A verdict on a run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VerdictEntry {
    /// The verdict, in one word.
    pub name: &'static str,
    /// Definition.
    pub definition: &'static str,
}

impl Catalogue {
    /// The whole catalogue.
    pub fn new() -> Self {
        Self {
            initializers: INITIALIZER_KINDS.iter().map(InitializerEntry::from).collect(),
            families: Family::ALL.into_iter().map(FamilyEntry::from).collect(),
            aliases: ALIASES.iter().map(AliasEntry::from).collect(),
            datasets: GENERATORS.iter().map(DatasetEntry::from).collect(),
            activations: ACTIVATIONS.iter().map(ActivationEntry::from).collect(),
            losses: LOSSES.iter().map(LossEntry::from).collect(),
            library_losses: LIBRARY_LOSSES.iter().flat_map(LibraryLossEntry::all).collect(),
            optimizers: OPTIMIZERS.iter().map(OptimizerEntry::from).collect(),
            fields: FIELDS.iter().map(FieldEntry::from).collect(),
            presets: PRESETS.iter().map(PresetEntry::from).collect(),
            verdicts: Word::ALL.into_iter().map(VerdictEntry::from).collect(),
            measures: MEASURES.iter().map(MeasureEntry::from).collect(),
        }
    }
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::new()
    }
}
