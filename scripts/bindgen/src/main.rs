//! `init-lab-bindgen <input.wasm> <output folder> <name>` writes wasm-bindgen's output for bundlers, which does not
//! load the module itself: `<name>_bg.js`, `<name>.d.ts` and `<name>_bg.wasm`, and an unused `<name>.js`.

use std::env;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output_folder, name] = arguments.as_slice() else {
        bail!("usage: init-lab-bindgen <input.wasm> <output folder> <name>");
    };
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(input)
        .out_name(name)
        .bundler(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("could not write the bindings of {input}"))?;
    // A section for linkers, which engines ignore.
    output.wasm_mut().customs.remove_raw("target_features");
    output.emit(output_folder).with_context(|| format!("could not write the bindings of {input} to {output_folder}"))
}
