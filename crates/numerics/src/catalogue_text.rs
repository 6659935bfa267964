//! Texts of the generated catalogue.

/// A text of the generated JavaScript catalogue. It is empty in the WebAssembly module, which does not use it.
#[must_use]
pub const fn catalogue_text(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

/// A part of the generated JavaScript catalogue. It is empty in the WebAssembly module, which does not use it.
#[must_use]
pub const fn catalogue_only<T>(part: &'static [T]) -> &'static [T] {
    if cfg!(target_arch = "wasm32") { &[] } else { part }
}
