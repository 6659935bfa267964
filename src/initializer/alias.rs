//! PyTorch's names of initializers.

use super::parameter::{MODES, SHAPES, choice, mode, number_parameter};
use super::{Group, INITIALIZER_KINDS, Initializer, InitializerKind, Parameter, ParameterValue, Weights};
use crate::activation::Activation;
use crate::distribution::{Mode, Shape, VarianceScaling};

/// PyTorch's name of an initializer. It resolves to [`variance_scaling`](INITIALIZER_KINDS), or to an entry with the
/// same distribution.
///
/// ```
/// use init_lab::{Activation, Alias};
///
/// let alias = Alias::find("kaiming_normal_").unwrap();
/// let kind = |name| alias.resolve(None, None, Activation::find(name).unwrap()).kind.name;
/// assert_eq!((kind("relu"), kind("tanh")), ("he", "variance_scaling"));
/// ```
#[derive(Debug)]
pub struct Alias {
    /// Name in an experiment. PyTorch's own name ends with an underscore, which is optional here.
    pub name: &'static str,
    /// The default of the parameter `mode`.
    pub mode: Mode,
    /// Whether the alias has the parameter `mode`.
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
    /// The parameter of aliases that [take a mode](Self::takes_mode).
    pub const MODE: Parameter = choice("mode", &["fan_in", "fan_out"], "What n is: the inputs or the units.");
    /// The parameter of all aliases. Its default is the gain of the activation function.
    pub const GAIN: Parameter = number_parameter(
        "gain",
        1.0,
        1e-3,
        1e3,
        "Standard deviation times √n. If left out, PyTorch's gain of the activation function.",
    );

    /// The alias with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = name.strip_suffix('_').unwrap_or(name);
        ALIASES.iter().find(|alias| alias.name == name)
    }

    /// The initializer behind the alias. `mode` defaults to the alias's own, `gain` to that of the activation function.
    ///
    /// # Panics
    /// If the catalogue has no `variance_scaling`.
    pub fn resolve(&self, mode: Option<ParameterValue>, gain: Option<f64>, activation: &Activation) -> Initializer {
        let mode = mode.map_or(self.mode, self::mode);
        let scale = gain.map_or(activation.gain_squared(), |gain| gain * gain);
        let wanted = VarianceScaling { scale, mode, shape: self.shape };
        let same = INITIALIZER_KINDS.iter().find(|kind| {
            let Weights::Scaling(scaling) = &kind.weights else { return false };
            !matches!(kind.group, Group::Defaults | Group::Packages) && *scaling == wanted
        });
        same.map_or_else(
            || Initializer {
                kind: InitializerKind::find("variance_scaling").expect("in the catalogue"),
                parameters: vec![
                    ParameterValue::Number(scale),
                    ParameterValue::Name(MODES[mode as usize]),
                    ParameterValue::Name(SHAPES[self.shape as usize]),
                ],
            },
            InitializerKind::with_defaults,
        )
    }
}
