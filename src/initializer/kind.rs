//! Kinds of initializers: the entries of the catalogue.

use super::{Biases, Code, Family, INITIALIZER_KINDS, Initializer, Parameter, ParameterValue, Weights};

/// A kind of initializer, with parameters to choose: one entry of the catalogue.
///
/// ```
/// use init_lab::{InitializerKind, ParameterValue};
///
/// let kind = InitializerKind::find("random_normal").unwrap();
/// assert_eq!((kind.title, kind.parameters[1].name), ("Random normal", "stddev"));
/// assert_eq!(kind.with_defaults().parameters, [ParameterValue::Number(0.0), ParameterValue::Number(0.05)]);
/// ```
#[derive(Clone, Copy)]
pub struct InitializerKind {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// The group in lists.
    pub group: Group,
    /// The family, which has one colour and dash in every picture.
    pub family: Family,
    /// Effect and purpose, in one sentence.
    pub summary: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// The framework that uses it by default; empty if none does.
    pub default_of: &'static str,
    /// Its parameters. The functions below take their values in this order.
    pub parameters: &'static [Parameter],
    /// Short name that distinguishes different values of the parameters; without one, the display name.
    pub(super) label: Option<fn(&[ParameterValue]) -> String>,
    /// Distribution of the weights.
    pub(super) weights: Weights,
    /// Initial biases.
    pub(super) biases: Biases,
    /// Whether each layer is then scaled so that its pre-activations have unit variance on the data.
    pub fitted: bool,
    /// Its code in Python.
    pub code: Code,
}

/// A group of the catalogue.
///
/// ```
/// use init_lab::{Group, InitializerKind};
///
/// let group = InitializerKind::find("glorot_uniform").unwrap().group;
/// assert_eq!((group, group.title()), (Group::Keras, "Keras"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The course documents that the project started from.
    Course,
    /// `keras.initializers`.
    Keras,
    /// Defaults of frameworks.
    Defaults,
    /// Defaults of other packages.
    Packages,
    /// Initializers fitted to the data.
    Data,
    /// Initializers from papers that no framework provides by name.
    Papers,
}

impl Group {
    /// The group's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Course => "Courses",
            Self::Keras => "Keras",
            Self::Defaults => "What frameworks do by default",
            Self::Packages => "What other packages do by default",
            Self::Data => "Fitted to the data",
            Self::Papers => "From papers",
        }
    }
}

impl InitializerKind {
    /// The kind with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        INITIALIZER_KINDS.iter().find(|kind| kind.name == name)
    }

    /// An initializer of this kind with each parameter at its default.
    pub fn with_defaults(&'static self) -> Initializer {
        Initializer { kind: self, parameters: self.parameters.iter().map(Parameter::default).collect() }
    }
}

impl std::fmt::Debug for InitializerKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for InitializerKind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
