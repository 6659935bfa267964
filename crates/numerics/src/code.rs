//! Python code of the catalogue's entries, for exported scripts and snippets.

use crate::catalogue_text::catalogue_text;

/// An expression in a framework.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::code::Expression;
///
/// assert_eq!(Activation::find("tanh").unwrap().code.jax, Expression::Code("jnp.tanh(z)"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The expression.
    Code(&'static str),
    /// The reason why the framework has none, in one sentence.
    Refused(&'static str),
}

/// Creates an expression from its code.
#[must_use]
pub const fn code(text: &'static str) -> Expression {
    Expression::Code(catalogue_text(text))
}

/// A function and its derivative in NumPy, of an array `z`.
///
/// ```
/// use init_lab_numerics::activation::Activation;
///
/// let numpy = Activation::find("tanh").unwrap().code.numpy;
/// assert_eq!((numpy.value, numpy.definitions), ("np.tanh(z)", ""));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumpyFunction {
    /// Description, one sentence: the docstring.
    pub words: &'static str,
    /// Complete definitions that the two expressions use; empty if there are none. They may use `sigmoid(z)` and
    /// `softplus(z)`, and `erfc(x)` of a number.
    pub definitions: &'static str,
    /// The value at `z`.
    pub value: &'static str,
    /// The derivative at `z`.
    pub slope: &'static str,
}

/// An activation function in NumPy and in the frameworks.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::code::Expression;
///
/// let code = Activation::find("relu").unwrap().code;
/// assert_eq!((code.pytorch, code.keras), (Expression::Code("nn.ReLU()"), Expression::Code(r#""relu""#)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivationCode {
    /// In NumPy.
    pub numpy: NumpyFunction,
    /// A module of `torch.nn`, called `nn`.
    pub pytorch: Expression,
    /// The `activation` argument of `keras.layers.Dense`.
    pub keras: Expression,
    /// The value at `z`, with `jax` or `jnp`.
    pub jax: Expression,
}
