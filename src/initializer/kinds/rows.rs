//! Defaults of packages that give the weights of each unit one size: OpenCV and neurolab, both after Nguyen and Widrow (1990),
//! Improving the learning speed of 2-layer neural networks by choosing initial values of the adaptive weights.

use nalgebra::{DMatrix, DVector};

use super::{Code, Family, Group, InitializerKind, Weights, layer, plain, refused};
use crate::catalogue_text::catalogue_text;
use crate::formula::{row, symbol, words};
use crate::initializer::{Expected, Joint, LayerShape, WeightsAndBiases};
use crate::rng::RandomState;

pub(super) const KINDS: &[InitializerKind] = &[
    InitializerKind {
        default_of: catalogue_text("OpenCV: hidden layers of ml.ANN_MLP."),
        ..plain(
            ("opencv_mlp", "OpenCV MLP"),
            Group::Packages,
            Family::Library,
            (
                "The sizes of each unit's weights sum to 1, so they fall as 1 / inputs and wide layers start far too small. \
                Biases lie along a ramp through 0.",
                "OpenCV, ml module, ANN_MLP: init_weights",
            ),
            None,
            Weights::Joint(Joint {
                draw: |shape, _, rng| draw(shape, Rule::OpenCv, rng),
                formula: |_| row([symbol("W"), words(" ∼ U(±1) / Σ|w|, row by row")]),
                expected: |shape, _| expected_of_opencv(shape),
            }),
            Code {
                numpy: layer(
                    "parameters = rng.uniform(-1, 1, (units, inputs + 1))
parameters = parameters / np.abs(parameters[:, :-1]).sum(axis=1, keepdims=True)
steepness = 0.7 * inputs ** (1 / (units - 1)) if units > 2 else 1.0
ramp = steepness * (2 * np.arange(units).reshape(-1, 1) / units - 1)
return parameters[:, :-1], parameters[:, -1:] * ramp",
                )
                .noting("What OpenCV's ANN_MLP does in hidden layers: each unit's weights sum to 1 in size."),
                pytorch: layer(
                    "parameters = 2 * torch.rand(units, inputs + 1) - 1
parameters = parameters / parameters[:, :-1].abs().sum(dim=1, keepdim=True)
steepness = 0.7 * inputs ** (1 / (units - 1)) if units > 2 else 1.0
layer.weight.copy_(parameters[:, :-1])
layer.bias.copy_(parameters[:, -1] * steepness * (2 * torch.arange(units) / units - 1))",
                ),
                keras: refused("a Keras layer draws weights and biases apart; OpenCV divides both by one sum."),
                jax: layer(
                    "parameters = jax.random.uniform(key, (inputs + 1, units), minval=-1, maxval=1)
parameters = parameters / jnp.abs(parameters[:-1]).sum(axis=0)
steepness = 0.7 * inputs ** (1 / (units - 1)) if units > 2 else 1.0
weights = parameters[:-1]
biases = parameters[-1] * steepness * (2 * jnp.arange(units) / units - 1)",
                ),
            },
        )
    },
    InitializerKind {
        default_of: catalogue_text("neurolab: newff, with TanSig."),
        ..plain(
            ("nguyen_widrow", "Nguyen–Widrow"),
            Group::Packages,
            Family::Library,
            (
                "The weights of each unit have one length, and the biases are spread evenly, so that the units of tanh divide \
                the range of the inputs among them.",
                "neurolab, init.initnw: 0.7 units^(1 / inputs) for inputs within ±1, twice that for TanSig",
            ),
            None,
            Weights::Joint(Joint {
                draw: |shape, _, rng| draw(shape, Rule::NguyenWidrow, rng),
                formula: |_| row([symbol("W"), words(" rows of length 1.4 · units to the power 1 / inputs")]),
                expected: |shape, _| expected_of_nguyen_widrow(shape),
            }),
            Code {
                numpy: layer(
                    "length = 1.4 * units ** (1 / inputs)
weights = rng.uniform(-1, 1, (units, inputs))
weights = weights * length / np.sqrt((weights ** 2).sum(axis=1, keepdims=True))
spread = np.linspace(-1, 1, units) if units > 1 else np.zeros(1)
return weights, length * spread.reshape(-1, 1) * np.sign(weights[:, :1])",
                )
                .noting("What neurolab does (Nguyen and Widrow, 1990): rows of one length, biases spread evenly."),
                pytorch: layer(
                    "length = 1.4 * units ** (1 / inputs)
weights = 2 * torch.rand(units, inputs) - 1
weights = weights * length / weights.norm(dim=1, keepdim=True)
spread = torch.linspace(-1, 1, units) if units > 1 else torch.zeros(1)
layer.weight.copy_(weights)
layer.bias.copy_(length * spread * weights[:, 0].sign())",
                ),
                keras: refused("a Keras layer draws weights and biases apart; here one has the other’s sign."),
                jax: layer(
                    "length = 1.4 * units ** (1 / inputs)
weights = jax.random.uniform(key, (inputs, units), minval=-1, maxval=1)
weights = weights * length / jnp.sqrt((weights**2).sum(axis=0))
spread = jnp.linspace(-1, 1, units) if units > 1 else jnp.zeros(1)
biases = length * spread * jnp.sign(weights[0])",
                ),
            },
        )
    },
];

/// What the weights of a unit are divided by, and how biases are spread.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    /// The sum of their sizes divides weights and bias. The biases are then multiplied by a ramp from −1 to 1.
    OpenCv,
    /// Their length becomes [`scale`]. Biases go from minus that to it, each with the sign of its unit's first weight.
    NguyenWidrow,
}

/// Draws a layer: uniform numbers row by row, with OpenCV also a bias at the end of each row.
fn draw(shape: LayerShape, rule: Rule, rng: &mut RandomState) -> WeightsAndBiases {
    let LayerShape { units, inputs, .. } = shape;
    let scale = scale(shape, rule);
    let mut weights = DMatrix::zeros(units, inputs);
    let mut biases = DVector::zeros(units);
    for (unit, bias) in biases.iter_mut().enumerate() {
        let mut sum = 0.0;
        for input in 0..inputs {
            let weight = rng.uniform(-1.0, 1.0);
            weights[(unit, input)] = weight;
            sum += if rule == Rule::OpenCv { f64::abs(weight) } else { weight * weight };
        }
        let (place, last) = (2.0 * unit as f64, units as f64 - 1.0);
        let factor;
        if rule == Rule::OpenCv {
            factor = 1.0 / sum;
            *bias = rng.uniform(-1.0, 1.0) * factor * scale * (place / (last + 1.0) - 1.0);
        } else {
            factor = scale / f64::sqrt(sum);
            if last > 0.0 {
                *bias = f64::copysign(scale, weights[(unit, 0)]) * (place / last - 1.0);
            }
        }
        for input in 0..inputs {
            weights[(unit, input)] *= factor;
        }
    }
    (weights, biases)
}

/// The factor on OpenCV's biases; the length of the weights of a unit with neurolab, which is 0.7 units^(1 / inputs), times 2
/// since `TanSig` is active within ±2.
fn scale(LayerShape { units, inputs, .. }: LayerShape, rule: Rule) -> f64 {
    let (units, inputs) = (units as f64, inputs as f64);
    match rule {
        Rule::OpenCv if units <= 2.0 => 1.0,
        Rule::OpenCv => 0.7 * libm::pow(inputs, 1.0 / (units - 1.0)),
        Rule::NguyenWidrow => 1.4 * libm::pow(units, 1.0 / inputs),
    }
}

/// The expected square of a weight, and of one over the sum, are integrals without a closed form. The fits have the exact
/// limits, errors under 0.7 % for weights, and under 3 % for the biases of units with at least four inputs. With one or two
/// inputs, the variance of biases is infinite.
fn expected_of_opencv(shape: LayerShape) -> Expected {
    let (n, units) = (shape.inputs as f64, shape.units as f64);
    let inverse_square = if n > 2.0 { 4.0 / (n * n) * (1.0 + 1.0 / (n - 1.8)) } else { f64::INFINITY };
    let ramp = (units * units + 2.0) / (3.0 * units * units);
    let scale = scale(shape, Rule::OpenCv);
    let stddev = f64::sqrt(4.0 / 3.0) / n * (1.0 - 0.134 / (n * n));
    let bias_variance = scale * scale * ramp * inverse_square / 3.0;
    Expected { stddev, centred: false, bias_mean: 0.0, bias_variance }
}

fn expected_of_nguyen_widrow(shape: LayerShape) -> Expected {
    let scale = scale(shape, Rule::NguyenWidrow);
    let units = shape.units as f64;
    let spread = if units > 1.0 { (units + 1.0) / (3.0 * (units - 1.0)) } else { 0.0 };
    let stddev = scale / f64::sqrt(shape.inputs as f64);
    Expected { stddev, centred: false, bias_mean: 0.0, bias_variance: scale * scale * spread }
}
