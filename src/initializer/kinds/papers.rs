//! Initializers of papers, which no framework has by name. None so far.

use super::InitializerKind;

pub(super) const KINDS: &[InitializerKind] = &[];
