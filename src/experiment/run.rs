//! A run in an experiment.

use super::reader::Fields;
use super::training::TrainingOverride;
use super::weights::{self, read_weights};
use crate::activation::Activation;
use crate::error::Error;
use crate::field::{read_label, refused};
use crate::initializer::{
    ALIASES, Alias, CUSTOM, INITIALIZER_KINDS, Initializer, InitializerKind, Parameter, ParameterKind, ParameterValue,
    find_library, is_library,
};
use crate::network::Layer;
use crate::value::{Value, quoted};

/// A run of an experiment: its initializers, and the training settings of its own.
///
/// ```
/// use init_lab::{InitializerKind, RunPlan};
///
/// let run = RunPlan::of(InitializerKind::find("he").unwrap().with_defaults());
/// assert_eq!(run.label(), "He");
/// assert_eq!(run.output(), &run.initializer);
/// assert_eq!(run.to_value().to_string(), r#"{initializer: "he"}"#);
/// ```
#[derive(Clone, Debug)]
pub struct RunPlan {
    /// Initializer of every layer, or of all but the output layer.
    pub initializer: Initializer,
    /// Initializer of the output layer, if it differs.
    pub output_initializer: Option<Initializer>,
    /// The training settings that this run overrides.
    pub training: TrainingOverride,
    /// Starting weights of its own, first layer to last. Its initializer is then [`CUSTOM`].
    pub weights: Option<Vec<Layer>>,
    /// The label that the user chose.
    pub custom_label: Option<String>,
}

impl RunPlan {
    /// A run with this initializer and no other settings of its own.
    pub fn of(initializer: Initializer) -> Self {
        let training = TrainingOverride::default();
        Self { initializer, output_initializer: None, training, weights: None, custom_label: None }
    }

    /// Reads the run at `path` in an experiment with this activation function, without weights of its own.
    ///
    /// # Errors
    /// Reports the first field that is unknown, has the wrong type, or a value that is not allowed.
    pub fn read(path: &str, value: &Value, activation: &Activation) -> Result<Self, Error> {
        Self::read_in(path, value, activation, None)
    }

    /// Reads the run at `path`, which may have weights of its own for these hidden layers.
    pub(super) fn read_in(
        path: &str,
        value: &Value,
        activation: &Activation,
        hidden: Option<&[usize]>,
    ) -> Result<Self, Error> {
        let mut fields = Fields::open(path, value)?;
        let hidden =
            hidden.filter(|_| matches!(value.get("initializer"), Some(Value::Text(name)) if name == CUSTOM.name));
        let weights = if let Some(hidden) = hidden {
            fields.take("initializer");
            Some(read_weights(&fields.path_of("weights"), fields.take("weights"), hidden)?)
        } else {
            None
        };
        let is_custom = weights.is_some();
        if !is_custom && value.get("weights").is_some() {
            let allowed = "left out, unless the initializer is custom";
            return Err(Error::out_of_range(&fields.path_of("weights"), "a list of layers", allowed));
        }
        let run = Self {
            initializer: if is_custom {
                CUSTOM.with_defaults()
            } else {
                read_initializer(&mut fields, activation, false)?
            },
            output_initializer: if is_custom { None } else { read_output(&mut fields, value, activation)? },
            training: {
                let path = fields.path_of("training");
                TrainingOverride::read(&path, fields.take("training"))?
            },
            weights,
            custom_label: fields.given("label", read_label)?,
        };
        fields.close()?;
        Ok(run)
    }

    /// The run's label: the user's, or one made of its settings.
    pub fn label(&self) -> String {
        self.custom_label.clone().unwrap_or_else(|| {
            let mut label = self.initializer.label();
            if let Some(output) = &self.output_initializer {
                label += ", output ";
                label += &output.label();
            }
            for words in self.training.words() {
                label += ", ";
                label += &words;
            }
            label
        })
    }

    /// The initializer of the output layer.
    pub fn output(&self) -> &Initializer {
        self.output_initializer.as_ref().unwrap_or(&self.initializer)
    }

    /// The run as a value, as in an experiment.
    pub fn to_value(&self) -> Value {
        let mut fields = initializer_fields(&self.initializer);
        fields.extend(
            self.output_initializer
                .as_ref()
                .map(|output| ("outputInitializer", Value::map(initializer_fields(output)))),
        );
        fields.extend(self.weights.as_deref().map(|layers| ("weights", weights::to_value(layers))));
        fields.extend(self.training.to_value().map(|training| ("training", training)));
        fields.extend(self.custom_label.as_deref().map(|label| ("label", label.into())));
        Value::map(fields)
    }
}

/// Reads the initializer of the output layer, if it has its own, or if the library that the run names has another one for it.
fn read_output(fields: &mut Fields, run: &Value, activation: &Activation) -> Result<Option<Initializer>, Error> {
    let given = fields.given("outputInitializer", |path, value| {
        let mut fields = Fields::open(path, value)?;
        let initializer = read_initializer(&mut fields, activation, true)?;
        fields.close()?;
        Ok(initializer)
    })?;
    Ok(given.or_else(|| of_library(run, activation)))
}

/// The initializer of the output layer where the library that a run names has another one for it.
fn of_library(run: &Value, activation: &Activation) -> Option<Initializer> {
    let Some(Value::Text(name)) = run.get("initializer") else { return None };
    find_library(name, activation)?.output()
}

/// Reads the initializer that the field `initializer` names, and its parameters, which are fields of the same object. Some
/// libraries have another one for the output layer.
fn read_initializer(fields: &mut Fields, activation: &Activation, is_output: bool) -> Result<Initializer, Error> {
    let path = fields.path_of("initializer");
    let allowed = || {
        let names = INITIALIZER_KINDS.iter().map(|kind| kind.name).chain(ALIASES.iter().map(|alias| alias.name));
        format!("one of {}, or a library, as in library/keras", names.collect::<Vec<_>>().join(", "))
    };
    let name = match fields.take("initializer") {
        Some(Value::Text(name)) => name,
        Some(other) => return Err(refused(&path, other, &allowed(), false)),
        None => return Err(Error::wrong_type(&path, "nothing", allowed())),
    };
    if is_library(name) {
        let law = find_library(name, activation).ok_or_else(|| {
            let allowed = "library/ and a package or layer, as in library/thinc_gelu; docs/libraries.md lists them";
            Error::out_of_range(&path, quoted(name), allowed.to_owned())
        })?;
        return Ok(law.output().filter(|_| is_output).unwrap_or_else(|| law.hidden()));
    }
    if let Some(alias) = Alias::find(name) {
        let mode = if alias.takes_mode { read_setting(fields, &Alias::MODE)? } else { None };
        let gain = read_setting(fields, &Alias::GAIN)?.map(ParameterValue::number);
        return Ok(alias.resolve(mode, gain, activation));
    }
    let kind = InitializerKind::find(name).ok_or_else(|| Error::out_of_range(&path, quoted(name), allowed()))?;
    let settings = kind
        .parameters
        .iter()
        .map(|parameter| Ok(read_setting(fields, parameter)?.unwrap_or_else(|| parameter.default())));
    let initializer = Initializer { kind, parameters: settings.collect::<Result<_, Error>>()? };
    match initializer.contradiction() {
        Some((name, value, allowed)) => Err(Error::out_of_range(&fields.path_of(name), Value::Number(value), allowed)),
        None => Ok(initializer),
    }
}

/// Reads the value of an initializer's parameter, if given.
fn read_setting(fields: &mut Fields, parameter: &Parameter) -> Result<Option<ParameterValue>, Error> {
    fields.given(parameter.name, |path, value| match (&parameter.kind, value) {
        (ParameterKind::Number { min, max, .. }, Value::Number(number)) if (min..=max).contains(&number) => {
            Ok(ParameterValue::Number(*number))
        }
        (ParameterKind::Number { .. }, _) => {
            Err(refused(path, value, &parameter.allowed(), matches!(value, Value::Number(_))))
        }
        (ParameterKind::Choice(names), _) => {
            let known = names.iter().find(|name| matches!(value, Value::Text(text) if text == *name));
            let right_type = matches!(value, Value::Text(_));
            known
                .map(|name| ParameterValue::Name(name))
                .ok_or_else(|| refused(path, value, &parameter.allowed(), right_type))
        }
    })
}

/// An initializer's name and parameters as fields of the surrounding object.
fn initializer_fields(initializer: &Initializer) -> Vec<(&'static str, Value)> {
    let mut fields = vec![("initializer", initializer.kind.name.into())];
    for (parameter, setting) in initializer.kind.parameters.iter().zip(&initializer.parameters) {
        let value = match *setting {
            ParameterValue::Number(number) => number.into(),
            ParameterValue::Name(name) => name.into(),
        };
        fields.push((parameter.name, value));
    }
    fields
}
