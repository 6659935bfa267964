//! Measured defaults of libraries, for explanations.

use serde::Serialize;

use crate::activation::Activation;
use crate::experiment::RunPlan;
use crate::initializer::{LIBRARIES, LibraryDefault, OTHER_LAYERS, OtherLayer};
use crate::value::Value;

/// What libraries start layers from when nothing is said.
///
/// ```
/// use init_lab::LibraryCatalogue;
///
/// let libraries = LibraryCatalogue::new().libraries;
/// let micrograd = libraries.iter().find(|entry| entry.names[0] == "micrograd").unwrap();
/// assert_eq!((micrograd.formula_text.as_str(), micrograd.output_text.as_str()), ("W ∼ U(±1)", ""));
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LibraryCatalogue {
    /// Defaults of dense layers.
    pub libraries: Vec<LibraryEntry>,
    /// Other layers, in words.
    pub other_layers: Vec<OtherLayerEntry>,
}

/// What one library starts a dense layer from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct LibraryEntry {
    /// Its names in an experiment, after `library/`; the first is the usual one.
    pub names: &'static [&'static str],
    /// Display name of the library.
    pub library: &'static str,
    /// The version that was measured.
    pub version: &'static str,
    /// The layer, by the library's own name.
    pub layer: &'static str,
    /// The run that the name stands for in a ReLU network.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "import('./experiment.js').Run"))]
    pub run: Value,
    /// Distribution of a weight in hidden layers, as a MathML element.
    pub formula: String,
    /// The formula as text.
    pub formula_text: String,
    /// Distribution of a weight in the output layer, as text; empty if it is that of the hidden layers.
    pub output_text: String,
    /// Initial biases, in words.
    pub biases: &'static str,
    /// What decides the draw.
    pub seed: &'static str,
    /// What a reader would not guess; may be empty.
    pub note: &'static str,
}

/// What a layer that is not dense starts from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OtherLayerEntry {
    /// Name of the layer or function.
    pub layer: &'static str,
    /// Libraries.
    pub library: &'static str,
    /// What was measured.
    pub start: &'static str,
}

impl LibraryCatalogue {
    /// Every library.
    pub fn new() -> Self {
        Self {
            libraries: LIBRARIES.iter().map(LibraryEntry::from).collect(),
            other_layers: OTHER_LAYERS.iter().map(OtherLayerEntry::from).collect(),
        }
    }
}

impl Default for LibraryCatalogue {
    fn default() -> Self {
        Self::new()
    }
}

impl From<&LibraryDefault> for LibraryEntry {
    fn from(&LibraryDefault { names, library, version, layer, biases, seed, note }: &LibraryDefault) -> Self {
        let relu = Activation::find("relu").expect("in the catalogue");
        let named = Value::map([("initializer", format!("library/{}", names[0]).as_str().into())]);
        let plan = RunPlan::read("run", &named, relu).expect("every name resolves");
        let formula = plan.initializer.formula(relu);
        let output_text =
            plan.output_initializer.as_ref().map(|output| output.formula(relu).text()).unwrap_or_default();
        let (run, formula_text) = (plan.to_value(), formula.text());
        Self {
            names,
            library,
            version,
            layer,
            run,
            formula: formula.element(),
            formula_text,
            output_text,
            biases,
            seed,
            note,
        }
    }
}

impl From<&OtherLayer> for OtherLayerEntry {
    fn from(&OtherLayer { layer, library, start }: &OtherLayer) -> Self {
        Self { layer, library, start }
    }
}
