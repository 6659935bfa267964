//! Checks the tables in docs/ against the code.

use std::fmt::Write as _;

mod common;

use common::assert_tables;
use init_lab::{
    ACTIVATIONS, ALIASES, Activation, FIELDS, Fallback, GENERATORS, Generator, INITIALIZER_KINDS, InitializerKind,
    LIBRARY_LOSSES, LOSSES, LibraryCatalogue, Loss, MEASURES, Measured, NetworkSpec, OPTIMIZERS, Optimizer, PRESETS,
    Parameter, ParameterKind, Preset, Samples, Word,
};

#[test]
fn fields_of_an_experiment() {
    let mut table = "| field | default | allowed | what it does |\n| --- | --- | --- | --- |\n".to_owned();
    for field in FIELDS {
        let default = match &field.default {
            Fallback::Number(number) => format!("{number}"),
            Fallback::Boolean(value) => format!("{value}"),
            Fallback::Name(name) => format!("`{name}`"),
            Fallback::Integers(numbers) => format!("{numbers:?}"),
            Fallback::Empty | Fallback::Nothing => "none".to_owned(),
            Fallback::ClassNumbers => "0, 1".to_owned(),
            Fallback::OneMoreThan(other) => format!("`{other}` + 1"),
            Fallback::NotebookRuns => "the notebook’s three".to_owned(),
            Fallback::Required => "has to be given".to_owned(),
        };
        writeln!(table, "| `{}` | {default} | {} | {} |", field.path, field.allowed(), field.help).expect("a string");
    }
    assert_tables("experiment.md", &[("fields", &table)]);
}

/// The signal of ReLU networks with He's weights over that of theory, in layers 5, 10, 20 and 30 of networks with this width:
/// of 200 draws, ascending.
fn narrow_networks(width: usize) -> [Vec<f64>; 4] {
    const DEPTHS: [usize; 4] = [5, 10, 20, 30];
    let relu = Activation::find("relu").expect("in the catalogue");
    let he = InitializerKind::find("he").expect("in the catalogue").with_defaults();
    let spec = |seed| {
        NetworkSpec {
            hidden: &vec![width; 30],
            activation: relu,
            initializer: &he,
            output: &he,
            bias: 0.0,
            weight_scale: 1.0,
            bias_stddev: 0.0,
            weights: None,
            seed,
        }
        .draw(&Samples::unlabelled(&[]))
    };
    // Sixteen points on a circle with radius 1: the expected mean square of z is 1 in every layer.
    let angles = (0..16).map(|k| 2.0 * std::f64::consts::PI * f64::from(k) / 16.0);
    let points: Vec<Vec<f64>> = angles.map(|angle| vec![libm::cos(angle), libm::sin(angle)]).collect();
    let mut ratios: [Vec<f64>; 4] = Default::default();
    for seed in 0..200 {
        let mut values = points.clone();
        for (l, layer) in spec(seed).layers.iter().enumerate() {
            let mut squares = 0.0;
            for values in &mut values {
                let z = layer.weights.row_iter().map(|row| row.iter().zip(&*values).map(|(w, a)| w * a).sum::<f64>());
                let z: Vec<f64> = z.collect();
                squares += z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64;
                *values = z.into_iter().map(|z| z.max(0.0)).collect();
            }
            if let Some(place) = DEPTHS.iter().position(|&depth| depth == l + 1) {
                ratios[place].push(libm::sqrt(squares / 16.0));
            }
        }
    }
    for ratios in &mut ratios {
        ratios.sort_by(f64::total_cmp);
    }
    ratios
}

/// A number below 10 with two significant digits; 0, of a dead network, as it is.
fn two_digits(value: f64) -> String {
    let decimals = if value == 0.0 { 0.0 } else { 1.0 - libm::log10(value).floor() };
    format!("{value:.*}", decimals as usize)
}

#[test]
fn narrow_networks_beside_theory() {
    let mut table =
        "| units in each layer | 5 layers | 10 layers | 20 layers | 30 layers |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for width in [8, 16, 32, 64, 128] {
        let cells = narrow_networks(width).map(|ratios| {
            let [low, median, high] = [20, 100, 180].map(|place| ratios[place]);
            format!("{} ({} to {})", two_digits(median), two_digits(low), two_digits(high))
        });
        writeln!(table, "| {width} | {} |", cells.join(" | ")).expect("a string");
    }
    assert_tables("inspection.md", &[("narrow", &table)]);
}

#[test]
fn initializers() {
    let relu = Activation::find("relu").expect("in the catalogue");
    let mut table =
        "| name | family | start | parameters | what it does | default of | source |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    let described = |p: &Parameter| match &p.kind {
        ParameterKind::Number { default, min, max } => {
            format!("`{}` = {default} ({min} to {max}): {}", p.name, p.help)
        }
        ParameterKind::Choice(names) => format!("`{}` = {} ({}): {}", p.name, names[0], names.join(", "), p.help),
    };
    for kind in &INITIALIZER_KINDS {
        let parameters: Vec<String> = kind.parameters.iter().map(described).collect();
        let parameters = if parameters.is_empty() { "none".to_owned() } else { parameters.join("<br>") };
        let formula = kind.with_defaults().formula(relu).text();
        let InitializerKind { name, family, summary, source, default_of, .. } = kind;
        let family = family.title();
        writeln!(table, "| `{name}` | {family} | {formula} | {parameters} | {summary} | {default_of} | {source} |")
            .expect("a string");
    }
    assert_tables("initializers.md", &[("initializers", &table), ("aliases", &aliases())]);
}

/// The initializers behind PyTorch's names, by the square of the activation function's gain.
fn aliases() -> String {
    let mut table = "| alias | gain² = 2 | gain² = 1 | another gain² |\n| --- | --- | --- | --- |\n".to_owned();
    for alias in &ALIASES {
        let stands_for = ["relu", "sigmoid", "tanh"].map(|activation| {
            let initializer = alias.resolve(None, None, Activation::find(activation).expect("in the catalogue"));
            let mut parameters: Vec<String> = initializer.parameters.iter().map(ToString::to_string).collect();
            if activation == "tanh" {
                "gain²".clone_into(&mut parameters[0]);
            }
            let parameters =
                if parameters.is_empty() { String::new() } else { format!(" ({})", parameters.join(", ")) };
            format!("`{}`{parameters}", initializer.kind.name)
        });
        writeln!(table, "| `{}` | {} |", alias.name, stands_for.join(" | ")).expect("a string");
    }
    table
}

#[test]
fn libraries() {
    let LibraryCatalogue { libraries, other_layers } = LibraryCatalogue::new();
    let mut names: Vec<&str> = libraries.iter().map(|entry| entry.library).collect();
    names.dedup();
    assert_eq!(names.len(), 47, "docs/libraries.md says how many");
    let mut table =
        "| name | library, version | layer | hidden layers, with ReLU | biases | what decides the draw | note |\n\
        | --- | --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    for entry in &libraries {
        let names: Vec<String> = entry.names.iter().map(|name| format!("`{name}`")).collect();
        let output = match entry.output_text.as_str() {
            "" => String::new(),
            text => format!("<br>output: {text}"),
        };
        writeln!(
            table,
            "| {} | {} {} | {} | {}{output} | {} | {} | {} |",
            names.join(", "),
            entry.library,
            entry.version,
            entry.layer,
            entry.formula_text,
            entry.biases,
            entry.seed,
            entry.note,
        )
        .expect("a string");
    }
    let mut others = "| layer or function | library | what it starts from |\n| --- | --- | --- |\n".to_owned();
    for entry in &other_layers {
        writeln!(others, "| {} | {} | {} |", entry.layer, entry.library, entry.start).expect("a string");
    }
    assert_tables("libraries.md", &[("libraries", &table), ("other layers", &others)]);
}

#[test]
fn data_sets() {
    let mut table = "| name | what it looks like | shown with noise | source |\n| --- | --- | --- | --- |\n".to_owned();
    for Generator { name, summary, noise, source, .. } in &GENERATORS {
        writeln!(table, "| `{name}` | {summary} | {noise} | {source} |").expect("a string");
    }
    assert_tables("datasets.md", &[("datasets", &table)]);
}

#[test]
fn functions() {
    let mut table = "| activation | f(z) | gain² |\n| --- | --- | --- |\n".to_owned();
    for activation in &ACTIVATIONS {
        let Activation { name, formula, pytorch_gain_squared, .. } = activation;
        let source = if pytorch_gain_squared.is_some() { "" } else { ", ReLU’s" };
        writeln!(table, "| `{name}` | {formula} | {}{source} |", activation.gain_squared()).expect("a string");
    }
    table += "\n| loss | formula | effect on confidently wrong outputs |\n| --- | --- | --- |\n";
    for Loss { name, formula, summary, .. } in &LOSSES {
        writeln!(table, "| `{name}` | {formula} | {summary} |").expect("a string");
    }
    let mut libraries =
        "| name | library | loss | stands for | cost at iteration 0 | then |\n| --- | --- | --- | --- | --- | --- |\n"
            .to_owned();
    for (known, measured) in LIBRARY_LOSSES.iter().flat_map(|known| known.measured.iter().map(move |one| (known, one)))
    {
        let Measured { name, library, function, cost_at_start, outcome } = measured;
        let loss = known.loss;
        writeln!(libraries, "| `library/{name}` | {library} | {function} | `{loss}` | {cost_at_start} | {outcome} |")
            .expect("a string");
    }
    table += "\n| optimizer | update | constants | source |\n| --- | --- | --- | --- |\n";
    for Optimizer { name, formula, constants, source, .. } in &OPTIMIZERS {
        let constants = if constants.is_empty() { "none".to_owned() } else { constants.join(", ") };
        writeln!(table, "| `{name}` | {formula} | {constants} | {source} |").expect("a string");
    }
    assert_tables("training.md", &[("functions", &table), ("library losses", &libraries)]);
}

#[test]
fn presets() {
    let table = |is_shown: fn(&Preset) -> bool| {
        let mut table = "| name | title | what to look for |\n| --- | --- | --- |\n".to_owned();
        for Preset { name, title, sentence, .. } in PRESETS.iter().filter(|preset| is_shown(preset)) {
            writeln!(table, "| `{name}` | {title} | {sentence} |").expect("a string");
        }
        table
    };
    let listed = table(|preset| preset.is_listed);
    let earlier = table(|preset| !preset.is_listed && !preset.is_of_paper());
    let papers = table(Preset::is_of_paper);
    assert_tables("presets.md", &[("presets", &listed), ("earlier presets", &earlier), ("presets of papers", &papers)]);
}

#[test]
fn verdicts() {
    let mut table = "| word | when | why so |\n| --- | --- | --- |\n".to_owned();
    for word in Word::ALL {
        writeln!(table, "| `{}` | {} | {} |", word.name(), word.definition(), word.reason()).expect("a string");
    }
    assert_tables("verdicts.md", &[("verdicts", &table)]);
}

#[test]
fn measures_of_a_sweep() {
    let mut table =
        "| name | in `results()` | measured | smaller is better | meaning |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for measure in &MEASURES {
        let when = if measure.needs_training() { "of a training" } else { "at iteration 0" };
        let better = match measure.smaller_is_better {
            Some(true) => "yes",
            Some(false) => "no",
            None => "neither",
        };
        let (name, property, help) = (measure.name, measure.property, measure.help);
        writeln!(table, "| `{name}` | `{property}` | {when} | {better} | {help} |").expect("a string");
    }
    assert_tables("sweeps.md", &[("measures", &table)]);
}
