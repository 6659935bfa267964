//! Texts of the generated catalogue.

/// A text of the generated JavaScript catalogue. It is empty in the WebAssembly module, which does not use it.
#[must_use]
pub const fn catalogue_text(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}
