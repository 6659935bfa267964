//! `init-lab-catalogue <folder>` writes the JavaScript modules that are generated from the tables in Rust:
//!
//! - `catalogue.js`: all names and fields of experiments;
//! - `catalogue-code.js`: their code in Python, for exports;
//! - `limits.js`: the limits of a lab's input;
//! - `experiment.d.ts`: the types of an experiment.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use init_lab::{COLOURS, Catalogue, CatalogueCode, DEEPEST, LONGEST_LIST, MOST_FIELDS, experiment_types};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: init-lab-catalogue <folder>")?);
    let module = |json: String| format!("export default {json};\n");
    fs::write(folder.join("catalogue.js"), module(serde_json::to_string(&Catalogue::new())?))?;
    fs::write(folder.join("catalogue-code.js"), module(serde_json::to_string(&CatalogueCode::new())?))?;
    let limits = [
        ("Deepest nesting of an experiment.", "DEEPEST", DEEPEST),
        ("Longest list that is accepted. The core rejects this length.", "LONGEST_LIST", LONGEST_LIST),
        ("Most fields of an object.", "MOST_FIELDS", MOST_FIELDS),
        ("Entries of a table of colours.", "COLOURS", COLOURS),
    ];
    let limits = limits.map(|(help, name, limit)| format!("/** {help} */\nexport const {name} = {limit};\n"));
    fs::write(folder.join("limits.js"), limits.concat())?;
    fs::write(folder.join("experiment.d.ts"), experiment_types())?;
    Ok(())
}
