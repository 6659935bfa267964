//! `keras.initializers`.

use super::{
    Code, Family, GAIN, GLOROT, Group, HE, InitializerKind, LECUN, MEAN, MODES, SHAPES, Weights, choice, layer, mode,
    number_parameter, plain, scaled_label, shape, squared, truncated_pytorch, weights,
};
use crate::catalogue_text::catalogue_text;
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};

pub(super) const KINDS: &[InitializerKind] = &[    plain(
        ("ones", "Ones"),
        Group::Keras,
        Family::Constant,
        (
            "Every weight is 1. The signal grows with the width of each layer, and units with equal biases stay \
            identical.",
            "Keras, Ones",
        ),
        None,
        Weights::Fixed(|_| Distribution::Constant(1.0)),
    Code {
 numpy: weights("np.ones((units, inputs))").noting("Every weight is 1."),
 pytorch: weights("nn.init.constant_(layer.weight, 1)"),
 keras: weights("Ones()"),
 jax: weights("init.ones(key, (inputs, units))"),
 },
),
    InitializerKind {
        parameters: &[number_parameter("value", 0.0, -1000.0, 1000.0, "Value of every weight.")],
        ..plain(
            ("constant", "Constant"),
            Group::Keras,
            Family::Constant,
            ("Every weight has the same value, so units of a layer with equal biases stay identical.", "Keras, Constant"),
            Some(|p| format!("Constant {}", p[0])),
            Weights::Fixed(|p| Distribution::Constant(p[0].number())),
        Code {
 numpy: weights("np.full((units, inputs), float(value))").noting("Every weight has the same value."),
 pytorch: weights("nn.init.constant_(layer.weight, {value})"),
 keras: weights("Constant({value})"),
 jax: weights("init.constant({value})(key, (inputs, units))"),
 },
)
    },
    InitializerKind {
        parameters: &[GAIN],
        ..plain(
            ("identity", "Identity"),
            Group::Keras,
            Family::Constant,
            (
                "Each unit passes one input on: weights are 1 on the diagonal and 0 elsewhere. Where a layer has \
                more units than inputs, the others get only zeros.",
                "Keras, Identity",
            ),
            Some(|p| scaled_label("Identity", p)),
            Weights::Fixed(|p| Distribution::Diagonal(p[0].number())),
        Code {
 numpy: weights("gain * np.eye(units, inputs)").noting("A factor on the diagonal, 0 elsewhere."),
 pytorch: weights("nn.init.eye_(layer.weight){gain|1:|*:
layer.weight.mul_({gain})}"),
 keras: weights("Identity(gain={gain})"),
 jax: weights("{gain|1:|*:{gain} * }jnp.eye(inputs, units)"),
 },
)
    },
    InitializerKind {
        default_of: catalogue_text("Keras: Embedding."),
        parameters: &[
            number_parameter("minval", -0.05, -1000.0, 1000.0, "Lower end of the range."),
            number_parameter("maxval", 0.05, -1000.0, 1000.0, "Upper end of the range, not below the lower end."),
        ],
        ..plain(
            ("random_uniform", "Random uniform"),
            Group::Keras,
            Family::Random,
            ("Uniform weights from a fixed range, whatever the layer's width.", "Keras, RandomUniform"),
            Some(|p| match (p[0].number(), p[1].number()) {
                (low, high) if low == -high => format!("Uniform ±{}", p[1]),
                _ => format!("Uniform({}, {})", p[0], p[1]),
            }),
            Weights::Fixed(|p| Distribution::Uniform { low: p[0].number(), high: p[1].number() }),
        Code {
 numpy: weights("rng.uniform(minval, maxval, (units, inputs))").noting("Uniform draws from a fixed range."),
 pytorch: weights("nn.init.uniform_(layer.weight, {minval}, {maxval})"),
 keras: weights("RandomUniform(minval={minval}, maxval={maxval})"),
 jax: weights("jax.random.uniform(key, (inputs, units), minval={minval}, maxval={maxval})"),
 },
)
    },
    InitializerKind {
        parameters: &[
            MEAN,
            number_parameter(
                "stddev",
                0.05,
                0.0,
                1000.0,
                "Standard deviation before the tails are cut off. The cut leaves 0.8796 of it.",
            ),
        ],
        ..plain(
            ("truncated_normal", "Truncated normal"),
            Group::Keras,
            Family::Random,
            (
                "Normal weights. Any that is more than two standard deviations from the mean is drawn again.",
                "Keras, TruncatedNormal",
            ),
            Some(|p| match p[0].number() {
                0.0 => format!("Truncated {}", p[1]),
                _ => format!("Truncated({}, {})", p[0], squared(p[1])),
            }),
            Weights::Fixed(|p| Distribution::TruncatedNormal { mean: p[0].number(), stddev: p[1].number() }),
        Code {
 numpy: weights("truncated(rng, units, inputs, mean, stddev)").noting("Normal draws of a fixed standard deviation, with the tails cut off."),
 pytorch: weights("{stddev|0:nn.init.constant_(layer.weight, {mean})|*:mean, std = {mean}, {stddev}
# PyTorch cuts at absolute values a and b, not at two standard deviations.
nn.init.trunc_normal_(layer.weight, mean, std, a=mean - 2 * std, b=mean + 2 * std)}"),
 keras: weights("TruncatedNormal(mean={mean}, stddev={stddev})"),
 jax: weights("{mean|0:|*:{mean} + }init.truncated_normal({stddev})(key, (inputs, units))"),
 },
)
    },
    InitializerKind {
        parameters: &[
            number_parameter("scale", 1.0, 1e-6, 1e6, "Variance of the weights, times n."),
            choice("mode", MODES, "What n is: the inputs, the units, or the mean of the two."),
            choice(
                "distribution",
                SHAPES,
                "Shape of the distribution. Its variance is scale / n, but for cut_normal, which is not widened after \
                its tails are cut off: 0.7737 of the variance remains.",
            ),
        ],
        ..plain(
            ("variance_scaling", "Variance scaling"),
            Group::Keras,
            Family::LeCun,
            (
                "Weights of variance scale / n, where n is the number of the layer's inputs, of its units, or their \
                mean.",
                "Keras, VarianceScaling",
            ),
            Some(|p| format!("{}/{}, {}", p[0], p[1].name(), p[2].name().split('_').next().unwrap_or_default())),
            Weights::Scaled(|p, _| VarianceScaling { scale: p[0].number(), mode: mode(p[1]), shape: shape(p[2]) }),
        Code {
 numpy: layer(r#"n = {"fan_in": inputs, "fan_out": units, "fan_avg": (inputs + units) / 2}[mode]
variance = scale / n
if distribution == "uniform":
    limit = np.sqrt(3 * variance)
    weights = rng.uniform(-limit, limit, (units, inputs))
elif distribution == "untruncated_normal":
    weights = rng.randn(units, inputs) * np.sqrt(variance)
else:
    widening = 1 if distribution == "cut_normal" else TRUNCATED_STDDEV
    weights = truncated(rng, units, inputs, 0, np.sqrt(variance) / widening)
return weights, biases(units)"#).noting("Variance scale / n, where n is the inputs, the units, or the mean of the two."),
 pytorch: weights("variance = {scale} / {mode|fan_in:inputs|fan_out:units|fan_avg:((inputs + units) / 2)}
{distribution|uniform:limit = math.sqrt(3 * variance)
nn.init.uniform_(layer.weight, -limit, limit)|untruncated_normal:nn.init.normal_(layer.weight, std=math.sqrt(variance))|truncated_normal:# Has no counterpart by name: cut at two standard deviations, and widened so that the variance stays.
std = math.sqrt(variance) / 0.87962566103423978
nn.init.trunc_normal_(layer.weight, std=std, a=-2 * std, b=2 * std)|cut_normal:std = math.sqrt(variance)
nn.init.trunc_normal_(layer.weight, std=std, a=-2 * std, b=2 * std)}"),
 keras: weights("{distribution|cut_normal:TruncatedNormal(stddev=math.sqrt({scale} / {mode|fan_in:inputs|fan_out:units|fan_avg:((inputs + units) / 2)}))|*:VarianceScaling(scale={scale}, mode={mode}, distribution={distribution})}"),
 jax: weights(r#"init.{distribution|cut_normal:truncated_normal(({scale} / {mode|fan_in:inputs|fan_out:units|fan_avg:((inputs + units) / 2)}) ** 0.5)|*:variance_scaling({scale}, {mode}, {distribution|untruncated_normal:"normal"|*:{distribution}})}(key, (inputs, units))"#),
 },
)
    },
    plain(
        ("glorot_normal", "Glorot normal"),
        Group::Keras,
        Family::Xavier,
        ("Normal weights with the tails cut off; the variance that remains is 2 / (inputs + units).", GLOROT),
        None,
        Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::TruncatedNormal }),
    Code {
 numpy: weights("truncated(rng, units, inputs, 0, np.sqrt(2 / (inputs + units)) / TRUNCATED_STDDEV)").noting("As in Keras: normal, tails cut off, with the variance of Glorot and Bengio (2010), who draw uniformly."),
 pytorch: weights(truncated_pytorch!("1 / ((inputs + units) / 2)")).noting("PyTorch’s xavier_normal_ does not cut the tails off: it is the entry Xavier, average."),
 keras: weights("GlorotNormal()"),
 jax: weights("init.glorot_normal()(key, (inputs, units))"),
 },
),
    InitializerKind {
        default_of: catalogue_text("Keras: Dense and the convolutions."),
        ..plain(
            ("glorot_uniform", "Glorot uniform"),
            Group::Keras,
            Family::Xavier,
            ("Uniform weights of variance 2 / (inputs + units): the paper's equation 16.", GLOROT),
            None,
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Uniform }),
        Code {
 numpy: layer("limit = np.sqrt(6 / (inputs + units))
return rng.uniform(-limit, limit, (units, inputs)), biases(units)").noting("Glorot and Bengio (2010), equation 16: uniform, variance 2 / (inputs + units)."),
 pytorch: weights("nn.init.xavier_uniform_(layer.weight)"),
 keras: weights("GlorotUniform()"),
 jax: weights("init.glorot_uniform()(key, (inputs, units))"),
 },
)
    },
    plain(
        ("he_normal", "He normal"),
        Group::Keras,
        Family::He,
        ("Normal weights with the tails cut off; the variance that remains is He's, 2 / inputs.", HE),
        None,
        Weights::Scaling(VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
    Code {
 numpy: weights("truncated(rng, units, inputs, 0, np.sqrt(2 / inputs) / TRUNCATED_STDDEV)").noting("As in Keras: normal, tails cut off, with the variance of He et al. (2015), who cut off none."),
 pytorch: weights(truncated_pytorch!("2 / inputs")).noting("PyTorch’s kaiming_normal_ does not cut the tails off: it is the entry He."),
 keras: weights("HeNormal()"),
 jax: weights("init.he_normal()(key, (inputs, units))"),
 },
),
    plain(
        ("he_uniform", "He uniform"),
        Group::Keras,
        Family::He,
        ("Uniform weights of He's variance, 2 / inputs. The limit is √3 standard deviations.", HE),
        None,
        Weights::Scaling(VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Uniform }),
    Code {
 numpy: layer("limit = np.sqrt(6 / inputs)
return rng.uniform(-limit, limit, (units, inputs)), biases(units)").noting("As in Keras and PyTorch: uniform, with the variance of He et al. (2015), who draw normally."),
 pytorch: weights(r#"nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")"#),
 keras: weights("HeUniform()"),
 jax: weights("init.he_uniform()(key, (inputs, units))"),
 },
),
    InitializerKind {
        default_of: catalogue_text("Flax: Dense and the convolutions."),
        ..plain(
            ("lecun_normal", "LeCun normal"),
            Group::Keras,
            Family::LeCun,
            (
                "Normal weights with the tails cut off; the variance that remains is 1 / inputs. SELU's \
                self-normalization assumes this variance.",
                LECUN,
            ),
            None,
            Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
        Code {
 numpy: weights("truncated(rng, units, inputs, 0, np.sqrt(1 / inputs) / TRUNCATED_STDDEV)").noting("As in Keras: normal, tails cut off, with the variance of LeCun et al. (1998), 1 / inputs."),
 pytorch: weights(truncated_pytorch!("1 / inputs")),
 keras: weights("LecunNormal()"),
 jax: weights("init.lecun_normal()(key, (inputs, units))"),
 },
)
    },
    plain(
        ("lecun_uniform", "LeCun uniform"),
        Group::Keras,
        Family::LeCun,
        ("Uniform weights of variance 1 / inputs.", LECUN),
        None,
        Weights::Scaling(VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::Uniform }),
    Code {
 numpy: layer("limit = np.sqrt(3 / inputs)
return rng.uniform(-limit, limit, (units, inputs)), biases(units)").noting("As in Keras: uniform, with the variance of LeCun et al. (1998), 1 / inputs."),
 pytorch: weights(r#"nn.init.kaiming_uniform_(layer.weight, nonlinearity="linear")"#),
 keras: weights("LecunUniform()"),
 jax: weights("init.lecun_uniform()(key, (inputs, units))"),
 },
),
    InitializerKind {
        parameters: &[GAIN],
        default_of: catalogue_text("Recurrent kernels in Keras."),
        ..plain(
            ("orthogonal", "Orthogonal"),
            Group::Keras,
            Family::Orthogonal,
            (
                "A random rotation or reflection. A linear layer with at least as many units as inputs keeps every \
                length; ReLU layers need the gain √2.",
                "Saxe, McClelland and Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
            ),
            Some(|p| scaled_label("Orthogonal", p)),
            Weights::Fixed(|p| Distribution::Orthogonal(p[0].number())),
        Code {
 numpy: weights("gain * random_rotation(rng, units, inputs)").noting("An orthogonal matrix times a factor."),
 pytorch: weights("nn.init.orthogonal_(layer.weight, gain={gain})"),
 keras: weights("Orthogonal(gain={gain})"),
 jax: weights("init.orthogonal({gain})(key, (inputs, units))"),
 },
)
    },
];
