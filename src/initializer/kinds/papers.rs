//! Initializers from papers that no framework provides by name. None so far.

use super::InitializerKind;

pub(super) const KINDS: &[InitializerKind] = &[];
