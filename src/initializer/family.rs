//! Families of initializers, which pictures tell apart by colour and dash.

/// A family of initializers: those with one idea. Each has one colour and dash in every picture.
///
/// ```
/// use init_lab::{Family, InitializerKind};
///
/// let family = InitializerKind::find("glorot_uniform").unwrap().family;
/// assert_eq!((family, family.name(), family.title()), (Family::Xavier, "xavier", "Xavier and Glorot"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The same weights for each unit.
    Constant,
    /// Random weights of a fixed size, whatever the width of the layer.
    Random,
    /// Variance 2 / inputs.
    He,
    /// Xavier's and Glorot's: variance between 1 / inputs and 1 / units.
    Xavier,
    /// Variance 1 / inputs, and other factors of it.
    LeCun,
    /// Orthogonal matrices, LSUV included.
    Orthogonal,
    /// What a library does by default.
    Library,
    /// All others.
    Other,
}

impl Family {
    /// Every family, in the order of their colours.
    pub const ALL: [Self; 8] = [
        Self::Constant,
        Self::Random,
        Self::He,
        Self::Xavier,
        Self::LeCun,
        Self::Orthogonal,
        Self::Library,
        Self::Other,
    ];

    /// Name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Random => "random",
            Self::He => "he",
            Self::Xavier => "xavier",
            Self::LeCun => "lecun",
            Self::Orthogonal => "orthogonal",
            Self::Library => "library",
            Self::Other => "other",
        }
    }

    /// Display name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Constant => "Constant",
            Self::Random => "Random of a fixed size",
            Self::He => "He",
            Self::Xavier => "Xavier and Glorot",
            Self::LeCun => "LeCun and variance scaling",
            Self::Orthogonal => "Orthogonal and LSUV",
            Self::Library => "Library defaults",
            Self::Other => "Others",
        }
    }
}
