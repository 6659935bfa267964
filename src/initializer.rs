//! The catalogue of initializers: name, parameters, formula, source, and how each draws a layer's weights.
//!
//! A new initializer is one entry in [`SCHEMES`]; the experiment format, the API and the page take it from there.

use nalgebra::DMatrix;

use crate::rng::RandomState;

/// An initializer with its parameters still open: one entry of the catalogue.
pub struct Scheme {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it does and is for, in a sentence.
    pub summary: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Its parameters, in the order in which the functions below take their values.
    pub parameters: &'static [Parameter],
    /// Short name that tells two parameter choices apart.
    label: fn(&[f64]) -> String,
    /// Distribution of a weight as text.
    formula: fn(&[f64]) -> String,
    /// Distribution of a weight as presentation MathML, what stands between `<math>` and `</math>`.
    mathml: fn(&[f64]) -> String,
    /// Draws a matrix units × inputs, row by row.
    draw: fn(&[f64], units: usize, inputs: usize, &mut RandomState) -> DMatrix<f64>,
}

/// A parameter of an initializer.
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// Name in an experiment.
    pub name: &'static str,
    /// Value when the experiment gives none.
    pub default: f64,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// What it does.
    pub help: &'static str,
}

/// Every initializer.
pub static SCHEMES: [Scheme; 4] = [
    Scheme {
        name: "zeros",
        title: "Zeros",
        summary: "Every weight is 0, so all units of a layer compute the same value and get the same gradient.",
        source: "Keras, keras.initializers.Zeros",
        parameters: &[],
        label: |_| "Zeros".to_owned(),
        formula: |_| "W = 0".to_owned(),
        mathml: |_| "<mi>W</mi><mo>=</mo><mn>0</mn>".to_owned(),
        draw: |_, units, inputs, _| DMatrix::zeros(units, inputs),
    },
    Scheme {
        name: "random_normal",
        title: "Random normal",
        summary: "Normal draws of a fixed standard deviation, whatever the width of the layer.",
        source: "Keras, keras.initializers.RandomNormal (untruncated)",
        parameters: &[
            Parameter { name: "mean", default: 0.0, min: -1000.0, max: 1000.0, help: "Mean of the weights." },
            Parameter {
                name: "stddev",
                default: 0.05,
                min: 0.0,
                max: 1000.0,
                help: "Standard deviation of the weights.",
            },
        ],
        label: |p| if p[0] == 0.0 { format!("Random × {}", p[1]) } else { format!("Normal({}, {}²)", p[0], p[1]) },
        formula: |p| format!("W ∼ N({}, {}²)", p[0], p[1]),
        mathml: |p| normal_mathml(&number(p[0]), &format!("<msup>{}<mn>2</mn></msup>", number(p[1]))),
        draw: |p, units, inputs, rng| row_by_row(units, inputs, || rng.randn() * p[1] + p[0]),
    },
    Scheme {
        name: "he",
        title: "He",
        summary: "Keeps the variance of the signal from layer to layer when half of it is cut off by ReLU.",
        source: "He, Zhang, Ren and Sun (2015), Delving Deep into Rectifiers, equation 10",
        parameters: &[],
        label: |_| "He".to_owned(),
        formula: |_| "W ∼ N(0, 2 / n_in)".to_owned(),
        mathml: |_| normal_mathml(&number(0.0), &over_fan_in("2")),
        draw: |_, units, inputs, rng| {
            let stddev = libm::sqrt(2.0 / inputs as f64);
            row_by_row(units, inputs, || rng.randn() * stddev)
        },
    },
    Scheme {
        name: "xavier",
        title: "Xavier",
        summary: "Keeps the variance of the signal from layer to layer when units are linear or tanh near 0.",
        source: "LeCun et al. (1998), Efficient BackProp, section 4.6; named after Glorot and Bengio (2010)",
        parameters: &[],
        label: |_| "Xavier".to_owned(),
        formula: |_| "W ∼ N(0, 1 / n_in)".to_owned(),
        mathml: |_| normal_mathml(&number(0.0), &over_fan_in("1")),
        draw: |_, units, inputs, rng| {
            let stddev = libm::sqrt(1.0 / inputs as f64);
            row_by_row(units, inputs, || rng.randn() * stddev)
        },
    },
];

impl Scheme {
    /// The scheme of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|scheme| scheme.name == name)
    }

    /// This scheme with each parameter at its default.
    pub fn with_defaults(&'static self) -> Initializer {
        Initializer { scheme: self, parameters: self.parameters.iter().map(|parameter| parameter.default).collect() }
    }
}

impl std::fmt::Debug for Scheme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Scheme {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A scheme with values for its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Initializer {
    /// The entry of the catalogue.
    pub scheme: &'static Scheme,
    /// One value for each of the scheme's parameters, in their order.
    pub parameters: Vec<f64>,
}

impl Initializer {
    /// Short name that tells two parameter choices apart, such as `Random × 10`.
    pub fn label(&self) -> String {
        (self.scheme.label)(&self.parameters)
    }

    /// Distribution of a weight as text; `n_in` stands for the fan-in.
    pub fn formula(&self) -> String {
        (self.scheme.formula)(&self.parameters)
    }

    /// Distribution of a weight as a MathML element.
    pub fn formula_mathml(&self) -> String {
        format!("<math>{}</math>", (self.scheme.mathml)(&self.parameters))
    }

    /// Draws the weights of one layer, shape units × inputs, row by row from the stream.
    pub fn draw(&self, units: usize, inputs: usize, rng: &mut RandomState) -> DMatrix<f64> {
        (self.scheme.draw)(&self.parameters, units, inputs, rng)
    }
}

/// A matrix units × inputs filled in the order in which NumPy fills an array: row by row.
fn row_by_row(units: usize, inputs: usize, draw: impl FnMut() -> f64) -> DMatrix<f64> {
    DMatrix::from_row_iterator(units, inputs, std::iter::repeat_with(draw).take(units * inputs))
}

fn number(value: f64) -> String {
    format!("<mn>{}</mn>", value.to_string().replace('-', "−"))
}

fn over_fan_in(numerator: &str) -> String {
    format!("<mrow><mn>{numerator}</mn><mo>/</mo><msub><mi>n</mi><mtext>in</mtext></msub></mrow>")
}

fn normal_mathml(mean: &str, variance: &str) -> String {
    format!(
        "<mi>W</mi><mo>∼</mo><mi mathvariant=\"normal\">𝒩</mi><mrow><mo>(</mo>{mean}<mo>,</mo>{variance}<mo>)</mo></mrow>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_defaults_are_allowed() {
        for (i, scheme) in SCHEMES.iter().enumerate() {
            assert!(SCHEMES[..i].iter().all(|other| other.name != scheme.name), "{}", scheme.name);
            for parameter in scheme.parameters {
                assert!((parameter.min..=parameter.max).contains(&parameter.default), "{}", parameter.name);
            }
        }
    }

    #[test]
    fn weights_are_drawn_row_by_row() {
        let he = Scheme::find("he").unwrap().with_defaults();
        let drawn = he.draw(3, 2, &mut RandomState::new(3));
        let mut stream = RandomState::new(3);
        for unit in 0..3 {
            for input in 0..2 {
                assert_eq!(drawn[(unit, input)], stream.randn());
            }
        }
    }

    #[test]
    fn random_normal_has_its_mean_and_deviation() {
        let normal = Initializer { scheme: Scheme::find("random_normal").unwrap(), parameters: vec![5.0, 0.5] };
        let drawn = normal.draw(200, 200, &mut RandomState::new(0));
        assert!((drawn.mean() - 5.0).abs() < 0.01);
        assert!((drawn.variance().sqrt() - 0.5).abs() < 0.01);
        assert_eq!(normal.label(), "Normal(5, 0.5²)");
    }
}
