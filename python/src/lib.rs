//! The module `init_lab._core`: the numeric core for Python. It only converts values.
//!
//! Experiments, snapshots and measurements cross as plain data, by serde; bulk numbers as NumPy arrays that own their
//! memory. The interpreter is released while the core works, and a lab may be used from several threads: one at a time
//! has it. The API is in the Python modules beside it.

mod convert;
mod error;
mod lab;
mod sweep;
mod workers;

use pyo3::prelude::*;

#[pymodule]
#[pyo3(name = "_core")]
mod core {
    use init_lab::{FIELDS, MEASURES, PRESETS};
    use pyo3::prelude::*;

    use crate::convert;

    #[pymodule_export]
    use crate::lab::Lab;
    #[pymodule_export]
    use crate::sweep::{Sweep, summaries};

    /// The paths of an experiment's fields.
    #[pyfunction]
    fn fields() -> Vec<&'static str> {
        FIELDS.iter().map(|field| field.path).collect()
    }

    /// The presets: name, title and sentence.
    #[pyfunction]
    fn presets() -> Vec<(&'static str, &'static str, &'static str)> {
        PRESETS.iter().map(|preset| (preset.name, preset.title, preset.sentence)).collect()
    }

    /// The measures of a sweep: name and what they measure.
    #[pyfunction]
    fn measures() -> Vec<(&'static str, &'static str)> {
        MEASURES.iter().map(|measure| (measure.name, measure.help)).collect()
    }

    /// The complete experiment that this input is. Raises what refuses it.
    #[pyfunction]
    fn experiment<'py>(given: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        convert::plain(given.py(), &convert::experiment(given)?.to_value())
    }
}
