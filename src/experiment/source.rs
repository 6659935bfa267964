//! The source of an experiment's data: a generator, or the user's points.

use super::reader::{Fields, default_name, item};
use crate::dataset::{Dataset, Generator};
use crate::error::Error;
use crate::field::{CLASS_NUMBERS, CUSTOM_DATASET, Field, LARGEST_COORDINATE, number_between, read_label, refused};
use crate::value::Value;

/// The source of an experiment's data.
///
/// ```
/// use init_lab::{DatasetSource, Experiment};
///
/// let source = Experiment::default().dataset;
/// assert!(matches!(source, DatasetSource::Drawn { samples: 300, test_samples: 100, .. }));
/// assert_eq!((source.train().points.len(), source.test().points.len()), (300, 100));
/// ```
#[derive(Clone, Debug)]
pub enum DatasetSource {
    /// Points drawn by a generator.
    Drawn {
        /// The generator.
        generator: &'static Generator,
        /// Number of training samples.
        samples: usize,
        /// Standard deviation of the noise.
        noise: f64,
        /// Seed of the training samples.
        seed: u32,
        /// Number of test samples.
        test_samples: usize,
        /// Seed of the test samples.
        test_seed: u32,
    },
    /// The user's points.
    Custom {
        /// Training points.
        train: Dataset,
        /// Test points.
        test: Dataset,
        /// Names of class 0 and class 1, if they have names of their own.
        class_names: Option<[String; 2]>,
    },
}

impl DatasetSource {
    /// The source, and whether its coordinates are standardized.
    pub(super) fn read(value: Option<&Value>) -> Result<(Self, bool), Error> {
        let empty = Value::Map(Vec::new());
        let mut fields = Fields::open("dataset", value.unwrap_or(&empty))?;
        let name = match fields.take("name") {
            Some(value) => Field::at("dataset.name").name("dataset.name", value)?,
            None => default_name("dataset.name"),
        };
        let source = if name == CUSTOM_DATASET {
            let points = fields.take("points").unwrap_or(&Value::Null);
            let train = read_points("dataset.points", points)?;
            let test =
                fields.take("testPoints").map_or(Ok(Dataset::default()), |p| read_points("dataset.testPoints", p))?;
            let class_names = fields.given("classNames", read_class_names)?.filter(|names| names != &CLASS_NUMBERS);
            Self::Custom { train, test, class_names }
        } else {
            let seed = fields.integer("seed")?;
            let test_seed = match fields.take("testSeed") {
                Some(value) => Field::at("dataset.testSeed").integer("dataset.testSeed", value)?,
                None => seed.wrapping_add(1),
            };
            Self::Drawn {
                generator: Generator::find(name).expect("the names are the generators'"),
                samples: fields.integer("samples")? as usize,
                noise: fields.number("noise")?,
                seed,
                test_samples: fields.integer("testSamples")? as usize,
                test_seed,
            }
        };
        let standardize = fields.boolean("standardize")?;
        fields.close()?;
        Ok((source, standardize))
    }

    pub(super) fn to_value(&self) -> Value {
        let number = |count: usize| Value::Number(count as f64);
        match self {
            Self::Drawn { generator, samples, noise, seed, test_samples, test_seed } => Value::map([
                ("name", generator.name.into()),
                ("samples", number(*samples)),
                ("noise", (*noise).into()),
                ("seed", (*seed).into()),
                ("testSamples", number(*test_samples)),
                ("testSeed", (*test_seed).into()),
            ]),
            Self::Custom { train, test, class_names } => {
                let names = class_names.iter().map(|names| {
                    let names = names.iter().map(|name| Value::from(name.as_str()));
                    ("classNames", Value::List(names.collect()))
                });
                let mut fields = vec![
                    ("name", CUSTOM_DATASET.into()),
                    ("points", points_to_value(train)),
                    ("testPoints", points_to_value(test)),
                ];
                fields.extend(names);
                Value::map(fields)
            }
        }
    }

    /// Moves on the seeds of training and test samples by the same amount. The seed after the largest is 0.
    pub(crate) fn move_seeds(&mut self, by: u32) {
        if let Self::Drawn { seed, test_seed, .. } = self {
            *seed = seed.wrapping_add(by);
            *test_seed = test_seed.wrapping_add(by);
        }
    }

    /// Whether the points are drawn by a generator.
    pub fn is_drawn(&self) -> bool {
        matches!(self, Self::Drawn { .. })
    }

    /// The training samples.
    pub fn train(&self) -> Dataset {
        match self {
            Self::Drawn { generator, samples, noise, seed, .. } => generator.draw(*samples, *noise, *seed),
            Self::Custom { train, .. } => train.clone(),
        }
    }

    /// The test samples.
    pub fn test(&self) -> Dataset {
        match self {
            Self::Drawn { generator, noise, test_samples, test_seed, .. } => {
                generator.draw(*test_samples, *noise, *test_seed)
            }
            Self::Custom { test, .. } => test.clone(),
        }
    }
}

fn read_points(path: &str, value: &Value) -> Result<Dataset, Error> {
    let mut data = Dataset::default();
    for (i, point) in Field::at(path).list(path, value)?.iter().enumerate() {
        let path = item(path, i);
        let coordinate = |axis: usize, value: &Value| match value {
            Value::Number(number) if number.abs() <= LARGEST_COORDINATE => Ok(*number),
            _ => {
                let allowed = number_between(-LARGEST_COORDINATE, LARGEST_COORDINATE);
                Err(refused(&item(&path, axis), value, &allowed, matches!(value, Value::Number(_))))
            }
        };
        let Value::List(items) = point else {
            return Err(refused(&path, point, "a point [x, y, label]", false));
        };
        let [x, y, label] = items.as_slice() else {
            return Err(refused(&path, point, "a point [x, y, label]", true));
        };
        data.points.push([coordinate(0, x)?, coordinate(1, y)?]);
        data.labels.push(match label {
            Value::Number(0.0) => 0,
            Value::Number(1.0) => 1,
            _ => return Err(refused(&item(&path, 2), label, "0 or 1", matches!(label, Value::Number(_)))),
        });
    }
    Ok(data)
}

fn read_class_names(path: &str, value: &Value) -> Result<[String; 2], Error> {
    let refuse = |right_type| refused(path, value, &Field::at(path).allowed(), right_type);
    let Value::List(items) = value else { return Err(refuse(false)) };
    let [zero, one] = items.as_slice() else { return Err(refuse(true)) };
    let names = [read_label(&item(path, 0), zero)?, read_label(&item(path, 1), one)?];
    if names[0] == names[1] { Err(refuse(true)) } else { Ok(names) }
}

fn points_to_value(data: &Dataset) -> Value {
    let point = |(&[x, y], &label): (&[f64; 2], &u8)| Value::List(vec![x.into(), y.into(), u32::from(label).into()]);
    Value::List(data.points.iter().zip(&data.labels).map(point).collect())
}
