//! The code of an initializer in NumPy, PyTorch, Keras and JAX.
//!
//! Code is a template. `{name}` inserts the value of the parameter `name` as a Python literal; `{activation}` inserts
//! the name of the network's activation function. `{name|0:text|fan_in:text|*:text}` selects a text by that value; `*`
//! matches any other value, and the texts may have placeholders of their own. An unknown placeholder is an error when
//! the template is filled.

use crate::catalogue_text::catalogue_text;

/// The code of one initializer in each framework.
///
/// ```
/// use init_lab::InitializerKind;
///
/// let code = InitializerKind::find("he").unwrap().code;
/// let pytorch = r#"nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")"#;
/// assert_eq!((code.pytorch.text, code.pytorch.note), (pytorch, ""));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Body of a NumPy function of `rng`, `units`, `inputs` and the parameters. The note is its docstring.
    ///
    /// For weights, an expression of shape units × inputs. For a layer, lines that return weights and biases (units × 1).
    /// The code may use `truncated`, `TRUNCATED_STDDEV`, `random_rotation` and `biases(units)`
    /// (www/export/python/helpers.js), and `is_first`, whether it is the network's first layer.
    pub numpy: Snippet,
    /// Lines that set `layer.weight`, and for a layer also `layer.bias`, of a `torch.nn.Linear` called `layer`. They
    /// may use `inputs`, `units`, `math` and the list of all `layers`.
    pub pytorch: Snippet,
    /// Initializers of `keras.initializers`, imported as `init`. For weights, a call without that prefix. For a layer,
    /// lines that return two initializers, of weights and biases. The code may use `inputs`, `units`, `math`, `np`,
    /// `keras` and the layer's `index`.
    pub keras: Snippet,
    /// For weights, an expression of shape inputs × units. For a layer, lines that set `weights` and `biases`. The code
    /// may use `key`, `inputs`, `units`, the layer's `index`, `jax`, `jnp` and `init`, which is `jax.nn.initializers`.
    pub jax: Snippet,
}

/// The code of an initializer in one framework.
///
/// ```
/// use init_lab::{InitializerKind, SnippetKind};
///
/// let keras = InitializerKind::find("zeros").unwrap().code.keras;
/// assert_eq!((keras.text, keras.kind), ("Zeros()", SnippetKind::Weights));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Snippet {
    /// A note for the reader; empty if there is none.
    pub note: &'static str,
    /// The template, or the reason why there is none.
    pub text: &'static str,
    /// The kind of the text.
    pub kind: SnippetKind,
}

/// The kind of a snippet's text.
///
/// ```
/// use init_lab::{InitializerKind, SnippetKind};
///
/// let kind = |name| InitializerKind::find(name).unwrap().code.numpy.kind;
/// assert_eq!(kind("he"), SnippetKind::Weights);
/// assert_eq!(kind("pytorch_linear"), SnippetKind::Layer);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnippetKind {
    /// Code that draws weights. The initial bias is the experiment's `network.initialBias`.
    Weights,
    /// A snippet that draws weights and biases.
    Layer,
    /// A sentence that says why the framework has no such code.
    Refused,
}

/// A snippet that draws weights only.
pub const fn weights(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Weights }
}

/// A snippet that draws weights and biases.
pub const fn layer(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Layer }
}

/// A snippet that says in one sentence why a framework has no such code.
pub const fn refused(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Refused }
}

impl Snippet {
    /// The snippet with a note.
    #[must_use]
    pub const fn noting(self, note: &'static str) -> Self {
        Self { note: catalogue_text(note), ..self }
    }
}
