//! The catalogue: every initializer, one entry each.

use super::parameter::{MODES, SHAPES, choice, mode, number_parameter, shape};
use super::{Biases, Group, InitializerKind, Parameter, ParameterValue, Weights};
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};

const MEAN: Parameter = number_parameter("mean", 0.0, -1000.0, 1000.0, "Mean of the weights.");
const GAIN: Parameter = number_parameter("gain", 1.0, -1000.0, 1000.0, "Factor on the matrix.");
const HE: &str = "He, Zhang, Ren and Sun (2015), Delving Deep into Rectifiers";
const GLOROT: &str =
    "Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks";
const LECUN: &str = "LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 4.6";

/// An entry with no parameters, and biases that start at the experiment's value.
const fn plain(
    (name, title): (&'static str, &'static str),
    group: Group,
    (summary, source): (&'static str, &'static str),
    label: fn(&[ParameterValue]) -> String,
    weights: Weights,
) -> InitializerKind {
    InitializerKind {
        name,
        title,
        group,
        summary,
        source,
        default_of: "",
        parameters: &[],
        label,
        weights,
        biases: Biases::Open,
        fitted: false,
    }
}

/// Every initializer.
pub static INITIALIZER_KINDS: [InitializerKind; 24] = [
    InitializerKind {
        default_of: "Biases in Keras, Flax and the courses.",
        ..plain(
            ("zeros", "Zeros"),
            Group::Course,
            (
                "Every weight is 0, so all units of a layer compute the same value and get the same gradient.",
                "Keras, Zeros",
            ),
            |_| "Zeros".to_owned(),
            Weights::Fixed(|_| Distribution::Constant(0.0)),
        )
    },
    InitializerKind {
        parameters: &[MEAN, number_parameter("stddev", 0.05, 0.0, 1000.0, "Standard deviation of the weights.")],
        ..plain(
            ("random_normal", "Random normal"),
            Group::Course,
            ("Normal draws of a fixed standard deviation, whatever the width of the layer.", "Keras, RandomNormal"),
            |p| match p[0].number() {
                0.0 => format!("Random × {}", p[1]),
                _ => format!("Normal({}, {}²)", p[0], p[1]),
            },
            Weights::Fixed(|p| Distribution::Normal { mean: p[0].number(), stddev: p[1].number() }),
        )
    },
    plain(
        ("he", "He"),
        Group::Course,
        ("Keeps the variance of the signal from layer to layer when half of it is cut off by ReLU.", HE),
        |_| "He".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Normal }),
    ),
    plain(
        ("xavier", "Xavier"),
        Group::Course,
        ("Keeps the variance of the signal from layer to layer when units are linear or tanh near 0.", LECUN),
        |_| "Xavier".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::Normal }),
    ),
    plain(
        ("xavier_average", "Xavier, average"),
        Group::Course,
        (
            "A compromise between the signal going forward (1 / inputs) and the gradient coming back (1 / units).",
            GLOROT,
        ),
        |_| "Xavier, average".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Normal }),
    ),
    plain(
        ("ones", "Ones"),
        Group::Keras,
        ("Every weight is 1: the signal grows with the width of each layer, and all units stay equal.", "Keras, Ones"),
        |_| "Ones".to_owned(),
        Weights::Fixed(|_| Distribution::Constant(1.0)),
    ),
    InitializerKind {
        parameters: &[number_parameter("value", 0.0, -1000.0, 1000.0, "Value of every weight.")],
        ..plain(
            ("constant", "Constant"),
            Group::Keras,
            ("Every weight has the same value, so all units of a layer stay equal, whatever it is.", "Keras, Constant"),
            |p| format!("Constant {}", p[0]),
            Weights::Fixed(|p| Distribution::Constant(p[0].number())),
        )
    },
    InitializerKind {
        parameters: &[GAIN],
        ..plain(
            ("identity", "Identity"),
            Group::Keras,
            (
                "Each unit passes on one input: 1 on the diagonal, 0 elsewhere. Units beyond the inputs start equal.",
                "Keras, Identity",
            ),
            |p| scaled_label("Identity", p),
            Weights::Fixed(|p| Distribution::Diagonal(p[0].number())),
        )
    },
    InitializerKind {
        default_of: "Keras: Embedding.",
        parameters: &[
            number_parameter("minval", -0.05, -1000.0, 1000.0, "Lower end of the range."),
            number_parameter("maxval", 0.05, -1000.0, 1000.0, "Upper end of the range; not below the lower."),
        ],
        ..plain(
            ("random_uniform", "Random uniform"),
            Group::Keras,
            ("Uniform draws from a fixed range, whatever the width of the layer.", "Keras, RandomUniform"),
            |p| match (p[0].number(), p[1].number()) {
                (low, high) if low == -high => format!("Uniform ±{}", p[1]),
                _ => format!("Uniform({}, {})", p[0], p[1]),
            },
            Weights::Fixed(|p| Distribution::Uniform { low: p[0].number(), high: p[1].number() }),
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
                "Standard deviation before the tails are cut off; 0.8796 of it remains.",
            ),
        ],
        ..plain(
            ("truncated_normal", "Truncated normal"),
            Group::Keras,
            (
                "Normal draws, redrawn while they are more than two standard deviations from the mean.",
                "Keras, TruncatedNormal",
            ),
            |p| match p[0].number() {
                0.0 => format!("Truncated {}", p[1]),
                _ => format!("Truncated({}, {}²)", p[0], p[1]),
            },
            Weights::Fixed(|p| Distribution::TruncatedNormal { mean: p[0].number(), stddev: p[1].number() }),
        )
    },
    InitializerKind {
        parameters: &[
            number_parameter("scale", 1.0, 1e-6, 1e6, "Variance of the weights × n."),
            choice("mode", MODES, "What n is: the inputs, the units, or the mean of the two."),
            choice("distribution", SHAPES, "Shape of the distribution; its variance is scale / n in each case."),
        ],
        ..plain(
            ("variance_scaling", "Variance scaling"),
            Group::Keras,
            ("Draws of variance scale / n, where n follows the width of the layer.", "Keras, VarianceScaling"),
            |p| format!("{}/{}, {}", p[0], p[1].name(), p[2].name().split('_').next().unwrap_or_default()),
            Weights::Scaled(|p, _| VarianceScaling { scale: p[0].number(), mode: mode(p[1]), shape: shape(p[2]) }),
        )
    },
    plain(
        ("glorot_normal", "Glorot normal"),
        Group::Keras,
        ("Xavier's average, truncated: variance 2 / (inputs + units).", GLOROT),
        |_| "Glorot normal".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::TruncatedNormal }),
    ),
    InitializerKind {
        default_of: "Keras: Dense and the convolutions.",
        ..plain(
            ("glorot_uniform", "Glorot uniform"),
            Group::Keras,
            ("Xavier's average, uniform: the normalized initialization of the paper, equation 16.", GLOROT),
            |_| "Glorot uniform".to_owned(),
            Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Uniform }),
        )
    },
    plain(
        ("he_normal", "He normal"),
        Group::Keras,
        ("He with the tails cut off; the variance after that is 2 / inputs.", HE),
        |_| "He normal".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
    ),
    plain(
        ("he_uniform", "He uniform"),
        Group::Keras,
        ("He's variance, 2 / inputs, drawn uniformly: the limit is √3 standard deviations.", HE),
        |_| "He uniform".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 2.0, mode: Mode::FanIn, shape: Shape::Uniform }),
    ),
    InitializerKind {
        default_of: "Flax and JAX: Dense and the convolutions.",
        ..plain(
            ("lecun_normal", "LeCun normal"),
            Group::Keras,
            ("Variance 1 / inputs with the tails cut off; what SELU's self-normalization assumes.", LECUN),
            |_| "LeCun normal".to_owned(),
            Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
        )
    },
    plain(
        ("lecun_uniform", "LeCun uniform"),
        Group::Keras,
        ("Variance 1 / inputs, drawn uniformly.", LECUN),
        |_| "LeCun uniform".to_owned(),
        Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::Uniform }),
    ),
    InitializerKind {
        parameters: &[GAIN],
        default_of: "Recurrent kernels in Keras.",
        ..plain(
            ("orthogonal", "Orthogonal"),
            Group::Keras,
            (
                "A random rotation: it stretches no signal and shrinks none, at any depth, as long as units are linear.",
                "Saxe, McClelland and Ganguli (2013), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
            ),
            |p| scaled_label("Orthogonal", p),
            Weights::Fixed(|p| Distribution::Orthogonal(p[0].number())),
        )
    },
    InitializerKind {
        default_of: "PyTorch: torch.nn.Linear.",
        biases: Biases::LikeWeights,
        ..plain(
            ("pytorch_linear", "PyTorch Linear"),
            Group::Defaults,
            (
                "Weights and biases uniform within 1 / √inputs: a sixth of He's variance, so deep ReLU networks fade.",
                "PyTorch, Linear.reset_parameters: kaiming_uniform_ with a = √5",
            ),
            |_| "PyTorch Linear".to_owned(),
            Weights::Scaled(|_, _| VarianceScaling { scale: 1.0 / 3.0, mode: Mode::FanIn, shape: Shape::Uniform }),
        )
    },
    InitializerKind {
        default_of: "Keras: Dense.",
        biases: Biases::Constant(0.0),
        ..plain(
            ("keras_dense", "Keras Dense"),
            Group::Defaults,
            ("Glorot uniform, biases 0.", "Keras, Dense"),
            |_| "Keras Dense".to_owned(),
            Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanAverage, shape: Shape::Uniform }),
        )
    },
    InitializerKind {
        default_of: "Flax: linen.Dense and nnx.Linear.",
        biases: Biases::Constant(0.0),
        ..plain(
            ("flax_dense", "Flax Dense"),
            Group::Defaults,
            ("LeCun normal, biases 0.", "Flax, linen.Dense"),
            |_| "Flax Dense".to_owned(),
            Weights::Scaled(|_, _| VarianceScaling { scale: 1.0, mode: Mode::FanIn, shape: Shape::TruncatedNormal }),
        )
    },
    InitializerKind {
        default_of: "scikit-learn: MLPClassifier and MLPRegressor.",
        biases: Biases::LikeWeights,
        ..plain(
            ("sklearn_mlp", "scikit-learn MLP"),
            Group::Defaults,
            (
                "Glorot uniform for weights and biases; with sigmoid units a third of that variance.",
                "scikit-learn, MLPClassifier._init_coef",
            ),
            |_| "scikit-learn MLP".to_owned(),
            Weights::Scaled(|_, activation| {
                let scale = if activation.name == "sigmoid" { 1.0 / 3.0 } else { 1.0 };
                VarianceScaling { scale, mode: Mode::FanAverage, shape: Shape::Uniform }
            }),
        )
    },
    InitializerKind {
        default_of: "TensorFlow Playground.",
        biases: Biases::Constant(0.1),
        ..plain(
            ("playground", "Playground"),
            Group::Defaults,
            ("Uniform between −0.5 and 0.5 whatever the width, biases 0.1.", "TensorFlow Playground, nn.ts"),
            |_| "Playground".to_owned(),
            Weights::Fixed(|_| Distribution::Uniform { low: -0.5, high: 0.5 }),
        )
    },
    InitializerKind {
        fitted: true,
        ..plain(
            ("lsuv", "LSUV"),
            Group::Data,
            (
                "Orthogonal, then scaled layer by layer until what each gives on the training data has variance 1.",
                "Mishkin and Matas (2016), All you need is a good init",
            ),
            |_| "LSUV".to_owned(),
            Weights::Fixed(|_| Distribution::Orthogonal(1.0)),
        )
    },
];

fn scaled_label(title: &str, p: &[ParameterValue]) -> String {
    if p[0].number() == 1.0 { title.to_owned() } else { format!("{title} × {}", p[0]) }
}
