//! The types of an experiment for TypeScript.

use std::fmt::Write as _;

use crate::field::{FIELDS, Field, Kind};

/// The TypeScript types of an experiment as input: one for each group of fields, and one for the whole.
pub fn experiment_types() -> String {
    const RUN: &str = "/** Starting weights and biases of a layer: a list for each unit, or all weights unit by unit, as `parameters` gives them. */
export type OwnLayer = { weights: ArrayLike<number> | ArrayLike<number>[]; biases: ArrayLike<number>; \
                       shape?: [units: number, inputs: number] };

/** An initializer's name, with its parameters beside it. */
export type Run = { initializer: string; label?: string; training?: TrainingFields; outputInitializer?: object; \
                       weights?: OwnLayer[]; \
                       [parameter: string]: unknown };

";
    const SWEEP: &str = "/** What a sweep varies, and what it measures; docs/sweeps.md describes each member. */
export interface Sweep {
  seeds?: number;
  vary?: 'weights' | 'data' | 'both';
  axes?: { field: string; from: number; to: number; steps: number; scale?: 'linear' | 'log' }[];
  measure?: string;
}

";
    const INPUT: &str = "/** An experiment, or a preset's name with the fields that differ from it. */
export type ExperimentInput = Experiment & { preset?: string };
";
    let groups = [("network", "NetworkFields"), ("training", "TrainingFields")];
    let mut text = String::new();
    for (group, name) in groups {
        let fields =
            FIELDS.iter().filter_map(|field| Some((field.path.strip_prefix(group)?.strip_prefix('.')?, field)));
        let _ = write!(text, "export interface {name} {{\n{}}}\n\n", fields.map(member).collect::<String>());
    }
    text += RUN;
    text += SWEEP;
    text += "/** Everything that determines the results of a lab, bit for bit. Every field has a default; docs/experiment.md lists them with their ranges. */\n";
    text += "export interface Experiment {\n";
    text += "  dataset?: Record<string, unknown>;\n";
    for (group, name) in groups {
        let _ = writeln!(text, "  {group}?: {name};");
    }
    text.extend(FIELDS.iter().filter(|field| !field.path.contains('.')).map(|field| member((field.path, field))));
    text += "}\n\n";
    text + INPUT
}

/// A field as a member of an interface.
fn member((name, field): (&str, &Field)) -> String {
    let kind = match field.kind {
        Kind::Integer(min, max) if min == max => min.to_string(),
        Kind::Number(..) | Kind::Integer(..) => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Choice(_) => "string".to_owned(),
        Kind::Integers { .. } => "number[]".to_owned(),
        Kind::LearningRateChanges { .. } => "[iteration: number, learningRate: number][]".to_owned(),
        Kind::Points { .. } => "[x: number, y: number, label: 0 | 1][]".to_owned(),
        Kind::ClassNames => "[ofClass0: string, ofClass1: string]".to_owned(),
        Kind::Runs { .. } => "Run[]".to_owned(),
        Kind::Sweep => "Sweep".to_owned(),
    };
    format!("  /** {} Allowed: {}. */\n  {name}?: {kind};\n", field.help, field.allowed())
}
