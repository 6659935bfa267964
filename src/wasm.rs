//! The boundary to JavaScript. Nothing is decided here, and nothing checked: what comes in has been looked at by
//! www/engine/input.js or is an experiment, which [`crate::experiment`] reads.
//!
//! Two WebAssembly modules are built from this crate, each with a feature of its own: the core, which trains and paints and
//! speaks in numbers alone, and its companion, which reads, names and changes experiments and looks into what the core
//! has trained. Bulk numbers go out as typed arrays that are copies.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[cfg(feature = "companion")]
mod companion;
#[cfg(feature = "core")]
mod core;

/// Half as large as the standard library's.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// JavaScript's digits, for [`crate::decimal`].
pub mod decimal {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        /// A string: what would bring it over whole is larger.
        type Digits;

        #[wasm_bindgen(js_namespace = ["Number", "prototype", "toFixed"], js_name = call)]
        fn to_fixed(x: f64, places: u32) -> Digits;

        #[wasm_bindgen(js_namespace = ["Number", "prototype", "toExponential"], js_name = call)]
        fn to_exponential(x: f64, places: Option<u32>) -> Digits;

        /// NaN behind the end.
        #[wasm_bindgen(method, js_name = charCodeAt)]
        fn code_at(this: &Digits, place: u32) -> f64;
    }

    pub fn fixed(x: f64, places: u32) -> String {
        text(&to_fixed(x, places))
    }

    pub fn exponential(x: f64, places: Option<u32>) -> String {
        text(&to_exponential(x, places)).replace('+', "")
    }

    fn text(digits: &Digits) -> String {
        let codes = (0..).map(|place| digits.code_at(place)).take_while(|code| !code.is_nan());
        codes.map(|code| char::from(code as u8)).collect()
    }
}
