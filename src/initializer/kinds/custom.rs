//! Weights of one's own, which a run brings along.

use super::{Code, Family, Group, InitializerKind, Weights, plain, refused};
use crate::formula::words;
use crate::initializer::{Expected, Joint};

const CODE: crate::initializer::Snippet = refused("its weights are numbers, not a rule.");

/// The kind of a run with `weights`. It is not in the list of kinds, since nothing can be drawn of it.
pub static CUSTOM: InitializerKind = plain(
    ("custom", "Your weights"),
    Group::Data,
    Family::Other,
    ("", ""),
    None,
    Weights::Joint(Joint {
        draw: |_, _, _| unreachable!("a run with this kind has weights"),
        formula: |_| words("W, b of your own"),
        expected: |_, _| Expected { stddev: f64::NAN, centred: false, bias_mean: f64::NAN, bias_variance: f64::NAN },
    }),
    Code { numpy: CODE, pytorch: CODE, keras: CODE, jax: CODE },
);
