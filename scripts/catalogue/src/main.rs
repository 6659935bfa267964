//! `init-lab-catalogue <folder>` writes everything that can be named in an experiment as JavaScript modules. It never
//! changes, so nothing computes it in a browser.
//!
//! - `catalogue.js`: all of it, for the engine;
//! - `fields.js`: the table of fields alone, without what is written about them, for the page: it has to read attributes
//!   and links before the engine is there;
//! - `presets.js`: what a lab of each preset begins with.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: init-lab-catalogue <folder>")?);
    let catalogue = init_lab::catalogue_value();
    let mut fields = serde_json::to_value(&catalogue)?["fields"].take();
    for field in fields.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        field.remove("help");
    }
    fs::write(folder.join("catalogue.js"), module(&serde_json::to_string(&catalogue)?))?;
    fs::write(folder.join("fields.js"), module(&fields.to_string()))?;
    fs::write(folder.join("presets.js"), module(&serde_json::to_string(&init_lab::presets_value())?))?;
    Ok(())
}

fn module(json: &str) -> String {
    format!("export default {json};\n")
}
