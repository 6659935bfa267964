//! Activation functions of hidden units, each with its derivative.

mod functions;

use wide::f64x2;

use crate::catalogue_text::catalogue_text;
use crate::code::{ActivationCode, NumpyFunction, code};

/// An activation function: one entry of the catalogue.
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use wide::f64x2;
///
/// let relu = Activation::find("relu").unwrap();
/// let (mut values, mut slopes) = ([f64x2::from([-3.0, 2.0])], [f64x2::ZERO]);
/// relu.apply(&mut values, &mut slopes);
/// assert_eq!(values[0].to_array(), [0.0, 2.0]);
/// assert_eq!(slopes[0].to_array(), [0.0, 1.0]);
/// ```
pub struct Activation {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The formula, as text.
    pub formula: &'static str,
    /// The square of its gain in PyTorch's `calculate_gain`; `None` if PyTorch has none.
    pub pytorch_gain_squared: Option<f64>,
    /// The ends of its range; `None` if the range is unbounded.
    pub range: Option<(f64, f64)>,
    /// Its code in Python.
    pub code: ActivationCode,
    /// Whether it is ReLU, whose slope follows from its value.
    gate: bool,
    /// Replaces each pre-activation z with its value, and writes the derivative at z to `slopes`.
    apply: fn(values: &mut [f64x2], slopes: &mut [f64x2]),
}

/// Every activation function.
pub static ACTIVATIONS: [Activation; 10] = [
    Activation {
        name: "relu",
        title: "ReLU",
        formula: catalogue_text("max(0, z)"),
        pytorch_gain_squared: Some(2.0),
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("ReLU of the hidden units: max(0, z)."),
                definitions: "",
                value: catalogue_text("np.maximum(z, 0)"),
                slope: catalogue_text("z > 0"),
            },
            pytorch: code("nn.ReLU()"),
            keras: code(r#""relu""#),
            jax: code("jax.nn.relu(z)"),
        },
        gate: true,
        apply: functions::relu,
    },
    Activation {
        name: "leaky_relu",
        title: "Leaky ReLU",
        formula: catalogue_text("z where z > 0, else 0.01 z"),
        pytorch_gain_squared: Some(2.0 / (1.0 + functions::LEAK * functions::LEAK)),
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("Leaky ReLU of the hidden units: z where z > 0, else 0.01 z."),
                definitions: "",
                value: catalogue_text("np.where(z > 0, z, 0.01 * z)"),
                slope: catalogue_text("np.where(z > 0, 1, 0.01)"),
            },
            pytorch: code("nn.LeakyReLU(0.01)"),
            keras: code("keras.layers.LeakyReLU(negative_slope=0.01)"),
            jax: code("jax.nn.leaky_relu(z, negative_slope=0.01)"),
        },
        gate: false,
        apply: functions::leaky_relu,
    },
    Activation {
        name: "elu",
        title: "ELU",
        formula: catalogue_text("z where z > 0, else exp(z) − 1"),
        pytorch_gain_squared: None,
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("ELU of the hidden units: z where z > 0, else exp(z) - 1."),
                definitions: "",
                value: catalogue_text("np.where(z > 0, z, np.expm1(z))"),
                slope: catalogue_text("np.where(z > 0, 1, np.exp(z))"),
            },
            pytorch: code("nn.ELU()"),
            keras: code(r#""elu""#),
            jax: code("jax.nn.elu(z)"),
        },
        gate: false,
        apply: functions::elu,
    },
    Activation {
        name: "selu",
        title: "SELU",
        formula: catalogue_text("1.0507 z where z > 0, else 1.7581 (exp(z) − 1)"),
        pytorch_gain_squared: Some(9.0 / 16.0),
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text(
                    "SELU of the hidden units: scale * z where z > 0, else scale * alpha * (exp(z) - 1).",
                ),
                definitions: catalogue_text(
                    r"SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772
",
                ),
                value: catalogue_text("SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(z))"),
                slope: catalogue_text("SELU_SCALE * np.where(z > 0, 1, SELU_ALPHA * np.exp(z))"),
            },
            pytorch: code("nn.SELU()"),
            keras: code(r#""selu""#),
            jax: code("jax.nn.selu(z)"),
        },
        gate: false,
        apply: functions::selu,
    },
    Activation {
        name: "gelu",
        title: "GELU",
        formula: catalogue_text("z Φ(z)"),
        pytorch_gain_squared: None,
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("GELU of the hidden units: z times the share of a normal distribution below z."),
                definitions: catalogue_text(
                    r#"def normal_distribution(z):
    """The share of a standard normal distribution below z; NumPy has no error function."""
    return np.frompyfunc(lambda x: erfc(-x * np.sqrt(0.5)) / 2, 1, 1)(z).astype(float)
"#,
                ),
                value: catalogue_text("z * normal_distribution(z)"),
                slope: catalogue_text("normal_distribution(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)"),
            },
            pytorch: code("nn.GELU()"),
            keras: code(r#""gelu""#),
            jax: code("jax.nn.gelu(z, approximate=False)"),
        },
        gate: false,
        apply: functions::gelu,
    },
    Activation {
        name: "silu",
        title: "SiLU (swish)",
        formula: catalogue_text("z / (1 + exp(−z))"),
        pytorch_gain_squared: None,
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("SiLU of the hidden units: z / (1 + exp(-z))."),
                definitions: "",
                value: catalogue_text("z * sigmoid(z)"),
                slope: catalogue_text("sigmoid(z) * (1 + z * sigmoid(-z))"),
            },
            pytorch: code("nn.SiLU()"),
            keras: code(r#""silu""#),
            jax: code("jax.nn.silu(z)"),
        },
        gate: false,
        apply: functions::silu,
    },
    Activation {
        name: "softplus",
        title: "Softplus",
        formula: catalogue_text("ln(1 + exp(z))"),
        pytorch_gain_squared: None,
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("Softplus of the hidden units: ln(1 + exp(z))."),
                definitions: "",
                value: catalogue_text("softplus(z)"),
                slope: catalogue_text("sigmoid(z)"),
            },
            pytorch: code("nn.Softplus()"),
            keras: code(r#""softplus""#),
            jax: code("jax.nn.softplus(z)"),
        },
        gate: false,
        apply: functions::softplus,
    },
    Activation {
        name: "tanh",
        title: "tanh",
        formula: catalogue_text("tanh(z)"),
        pytorch_gain_squared: Some(25.0 / 9.0),
        range: Some((-1.0, 1.0)),
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("tanh of the hidden units."),
                definitions: "",
                value: catalogue_text("np.tanh(z)"),
                slope: catalogue_text("1 - np.tanh(z) ** 2"),
            },
            pytorch: code("nn.Tanh()"),
            keras: code(r#""tanh""#),
            jax: code("jnp.tanh(z)"),
        },
        gate: false,
        apply: functions::tanh,
    },
    Activation {
        name: "sigmoid",
        title: "Sigmoid",
        formula: catalogue_text("1 / (1 + exp(−z))"),
        pytorch_gain_squared: Some(1.0),
        range: Some((0.0, 1.0)),
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("The logistic function of the hidden units: 1 / (1 + exp(-z))."),
                definitions: "",
                value: catalogue_text("sigmoid(z)"),
                slope: catalogue_text("sigmoid(z) * (1 - sigmoid(z))"),
            },
            pytorch: code("nn.Sigmoid()"),
            keras: code(r#""sigmoid""#),
            jax: code("jax.nn.sigmoid(z)"),
        },
        gate: false,
        apply: functions::sigmoid,
    },
    Activation {
        name: "identity",
        title: "Identity",
        formula: catalogue_text("z"),
        pytorch_gain_squared: Some(1.0),
        range: None,
        code: ActivationCode {
            numpy: NumpyFunction {
                words: catalogue_text("The hidden units are linear."),
                definitions: "",
                value: catalogue_text("z"),
                slope: catalogue_text("np.ones_like(z)"),
            },
            pytorch: code("nn.Identity()"),
            keras: code(r#""linear""#),
            jax: code("z"),
        },
        gate: false,
        apply: functions::identity,
    },
];

impl Activation {
    /// The activation function with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        ACTIVATIONS.iter().find(|activation| activation.name == name)
    }

    /// The square of PyTorch's gain; ReLU's if PyTorch has none.
    pub fn gain_squared(&self) -> f64 {
        self.pytorch_gain_squared.unwrap_or(2.0)
    }

    /// Whether it is ReLU, whose slope follows from its value: 1 if that is above 0, otherwise 0.
    pub fn is_relu(&self) -> bool {
        self.gate
    }

    /// Replaces pre-activations z with their values, and writes the derivatives at z to `slopes`.
    ///
    /// # Panics
    /// If the two slices differ in length.
    pub fn apply(&self, values: &mut [f64x2], slopes: &mut [f64x2]) {
        assert_eq!(values.len(), slopes.len(), "a slope for each value");
        (self.apply)(values, slopes);
    }
}

impl std::fmt::Debug for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(activation: &Activation, z: f64) -> (f64, f64) {
        let (mut value, mut slope) = ([f64x2::splat(z)], [f64x2::ZERO]);
        activation.apply(&mut value, &mut slope);
        (value[0].to_array()[0], slope[0].to_array()[0])
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        let h = 1e-6;
        for activation in &ACTIVATIONS {
            for z in [-30.0, -3.0, -0.7, -1e-3, 1e-3, 0.2, 1.0, 4.0, 30.0] {
                let difference = (at(activation, z + h).0 - at(activation, z - h).0) / (2.0 * h);
                let (_, slope) = at(activation, z);
                assert!((slope - difference).abs() < 1e-8, "{activation:?} at {z}: {slope}, {difference}");
            }
        }
    }

    #[test]
    fn nothing_is_nan_but_nan() {
        for activation in &ACTIVATIONS {
            for z in [-1e308, -800.0, -40.0, 0.0, 40.0, 800.0, 1e308] {
                let (value, slope) = at(activation, z);
                assert!(value.is_finite() && slope.is_finite(), "{activation:?} at {z}: {value}, {slope}");
            }
            assert!(at(activation, f64::NAN).0.is_nan(), "{activation:?}");
        }
    }

    #[test]
    fn relu_at_zero_is_off_and_keeps_nan() {
        let relu = Activation::find("relu").unwrap();
        assert_eq!(at(relu, 0.0), (0.0, 0.0));
        assert_eq!(at(relu, -0.0), (0.0, 0.0));
        assert!(at(relu, f64::NAN).0.is_nan());
    }
}
