//! How parameters move, given their gradient: gradient descent, and rules that remember earlier gradients.

use crate::network::{Layer, Network};
use crate::training::Workspace;

/// A rule for moving parameters: one entry of the catalogue.
pub struct Optimizer {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// The formula, as text; g is a parameter's gradient, η the learning rate.
    pub formula: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// The training fields that are its constants.
    pub constants: &'static [&'static str],
    rule: Rule,
}

/// What an optimizer computes.
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
        formula: "w ← w − η g",
        source: "Cauchy (1847)",
        constants: &[],
        rule: Rule::GradientDescent,
    },
    Optimizer {
        name: "momentum",
        title: "Momentum",
        formula: "v ← momentum v + g;  w ← w − η v",
        source: "Polyak (1964), in the form of PyTorch's SGD",
        constants: &["momentum"],
        rule: Rule::Momentum,
    },
    Optimizer {
        name: "rmsprop",
        title: "RMSProp",
        formula: "s ← rho s + (1 − rho) g²;  w ← w − η g / (√s + epsilon)",
        source: "Tieleman and Hinton (2012), Lecture 6.5; epsilon outside the root, as in PyTorch",
        constants: &["rho", "epsilon"],
        rule: Rule::RmsProp,
    },
    Optimizer {
        name: "adam",
        title: "Adam",
        formula: "m ← beta1 m + (1 − beta1) g;  v ← beta2 v + (1 − beta2) g²;  w ← w − η m̂ / (√v̂ + epsilon)",
        source: "Kingma and Ba (2015), Algorithm 1",
        constants: &["beta1", "beta2", "epsilon"],
        rule: Rule::Adam,
    },
];

/// The constants of the optimizers; each uses its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constants {
    /// Share of the last step that momentum keeps.
    pub momentum: f64,
    /// Share of the mean of squares that `RMSProp` keeps.
    pub rho: f64,
    /// Share of the mean gradient that Adam keeps.
    pub beta1: f64,
    /// Share of the mean of squares that Adam keeps.
    pub beta2: f64,
    /// What is added to the root of the mean of squares.
    pub epsilon: f64,
}

impl Optimizer {
    /// The optimizer of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        OPTIMIZERS.iter().find(|optimizer| optimizer.name == name)
    }
}

impl std::fmt::Debug for Optimizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What an optimizer remembers of a network's earlier gradients. Every vector has one entry a parameter: layer by layer,
/// weights column by column, then biases.
#[derive(Clone, Debug)]
pub struct OptimizerState {
    rule: Rule,
    constants: Constants,
    /// Mean of the gradients, or momentum's velocity.
    first: Vec<f64>,
    /// Mean of their squares.
    second: Vec<f64>,
    /// The step to be taken.
    step: Vec<f64>,
    /// Powers of beta1 and beta2: the number of updates made.
    powers: (f64, f64),
}

impl OptimizerState {
    /// Before the first update.
    pub fn new(optimizer: &Optimizer, constants: Constants, network: &Network) -> Self {
        let parameters: usize = network.layers.iter().map(|layer| layer.weights.len() + layer.biases.len()).sum();
        let remembers = |does: bool| vec![0.0; if does { parameters } else { 0 }];
        let rule = optimizer.rule;
        Self {
            rule,
            constants,
            first: remembers(matches!(rule, Rule::Momentum | Rule::Adam)),
            second: remembers(matches!(rule, Rule::RmsProp | Rule::Adam)),
            step: remembers(rule != Rule::GradientDescent),
            powers: (1.0, 1.0),
        }
    }

    /// One update, after the gradient has been computed over `count` samples at this network's parameters.
    ///
    /// Returns false, and leaves the network as it was, if a parameter would not be finite afterwards.
    pub fn update(
        &mut self,
        network: &mut Network,
        workspace: &mut Workspace,
        count: usize,
        learning_rate: f64,
    ) -> bool {
        if self.rule == Rule::GradientDescent {
            return workspace.descend(network, count, learning_rate);
        }
        self.prepare(workspace.slopes(count), learning_rate);
        let finite = parameters(&network.layers).zip(&self.step).all(|(value, step)| (value - step).is_finite());
        if finite {
            for (value, step) in parameters_mut(&mut network.layers).zip(&self.step) {
                *value -= step;
            }
        }
        finite
    }

    /// Takes the gradient of each parameter, and prepares its step.
    fn prepare(&mut self, gradients: &[f64], learning_rate: f64) {
        let Constants { momentum, rho, beta1, beta2, epsilon } = self.constants;
        match self.rule {
            Rule::GradientDescent => unreachable!("takes its step straight from the gradient"),
            Rule::Momentum => {
                for ((g, v), step) in gradients.iter().zip(&mut self.first).zip(&mut self.step) {
                    *v = momentum * *v + g;
                    *step = learning_rate * *v;
                }
            }
            Rule::RmsProp => {
                for ((g, s), step) in gradients.iter().zip(&mut self.second).zip(&mut self.step) {
                    *s = rho * *s + (1.0 - rho) * g * g;
                    *step = learning_rate * g / (libm::sqrt(*s) + epsilon);
                }
            }
            Rule::Adam => {
                self.powers = (self.powers.0 * beta1, self.powers.1 * beta2);
                let (first_share, second_share) = (1.0 - self.powers.0, 1.0 - self.powers.1);
                for (((g, m), v), step) in
                    gradients.iter().zip(&mut self.first).zip(&mut self.second).zip(&mut self.step)
                {
                    *m = beta1 * *m + (1.0 - beta1) * g;
                    *v = beta2 * *v + (1.0 - beta2) * g * g;
                    *step = learning_rate * (*m / first_share) / (libm::sqrt(*v / second_share) + epsilon);
                }
            }
        }
    }
}

fn parameters(layers: &[Layer]) -> impl Iterator<Item = &f64> {
    layers.iter().flat_map(|layer| layer.weights.iter().chain(layer.biases.iter()))
}

fn parameters_mut(layers: &mut [Layer]) -> impl Iterator<Item = &mut f64> {
    layers.iter_mut().flat_map(|layer| layer.weights.iter_mut().chain(layer.biases.iter_mut()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONSTANTS: Constants = Constants { momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

    /// Where a parameter that starts at 1 goes with the gradients 0.5 and −0.25 and a learning rate of 0.1.
    fn course(name: &str) -> [f64; 2] {
        let rule = Optimizer::find(name).unwrap().rule;
        let memory = || vec![0.0];
        let (first, second, step) = (memory(), memory(), memory());
        let mut descent = OptimizerState { rule, constants: CONSTANTS, first, second, step, powers: (1.0, 1.0) };
        let mut value = 1.0;
        [0.5, -0.25].map(|gradient| {
            descent.prepare(&[gradient], 0.1);
            value -= descent.step[0];
            value
        })
    }

    #[test]
    fn first_steps_are_those_computed_by_hand() {
        let by_hand = [
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
}
