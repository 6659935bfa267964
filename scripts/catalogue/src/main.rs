//! `init-lab-catalogue <file>` writes everything that can be named in an experiment as a JavaScript module. It never
//! changes, so nothing computes it in a browser.

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let file = env::args().nth(1).ok_or("usage: init-lab-catalogue <file>")?;
    let catalogue = serde_json::to_string(&init_lab::catalogue_value())?;
    Ok(fs::write(file, format!("export default {catalogue};\n"))?)
}
