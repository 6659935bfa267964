//! The course documents that the project started from.

use super::{
    Code, Family, GLOROT, Group, HE, InitializerKind, LECUN, MEAN, Weights, number_parameter, plain, squared, weights,
};
use crate::catalogue_text::catalogue_text;
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};

pub(super) const KINDS: &[InitializerKind] = &[
    InitializerKind {
        default_of: catalogue_text("Biases in Keras, Flax and the courses."),
        ..plain(
            ("zeros", "Zeros"),
            Group::Course,
            Family::Constant,
            (
                "Every weight is 0, so all units of a layer compute the same value and get the same gradient, if their \
                biases are equal.",
                "Keras, Zeros",
            ),
            None,
            Weights::Fixed(|_| Distribution::Constant(0.0)),
            Code {
                numpy: weights("np.zeros((units, inputs))").noting("Every weight is 0."),
                pytorch: weights("nn.init.constant_(layer.weight, 0)"),
                keras: weights("Zeros()"),
                jax: weights("init.zeros(key, (inputs, units))"),
            },
        )
    },
    InitializerKind {
        parameters: &[MEAN, number_parameter("stddev", 0.05, 0.0, 1000.0, "Standard deviation of the weights.")],
        ..plain(
            ("random_normal", "Random normal"),
            Group::Course,
            Family::Random,
            ("Normal weights of a fixed standard deviation, whatever the layer's width.", "Keras, RandomNormal"),
            Some(|p| match p[0].number() {
                0.0 => format!("Random × {}", p[1]),
                _ => format!("Normal({}, {})", p[0], squared(p[1])),
            }),
            Weights::Fixed(|p| Distribution::Normal { mean: p[0].number(), stddev: p[1].number() }),
            Code {
                numpy: weights("rng.randn(units, inputs) * stddev + mean")
                    .noting("Normal draws of a fixed standard deviation."),
                pytorch: weights("nn.init.normal_(layer.weight, mean={mean}, std={stddev})"),
                keras: weights("RandomNormal(mean={mean}, stddev={stddev})"),
                jax: weights("{mean|0:|*:{mean} + }init.normal({stddev})(key, (inputs, units))"),
            },
        )
    },
    plain(
        ("he", "He"),
        Group::Course,
        Family::He,
        ("Keeps the signal's variance from layer to layer, although ReLU cuts off half of it.", HE),
        None,
        Weights::Scaling(VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Normal }),
        Code {
            numpy: weights("rng.randn(units, inputs) * np.sqrt(2 / inputs)")
                .noting("He et al. (2015): normal, variance 2 / inputs."),
            pytorch: weights(r#"nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")"#),
            keras: weights(r#"VarianceScaling(scale=2, mode="fan_in", distribution="untruncated_normal")"#)
                .noting("Keras’s HeNormal cuts the tails off; this one does not."),
            jax: weights(r#"init.variance_scaling(2, "fan_in", "normal")(key, (inputs, units))"#)
                .noting("JAX’s he_normal cuts the tails off; this one does not."),
        },
    ),
    plain(
        ("xavier", "Xavier"),
        Group::Course,
        Family::Xavier,
        ("Keeps the signal's variance from layer to layer where units are linear, or tanh near 0.", LECUN),
        None,
        Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::Normal }),
        Code {
            numpy: weights("rng.randn(units, inputs) * np.sqrt(1 / inputs)")
                .noting("Normal, with the variance 1 / inputs of LeCun et al. (1998); in courses called Xavier."),
            pytorch: weights(r#"nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")"#)
                .noting("PyTorch’s xavier_normal_ is another one, with variance 2 / (inputs + units)."),
            keras: weights(r#"VarianceScaling(scale=1, mode="fan_in", distribution="untruncated_normal")"#)
                .noting("Keras’s LecunNormal cuts the tails off; this one does not."),
            jax: weights(r#"init.variance_scaling(1, "fan_in", "normal")(key, (inputs, units))"#)
                .noting("JAX’s lecun_normal cuts the tails off; this one does not."),
        },
    ),
    plain(
        ("xavier_average", "Xavier, average"),
        Group::Course,
        Family::Xavier,
        (
            "A compromise between the signal going forward (1 / inputs) and the error signal coming back (1 / units).",
            GLOROT,
        ),
        None,
        Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Normal }),
        Code {
            numpy: weights("rng.randn(units, inputs) * np.sqrt(2 / (inputs + units))").noting(
                "Normal, with the variance 2 / (inputs + units) of Glorot and Bengio (2010), who draw uniformly.",
            ),
            pytorch: weights("nn.init.xavier_normal_(layer.weight)"),
            keras: weights(r#"VarianceScaling(scale=1, mode="fan_avg", distribution="untruncated_normal")"#)
                .noting("Keras’s GlorotNormal cuts the tails off; this one does not."),
            jax: weights(r#"init.variance_scaling(1, "fan_avg", "normal")(key, (inputs, units))"#)
                .noting("JAX’s glorot_normal cuts the tails off; this one does not."),
        },
    ),
];
