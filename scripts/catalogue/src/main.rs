//! `init-lab-catalogue <folder>` writes the JavaScript modules that are generated from the tables in Rust:
//!
//! - `catalogue.js`: all names and fields of experiments, with what is allowed;
//! - `catalogue-texts.js`: their formulas, summaries, sources, definitions and help, and the sentences of presets, in lists of
//!   the same order;
//! - `catalogue-code.js`: their code in Python, for exports;
//! - `libraries.js`: what libraries start from by default;
//! - `limits.js`: the limits of a lab's input;
//! - `experiment.d.ts`: the types of an experiment.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use init_lab::{
    COLOURS, Catalogue, CatalogueCode, DEEPEST, LONGEST_LIST, LibraryCatalogue, MOST_FIELDS, experiment_types,
};
use serde_json::{Map, Value};

/// Properties of entries that only explanations show.
const TEXTS: [&str; 10] = [
    "formula",
    "summary",
    "source",
    "defaultOf",
    "help",
    "axisTitle",
    "definition",
    "solved",
    "group",
    "libraryLosses",
];
/// Properties of the catalogue that stay whole, but for what `late_sentences` takes from them.
const WHOLE: [&str; 1] = ["presets"];

/// Splits off the texts of a value. The second value has the texts of each object at its place: `{}` if it has none, `null` if
/// there is none in a whole list.
fn split(value: Value) -> (Value, Value) {
    match value {
        Value::Object(fields) => {
            let (mut rest, mut texts) = (Map::new(), Map::new());
            for (name, field) in fields {
                if TEXTS.contains(&name.as_str()) {
                    texts.insert(name, field);
                    continue;
                }
                let (field, inner) = if WHOLE.contains(&name.as_str()) { (field, Value::Null) } else { split(field) };
                if !inner.is_null() {
                    texts.insert(name.clone(), inner);
                }
                rest.insert(name, field);
            }
            (Value::Object(rest), Value::Object(texts))
        }
        Value::Array(entries) => {
            let (rest, texts): (Vec<_>, Vec<_>) = entries.into_iter().map(split).unzip();
            let none = texts.iter().all(|entry| entry.as_object().is_none_or(Map::is_empty));
            (Value::Array(rest), if none { Value::Null } else { Value::Array(texts) })
        }
        other => (other, Value::Null),
    }
}

/// Takes the sentences of the presets but the first, with which a page opens. Returns them in a list of the presets' order.
fn late_sentences(catalogue: &mut Value) -> Value {
    let mut sentences = vec![Value::Object(Map::new())];
    for preset in catalogue["presets"].as_array_mut().into_iter().flatten().skip(1) {
        let taken = preset.as_object_mut().and_then(|fields| fields.remove_entry("sentence"));
        sentences.push(Value::Object(taken.into_iter().collect()));
    }
    Value::Array(sentences)
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: init-lab-catalogue <folder>")?);
    let module = |json: String| format!("export default {json};\n");
    let (mut catalogue, mut texts) = split(serde_json::to_value(Catalogue::new())?);
    texts["presets"] = late_sentences(&mut catalogue);
    fs::write(folder.join("catalogue.js"), module(serde_json::to_string(&catalogue)?))?;
    fs::write(folder.join("catalogue-texts.js"), module(serde_json::to_string(&texts)?))?;
    fs::write(folder.join("catalogue-code.js"), module(serde_json::to_string(&CatalogueCode::new())?))?;
    fs::write(folder.join("libraries.js"), module(serde_json::to_string(&LibraryCatalogue::new())?))?;
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
