//! How an initializer is written in NumPy, PyTorch, Keras and JAX.
//!
//! Code is a template. `{name}` stands for the value of the parameter `name` as a Python literal, and for the name of the network's
//! activation function in `{activation}`. `{name|0:text|fan_in:text|*:text}` chooses a text by that value, which may have
//! placeholders of its own; `*` is any other value. A placeholder that nothing is known of is an error where the template is filled.

use crate::catalogue_text::catalogue_text;

/// One initializer in the words of each.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Body of a NumPy function of `rng`, `units`, `inputs` and the parameters; the note is its docstring.
    ///
    /// Weights are an expression, units × inputs. A layer is lines that return weights and biases, units × 1. `truncated`,
    /// `TRUNCATED_STDDEV`, `random_rotation` and `biases(units)` are there (www/export/python/helpers.js).
    pub numpy: Snippet,
    /// Lines that set `layer.weight`, or `layer.bias` too, of a `torch.nn.Linear` called `layer`; `inputs`, `units` and `math` are
    /// there.
    pub pytorch: Snippet,
    /// Of `keras.initializers`, called `init`: weights are a call without that prefix. A layer is lines that return two
    /// initializers, of weights and biases; `inputs`, `units`, `math`, `np` and `keras` are there.
    pub keras: Snippet,
    /// Weights are an expression, inputs × units, of `key`, `inputs` and `units`, with `jax`, `jnp` and `jax.nn.initializers` as
    /// `init`. A layer is lines that set `weights` and `biases`.
    pub jax: Snippet,
}

/// Code for one framework.
#[derive(Clone, Copy, Debug)]
pub struct Snippet {
    /// What a reader should know beside it; empty if nothing.
    pub note: &'static str,
    /// The template, or why there is none.
    pub text: &'static str,
    /// What the text does.
    pub kind: SnippetKind,
}

/// What the text of a snippet does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnippetKind {
    /// It draws weights; biases start at the experiment's `network.initialBias`.
    Weights,
    /// It draws weights and biases.
    Layer,
    /// It says in a sentence why the framework has no such code.
    Refused,
}

/// Code that draws weights alone.
pub const fn weights(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Weights }
}

/// Code that draws weights and biases.
pub const fn layer(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Layer }
}

/// Why a framework has no code, in a sentence.
#[allow(dead_code)] // Every framework can draw every initializer so far.
pub const fn refused(text: &'static str) -> Snippet {
    Snippet { note: "", text: catalogue_text(text), kind: SnippetKind::Refused }
}

impl Snippet {
    /// The same with something to know beside it.
    #[must_use]
    pub const fn noting(self, note: &'static str) -> Self {
        Self { note: catalogue_text(note), ..self }
    }
}
