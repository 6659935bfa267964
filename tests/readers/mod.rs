//! What must hold of every text that the core is given: it is read, or refused in words; never a panic, never a value
//! other than the one that was given. tests/corpus.rs runs these over a corpus, the targets in fuzz/ over what a
//! coverage-guided fuzzer makes of it.
//!
//! Texts are JSON. The texts "NaN", "Infinity" and "-Infinity" stand for the numbers, which JavaScript hands over and
//! JSON lacks.

use init_lab::{Bounds, CUSTOM, Error, Experiment, Lab, Sweep, SweepTrainer, Value, read_experiment};

/// The value of a text; `None` if it is no JSON or too large.
fn value_of(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(with_numbers)
}

fn with_numbers(value: Value) -> Value {
    match value {
        Value::Text(text) => match text.as_str() {
            "NaN" => Value::Number(f64::NAN),
            "Infinity" => Value::Number(f64::INFINITY),
            "-Infinity" => Value::Number(f64::NEG_INFINITY),
            _ => Value::Text(text),
        },
        Value::List(items) => Value::List(items.into_iter().map(with_numbers).collect()),
        Value::Map(fields) => Value::Map(fields.into_iter().map(|(name, value)| (name, with_numbers(value))).collect()),
        other => other,
    }
}

/// Checks that a refusal names the place and what is allowed.
fn check_words(error: &Error) {
    let message = error.to_string();
    assert!(!error.path().is_empty() && !error.allowed().is_empty(), "{message}");
    assert!(message.starts_with(error.path()) && message.contains(error.allowed()), "{message}");
    assert!(error.value().chars().count() <= 61, "{message}");
}

/// The experiment of a value, which is checked: its complete form opens the same experiment. `None` if it is refused.
fn experiment_of(value: &Value) -> Option<Experiment> {
    let experiment = read_experiment(value).inspect_err(check_words).ok()?;
    let complete = experiment.to_value();
    let again = Experiment::from_value(&complete).unwrap_or_else(|error| panic!("{error}: {complete}"));
    assert_eq!(again.to_value(), complete);
    let json = serde_json::to_string(&complete).expect("JSON");
    assert_eq!(serde_json::from_str::<Value>(&json).expect("a complete experiment"), complete);
    Some(experiment)
}

/// Whether training a few iterations takes milliseconds.
fn is_small(experiment: &Experiment) -> bool {
    use init_lab::DatasetSource::{Custom, Drawn};
    let points = match &experiment.dataset {
        Drawn { samples, test_samples, .. } => samples + test_samples,
        Custom { train, test, .. } => train.points.len() + test.points.len(),
    };
    let mut inputs = 2;
    let mut parameters = 0;
    for &units in experiment.hidden.iter().chain(&[1]) {
        parameters += units * (inputs + 1);
        inputs = units;
    }
    experiment.runs.len() * parameters * (points + inputs) <= 300_000
}

/// Reads a text as an experiment.
pub fn experiment(text: &str) {
    let Some(experiment) = value_of(text).and_then(|value| experiment_of(&value)) else { return };
    assert_eq!(experiment.labels().len(), experiment.runs.len());
    assert!(experiment.last_iteration() > 0);
    if is_small(&experiment) {
        let mut lab = Lab::new(experiment);
        lab.advance(2);
        lab.snapshot();
        for run in 0..lab.experiment().runs.len() {
            lab.study(run).inspect_start();
            lab.study(run).expected_signals();
        }
    }
}

/// Reads a text as `[hidden, weights]`: a network's hidden layers, and starting weights of a run's own for it.
pub fn weights(text: &str) {
    let Some(Value::List(items)) = value_of(text) else { return };
    let Ok([hidden, layers]) = <[Value; 2]>::try_from(items) else { return };
    let run = Value::map([("initializer", CUSTOM.name.into()), ("weights", layers.clone())]);
    let value = Value::map([
        ("network", Value::map([("hidden", hidden)])),
        ("dataset", Value::map([("samples", 4_u32.into()), ("testSamples", 0_u32.into())])),
        ("runs", Value::List(vec![run])),
    ]);
    let Some(experiment) = experiment_of(&value) else { return };
    let mut lab = Lab::new(experiment);
    let mut given = Vec::new();
    let Value::List(layers) = layers else { panic!("weights that are no list were read") };
    for layer in &layers {
        for name in ["weights", "biases"] {
            numbers_in(layer.get(name).expect("a layer that was read has both"), &mut given);
        }
    }
    let mut found = Vec::new();
    for layer in &lab.network(0).layers {
        found.extend(layer.weights.row_iter().flat_map(|row| row.iter().map(|w| w.to_bits()).collect::<Vec<_>>()));
        found.extend(layer.biases.iter().map(|b| b.to_bits()));
    }
    assert_eq!(found, given, "every weight in its place, to the last bit");
    lab.advance(2);
    lab.snapshot();
}

/// The bits of all numbers, in their order; −0 is read as 0.
fn numbers_in(value: &Value, bits: &mut Vec<u64>) {
    match value {
        Value::Number(number) => bits.push((number + 0.0).to_bits()),
        Value::List(items) => items.iter().for_each(|item| numbers_in(item, bits)),
        other => panic!("{other} was read as a number"),
    }
}

/// A whole number of a step, below `count`; 0 for other values.
fn whole(value: Option<&Value>, count: u32) -> u32 {
    match value {
        Some(Value::Number(number)) => *number as u32 % count,
        _ => 0,
    }
}

/// Reads a text as `[experiment, step, …]`: a session with a lab. At its end, every number is that of training straight
/// there.
pub fn session(text: &str) {
    const MOST_STEPS: usize = 12;
    let Some(Value::List(items)) = value_of(text) else { return };
    let Some((first, steps)) = items.split_first() else { return };
    let Some(experiment) = experiment_of(first).filter(is_small) else { return };
    let mut lab = Lab::new(experiment);
    for step in steps.iter().take(MOST_STEPS) {
        take(&mut lab, step);
        if !is_small(lab.experiment()) {
            return;
        }
    }
    lab.catch_up(u64::MAX);
    let complete = lab.experiment().to_value();
    let mut straight = Lab::new(Experiment::from_value(&complete).unwrap_or_else(|error| panic!("{error}")));
    straight.advance(lab.iteration());
    for run in 0..lab.experiment().runs.len() {
        let bits = |lab: &Lab| lab.network(run).parameters().into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(&lab), bits(&straight), "run {run} at iteration {}", lab.iteration());
    }
    let state = |lab: &mut Lab| serde_json::to_string(&lab.snapshot()).expect("JSON");
    assert_eq!(state(&mut lab), state(&mut straight));
}

/// Takes a step, an object with one field. What a lab refuses changes nothing.
fn take(lab: &mut Lab, step: &Value) {
    const FURTHEST: u32 = 90;
    let Value::Map(fields) = step else { return };
    let Some((name, argument)) = fields.first() else { return };
    let item = |k: usize| if let Value::List(items) = argument { items.get(k) } else { None };
    let index = |k: usize| whole(item(k), 8) as usize;
    let before = lab.experiment().to_value();
    let done = match name.as_str() {
        "advance" => {
            lab.advance(whole(Some(argument), 30).min(FURTHEST.saturating_sub(lab.iteration())));
            Ok(())
        }
        "seek" => {
            lab.seek(whole(Some(argument), FURTHEST));
            Ok(())
        }
        "catchUp" => {
            lab.catch_up(whole(Some(argument), 50).into());
            Ok(())
        }
        "look" => {
            look(lab, argument);
            Ok(())
        }
        "rate" => lab.set_learning_rate(argument),
        "iterations" => lab.set_iterations(argument),
        "add" => lab.add_run(item(0).unwrap_or(&Value::Null), index(1)),
        "set" => lab.set_run(index(0), item(1).unwrap_or(&Value::Null)),
        "move" => lab.move_run(index(0), index(1)),
        "remove" => lab.remove_run(whole(Some(argument), 8) as usize),
        _ => Ok(()),
    };
    if let Err(error) = done {
        check_words(&error);
        assert_eq!(lab.experiment().to_value(), before, "what is refused changes nothing");
    }
}

/// Reads everything that a view asks of a lab, at a point and in a rectangle made of any numbers.
fn look(lab: &mut Lab, argument: &Value) {
    let number = |k: usize| match argument {
        Value::List(items) => items.get(k).map_or(0.0, |item| if let Value::Number(n) = item { *n } else { 0.0 }),
        _ => 0.0,
    };
    let bounds = Bounds { x_min: number(0), x_max: number(1), y_min: number(2), y_max: number(3) };
    let point = [number(0), number(3)];
    for run in 0..lab.experiment().runs.len() {
        assert_eq!(lab.field(run, bounds, 3, 2).len(), 6);
        assert_eq!(lab.predict(run, &[point]).len(), 1);
        lab.costs(run);
        lab.update_ratios(run);
        let layers = lab.network(run).layers.len();
        let mut study = lab.study(run);
        assert_eq!(study.follow(point, Some(1)).len(), layers);
        study.unit_fields(bounds, 2, 3);
        study.expected_signals_at(&[point, [0.0, 0.0]]);
        study.inspect();
    }
}

/// Reads a text as an experiment with a sweep, and trains a few of its trainings.
pub fn sweep(text: &str) {
    let Some(experiment) = value_of(text).and_then(|value| experiment_of(&value)) else { return };
    let sweep = Sweep::new(&experiment);
    let [runs, height, width, seeds] = sweep.shape();
    assert!(runs * height * width * seeds == sweep.count() && sweep.count() > 0);
    for (x, y, seed) in [(0, 0, 0), (width - 1, height - 1, seeds - 1), (width / 2, 0, 0), (0, height / 2, seeds / 2)] {
        let cell = sweep.experiment_at(x, y, seed).unwrap_or_else(|error| panic!("cell {x}, {y}: {error}"));
        let complete = cell.to_value();
        let again = Experiment::from_value(&complete).unwrap_or_else(|error| panic!("cell {x}, {y}: {error}"));
        assert_eq!(again.to_value(), complete);
        if !is_small(&cell) || cell.last_iteration() > 200 {
            return;
        }
    }
    if let Err(error) = sweep.experiment_at(width, 0, 0) {
        check_words(&error);
    } else {
        panic!("a cell beyond the last");
    }
    let last = sweep.count() - 1;
    let mut trainer = SweepTrainer::new(sweep);
    for number in [0, last] {
        trainer.start(number);
        while !trainer.advance(7) {}
        assert_eq!(trainer.result().training.index, trainer.sweep().training(number).index);
    }
}
