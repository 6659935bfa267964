//! Initializers: name, parameters, formula, source, and the distribution of a layer's weights and biases.
//!
//! A new initializer is one entry in a file of initializer/kinds/. The experiment format, the API, the docs, the
//! exports and the page use that entry.

mod alias;
mod code;
mod family;
mod kind;
mod kinds;
mod library;
mod parameter;

pub use alias::{ALIASES, Alias};
pub use code::{Code, Snippet, SnippetKind};
pub use family::Family;
pub use kind::{Group, InitializerKind};
pub use kinds::{CUSTOM, INITIALIZER_KINDS};
pub use library::{LIBRARIES, LibraryDefault, OTHER_LAYERS, OtherLayer, find_library, is_library};
pub(crate) use library::{behind_prefix, is_named};
pub use parameter::{Parameter, ParameterKind, ParameterValue};

use nalgebra::{DMatrix, DVector};

use crate::activation::Activation;
use crate::decimal::text;
use crate::distribution::{Distribution, VarianceScaling};
use crate::formula::{Formula, number, operator, row, symbol, words};
use crate::rng::RandomState;

/// The distribution of a layer's weights.
#[derive(Clone, Copy)]
enum Weights {
    /// A distribution that does not depend on the layer.
    Fixed(fn(&[ParameterValue]) -> Distribution),
    /// A variance that depends on the layer's width.
    Scaling(VarianceScaling),
    /// A variance that depends on the layer's width, and on parameters or the activation function.
    Scaled(fn(&[ParameterValue], &Activation) -> VarianceScaling),
    /// Another distribution that depends on the layer, and its formula in words.
    Shaped(fn(LayerShape) -> Distribution, &'static str),
    /// Weights and biases drawn together. The entry's `biases` are ignored.
    Joint(Joint),
}

/// The distribution of a layer, for given parameters and shape.
enum DrawnFrom {
    /// Distribution of the weights.
    Distribution(Distribution),
    /// Weights and biases drawn together.
    Joint(Joint),
}

/// Weights, units × inputs, and a bias for each unit.
type WeightsAndBiases = (DMatrix<f64>, DVector<f64>);

/// Draws the weights and biases of a layer together.
#[derive(Clone, Copy)]
struct Joint {
    /// Draws a layer.
    draw: fn(LayerShape, &[ParameterValue], &mut RandomState) -> WeightsAndBiases,
    /// The whole formula: `W, b ∼ …`.
    formula: fn(&[ParameterValue]) -> Formula,
    /// Expected moments of the draws of a layer.
    expected: fn(LayerShape, &[ParameterValue]) -> Expected,
}

/// Expected moments of the draws of a layer, over all possible draws.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Expected {
    /// Standard deviation of the weights.
    stddev: f64,
    /// Whether the weights are independent of each other with mean 0.
    centred: bool,
    /// Mean of the biases.
    bias_mean: f64,
    /// Variance of the biases.
    bias_variance: f64,
}

/// The initial biases of a layer.
#[derive(Clone, Copy)]
enum Biases {
    /// The experiment's `network.initialBias`.
    Open,
    /// Drawn from the distribution of the weights, after them.
    LikeWeights,
    /// Drawn from this distribution, after the weights.
    Fixed(Distribution),
    /// Drawn with a variance that depends on the layer's width, after the weights.
    Scaled(VarianceScaling),
    /// One value in the first layer, another in the later ones.
    FirstAndLater(f64, f64),
}

impl Biases {
    /// The distribution of a layer's biases, given that of its weights and the experiment's initial bias.
    fn distribution(self, place: LayerShape, weights: Distribution, initial: f64) -> Distribution {
        match self {
            Self::Open => Distribution::Constant(initial),
            Self::LikeWeights => weights,
            Self::Fixed(distribution) => distribution,
            Self::Scaled(scaling) => scaling.distribution(place.units, place.inputs),
            Self::FirstAndLater(first, later) => Distribution::Constant(if place.is_first { first } else { later }),
        }
    }
}

/// The shape of a layer, and the network's activation function.
///
/// ```
/// use init_lab::{Activation, InitializerKind, LayerShape};
///
/// let shape = LayerShape { units: 10, inputs: 2, activation: Activation::find("relu").unwrap(), is_first: true };
/// let he = InitializerKind::find("he").unwrap().with_defaults();
/// assert_eq!(he.centred_variance(shape), Some(1.0), "2 / inputs");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LayerShape {
    /// Units of the layer, the fan-out.
    pub units: usize,
    /// Inputs of each unit, the fan-in.
    pub inputs: usize,
    /// The network's activation function.
    pub activation: &'static Activation,
    /// Whether it is the network's first layer.
    pub is_first: bool,
}

/// An initializer: a kind, with values for its parameters.
///
/// ```
/// use init_lab::{Activation, InitializerKind, LayerShape, RandomState};
///
/// let he = InitializerKind::find("he").unwrap().with_defaults();
/// let shape = LayerShape { units: 3, inputs: 8, activation: Activation::find("relu").unwrap(), is_first: false };
/// assert_eq!(he.expected_stddev(shape), Some(0.5));
/// let (weights, biases) = he.draw(shape, 0.25, &mut RandomState::new(3));
/// assert_eq!(weights.shape(), (3, 8));
/// assert_eq!(biases.as_slice(), [0.25; 3]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Initializer {
    /// The entry of the catalogue.
    pub kind: &'static InitializerKind,
    /// One value for each parameter of the kind, in its order.
    pub parameters: Vec<ParameterValue>,
}

impl Initializer {
    /// Short name that distinguishes different values of the parameters, such as `Random × 10`.
    pub fn label(&self) -> String {
        self.kind.label.map_or_else(|| self.kind.title.to_owned(), |label| label(&self.parameters))
    }

    /// The formula of initial weights and biases in a network with this activation function; `n_in` is the fan-in and
    /// `n_out` the fan-out.
    pub fn formula(&self, activation: &Activation) -> Formula {
        if self.kind.fitted {
            return row([
                symbol("W"),
                words(" orthogonal, then"),
                words(" Var"),
                symbol("z"),
                operator("="),
                number(1.0),
            ]);
        }
        let weights = match &self.kind.weights {
            Weights::Fixed(distribution) => distribution(&self.parameters).formula(),
            Weights::Scaling(scaling) => scaling.formula(),
            Weights::Scaled(scaling) => scaling(&self.parameters, activation).formula(),
            Weights::Shaped(_, formula) => words(formula),
            Weights::Joint(joint) => return (joint.formula)(&self.parameters),
        };
        let own = match self.kind.biases {
            Biases::Open => return row([symbol("W"), weights]),
            Biases::LikeWeights => return row([symbol("W"), operator(","), symbol("b"), weights]),
            Biases::Fixed(distribution) => distribution.formula(),
            Biases::Scaled(scaling) => scaling.formula(),
            Biases::FirstAndLater(first, later) => {
                row([Distribution::Constant(first).formula(), words(", in later layers "), number(later)])
            }
        };
        row([symbol("W"), weights, operator(","), symbol("b"), own])
    }

    /// A parameter that contradicts another, its value, and the allowed values; `None` if there is no contradiction.
    pub fn contradiction(&self) -> Option<(&'static str, f64, String)> {
        match &self.kind.weights {
            Weights::Fixed(distribution) => match distribution(&self.parameters) {
                Distribution::Uniform { low, high } if high < low => {
                    Some(("maxval", high, format!("at least {}, the value of minval", text(low))))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The distribution of a layer.
    fn drawn_from(&self, place: LayerShape) -> DrawnFrom {
        match self.kind.weights {
            Weights::Fixed(distribution) => DrawnFrom::Distribution(distribution(&self.parameters)),
            Weights::Scaling(scaling) => DrawnFrom::Distribution(scaling.distribution(place.units, place.inputs)),
            Weights::Scaled(scaling) => {
                let scaling = scaling(&self.parameters, place.activation);
                DrawnFrom::Distribution(scaling.distribution(place.units, place.inputs))
            }
            Weights::Shaped(distribution, _) => DrawnFrom::Distribution(distribution(place)),
            Weights::Joint(joint) => DrawnFrom::Joint(joint),
        }
    }

    /// The standard deviation of the distribution of a layer's weights; `None` if it depends on the data.
    pub fn expected_stddev(&self, place: LayerShape) -> Option<f64> {
        (!self.kind.fitted).then(|| self.stddev(place))
    }

    /// The variance of a layer's weights if their distribution is centred at 0 and prefers no direction, as the theory
    /// of signals in wide networks assumes; `None` otherwise, and if it depends on the data.
    pub fn centred_variance(&self, place: LayerShape) -> Option<f64> {
        if self.kind.fitted {
            return None;
        }
        match self.drawn_from(place) {
            DrawnFrom::Distribution(distribution) => distribution.centred_variance(place.units, place.inputs),
            DrawnFrom::Joint(joint) => {
                let Expected { stddev, centred, .. } = (joint.expected)(place, &self.parameters);
                centred.then_some(stddev * stddev)
            }
        }
    }

    /// Whether it sets biases itself; otherwise they are the experiment's.
    pub fn sets_biases(&self) -> bool {
        matches!(self.kind.weights, Weights::Joint(_)) || !matches!(self.kind.biases, Biases::Open)
    }

    /// Mean and variance of a bias of the layer; `bias` is the initial bias for initializers that do not set biases
    /// themselves.
    pub fn bias_moments(&self, place: LayerShape, bias: f64) -> (f64, f64) {
        match self.drawn_from(place) {
            DrawnFrom::Distribution(weights) => {
                let biases = self.kind.biases.distribution(place, weights, bias);
                let stddev = biases.stddev(place.units, place.inputs);
                (biases.mean(), stddev * stddev)
            }
            DrawnFrom::Joint(joint) => {
                let Expected { bias_mean, bias_variance, .. } = (joint.expected)(place, &self.parameters);
                (bias_mean, bias_variance)
            }
        }
    }

    /// The standard deviation of a layer's weights before any fitting to the data.
    fn stddev(&self, place: LayerShape) -> f64 {
        match self.drawn_from(place) {
            DrawnFrom::Distribution(distribution) => distribution.stddev(place.units, place.inputs),
            DrawnFrom::Joint(joint) => (joint.expected)(place, &self.parameters).stddev,
        }
    }

    /// Draws the weights of one layer, units × inputs, row by row from the stream, then its biases; some kinds draw
    /// both together. `bias` is the initial bias for initializers that do not set biases themselves.
    pub fn draw(&self, place: LayerShape, bias: f64, rng: &mut RandomState) -> WeightsAndBiases {
        self.draw_units(place, place.units, bias, rng)
    }

    /// Draws like [`draw`](Self::draw), but only `units` of the layer's units. Kinds that draw weights and biases together,
    /// and orthogonal ones, draw a layer of so many units.
    pub fn draw_units(&self, place: LayerShape, units: usize, bias: f64, rng: &mut RandomState) -> WeightsAndBiases {
        match self.drawn_from(place) {
            DrawnFrom::Distribution(distribution) => {
                let weights = distribution.draw(units, place.inputs, rng);
                let biases = self.kind.biases.distribution(place, distribution, bias).draw(units, 1, rng);
                (weights, biases.column(0).into_owned())
            }
            DrawnFrom::Joint(joint) => (joint.draw)(LayerShape { units, ..place }, &self.parameters, rng),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (usize, usize) = (3, 2);

    fn place(name: &str) -> LayerShape {
        LayerShape { units: PLACE.0, inputs: PLACE.1, activation: Activation::find(name).unwrap(), is_first: true }
    }

    #[test]
    fn names_are_unique_and_defaults_are_allowed() {
        let names: Vec<&str> = INITIALIZER_KINDS.iter().map(|s| s.name).chain(ALIASES.iter().map(|a| a.name)).collect();
        for (i, name) in names.iter().enumerate() {
            assert!(!names[..i].contains(name), "{name}");
        }
        for parameter in INITIALIZER_KINDS.iter().flat_map(|kind| kind.parameters) {
            if let ParameterKind::Number { default, min, max } = parameter.kind {
                assert!((min..=max).contains(&default), "{}", parameter.name);
            }
        }
    }

    #[test]
    fn weights_are_drawn_row_by_row_then_biases() {
        let (weights, biases) = InitializerKind::find("pytorch_linear").unwrap().with_defaults().draw(
            place("relu"),
            7.0,
            &mut RandomState::new(3),
        );
        let mut stream = RandomState::new(3);
        let limit = f64::sqrt(3.0 * (1.0 / 3.0 / 2.0));
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
    fn weights_and_biases_may_be_drawn_together() {
        // Each unit's bias is the negative sum of its weights.
        static KIND: InitializerKind = InitializerKind {
            name: "balanced",
            weights: Weights::Joint(Joint {
                draw: |shape, p, rng| {
                    let weights = DMatrix::from_fn(shape.units, shape.inputs, |_, _| p[0].number() * rng.randn());
                    let biases = -weights.column_sum();
                    (weights, biases)
                },
                formula: |_| row([symbol("b"), operator("="), words("−"), symbol("W"), number(1.0)]),
                expected: |shape, p| {
                    let stddev = p[0].number();
                    let bias_variance = stddev * stddev * shape.inputs as f64;
                    Expected { stddev, centred: true, bias_mean: 0.0, bias_variance }
                },
            }),
            ..INITIALIZER_KINDS[0]
        };
        let initializer = Initializer { kind: &KIND, parameters: vec![ParameterValue::Number(2.0)] };
        let shape = place("relu");
        let (weights, biases) = initializer.draw(shape, 7.0, &mut RandomState::new(3));
        assert_eq!(biases, -weights.column_sum());
        assert_ne!(biases[0], 0.0);
        assert_eq!((initializer.expected_stddev(shape), initializer.centred_variance(shape)), (Some(2.0), Some(4.0)));
        assert_eq!(initializer.bias_moments(shape, 7.0), (0.0, 8.0));
        assert_eq!(initializer.formula(shape.activation).text(), "b = −W1");
        assert_eq!(initializer.contradiction(), None);
    }

    #[test]
    fn biases_start_where_their_initializer_says() {
        let bias = |name: &str| {
            let initializer = InitializerKind::find(name).unwrap().with_defaults();
            initializer.draw(place("relu"), 0.25, &mut RandomState::new(0)).1[2]
        };
        assert_eq!((bias("he"), bias("playground")), (0.25, 0.1));
        assert_ne!(bias("sklearn_mlp"), 0.25);
    }

    #[test]
    fn aliases_stand_for_the_entry_that_draws_the_same() {
        let resolved = |alias: &str, activation: &str| {
            let initializer = Alias::find(alias).unwrap().resolve(None, None, Activation::find(activation).unwrap());
            (initializer.kind.name, initializer.parameters)
        };
        assert_eq!(resolved("kaiming_normal_", "relu"), ("he", vec![]));
        assert_eq!(resolved("kaiming_uniform", "relu"), ("he_uniform", vec![]));
        assert_eq!(resolved("xavier_normal", "identity"), ("xavier_average", vec![]));
        assert_eq!(resolved("xavier_uniform_", "sigmoid"), ("glorot_uniform", vec![]));
        let tanh =
            vec![ParameterValue::Number(25.0 / 9.0), ParameterValue::Name("fan_avg"), ParameterValue::Name("uniform")];
        assert_eq!(resolved("xavier_uniform", "tanh"), ("variance_scaling", tanh));
        assert!(Alias::find("kaiming").is_none());
    }

    #[test]
    fn formulas_follow_parameters_and_activation() {
        let relu = Activation::find("relu").unwrap();
        let text = |name: &str| InitializerKind::find(name).unwrap().with_defaults().formula(relu).text();
        assert_eq!(text("zeros"), "W = 0");
        assert_eq!(text("he"), "W ∼ N(0, 2 / n_in)");
        assert_eq!(text("glorot_uniform"), "W ∼ U(±√(6 / (n_in + n_out)))");
        assert_eq!(text("lecun_normal"), "W ∼ N(0, 1 / n_in) truncated");
        assert_eq!(text("pytorch_linear"), "W, b ∼ U(±√(1 / n_in))");
        assert_eq!(text("playground"), "W ∼ U(±0.5), b = 0.1");
        let sigmoid = Activation::find("sigmoid").unwrap();
        let sklearn = InitializerKind::find("sklearn_mlp").unwrap().with_defaults();
        assert_eq!(sklearn.formula(sigmoid).text(), "W, b ∼ U(±√(2 / (n_in + n_out)))");
    }
}
