//! Short formulas, written as text and as presentation MathML.

use crate::decimal::{short, shortened};

/// A formula, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// A number.
    Number(f64),
    /// A letter.
    Symbol(&'static str),
    /// A letter with a subscript.
    Sub(&'static str, &'static str),
    /// An operator or a bracket.
    Operator(&'static str),
    /// Words; a leading space is kept.
    Words(&'static str),
    /// A square.
    Square(Box<Formula>),
    /// A square root.
    Root(Box<Formula>),
    /// A sequence of parts.
    Row(Vec<Formula>),
}

/// A number.
pub fn number(value: f64) -> Formula {
    Formula::Number(value)
}

/// A letter.
pub fn symbol(name: &'static str) -> Formula {
    Formula::Symbol(name)
}

/// A letter with a subscript.
pub fn sub(name: &'static str, index: &'static str) -> Formula {
    Formula::Sub(name, index)
}

/// An operator or a bracket.
pub fn operator(sign: &'static str) -> Formula {
    Formula::Operator(sign)
}

/// Words.
pub fn words(text: &'static str) -> Formula {
    Formula::Words(text)
}

/// A square; of a power of ten in brackets.
pub fn square(base: Formula) -> Formula {
    let is_power = matches!(base, Formula::Number(value) if shortened(value).1.is_some());
    Formula::Square(Box::new(if is_power { row([operator("("), base, operator(")")]) } else { base }))
}

/// A square root.
pub fn root(of: Formula) -> Formula {
    Formula::Root(Box::new(of))
}

/// A sequence of parts.
pub fn row(parts: impl IntoIterator<Item = Formula>) -> Formula {
    Formula::Row(parts.into_iter().collect())
}

impl Formula {
    /// The formula as text: `W ∼ N(0, 2 / n_in)`.
    pub fn text(&self) -> String {
        match self {
            Self::Number(value) => short(*value),
            Self::Symbol("𝒩") => "N".to_owned(),
            Self::Symbol("𝒰") => "U".to_owned(),
            Self::Symbol(name) => (*name).to_owned(),
            Self::Sub(name, index) => format!("{name}_{index}"),
            Self::Operator(sign @ ("=" | "∼" | "/" | "+" | "∝")) => format!(" {sign} "),
            Self::Operator(",") => ", ".to_owned(),
            Self::Operator(sign) => (*sign).to_owned(),
            Self::Words(text) => (*text).to_owned(),
            Self::Square(base) => format!("{}²", base.text()),
            Self::Root(of) => format!("√({})", of.text()),
            Self::Row(parts) => parts.iter().map(Self::text).collect(),
        }
    }

    /// The formula as a MathML element.
    pub fn element(&self) -> String {
        format!("<math>{}</math>", self.mathml())
    }

    /// The formula as presentation MathML, without the surrounding `<math>` element.
    pub fn mathml(&self) -> String {
        match self {
            Self::Number(value) => mathml_number(*value),
            Self::Symbol(name @ ("𝒩" | "𝒰")) => format!("<mi mathvariant=\"normal\">{name}</mi>"),
            Self::Symbol(name) => format!("<mi>{name}</mi>"),
            Self::Sub(name, index) => format!("<msub><mi>{name}</mi><mtext>{index}</mtext></msub>"),
            // Without this, fonts with stretchy brackets make them as tall as the subscript inside.
            Self::Operator(sign @ ("(" | ")")) => format!("<mo stretchy=\"false\">{sign}</mo>"),
            // At the start of a row, a browser would take a relation for a prefix, without its spaces, and elsewhere ± for
            // a sum, with spaces.
            Self::Operator(sign @ ("∼" | "=")) => format!("<mo form=\"infix\">{sign}</mo>"),
            Self::Operator(sign @ "±") => format!("<mo form=\"prefix\">{sign}</mo>"),
            Self::Operator(sign) => format!("<mo>{sign}</mo>"),
            Self::Words(text) => format!("<mtext>{}</mtext>", text.replace(' ', "\u{a0}")),
            Self::Square(base) => format!("<msup>{}<mn>2</mn></msup>", base.mathml()),
            Self::Root(of) => format!("<msqrt>{}</msqrt>", of.mathml()),
            Self::Row(parts) => format!("<mrow>{}</mrow>", parts.iter().map(Self::mathml).collect::<String>()),
        }
    }
}

/// A number as presentation MathML.
fn mathml_number(value: f64) -> String {
    let (digits, power) = shortened(value);
    let digits = ["<mn>", &digits.replace('-', "−"), "</mn>"].concat();
    let Some(power) = power else { return digits };
    let power = ["<msup><mn>10</mn><mn>", &power.to_string().replace('-', "−"), "</mn></msup>"].concat();
    if digits == "<mn>1</mn>" { power } else { ["<mrow>", &digits, "<mo>·</mo>", &power, "</mrow>"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_have_the_notation_of_the_page() {
        let variance = |stddev| row([symbol("𝒩"), operator("("), square(number(stddev)), operator(")")]);
        let texts = [1e-6, 2.5e-7, 1e7, -3e-5, 0.05].map(|stddev| variance(stddev).text().replace('\u{a0}', " "));
        assert_eq!(texts, ["N((10⁻⁶)²)", "N((2.5 · 10⁻⁷)²)", "N((10⁷)²)", "N((-3 · 10⁻⁵)²)", "N(0.05²)"]);
        assert_eq!(number(1e-6).mathml(), "<msup><mn>10</mn><mn>−6</mn></msup>");
        assert_eq!(number(-2.5e-7).mathml(), "<mrow><mn>−2.5</mn><mo>·</mo><msup><mn>10</mn><mn>−7</mn></msup></mrow>");
        assert!(square(number(1e-6)).mathml().starts_with("<msup><mrow><mo stretchy=\"false\">(</mo><msup>"));
    }

    #[test]
    fn text_and_mathml_say_the_same() {
        let formula = row([symbol("W"), operator("="), root(row([number(-2.0), operator("/"), sub("n", "in")]))]);
        assert_eq!(formula.text(), "W = √(-2 / n_in)");
        assert_eq!(
            formula.mathml(),
            "<mrow><mi>W</mi><mo form=\"infix\">=</mo><msqrt><mrow><mn>−2</mn><mo>/</mo><msub><mi>n</mi><mtext>in</mtext></msub></mrow></msqrt></mrow>"
        );
        let brackets = row([operator("("), symbol("W"), operator(")")]);
        assert_eq!(
            brackets.mathml(),
            "<mrow><mo stretchy=\"false\">(</mo><mi>W</mi><mo stretchy=\"false\">)</mo></mrow>"
        );
    }
}
