//! Coverage-guided fuzzing of what the core reads from outside: experiments, weights, changes and sweeps, as JSON.
//!
//! What must hold is in tests/readers, which tests/corpus.rs also runs over the corpus without a fuzzer.

#[path = "../../tests/readers/mod.rs"]
pub mod readers;

use init_lab::{ACTIVATIONS, FIELDS, GENERATORS, INITIALIZER_KINDS, LOSSES, OPTIMIZERS, PRESETS};
use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Value as Json, json};

/// A small generator (Steele, Lea and Flood 2014, SplitMix64), since a mutation must follow from the fuzzer's seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % count as u64) as usize
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// Changes a JSON text as a tree, so that most changes stay JSON; other texts, and every fourth, as bytes.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice(seed.into());
    if let Ok(mut tree) = serde_json::from_slice::<Json>(&data[..size])
        && dice.below(4) > 0
    {
        for _ in 0..=dice.below(3) {
            change(&mut tree, &mut dice);
        }
        let text = tree.to_string();
        if text.len() <= max_size {
            data[..text.len()].copy_from_slice(text.as_bytes());
            return text.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
}

fn count(tree: &Json) -> usize {
    1 + match tree {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The part with this number, in depth-first order.
fn part<'a>(tree: &'a mut Json, number: &mut usize) -> Option<&'a mut Json> {
    if *number == 0 {
        return Some(tree);
    }
    *number -= 1;
    match tree {
        Json::Array(items) => items.iter_mut().find_map(|item| part(item, number)),
        Json::Object(fields) => fields.values_mut().find_map(|field| part(field, number)),
        _ => None,
    }
}

/// Changes one part: another value, a copy of another part, a field or an item more or less.
fn change(tree: &mut Json, dice: &mut Dice) {
    let parts = count(tree);
    let (mut from, mut to) = (dice.below(parts), dice.below(parts));
    let copied = part(tree, &mut from).expect("below the count").clone();
    let target = part(tree, &mut to).expect("below the count");
    match (dice.below(6), target) {
        (0, target) => *target = copied,
        (1 | 2, Json::Object(fields)) => {
            let value = if dice.below(2) == 0 { copied } else { scalar(dice) };
            fields.insert(name(dice), value);
        }
        (3, Json::Object(fields)) if !fields.is_empty() => {
            let names: Vec<String> = fields.keys().cloned().collect();
            fields.remove(&dice.pick(&names));
        }
        (1 | 2, Json::Array(items)) => {
            let place = dice.below(items.len() + 1);
            items.insert(place, if dice.below(2) == 0 { copied } else { scalar(dice) });
        }
        (3, Json::Array(items)) if !items.is_empty() => {
            items.remove(dice.below(items.len()));
        }
        (4, Json::Number(number)) => {
            let value = number.as_f64().unwrap_or_default();
            let changed = dice.pick(&[value + 1.0, value - 1.0, -value, value * 2.0, value / 3.0, value * 1e5]);
            let whole = changed.fract() == 0.0 && changed.abs() < 9e15;
            let made = if whole { json!(changed as i64) } else { json!(changed) };
            *number = if let Json::Number(made) = made { made } else { 0.into() };
        }
        (_, target) => *target = scalar(dice),
    }
}

/// A name of a field of experiments, runs and plans of sweeps, or of a parameter.
fn name(dice: &mut Dice) -> String {
    const OTHERS: [&str; 18] = [
        "preset",
        "weights",
        "biases",
        "shape",
        "label",
        "initializer",
        "outputInitializer",
        "sweep",
        "axes",
        "field",
        "from",
        "to",
        "steps",
        "scale",
        "run",
        "parameter",
        "training",
        "measure",
    ];
    if dice.below(3) == 0 {
        return dice.pick(&OTHERS).to_owned();
    }
    if dice.below(3) == 0 {
        let kind = &INITIALIZER_KINDS[dice.below(INITIALIZER_KINDS.len())];
        if !kind.parameters.is_empty() {
            return kind.parameters[dice.below(kind.parameters.len())].name.to_owned();
        }
    }
    let path = FIELDS[dice.below(FIELDS.len())].path;
    path.rsplit('.').next().unwrap_or(path).to_owned()
}

/// A number at an edge, or a text that means something somewhere.
fn scalar(dice: &mut Dice) -> Json {
    const NUMBERS: [f64; 16] = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1e-300,
        5e-324,
        1e300,
        1.797e308,
        1e6,
        4_294_967_295.0,
        4_294_967_296.0,
        20_000.0,
        256.0,
        1e-9,
        3.0,
    ];
    match dice.below(12) {
        0 => Json::Null,
        1 => json!(dice.below(2) == 0),
        2 => json!([]),
        3 => json!({}),
        4 => json!(dice.pick(&["NaN", "Infinity", "-Infinity"])),
        5 => json!(INITIALIZER_KINDS[dice.below(INITIALIZER_KINDS.len())].name),
        6 => json!(dice.pick(&[
            "custom",
            "depth",
            "width",
            "linear",
            "log",
            "weights",
            "data",
            "both",
            "library/keras",
            "fan_in",
            "",
            "\u{0}",
            "\u{202e}x",
        ])),
        7 => json!(match dice.below(4) {
            0 => ACTIVATIONS[dice.below(ACTIVATIONS.len())].name,
            1 => LOSSES[dice.below(LOSSES.len())].name,
            2 => OPTIMIZERS[dice.below(OPTIMIZERS.len())].name,
            _ => GENERATORS[dice.below(GENERATORS.len())].name,
        }),
        8 => json!(PRESETS[dice.below(PRESETS.len())].name),
        9 => json!(FIELDS[dice.below(FIELDS.len())].path),
        10 => json!(dice.below(12)),
        _ => json!(NUMBERS[dice.below(NUMBERS.len())]),
    }
}
