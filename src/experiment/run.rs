//! One run as an experiment describes it.

use super::reader::Fields;
use super::training::TrainingOverride;
use crate::error::Error;
use crate::field::{LONGEST_LABEL, number_between, refused};
use crate::initializer::{Initializer, SCHEMES, Scheme};
use crate::value::Value;

/// One run as the experiment describes it.
#[derive(Clone, Debug)]
pub struct RunPlan {
    /// Initializer of all layers, or of all but the last.
    pub initializer: Initializer,
    /// Initializer of the last layer, if it differs.
    pub output_initializer: Option<Initializer>,
    /// The run's own training fields.
    pub training: TrainingOverride,
    /// The user's name for the run.
    pub custom_label: Option<String>,
}

impl RunPlan {
    /// A run of this initializer, with nothing else of its own.
    pub fn of(initializer: Initializer) -> Self {
        Self { initializer, output_initializer: None, training: TrainingOverride::default(), custom_label: None }
    }

    /// Reads the run that stands at `path`.
    ///
    /// # Errors
    /// The first field that is unknown, has the wrong type, or a value that is not allowed.
    pub fn read(path: &str, value: &Value) -> Result<Self, Error> {
        let mut fields = Fields::open(path, value)?;
        let run = Self {
            initializer: read_initializer(&mut fields)?,
            output_initializer: fields.given("outputInitializer", |path, value| {
                let mut fields = Fields::open(path, value)?;
                let initializer = read_initializer(&mut fields)?;
                fields.close()?;
                Ok(initializer)
            })?,
            training: {
                let path = fields.path_of("training");
                TrainingOverride::read(&path, fields.take("training"))?
            },
            custom_label: fields.given("label", read_label)?,
        };
        fields.close()?;
        Ok(run)
    }

    /// What the run is called: the user's name for it, or one that names what is its own.
    pub fn label(&self) -> String {
        self.custom_label.clone().unwrap_or_else(|| match &self.output_initializer {
            Some(output) => format!("{}, output {}", self.initializer.label(), output.label()),
            None => self.initializer.label(),
        })
    }

    /// The run as the experiment holds it.
    pub fn to_value(&self) -> Value {
        let Value::Map(mut fields) = initializer_to_value(&self.initializer) else { unreachable!("a map") };
        let rest = [
            ("outputInitializer", self.output_initializer.as_ref().map(initializer_to_value)),
            ("training", self.training.to_value()),
            ("label", self.custom_label.as_deref().map(Value::from)),
        ];
        fields.extend(rest.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Value::Map(fields)
    }
}

/// The initializer named by the field `initializer`, its parameters beside it.
fn read_initializer(fields: &mut Fields) -> Result<Initializer, Error> {
    let path = fields.path_of("initializer");
    let allowed = || format!("one of {}", SCHEMES.iter().map(|scheme| scheme.name).collect::<Vec<_>>().join(", "));
    let scheme = match fields.take("initializer") {
        Some(Value::Text(name)) => {
            Scheme::find(name).ok_or_else(|| Error::out_of_range(&path, format!("{name:?}"), allowed()))?
        }
        Some(other) => return Err(refused(&path, other, &allowed(), false)),
        None => return Err(Error::wrong_type(&path, "nothing", allowed())),
    };
    let parameters = scheme.parameters.iter().map(|parameter| {
        let given = fields.given(parameter.name, |path, value| match value {
            Value::Number(number) if (parameter.min..=parameter.max).contains(number) => Ok(*number),
            _ => {
                let allowed = number_between(parameter.min, parameter.max);
                Err(refused(path, value, &allowed, matches!(value, Value::Number(_))))
            }
        })?;
        Ok(given.unwrap_or(parameter.default))
    });
    Ok(Initializer { scheme, parameters: parameters.collect::<Result<_, Error>>()? })
}

fn initializer_to_value(initializer: &Initializer) -> Value {
    let names = initializer.scheme.parameters.iter().map(|parameter| parameter.name);
    let parameters = names.zip(initializer.parameters.iter().map(|&value| Value::Number(value)));
    Value::map([("initializer", initializer.scheme.name.into())].into_iter().chain(parameters))
}

fn read_label(path: &str, value: &Value) -> Result<String, Error> {
    let allowed = format!("a text of 1 to {LONGEST_LABEL} characters");
    match value {
        Value::Text(text) if (1..=LONGEST_LABEL).contains(&text.chars().count()) => Ok(text.clone()),
        _ => Err(refused(path, value, &allowed, matches!(value, Value::Text(_)))),
    }
}
