//! Initializers from papers that no framework provides by name.

use super::{Code, Family, Group, InitializerKind, Weights, layer, plain, refused};
use crate::distribution::normal;
use crate::formula::{number, operator, row, square, sub, symbol, words};
use crate::initializer::{Expected, Joint, LayerShape, WeightsAndBiases};
use crate::rng::RandomState;
use nalgebra::DMatrix;

/// Standard deviation of a normal parameter of RAI, times the root of the number of inputs.
const RAI: f64 = 0.6007;

pub(super) const KINDS: &[InitializerKind] = &[plain(
    ("rai", "RAI"),
    Group::Papers,
    Family::Other,
    (
        "Normal weights and biases, of which each unit has one that is positive and large: fewer units give 0 on all data, so \
        deep and narrow ReLU networks are born dead less often.",
        "Lu, Shin, Su and Karniadakis (2019), Dying ReLU and Initialization: Theory and Numerical Examples",
    ),
    None,
    Weights::Joint(Joint {
        draw: |shape, _, rng| rai(shape, rng),
        formula: |_| {
            let variance = row([square(number(RAI)), operator("/"), sub("n", "in")]);
            row([
                symbol("W"),
                operator(","),
                symbol("b"),
                normal(number(0.0), variance),
                words(", one of each unit Beta(2, 1)"),
            ])
        },
        expected: |shape, _| {
            // With probability 1 / (n_in + 1), a parameter is one of Beta(2, 1): mean 2/3, mean square 1/2.
            let inputs = shape.inputs as f64;
            let share = 1.0 / (inputs + 1.0);
            let mean = 2.0 / 3.0 * share;
            let variance = (1.0 - share) * RAI * RAI / inputs + 0.5 * share - mean * mean;
            Expected { stddev: variance.sqrt(), centred: false, bias_mean: mean, bias_variance: variance }
        },
    }),
    Code {
        numpy: layer(
            "parameters = rng.randn(units, inputs + 1) * 0.6007 / np.sqrt(inputs)
for unit in range(units):
    place = int(rng.random_sample() * (inputs + 1))
    parameters[unit, place] = np.sqrt(rng.random_sample())
return parameters[:, :-1], parameters[:, -1:]",
        )
        .noting("Randomized asymmetric initialization (Lu et al., 2019): one parameter of each unit is of Beta(2, 1)."),
        pytorch: layer(
            "parameters = torch.randn(units, inputs + 1) * 0.6007 / math.sqrt(inputs)
places = torch.randint(inputs + 1, (units, 1))
parameters.scatter_(1, places, torch.rand(units, 1).sqrt())  # one of each unit, of Beta(2, 1)
layer.weight.copy_(parameters[:, :-1])
layer.bias.copy_(parameters[:, -1])",
        ),
        keras: refused("a Keras layer draws its weights and its biases apart, but RAI draws them together."),
        jax: layer(
            "key, key_of_places, key_of_values = jax.random.split(key, 3)
parameters = jax.random.normal(key, (inputs + 1, units)) * 0.6007 / inputs**0.5
places = jax.random.randint(key_of_places, (units,), 0, inputs + 1)
values = jnp.sqrt(jax.random.uniform(key_of_values, (units,)))  # one of each unit, of Beta(2, 1)
parameters = parameters.at[places, jnp.arange(units)].set(values)
weights, biases = parameters[:-1], parameters[-1]",
        ),
    },
)];

/// Draws a layer: normal parameters row by row, the bias last in each row; then, unit by unit, the place and the value of
/// the parameter of Beta(2, 1), which is the square root of a uniform number.
fn rai(shape: LayerShape, rng: &mut RandomState) -> WeightsAndBiases {
    let (units, inputs) = (shape.units, shape.inputs);
    let root = (inputs as f64).sqrt();
    let mut parameters = DMatrix::zeros(units, inputs + 1);
    for unit in 0..units {
        for place in 0..=inputs {
            parameters[(unit, place)] = rng.randn() * RAI / root;
        }
    }
    for unit in 0..units {
        let place = rng.random_sample() * (inputs + 1) as f64;
        parameters[(unit, place as usize)] = rng.random_sample().sqrt();
    }
    let biases = parameters.column(inputs).into_owned();
    (parameters.remove_column(inputs), biases)
}
