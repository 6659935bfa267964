//! The catalogue: one entry for each initializer, group by group.
//!
//! Add new entries at the end of papers.rs, because colours within a family are assigned in this order. An entry has name, formula,
//! source, parameters, the draw, and the code in NumPy, PyTorch, Keras and JAX.

mod course;
mod custom;
mod data;
mod defaults;
mod keras;
mod packages;
mod papers;
mod rows;

pub use custom::CUSTOM;

use super::code::{Code, layer, refused, weights};
use super::parameter::{MODES, SHAPES, choice, mode, number_parameter, shape};
use super::{Biases, Family, Group, InitializerKind, Parameter, ParameterValue, Weights};
use crate::catalogue_text::catalogue_text;
use crate::formula::{number, square};

const MEAN: Parameter = number_parameter("mean", 0.0, -1000.0, 1000.0, "Mean of the weights.");
const GAIN: Parameter = number_parameter("gain", 1.0, -1000.0, 1000.0, "Factor on the matrix.");
const HE: &str = "He, Zhang, Ren and Sun (2015), Delving Deep into Rectifiers";
const GLOROT: &str =
    "Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks";
const LECUN: &str = "LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 4.6";

/// An entry without parameters, with the experiment's initial bias.
const fn plain(
    (name, title): (&'static str, &'static str),
    group: Group,
    family: Family,
    (summary, source): (&'static str, &'static str),
    label: Option<fn(&[ParameterValue]) -> String>,
    weights: Weights,
    code: Code,
) -> InitializerKind {
    InitializerKind {
        name,
        title,
        group,
        family,
        summary: catalogue_text(summary),
        source: catalogue_text(source),
        default_of: "",
        parameters: &[],
        label,
        weights,
        biases: Biases::Open,
        fitted: false,
        code,
    }
}

/// PyTorch code for a normal distribution truncated at two standard deviations, with this variance after truncation.
macro_rules! truncated_pytorch {
    ($variance:literal) => {
        concat!(
            "variance = ",
            $variance,
            "
# Has no counterpart by name: cut at two standard deviations, and widened so that the variance stays.
std = math.sqrt(variance) / 0.87962566103423978
nn.init.trunc_normal_(layer.weight, std=std, a=-2 * std, b=2 * std)"
        )
    };
}
use truncated_pytorch;

fn scaled_label(title: &str, p: &[ParameterValue]) -> String {
    if p[0].number() == 1.0 { title.to_owned() } else { format!("{title} × {}", p[0]) }
}

/// A number's square in a label: 0.05², (10⁻⁶)².
fn squared(value: ParameterValue) -> String {
    square(number(value.number())).text()
}

const SHELVES: [&[InitializerKind]; 7] =
    [course::KINDS, keras::KINDS, defaults::KINDS, packages::KINDS, rows::KINDS, data::KINDS, papers::KINDS];

const COUNT: usize = {
    let (mut count, mut shelf) = (0, 0);
    while shelf < SHELVES.len() {
        count += SHELVES[shelf].len();
        shelf += 1;
    }
    count
};

/// Every initializer, group by group.
pub static INITIALIZER_KINDS: [InitializerKind; COUNT] = {
    let mut all = [SHELVES[0][0]; COUNT];
    let (mut count, mut shelf) = (0, 0);
    while shelf < SHELVES.len() {
        let mut k = 0;
        while k < SHELVES[shelf].len() {
            all[count] = SHELVES[shelf][k];
            count += 1;
            k += 1;
        }
        shelf += 1;
    }
    all
};
