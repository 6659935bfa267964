//! Python code of the catalogue's entries.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::activation::ACTIVATIONS;
use crate::code::{ActivationCode, Expression};
use crate::dataset::GENERATORS;
use crate::initializer::{Code, INITIALIZER_KINDS, Snippet, SnippetKind};
use crate::loss::LOSSES;
use crate::optimizer::OPTIMIZERS;

/// Python code of the catalogue's entries, by name.
///
/// ```
/// use init_lab::CatalogueCode;
///
/// let circles = CatalogueCode::new().datasets["circles"];
/// assert!(circles.numpy.starts_with("def draw_points(samples, noise, rng):"));
/// ```
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CatalogueCode {
    /// Code of initializers.
    pub initializers: BTreeMap<&'static str, InitializerCodeEntry>,
    /// Code of data sets: `draw_points(samples, noise, rng)`.
    pub datasets: BTreeMap<&'static str, NumpyCode>,
    /// Code of activation functions.
    pub activations: BTreeMap<&'static str, ActivationCodeEntry>,
    /// Code of losses: the function and its derivative.
    pub losses: BTreeMap<&'static str, NumpyCode>,
    /// Code of optimizers: the step.
    pub optimizers: BTreeMap<&'static str, NumpyCode>,
}

impl CatalogueCode {
    /// The code of every entry.
    pub fn new() -> Self {
        let numpy = |numpy| NumpyCode { numpy };
        Self {
            initializers: INITIALIZER_KINDS.iter().map(|kind| (kind.name, kind.code.into())).collect(),
            datasets: GENERATORS.iter().map(|generator| (generator.name, numpy(generator.numpy))).collect(),
            activations: ACTIVATIONS.iter().map(|activation| (activation.name, activation.code.into())).collect(),
            losses: LOSSES.iter().map(|loss| (loss.name, numpy(loss.numpy))).collect(),
            optimizers: OPTIMIZERS.iter().map(|optimizer| (optimizer.name, numpy(optimizer.numpy))).collect(),
        }
    }
}

impl Default for CatalogueCode {
    fn default() -> Self {
        Self::new()
    }
}

/// Complete definitions in NumPy.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NumpyCode {
    /// The definitions.
    pub numpy: &'static str,
}

/// An initializer's code.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct InitializerCodeEntry {
    /// In NumPy; the note describes the distribution.
    pub numpy: SnippetEntry,
    /// In PyTorch.
    pub pytorch: SnippetEntry,
    /// In Keras.
    pub keras: SnippetEntry,
    /// In JAX.
    pub jax: SnippetEntry,
}

/// One of three: code that draws weights, code that draws weights and biases (`layer`), or the reason why there is none
/// (`refused`). Code is a template: `{name}` inserts a parameter's value, `{name|0:text|*:text}` a text selected by
/// that value.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SnippetEntry {
    /// Draws weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<&'static str>,
    /// Draws weights and biases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<&'static str>,
    /// The reason why there is no code, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
    /// A note; empty if there is none.
    pub note: &'static str,
}

/// An activation function's code.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ActivationCodeEntry {
    /// In NumPy.
    pub numpy: NumpyFunctionEntry,
    /// In PyTorch.
    pub pytorch: ExpressionEntry,
    /// In Keras.
    pub keras: ExpressionEntry,
    /// In JAX.
    pub jax: ExpressionEntry,
}

/// A function and its derivative in NumPy.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NumpyFunctionEntry {
    /// Description.
    pub words: &'static str,
    /// Definitions that both expressions use; empty if there are none.
    pub definitions: &'static str,
    /// The value at z.
    pub value: &'static str,
    /// The derivative at z.
    pub slope: &'static str,
}

/// One of two: an expression in a framework, or the reason why there is none.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ExpressionEntry {
    /// The expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// The reason why there is none, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<&'static str>,
}

impl From<Code> for InitializerCodeEntry {
    fn from(Code { numpy, pytorch, keras, jax }: Code) -> Self {
        Self { numpy: numpy.into(), pytorch: pytorch.into(), keras: keras.into(), jax: jax.into() }
    }
}

impl From<Snippet> for SnippetEntry {
    fn from(Snippet { note, text, kind }: Snippet) -> Self {
        let only = |wanted| (kind == wanted).then_some(text);
        Self {
            weights: only(SnippetKind::Weights),
            layer: only(SnippetKind::Layer),
            refused: only(SnippetKind::Refused),
            note,
        }
    }
}

impl From<ActivationCode> for ActivationCodeEntry {
    fn from(ActivationCode { numpy, pytorch, keras, jax }: ActivationCode) -> Self {
        let numpy = NumpyFunctionEntry {
            words: numpy.words,
            definitions: numpy.definitions,
            value: numpy.value,
            slope: numpy.slope,
        };
        Self { numpy, pytorch: pytorch.into(), keras: keras.into(), jax: jax.into() }
    }
}

impl From<Expression> for ExpressionEntry {
    fn from(expression: Expression) -> Self {
        match expression {
            Expression::Code(text) => Self { code: Some(text), refused: None },
            Expression::Refused(why) => Self { code: None, refused: Some(why) },
        }
    }
}
