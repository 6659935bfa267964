//! Optimizers: gradient descent, and rules with memory of earlier gradients.

use crate::catalogue_text::catalogue_text;
use crate::network::{Layer, Network};

/// A rule for updating parameters: one entry of the catalogue.
///
/// ```
/// use init_lab_numerics::optimizer::Optimizer;
///
/// let adam = Optimizer::find("adam").unwrap();
/// assert_eq!(adam.constants, ["beta1", "beta2", "epsilon"]);
/// ```
pub struct Optimizer {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The formula, as text; g is a parameter's gradient, η the learning rate.
    pub formula: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// The training fields that hold its constants.
    pub constants: &'static [&'static str],
    /// A NumPy function `name(gradient, memory, rate, training)` that returns the step of a parameter. `memory` is a
    /// dictionary of that parameter's own; `training` has the constants by name.
    pub numpy: &'static str,
    rule: Rule,
}

/// The update rule of an optimizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    GradientDescent,
    Momentum,
    RmsProp,
    Adam,
}

/// Every optimizer.
pub static OPTIMIZERS: [Optimizer; 4] = [
    Optimizer {
        name: "gradient_descent",
        title: "Gradient descent",
        formula: catalogue_text("w ← w − η g"),
        source: catalogue_text("Cauchy (1847)"),
        constants: &[],
        numpy: catalogue_text(
            r#"def gradient_descent(gradient, memory, rate, training):
    """The step is the gradient times the learning rate."""
    return rate * gradient
"#,
        ),
        rule: Rule::GradientDescent,
    },
    Optimizer {
        name: "momentum",
        title: "Momentum",
        formula: catalogue_text("v ← momentum v + g;  w ← w − η v"),
        source: catalogue_text("Polyak (1964), in the form of PyTorch's SGD"),
        constants: &["momentum"],
        numpy: catalogue_text(
            r#"def momentum(gradient, memory, rate, training):
    """A share of the last step is added (Polyak, 1964, as PyTorch's SGD writes it)."""
    memory["v"] = training["momentum"] * memory.get("v", 0) + gradient
    return rate * memory["v"]
"#,
        ),
        rule: Rule::Momentum,
    },
    Optimizer {
        name: "rmsprop",
        title: "RMSProp",
        formula: catalogue_text("s ← rho s + (1 − rho) g²;  w ← w − η g / (√s + epsilon)"),
        source: catalogue_text("Tieleman and Hinton (2012), Lecture 6.5; epsilon outside the root, as in PyTorch"),
        constants: &["rho", "epsilon"],
        numpy: catalogue_text(
            r#"def rmsprop(gradient, memory, rate, training):
    """The gradient is divided by the root of its mean square (Tieleman and Hinton, 2012)."""
    rho = training["rho"]
    memory["s"] = rho * memory.get("s", 0) + (1 - rho) * gradient ** 2
    return rate * gradient / (np.sqrt(memory["s"]) + training["epsilon"])
"#,
        ),
        rule: Rule::RmsProp,
    },
    Optimizer {
        name: "adam",
        title: "Adam",
        formula: catalogue_text(
            "m ← beta1 m + (1 − beta1) g;  v ← beta2 v + (1 − beta2) g²;  w ← w − η m̂ / (√v̂ + epsilon)",
        ),
        source: catalogue_text("Kingma and Ba (2015), Algorithm 1"),
        constants: &["beta1", "beta2", "epsilon"],
        numpy: catalogue_text(
            r#"def adam(gradient, memory, rate, training):
    """The mean gradient over the root of the mean square, both corrected for their start at 0
    (Kingma and Ba, 2015)."""
    beta1, beta2 = training["beta1"], training["beta2"]
    t = memory["t"] = memory.get("t", 0) + 1
    m = memory["m"] = beta1 * memory.get("m", 0) + (1 - beta1) * gradient
    v = memory["v"] = beta2 * memory.get("v", 0) + (1 - beta2) * gradient ** 2
    return rate * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + training["epsilon"])
"#,
        ),
        rule: Rule::Adam,
    },
];

/// The constants of the optimizers. [`Optimizer::constants`] names those that each one uses.
///
/// ```
/// use init_lab_numerics::optimizer::OptimizerConstants;
///
/// // PyTorch's defaults, except for rho, which is 0.99 there.
/// let constants = OptimizerConstants { momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/// assert!(constants.beta1 < constants.beta2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptimizerConstants {
    /// Share of the last step that momentum keeps.
    pub momentum: f64,
    /// Share of the mean of squares that `RMSProp` keeps.
    pub rho: f64,
    /// Share of the mean gradient that Adam keeps.
    pub beta1: f64,
    /// Share of the mean of squares that Adam keeps.
    pub beta2: f64,
    /// Constant added to the root of the mean of squares.
    pub epsilon: f64,
}

impl Optimizer {
    /// The optimizer with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        OPTIMIZERS.iter().find(|optimizer| optimizer.name == name)
    }
}

impl std::fmt::Debug for Optimizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// An optimizer's memory of a network's earlier gradients. Every vector has one entry for each parameter, in the order
/// of [`Network::parameters`].
///
/// ```
/// use init_lab_numerics::activation::Activation;
/// use init_lab_numerics::network::{Layer, Network};
/// use init_lab_numerics::optimizer::{Optimizer, OptimizerConstants, OptimizerState};
/// use nalgebra::{dmatrix, dvector};
///
/// let output = Layer { weights: dmatrix![1.0, 2.0], biases: dvector![0.0] };
/// let mut network = Network { layers: vec![output], activation: Activation::find("relu").unwrap() };
/// let constants = OptimizerConstants { momentum: 0.5, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
/// let mut state = OptimizerState::new(Optimizer::find("momentum").unwrap(), constants, &network);
/// for _ in 0..2 {
///     assert!(state.update(&mut network, &[1.0, 0.0, -2.0], 0.25));
/// }
/// // Steps of 0.25 g, then 0.25 (0.5 g + g).
/// assert_eq!(network.parameters(), [1.0 - 0.625, 2.0, 1.25]);
/// ```
#[derive(Clone, Debug)]
pub struct OptimizerState {
    rule: Rule,
    constants: OptimizerConstants,
    /// Mean of the gradients, or momentum's velocity.
    first: Vec<f64>,
    /// Mean of their squares.
    second: Vec<f64>,
    /// Steps that are not a multiple of the gradient or of `first`.
    steps: Vec<f64>,
    /// Powers of beta1 and beta2: the number of updates made.
    powers: (f64, f64),
}

impl OptimizerState {
    /// The state before the first update.
    pub fn new(optimizer: &Optimizer, constants: OptimizerConstants, network: &Network) -> Self {
        let parameters = network.layers.iter().map(|layer| layer.weights.len() + layer.biases.len()).sum();
        Self::of_rule(optimizer.rule, constants, parameters)
    }

    fn of_rule(rule: Rule, constants: OptimizerConstants, parameters: usize) -> Self {
        let zeros = |needed: bool| vec![0.0; if needed { parameters } else { 0 }];
        Self {
            rule,
            constants,
            first: zeros(matches!(rule, Rule::Momentum | Rule::Adam)),
            second: zeros(matches!(rule, Rule::RmsProp | Rule::Adam)),
            steps: zeros(matches!(rule, Rule::RmsProp | Rule::Adam)),
            powers: (1.0, 1.0),
        }
    }

    /// Size of the memory of earlier gradients, in bytes.
    pub fn bytes(&self) -> usize {
        [&self.first, &self.second, &self.steps].map(|values| size_of_val(values.as_slice())).iter().sum()
    }

    /// Updates the network's parameters once. `gradient` holds ∂cost/∂ of each parameter at the current values, in the
    /// order of [`Network::parameters`].
    ///
    /// Returns false and leaves the network unchanged if a parameter would become infinite or NaN.
    ///
    /// # Panics
    /// If `gradient` does not have one number for each parameter.
    pub fn update(&mut self, network: &mut Network, gradient: &[f64], learning_rate: f64) -> bool {
        let (steps, factor) = self.steps(gradient, learning_rate);
        descend(&mut network.layers, steps, factor)
    }

    /// The step of each parameter, and a common factor. Parameters move by −factor × step.
    fn steps<'a>(&'a mut self, gradient: &'a [f64], learning_rate: f64) -> (&'a [f64], f64) {
        let OptimizerConstants { momentum, rho, beta1, beta2, epsilon } = self.constants;
        match self.rule {
            Rule::GradientDescent => (gradient, learning_rate),
            Rule::Momentum => {
                for (g, v) in gradient.iter().zip(&mut self.first) {
                    *v = momentum * *v + g;
                }
                (&self.first, learning_rate)
            }
            Rule::RmsProp => {
                for ((g, s), step) in gradient.iter().zip(&mut self.second).zip(&mut self.steps) {
                    *s = rho * *s + (1.0 - rho) * g * g;
                    *step = learning_rate * g / (f64::sqrt(*s) + epsilon);
                }
                (&self.steps, 1.0)
            }
            Rule::Adam => {
                self.powers = (self.powers.0 * beta1, self.powers.1 * beta2);
                let (first_share, second_share) = (1.0 - self.powers.0, 1.0 - self.powers.1);
                let memory = self.first.iter_mut().zip(&mut self.second).zip(&mut self.steps);
                for (g, ((m, v), step)) in gradient.iter().zip(memory) {
                    *m = beta1 * *m + (1.0 - beta1) * g;
                    *v = beta2 * *v + (1.0 - beta2) * g * g;
                    *step = learning_rate * (*m / first_share) / (f64::sqrt(*v / second_share) + epsilon);
                }
                (&self.steps, 1.0)
            }
        }
    }
}

/// Moves each parameter by −`factor` × its step. Returns false and moves none if one would become infinite or NaN.
fn descend(layers: &mut [Layer], steps: &[f64], factor: f64) -> bool {
    let mut rest = steps;
    for layer in layers.iter() {
        for values in [layer.weights.as_slice(), layer.biases.as_slice()] {
            let own = rest.split_off(..values.len()).expect("a step for each parameter");
            if !values.iter().zip(own).all(|(value, step)| (value - factor * step).is_finite()) {
                return false;
            }
        }
    }
    let mut rest = steps;
    for layer in layers {
        for values in [layer.weights.as_mut_slice(), layer.biases.as_mut_slice()] {
            let own = rest.split_off(..values.len()).expect("a step for each parameter");
            values.iter_mut().zip(own).for_each(|(value, step)| *value -= factor * step);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use nalgebra::{dmatrix, dvector};

    use super::*;
    use crate::activation::Activation;

    const CONSTANTS: OptimizerConstants =
        OptimizerConstants { momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

    /// The values of a parameter that starts at 1, after the gradients 0.5 and −0.25 with a learning rate of 0.1.
    fn course(name: &str) -> [f64; 2] {
        let mut state = OptimizerState::of_rule(Optimizer::find(name).unwrap().rule, CONSTANTS, 1);
        let mut value = 1.0;
        [0.5, -0.25].map(|gradient| {
            let (steps, factor) = state.steps(std::slice::from_ref(&gradient), 0.1);
            value -= factor * steps[0];
            value
        })
    }

    #[test]
    fn first_steps_are_those_computed_by_hand() {
        let by_hand = [
            ("gradient_descent", [1.0 - 0.05, 0.95 + 0.025]),
            // v = 0.5, then 0.9 × 0.5 − 0.25 = 0.2.
            ("momentum", [1.0 - 0.05, 0.95 - 0.02]),
            // s = 0.1 × 0.25 = 0.025, then 0.9 × 0.025 + 0.1 × 0.0625 = 0.02875.
            ("rmsprop", [1.0 - 0.05 / (0.025_f64.sqrt() + 1e-8), 0.831_214_201_442_406_3]),
            // m̂ = 0.5 and v̂ = 0.25, then m = 0.02 of 0.19 and v = 0.00031225 of 0.001999.
            ("adam", [1.0 - 0.05 / (0.5 + 1e-8), 0.873_366_298_707_846_2]),
        ];
        for (name, expected) in by_hand {
            for (value, expected) in course(name).into_iter().zip(expected) {
                assert!((value - expected).abs() <= 1e-14, "{name}: {value}, {expected}");
            }
        }
    }

    #[test]
    fn an_update_that_would_not_be_finite_moves_nothing() {
        let layer = |weight: f64| Layer { weights: dmatrix![weight], biases: dvector![0.5] };
        let activation = Activation::find("relu").unwrap();
        for optimizer in &OPTIMIZERS {
            let mut network = Network { layers: vec![layer(1.0), layer(-f64::MAX)], activation };
            let before = network.parameters();
            let mut state = OptimizerState::new(optimizer, CONSTANTS, &network);
            let gradient = [1.0, 1.0, 1e300, 1.0];
            assert!(!state.update(&mut network, &gradient, 1e308), "{optimizer:?}");
            assert_eq!(network.parameters(), before, "{optimizer:?}");
        }
    }
}
