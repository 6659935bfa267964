//! Initializers fitted to the data.

use super::{Code, Family, Group, InitializerKind, Weights, plain, weights};
use crate::distribution::Distribution;

pub(super) const KINDS: &[InitializerKind] = &[InitializerKind {
    fitted: true,
    ..plain(
        ("lsuv", "LSUV"),
        Group::Data,
        Family::Orthogonal,
        (
            "Orthogonal, then scaled layer by layer until each layer's pre-activations on the training data have variance 1.",
            "Mishkin and Matas (2016), All you need is a good init",
        ),
        None,
        Weights::Fixed(|_| Distribution::Orthogonal(1.0)),
        Code {
            numpy: weights("random_rotation(rng, units, inputs)")
                .noting("Orthogonal; scale_to_unit_variance then fits it to the data (Mishkin and Matas, 2016)."),
            pytorch: weights("nn.init.orthogonal_(layer.weight, gain=1)"),
            keras: weights("Orthogonal(gain=1)"),
            jax: weights("init.orthogonal(1)(key, (inputs, units))"),
        },
    )
}];
