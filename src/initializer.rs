//! The catalogue of initializers: name, parameters, formula, source, and what each draws for a layer.
//!
//! A new initializer is one entry in [`SCHEMES`]; the experiment format, the API, the docs and the page take it from there.

use nalgebra::{DMatrix, DVector};

use crate::activation::Activation;
use crate::distribution::{Distribution, Mode, Shape, VarianceScaling};
use crate::formula::{Formula, number, operator, row, short, symbol, words};
use crate::rng::RandomState;

/// An initializer with its parameters still open: one entry of the catalogue.
pub struct Scheme {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The shelf on which a reader looks for it.
    pub group: Group,
    /// What it does and is for, in a sentence.
    pub summary: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Which framework uses it where one says nothing; empty if none does.
    pub default_of: &'static str,
    /// Its parameters, in the order in which the functions below take their values.
    pub parameters: &'static [Parameter],
    /// Short name that tells two choices of parameters apart.
    label: fn(&[Setting]) -> String,
    /// What the weights are drawn from.
    weights: Weights,
    /// Where the biases start.
    biases: Biases,
    /// Whether each layer is then scaled to unit variance of its output on the data.
    pub fitted: bool,
}

/// A shelf of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The documents the project comes from.
    Course,
    /// `keras.initializers`.
    Keras,
    /// What a framework does if one says nothing.
    Defaults,
    /// Initializers that look at the data.
    Data,
}

impl Group {
    /// The name of the shelf.
    pub fn title(self) -> &'static str {
        match self {
            Self::Course => "Courses",
            Self::Keras => "Keras",
            Self::Defaults => "What frameworks do by default",
            Self::Data => "Fitted to the data",
        }
    }
}

/// What the weights of a layer are drawn from.
enum Weights {
    /// The same whatever the layer.
    Fixed(fn(&[Setting]) -> Distribution),
    /// With a variance that follows the layer's width.
    Scaled(fn(&[Setting], &Activation) -> VarianceScaling),
}

/// Where the biases of a layer start.
#[derive(Clone, Copy, PartialEq)]
enum Biases {
    /// The initializer says nothing: at the experiment's `network.initialBias`.
    Open,
    /// At this value.
    Constant(f64),
    /// Drawn like the weights, after them.
    LikeWeights,
}

/// A parameter of an initializer.
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// Name in an experiment.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParameterKind,
    /// What it does.
    pub help: &'static str,
}

/// What a parameter takes, and its value when the experiment gives none.
#[derive(Debug, PartialEq)]
pub enum ParameterKind {
    /// A number.
    Number {
        /// Value when none is given.
        default: f64,
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
    },
    /// One of these names; the first when none is given.
    Choice(&'static [&'static str]),
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// A name.
    Name(&'static str),
}

impl Setting {
    fn number(self) -> f64 {
        let Self::Number(number) = self else { unreachable!("read as a number") };
        number
    }

    fn name(self) -> &'static str {
        let Self::Name(name) = self else { unreachable!("read as a name") };
        name
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&short(*number)),
            Self::Name(name) => f.write_str(&name.replace('_', " ")),
        }
    }
}

impl Parameter {
    /// The value when an experiment gives none.
    pub fn default(&self) -> Setting {
        match self.kind {
            ParameterKind::Number { default, .. } => Setting::Number(default),
            ParameterKind::Choice(names) => Setting::Name(names[0]),
        }
    }

    /// What it takes, as the end of a sentence that begins "must be".
    pub fn allowed(&self) -> String {
        match self.kind {
            ParameterKind::Number { min, max, .. } => format!("a number from {min} to {max}"),
            ParameterKind::Choice(names) => format!("one of {}", names.join(", ")),
        }
    }
}

const fn number_parameter(name: &'static str, default: f64, min: f64, max: f64, help: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Number { default, min, max }, help }
}

const fn choice(name: &'static str, names: &'static [&'static str], help: &'static str) -> Parameter {
    Parameter { name, kind: ParameterKind::Choice(names), help }
}

const MEAN: Parameter = number_parameter("mean", 0.0, -1000.0, 1000.0, "Mean of the weights.");
const GAIN: Parameter = number_parameter("gain", 1.0, -1000.0, 1000.0, "Factor on the matrix.");
/// Names of [`Mode`]s and [`Shape`]s in an experiment, in the order of [`mode`] and [`shape`].
const MODES: &[&str] = &["fan_in", "fan_out", "fan_avg"];
const SHAPES: &[&str] = &["truncated_normal", "untruncated_normal", "uniform"];

fn mode(setting: Setting) -> Mode {
    match setting.name() {
        "fan_in" => Mode::FanIn,
        "fan_out" => Mode::FanOut,
        _ => Mode::FanAverage,
    }
}

fn shape(setting: Setting) -> Shape {
    match setting.name() {
        "truncated_normal" => Shape::TruncatedNormal,
        "untruncated_normal" => Shape::Normal,
        _ => Shape::Uniform,
    }
}

const HE: &str = "He, Zhang, Ren and Sun (2015), Delving Deep into Rectifiers";
const GLOROT: &str =
    "Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks";
const LECUN: &str = "LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 4.6";

/// An entry with no parameters, and biases that start at the experiment's value.
const fn plain(
    (name, title): (&'static str, &'static str),
    group: Group,
    (summary, source): (&'static str, &'static str),
    label: fn(&[Setting]) -> String,
    weights: Weights,
) -> Scheme {
    Scheme {
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
pub static SCHEMES: [Scheme; 24] = [
    Scheme {
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
    Scheme {
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
    Scheme {
        parameters: &[number_parameter("value", 0.0, -1000.0, 1000.0, "Value of every weight.")],
        ..plain(
            ("constant", "Constant"),
            Group::Keras,
            ("Every weight has the same value, so all units of a layer stay equal, whatever it is.", "Keras, Constant"),
            |p| format!("Constant {}", p[0]),
            Weights::Fixed(|p| Distribution::Constant(p[0].number())),
        )
    },
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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
    Scheme {
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

fn scaled_label(title: &str, p: &[Setting]) -> String {
    if p[0].number() == 1.0 { title.to_owned() } else { format!("{title} × {}", p[0]) }
}

/// A name by which users of PyTorch know an initializer; it stands for [`variance_scaling`](SCHEMES), or for the entry
/// that draws the same.
#[derive(Debug)]
pub struct Alias {
    /// Name in an experiment; PyTorch's own has an underscore at the end, which may be there.
    pub name: &'static str,
    /// What n is, where the experiment does not choose.
    pub mode: Mode,
    /// Whether the experiment may choose it.
    pub takes_mode: bool,
    shape: Shape,
}

/// Every alias.
pub static ALIASES: [Alias; 4] = [
    Alias { name: "kaiming_normal", mode: Mode::FanIn, takes_mode: true, shape: Shape::Normal },
    Alias { name: "kaiming_uniform", mode: Mode::FanIn, takes_mode: true, shape: Shape::Uniform },
    Alias { name: "xavier_normal", mode: Mode::FanAverage, takes_mode: false, shape: Shape::Normal },
    Alias { name: "xavier_uniform", mode: Mode::FanAverage, takes_mode: false, shape: Shape::Uniform },
];

impl Alias {
    /// The parameter of the aliases that [take a mode](Self::takes_mode).
    pub const MODE: Parameter = choice("mode", &["fan_in", "fan_out"], "What n is: the inputs or the units.");
    /// The parameter of all aliases; without it the activation function's own gain is taken.
    pub const GAIN: Parameter = number_parameter(
        "gain",
        1.0,
        1e-3,
        1e3,
        "Standard deviation × √n; PyTorch's gain of the activation function if left out.",
    );

    /// The alias of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = name.strip_suffix('_').unwrap_or(name);
        ALIASES.iter().find(|alias| alias.name == name)
    }

    /// What the alias stands for: n by `mode` if one is given, gain by `gain` or by the activation function.
    ///
    /// # Panics
    /// If the catalogue has no `variance_scaling`.
    pub fn resolve(&self, mode: Option<Setting>, gain: Option<f64>, activation: &Activation) -> Initializer {
        let mode = mode.map_or(self.mode, self::mode);
        let scale = gain.map_or(activation.gain_squared, |gain| gain * gain);
        let wanted = VarianceScaling { scale, mode, shape: self.shape };
        let same = SCHEMES.iter().find(|scheme| {
            let Weights::Scaled(scaling) = &scheme.weights else { return false };
            scheme.group != Group::Defaults && scheme.parameters.is_empty() && scaling(&[], activation) == wanted
        });
        same.map_or_else(
            || Initializer {
                scheme: Scheme::find("variance_scaling").expect("in the catalogue"),
                parameters: vec![
                    Setting::Number(scale),
                    Setting::Name(MODES[mode as usize]),
                    Setting::Name(SHAPES[self.shape as usize]),
                ],
            },
            Scheme::with_defaults,
        )
    }
}

impl Scheme {
    /// The scheme of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|scheme| scheme.name == name)
    }

    /// This scheme with each parameter at its default.
    pub fn with_defaults(&'static self) -> Initializer {
        Initializer { scheme: self, parameters: self.parameters.iter().map(Parameter::default).collect() }
    }
}

impl std::fmt::Debug for Scheme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Scheme {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A layer for which weights are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Units of the layer, the fan-out.
    pub units: usize,
    /// Inputs of each unit, the fan-in.
    pub inputs: usize,
    /// The network's activation function.
    pub activation: &'static Activation,
}

/// A scheme with values for its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Initializer {
    /// The entry of the catalogue.
    pub scheme: &'static Scheme,
    /// One value for each of the scheme's parameters, in their order.
    pub parameters: Vec<Setting>,
}

impl Initializer {
    /// Short name that tells two choices of parameters apart, such as `Random × 10`.
    pub fn label(&self) -> String {
        (self.scheme.label)(&self.parameters)
    }

    /// Where weights and biases of a network with this activation function start; `n_in` stands for the fan-in, `n_out`
    /// for the fan-out.
    pub fn formula(&self, activation: &Activation) -> Formula {
        if self.scheme.fitted {
            return row([
                symbol("W"),
                words(" orthogonal, then"),
                words(" Var"),
                symbol("z"),
                operator("="),
                number(1.0),
            ]);
        }
        let weights = match &self.scheme.weights {
            Weights::Fixed(distribution) => distribution(&self.parameters).formula(),
            Weights::Scaled(scaling) => scaling(&self.parameters, activation).formula(),
        };
        match self.scheme.biases {
            Biases::Open => row([symbol("W"), weights]),
            Biases::Constant(value) => {
                row([symbol("W"), weights, operator(","), symbol("b"), operator("="), number(value)])
            }
            Biases::LikeWeights => row([symbol("W"), operator(","), symbol("b"), weights]),
        }
    }

    /// The parameter that contradicts another, its value, and what is allowed; `None` if they agree.
    pub fn contradiction(&self) -> Option<(&'static str, f64, String)> {
        match &self.scheme.weights {
            Weights::Fixed(distribution) => match distribution(&self.parameters) {
                Distribution::Uniform { low, high } if high < low => {
                    Some(("maxval", high, format!("at least {low}, the value of minval")))
                }
                _ => None,
            },
            Weights::Scaled(_) => None,
        }
    }

    /// What the weights of a layer are drawn from.
    pub fn distribution(&self, place: Place) -> Distribution {
        match &self.scheme.weights {
            Weights::Fixed(distribution) => distribution(&self.parameters),
            Weights::Scaled(scaling) => {
                scaling(&self.parameters, place.activation).distribution(place.units, place.inputs)
            }
        }
    }

    /// The standard deviation of a layer's weights, of all that could be drawn; `None` where it depends on the data.
    pub fn expected_stddev(&self, place: Place) -> Option<f64> {
        (!self.scheme.fitted).then(|| self.distribution(place).stddev(place.units, place.inputs))
    }

    /// The mean square of a bias of the layer; `bias` is where those start of which the initializer says nothing.
    pub fn bias_variance(&self, place: Place, bias: f64) -> f64 {
        match self.scheme.biases {
            Biases::Open => bias * bias,
            Biases::Constant(value) => value * value,
            Biases::LikeWeights => {
                let stddev = self.distribution(place).stddev(place.units, place.inputs);
                stddev * stddev
            }
        }
    }

    /// Draws the weights of one layer, shape units × inputs, row by row from the stream, then its biases. Biases of which
    /// the initializer says nothing start at `bias`.
    pub fn draw(&self, place: Place, bias: f64, rng: &mut RandomState) -> (DMatrix<f64>, DVector<f64>) {
        let distribution = self.distribution(place);
        let weights = distribution.draw(place.units, place.inputs, rng);
        let biases = match self.scheme.biases {
            Biases::Open => DVector::from_element(place.units, bias),
            Biases::Constant(value) => DVector::from_element(place.units, value),
            Biases::LikeWeights => distribution.draw(place.units, 1, rng).column(0).into_owned(),
        };
        (weights, biases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (usize, usize) = (3, 2);

    fn place(name: &str) -> Place {
        Place { units: PLACE.0, inputs: PLACE.1, activation: Activation::find(name).unwrap() }
    }

    #[test]
    fn names_are_unique_and_defaults_are_allowed() {
        let names: Vec<&str> = SCHEMES.iter().map(|s| s.name).chain(ALIASES.iter().map(|a| a.name)).collect();
        for (i, name) in names.iter().enumerate() {
            assert!(!names[..i].contains(name), "{name}");
        }
        for parameter in SCHEMES.iter().flat_map(|scheme| scheme.parameters) {
            if let ParameterKind::Number { default, min, max } = parameter.kind {
                assert!((min..=max).contains(&default), "{}", parameter.name);
            }
        }
    }

    #[test]
    fn weights_are_drawn_row_by_row_then_biases() {
        let (weights, biases) =
            Scheme::find("pytorch_linear").unwrap().with_defaults().draw(place("relu"), 7.0, &mut RandomState::new(3));
        let mut stream = RandomState::new(3);
        let limit = libm::sqrt(3.0 * (1.0 / 3.0 / 2.0));
        for unit in 0..PLACE.0 {
            for input in 0..PLACE.1 {
                assert_eq!(weights[(unit, input)], stream.uniform(-limit, limit));
            }
        }
        for bias in &biases {
            assert_eq!(*bias, stream.uniform(-limit, limit));
        }
    }

    #[test]
    fn biases_start_where_their_initializer_says() {
        let bias = |name: &str| {
            let initializer = Scheme::find(name).unwrap().with_defaults();
            initializer.draw(place("relu"), 0.25, &mut RandomState::new(0)).1[2]
        };
        assert_eq!((bias("he"), bias("playground")), (0.25, 0.1));
        assert_ne!(bias("sklearn_mlp"), 0.25);
    }

    #[test]
    fn aliases_stand_for_the_entry_that_draws_the_same() {
        let resolved = |alias: &str, activation: &str| {
            let initializer = Alias::find(alias).unwrap().resolve(None, None, Activation::find(activation).unwrap());
            (initializer.scheme.name, initializer.parameters)
        };
        assert_eq!(resolved("kaiming_normal_", "relu"), ("he", vec![]));
        assert_eq!(resolved("kaiming_uniform", "relu"), ("he_uniform", vec![]));
        assert_eq!(resolved("xavier_normal", "identity"), ("xavier_average", vec![]));
        assert_eq!(resolved("xavier_uniform_", "sigmoid"), ("glorot_uniform", vec![]));
        let tanh = vec![Setting::Number(25.0 / 9.0), Setting::Name("fan_avg"), Setting::Name("uniform")];
        assert_eq!(resolved("xavier_uniform", "tanh"), ("variance_scaling", tanh));
        assert!(Alias::find("kaiming").is_none());
    }

    #[test]
    fn formulas_follow_parameters_and_activation() {
        let relu = Activation::find("relu").unwrap();
        let text = |name: &str| Scheme::find(name).unwrap().with_defaults().formula(relu).text();
        assert_eq!(text("zeros"), "W = 0");
        assert_eq!(text("he"), "W ∼ N(0, 2 / n_in)");
        assert_eq!(text("glorot_uniform"), "W ∼ U(±√(6 / (n_in + n_out)))");
        assert_eq!(text("lecun_normal"), "W ∼ N(0, 1 / n_in) truncated");
        assert_eq!(text("pytorch_linear"), "W, b ∼ U(±√(1 / n_in))");
        assert_eq!(text("playground"), "W ∼ U(±0.5), b = 0.1");
        let sigmoid = Activation::find("sigmoid").unwrap();
        let sklearn = Scheme::find("sklearn_mlp").unwrap().with_defaults();
        assert_eq!(sklearn.formula(sigmoid).text(), "W, b ∼ U(±√(2 / (n_in + n_out)))");
    }
}
