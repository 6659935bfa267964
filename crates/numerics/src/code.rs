//! How the entries of the catalogue are written in Python: what exported scripts and snippets are made of.

use crate::catalogue_text::catalogue_text;

/// An expression in the words of a framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The expression.
    Code(&'static str),
    /// The framework has no such thing: why, in a sentence.
    Refused(&'static str),
}

/// An expression that is code.
#[must_use]
pub const fn code(text: &'static str) -> Expression {
    Expression::Code(catalogue_text(text))
}

/// A function and its derivative in NumPy, of an array `z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumpyFunction {
    /// What it computes, in a sentence: the docstring.
    pub words: &'static str,
    /// Whole definitions that the two expressions use; empty if none. `sigmoid(z)`, `softplus(z)` and
    /// `erfc(x)` of a number are there.
    pub definitions: &'static str,
    /// The value at `z`.
    pub value: &'static str,
    /// The derivative at `z`.
    pub slope: &'static str,
}

/// An activation function in NumPy and in the frameworks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivationCode {
    /// In NumPy.
    pub numpy: NumpyFunction,
    /// A module of `torch.nn`, called `nn`.
    pub pytorch: Expression,
    /// What `keras.layers.Dense` takes as its activation.
    pub keras: Expression,
    /// The value at `z`, by `jax` or `jnp`.
    pub jax: Expression,
}
