//! Defaults of frameworks.

use super::{Biases, Code, Family, Group, InitializerKind, Weights, layer, plain, truncated_pytorch};
use crate::catalogue_text::catalogue_text;
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};

pub(super) const KINDS: &[InitializerKind] = &[
    InitializerKind {
        default_of: catalogue_text("PyTorch: torch.nn.Linear."),
        biases: Biases::LikeWeights,
        ..plain(
            ("pytorch_linear", "PyTorch Linear"),
            Group::Defaults,
            Family::Library,
            (
                "Weights and biases are uniform within ±1 / √inputs: a sixth of He's variance. In deep ReLU networks \
                the biases keep the signal up, but the part of it that depends on the input fades.",
                "PyTorch, Linear.reset_parameters: kaiming_uniform_ with a = √5",
            ),
            None,
            Weights::Scaling(VarianceScaling { scale: 1.0 / 3.0, mode: Mode::FanIn, shape: Shape::Uniform }),
            Code {
                numpy: layer(
                    "limit = np.sqrt(1 / inputs)
return rng.uniform(-limit, limit, (units, inputs)), rng.uniform(-limit, limit, (units, 1))",
                )
                .noting("What torch.nn.Linear does: weights and biases uniform within 1 / sqrt(inputs)."),
                pytorch: layer("layer.reset_parameters()  # what nn.Linear does by itself"),
                keras: layer(
                    r#"limit = math.sqrt(3 * 1 / 3 / inputs)
return init.VarianceScaling(scale=1 / 3, mode="fan_in", distribution="uniform"), init.RandomUniform(-limit, limit)"#,
                ),
                jax: layer(
                    r#"key, key_of_biases = jax.random.split(key)
weights = init.variance_scaling(1 / 3, "fan_in", "uniform")(key, (inputs, units))
limit = (3 * 1 / 3 / inputs) ** 0.5
biases = jax.random.uniform(key_of_biases, (units,), minval=-limit, maxval=limit)"#,
                ),
            },
        )
    },
    InitializerKind {
        default_of: catalogue_text("Keras: Dense."),
        biases: Biases::Fixed(Distribution::Constant(0.0)),
        ..plain(
            ("keras_dense", "Keras Dense"),
            Group::Defaults,
            Family::Library,
            ("Weights are Glorot uniform, biases 0.", "Keras, Dense"),
            None,
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Uniform }),
            Code {
                numpy: layer(
                    "limit = np.sqrt(6 / (inputs + units))
return rng.uniform(-limit, limit, (units, inputs)), np.zeros((units, 1))",
                )
                .noting("What keras.layers.Dense does: Glorot uniform, biases 0."),
                pytorch: layer(
                    "nn.init.xavier_uniform_(layer.weight)
nn.init.constant_(layer.bias, 0)",
                ),
                keras: layer("return init.GlorotUniform(), init.Zeros()"),
                jax: layer(
                    "weights = init.glorot_uniform()(key, (inputs, units))
biases = jnp.full((units,), float(0))",
                ),
            },
        )
    },
    InitializerKind {
        default_of: catalogue_text("Flax: linen.Dense and nnx.Linear."),
        biases: Biases::Fixed(Distribution::Constant(0.0)),
        ..plain(
            ("flax_dense", "Flax Dense"),
            Group::Defaults,
            Family::Library,
            ("Weights are LeCun normal, biases 0.", "Flax, linen.Dense"),
            None,
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
            Code {
                numpy: layer(
                    "weights = truncated(rng, units, inputs, 0, np.sqrt(1 / inputs) / TRUNCATED_STDDEV)
return weights, np.zeros((units, 1))",
                )
                .noting("What flax.linen.Dense does: LeCun normal, biases 0."),
                pytorch: layer(concat!(truncated_pytorch!("1 / inputs"), "\nnn.init.constant_(layer.bias, 0)")),
                keras: layer("return init.LecunNormal(), init.Zeros()"),
                jax: layer(
                    "weights = init.lecun_normal()(key, (inputs, units))
biases = jnp.full((units,), float(0))",
                ),
            },
        )
    },
    InitializerKind {
        default_of: catalogue_text("scikit-learn: MLPClassifier and MLPRegressor."),
        biases: Biases::LikeWeights,
        ..plain(
            ("sklearn_mlp", "scikit-learn MLP"),
            Group::Defaults,
            Family::Library,
            (
                "Weights and biases are Glorot uniform; with sigmoid units, of a third of that variance.",
                "scikit-learn, MLPClassifier._init_coef",
            ),
            None,
            Weights::Scaled(|_, activation| {
                let scale = if activation.name == "sigmoid" { 1.0 / 3.0 } else { 1.0 };
                VarianceScaling { scale, mode: Mode::FanAverage, shape: Shape::Uniform }
            }),
            Code {
                numpy: layer(
                    "limit = np.sqrt({activation|sigmoid:2|*:6} / (inputs + units))
return rng.uniform(-limit, limit, (units, inputs)), rng.uniform(-limit, limit, (units, 1))",
                )
                .noting("What scikit-learn's MLPClassifier does: weights and biases uniform."),
                pytorch: layer(
                    "limit = math.sqrt({activation|sigmoid:2|*:6} / (inputs + units))
nn.init.uniform_(layer.weight, -limit, limit)
nn.init.uniform_(layer.bias, -limit, limit)",
                ),
                keras: layer(
                    "limit = math.sqrt({activation|sigmoid:2|*:6} / (inputs + units))
return init.RandomUniform(-limit, limit), init.RandomUniform(-limit, limit)",
                ),
                jax: layer(
                    "limit = ({activation|sigmoid:2|*:6} / (inputs + units)) ** 0.5
key, key_of_biases = jax.random.split(key)
weights = jax.random.uniform(key, (inputs, units), minval=-limit, maxval=limit)
biases = jax.random.uniform(key_of_biases, (units,), minval=-limit, maxval=limit)",
                ),
            },
        )
    },
    InitializerKind {
        default_of: catalogue_text("TensorFlow Playground."),
        biases: Biases::Fixed(Distribution::Constant(0.1)),
        ..plain(
            ("playground", "Playground"),
            Group::Defaults,
            Family::Library,
            (
                "Weights are uniform between −0.5 and 0.5, whatever the layer's width; biases are 0.1.",
                "TensorFlow Playground, nn.ts",
            ),
            None,
            Weights::Fixed(|_| Distribution::Uniform { low: -0.5, high: 0.5 }),
            Code {
                numpy: layer("return rng.uniform(-0.5, 0.5, (units, inputs)), np.full((units, 1), 0.1)")
                    .noting("What TensorFlow Playground does."),
                pytorch: layer(
                    "nn.init.uniform_(layer.weight, -0.5, 0.5)
nn.init.constant_(layer.bias, 0.1)",
                ),
                keras: layer("return init.RandomUniform(minval=-0.5, maxval=0.5), init.Constant(0.1)"),
                jax: layer(
                    "weights = jax.random.uniform(key, (inputs, units), minval=-0.5, maxval=0.5)
biases = jnp.full((units,), float(0.1))",
                ),
            },
        )
    },
];
