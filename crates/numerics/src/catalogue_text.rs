//! Texts that only the catalogue shows.

/// A text of the catalogue that the build writes for JavaScript. WebAssembly never reads it, and does not hold it.
#[must_use]
pub const fn catalogue_text(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}
