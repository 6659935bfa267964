//! `init-lab-bindgen <input.wasm> <output folder> <name>` writes wasm-bindgen's glue for a page, a worker or Node:
//! `<name>.js`, `<name>.d.ts` and `<name>_bg.wasm`.

use std::env;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output_folder, name] = arguments.as_slice() else {
        bail!("usage: init-lab-bindgen <input.wasm> <output folder> <name>");
    };
    Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        // The caller says which build to load; a default address would make bundlers look for a third one.
        .omit_default_module_path(true)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(output_folder)
        .with_context(|| format!("could not write the bindings of {input}"))
}
