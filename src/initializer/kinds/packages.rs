//! Defaults of packages whose law no other entry has. `library.rs` says which packages start from which entry.

use super::{
    Biases, Code, Family, Group, InitializerKind, Parameter, ParameterValue, Weights, choice, layer, number_parameter,
    plain,
};
use crate::catalogue_text::catalogue_text;
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};

/// An entry of a package, without parameters.
const fn package(
    (name, title, default_of): (&'static str, &'static str, &'static str),
    (summary, source): (&'static str, &'static str),
    label: Option<fn(&[ParameterValue]) -> String>,
    (weights, biases): (Weights, Biases),
    code: Code,
) -> InitializerKind {
    InitializerKind {
        default_of: catalogue_text(default_of),
        biases,
        ..plain((name, title), Group::Packages, Family::Library, (summary, source), label, weights, code)
    }
}

/// Uniform up to the root of a square, from that times −1 or 0.
fn uniform(square: f64, from: f64) -> Distribution {
    let high = f64::sqrt(square);
    Distribution::Uniform { low: from * high, high }
}

const FIXED: &[Parameter] = &[
    choice("distribution", &["uniform", "normal"], "Shape of the distribution."),
    number_parameter("size", 0.1, 0.0, 1000.0, "End of the uniform range, or standard deviation of the normal one."),
];

pub(super) const KINDS: &[InitializerKind] = &[
    InitializerKind {
        parameters: FIXED,
        ..package(
            ("fixed_layer", "Fixed size, biases too", "brain.js, Synaptic, Weka, FANN and other small libraries."),
            (
                "Weights and biases from one distribution around 0, whatever the layer's width.",
                "Measured in brain.js, Synaptic, nnet, Weka, FANN, pyrenn, genann and PyBrain",
            ),
            Some(|p| {
                let before = if p[0].name() == "uniform" { "Uniform ±" } else { "Random × " };
                [before, &p[1].to_string(), ", biases too"].concat()
            }),
            (
                Weights::Fixed(|p| match p[0].name() {
                    "uniform" => Distribution::Uniform { low: -p[1].number(), high: p[1].number() },
                    _ => Distribution::Normal { mean: 0.0, stddev: p[1].number() },
                }),
                Biases::LikeWeights,
            ),
            Code {
                numpy: layer(
                    r#"if distribution == "uniform":
    return rng.uniform(-size, size, (units, inputs)), rng.uniform(-size, size, (units, 1))
return rng.randn(units, inputs) * size, rng.randn(units, 1) * size"#,
                )
                .noting("Weights and biases of a fixed size."),
                pytorch: layer(
                    "{distribution|uniform:nn.init.uniform_(layer.weight, -{size}, {size})
nn.init.uniform_(layer.bias, -{size}, {size})|normal:nn.init.normal_(layer.weight, std={size})
nn.init.normal_(layer.bias, std={size})}",
                ),
                keras: layer(
                    "{distribution|uniform:limit = {size}
return init.RandomUniform(-limit, limit), init.RandomUniform(-limit, limit)|normal:stddev = {size}
return init.RandomNormal(stddev=stddev), init.RandomNormal(stddev=stddev)}",
                ),
                jax: layer(
                    "key, key_of_biases = jax.random.split(key)
{distribution|uniform:weights = jax.random.uniform(key, (inputs, units), minval=-{size}, maxval={size})
biases = jax.random.uniform(key_of_biases, (units,), minval=-{size}, maxval={size})|normal:weights = {size} * jax.random.normal(key, (inputs, units))
biases = {size} * jax.random.normal(key_of_biases, (units,))}",
                ),
            },
        )
    },
    package(
        ("candle_linear", "candle Linear", "candle: candle_nn::linear."),
        ("He's normal weights, and uniform biases within ±1 / √inputs.", "candle_nn, linear: DEFAULT_KAIMING_NORMAL"),
        None,
        (
            Weights::Scaling(VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Normal }),
            Biases::Scaled(VarianceScaling { scale: 1.0 / 3.0, mode: Mode::FanIn, shape: Shape::Uniform }),
        ),
        Code {
            numpy: layer(
                "limit = np.sqrt(1 / inputs)
return rng.randn(units, inputs) * np.sqrt(2 / inputs), rng.uniform(-limit, limit, (units, 1))",
            )
            .noting("What candle_nn::linear does: He's weights, biases uniform within 1 / sqrt(inputs)."),
            pytorch: layer(
                r#"nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
nn.init.uniform_(layer.bias, -math.sqrt(1 / inputs), math.sqrt(1 / inputs))"#,
            ),
            keras: layer(
                r#"limit = math.sqrt(1 / inputs)
weights = init.VarianceScaling(scale=2, mode="fan_in", distribution="untruncated_normal")
return weights, init.RandomUniform(-limit, limit)"#,
            ),
            jax: layer(
                r#"key, key_of_biases = jax.random.split(key)
weights = init.variance_scaling(2, "fan_in", "normal")(key, (inputs, units))
limit = (1 / inputs) ** 0.5
biases = jax.random.uniform(key_of_biases, (units,), minval=-limit, maxval=limit)"#,
            ),
        },
    ),
    package(
        ("stax_dense", "JAX stax Dense", "JAX: jax.example_libraries.stax.Dense."),
        ("Weights are Glorot normal, biases normal with standard deviation 0.01.", "JAX, example_libraries.stax.Dense"),
        None,
        (
            Weights::Scaling(VarianceScaling {
                scale: 1.0,
                mode: Mode::FanAverage,
                shape: Shape::TruncatedNormal,
            }),
            Biases::Fixed(Distribution::Normal { mean: 0.0, stddev: 0.01 }),
        ),
        Code {
            numpy: layer(
                "weights = truncated(rng, units, inputs, 0, np.sqrt(2 / (inputs + units)) / TRUNCATED_STDDEV)
return weights, rng.randn(units, 1) * 0.01",
            )
            .noting("What stax.Dense does: Glorot normal, biases of standard deviation 0.01."),
            pytorch: layer(concat!(
                super::truncated_pytorch!("1 / ((inputs + units) / 2)"),
                "\nnn.init.normal_(layer.bias, std=0.01)"
            )),
            keras: layer("return init.GlorotNormal(), init.RandomNormal(stddev=0.01)"),
            jax: layer(
                "key, key_of_biases = jax.random.split(key)
weights = init.glorot_normal()(key, (inputs, units))
biases = init.normal(0.01)(key_of_biases, (units,))",
            ),
        },
    ),
    package(
        ("convnetjs_fc", "ConvNetJS fc", "ConvNetJS: fully connected layers before a ReLU."),
        (
            "Normal weights of variance 1 / inputs, and biases of 0.1, meant to keep ReLU units from starting dead.",
            "ConvNetJS, FullyConnLayer: bias_pref with relu",
        ),
        None,
        (
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::Normal }),
            Biases::Fixed(Distribution::Constant(0.1)),
        ),
        Code {
            numpy: layer("return rng.randn(units, inputs) * np.sqrt(1 / inputs), np.full((units, 1), 0.1)")
                .noting("What ConvNetJS does before a ReLU: variance 1 / inputs, biases 0.1."),
            pytorch: layer(
                r#"nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
nn.init.constant_(layer.bias, 0.1)"#,
            ),
            keras: layer(
                r#"weights = init.VarianceScaling(scale=1, mode="fan_in", distribution="untruncated_normal")
return weights, init.Constant(0.1)"#,
            ),
            jax: layer(
                r#"weights = init.variance_scaling(1, "fan_in", "normal")(key, (inputs, units))
biases = jnp.full((units,), float(0.1))"#,
            ),
        },
    ),
    package(
        ("h2o_rectifier", "H2O Rectifier", "H2O: deep learning with Rectifier or Maxout."),
        (
            "Weights are Glorot uniform. Biases are 0.5 in the first hidden layer and 1 in later ones; H2O's output layer \
            has 0.",
            "H2O, Neurons: initializeMLP",
        ),
        None,
        (
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Uniform }),
            Biases::FirstAndLater(0.5, 1.0),
        ),
        Code {
            numpy: layer(
                "limit = np.sqrt(6 / (inputs + units))
return rng.uniform(-limit, limit, (units, inputs)), np.full((units, 1), 0.5 if is_first else 1.0)",
            )
            .noting("What H2O does with Rectifier: Glorot uniform, biases 0.5 in the first layer, then 1."),
            pytorch: layer(
                "nn.init.xavier_uniform_(layer.weight)
nn.init.constant_(layer.bias, 0.5 if layer is layers[0] else 1.0)",
            ),
            keras: layer("return init.GlorotUniform(), init.Constant(0.5 if index == 0 else 1.0)"),
            jax: layer(
                "weights = init.glorot_uniform()(key, (inputs, units))
biases = jnp.full((units,), 0.5 if index == 0 else 1.0)",
            ),
        },
    ),
    package(
        ("thinc_maxout", "thinc Maxout", "thinc: Maxout."),
        (
            "Uniform weights whose range follows the units, not the inputs: a layer with many more inputs than units \
            starts too large.",
            "thinc, Maxout: glorot_uniform_init of units × 3 pieces × inputs",
        ),
        None,
        (
            Weights::Shaped(|place| uniform(6.0 / (place.units as f64 + 3.0), -1.0), " ∼ U(±√(6 / (units + 3)))"),
            Biases::Fixed(Distribution::Constant(0.0)),
        ),
        Code {
            numpy: layer(
                "limit = np.sqrt(6 / (units + 3))
return rng.uniform(-limit, limit, (units, inputs)), np.zeros((units, 1))",
            )
            .noting("What thinc's Maxout does: its range does not depend on the inputs."),
            pytorch: layer(
                "limit = math.sqrt(6 / (units + 3))
nn.init.uniform_(layer.weight, -limit, limit)
nn.init.constant_(layer.bias, 0)",
            ),
            keras: layer(
                "limit = math.sqrt(6 / (units + 3))
return init.RandomUniform(-limit, limit), init.Zeros()",
            ),
            jax: layer(
                "limit = (6 / (units + 3)) ** 0.5
weights = jax.random.uniform(key, (inputs, units), minval=-limit, maxval=limit)
biases = jnp.full((units,), float(0))",
            ),
        },
    ),
    package(
        ("ml_fnn", "ml-fnn", "ml-fnn: every layer."),
        ("Uniform weights between 0 and 1 / √inputs, none of them negative; biases are 0.", "ml-fnn, Layer"),
        None,
        (
            Weights::Shaped(|place| uniform(1.0 / place.inputs as f64, 0.0), " ∼ U(0, √(1 / inputs))"),
            Biases::Fixed(Distribution::Constant(0.0)),
        ),
        Code {
            numpy: layer("return rng.uniform(0, np.sqrt(1 / inputs), (units, inputs)), np.zeros((units, 1))")
                .noting("What ml-fnn does: weights between 0 and 1 / sqrt(inputs), all positive."),
            pytorch: layer(
                "nn.init.uniform_(layer.weight, 0, math.sqrt(1 / inputs))
nn.init.constant_(layer.bias, 0)",
            ),
            keras: layer("return init.RandomUniform(0, math.sqrt(1 / inputs)), init.Zeros()"),
            jax: layer(
                "weights = jax.random.uniform(key, (inputs, units), maxval=(1 / inputs) ** 0.5)
biases = jnp.full((units,), float(0))",
            ),
        },
    ),
    package(
        ("neataptic_network", "Neataptic Network", "Neataptic: new Network(inputs, outputs)."),
        (
            "Uniform weights between 0 and √(2 inputs), none of them negative: they grow with the width. Biases are within \
            ±0.1.",
            "Neataptic, Network: connect with Math.random() × inputs × √(2 / inputs)",
        ),
        None,
        (
            Weights::Shaped(|place| uniform(2.0 * place.inputs as f64, 0.0), " ∼ U(0, √(2 inputs))"),
            Biases::Fixed(Distribution::Uniform { low: -0.1, high: 0.1 }),
        ),
        Code {
            numpy: layer(
                "weights = rng.uniform(0, np.sqrt(2 * inputs), (units, inputs))
return weights, rng.uniform(-0.1, 0.1, (units, 1))",
            )
            .noting("What Neataptic's Network does: weights between 0 and sqrt(2 inputs), all positive."),
            pytorch: layer(
                "nn.init.uniform_(layer.weight, 0, math.sqrt(2 * inputs))
nn.init.uniform_(layer.bias, -0.1, 0.1)",
            ),
            keras: layer("return init.RandomUniform(0, math.sqrt(2 * inputs)), init.RandomUniform(-0.1, 0.1)"),
            jax: layer(
                "key, key_of_biases = jax.random.split(key)
weights = jax.random.uniform(key, (inputs, units), maxval=(2 * inputs) ** 0.5)
biases = jax.random.uniform(key_of_biases, (units,), minval=-0.1, maxval=0.1)",
            ),
        },
    ),
];
