//! `init-lab-catalogue <folder>` writes everything that can be named in an experiment as data. It never changes, so nothing
//! computes it in a browser.
//!
//! - `catalogue.json`: all of it, with what a lab of each preset begins with, for the engine, which fetches it once it is asked
//!   for more than the first preset;
//! - `first.js`: what a lab of that one is shown with;
//! - `catalogue.js`: what can be named, as a module, for the page: it reads attributes and links before the engine is there.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: init-lab-catalogue <folder>")?);
    let catalogue = init_lab::catalogue_value();
    fs::write(folder.join("catalogue.js"), module(&serde_json::to_string(&catalogue)?))?;
    let whole = init_lab::Value::map([("catalogue", catalogue), ("opened", init_lab::presets_value())]);
    fs::write(folder.join("catalogue.json"), serde_json::to_string(&whole)?)?;
    fs::write(folder.join("first.js"), module(&serde_json::to_string(&init_lab::first_value())?))?;
    Ok(())
}

fn module(json: &str) -> String {
    format!("export default {json};\n")
}
