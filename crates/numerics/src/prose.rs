//! Texts that only people read.

/// A text that nothing is computed from. The WebAssembly holds none: a page has it from the catalogue, as data.
pub const fn prose(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}
