//! The numeric core of init-lab: the same small network trained side by side from different initializers.
//!
//! An [`Experiment`] determines every result bit for bit, on every target: all arithmetic is `f64` in one order of
//! summation, without fused multiply-add, and `exp`, `ln`, `sin` and `cos` come from the `libm` crate. A [`Lab`] trains
//! its runs in lock-step. The inner loops of training are in the crate [`init_lab_numerics`].
//!
//! - [`Experiment`]: data, network, training and runs. The table [`FIELDS`] lists its fields; an invalid one is an
//!   [`Error`].
//! - [`INITIALIZER_KINDS`], [`GENERATORS`], [`ACTIVATIONS`], [`LOSSES`], [`OPTIMIZERS`]: the catalogue.
//! - [`Lab`]: training, snapshots, costs, decision surfaces. Its [`Study`] measures the inside of a network.
//! - [`Verdict`]: the state of a run in one word, and the evidence for it.
//!
//! # Examples
//!
//! ```
//! use init_lab::{Experiment, Lab};
//!
//! let mut lab = Lab::new(Experiment::default());
//! lab.advance(1000);
//! let snapshot = lab.snapshot();
//! assert_eq!(snapshot.iteration, 1000);
//! assert_eq!(snapshot.runs[0].verdict.word.name(), "symmetric");
//! ```

mod batch;
mod between_samples;
mod catalogue;
mod dataset;
mod decimal;
mod diagnosis;
mod distribution;
mod error;
mod experiment;
mod field;
mod forecast;
mod formula;
mod gaussian;
mod grid;
mod history;
mod initializer;
mod inspection;
mod lab;
mod library_loss;
mod mean_field;
mod measure;
mod network_spec;
mod preset;
mod run_state;
mod seed;
mod standardization;
mod study;
mod sweep;
mod symmetry;
mod theory;
mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;

use init_lab_numerics::{
    activation, catalogue_text, code, decision_surface, elementary, kernel, loss, network, optimizer, rank, rng,
    statistics, training,
};

pub use activation::{ACTIVATIONS, Activation};
pub use catalogue::{Catalogue, CatalogueCode, LibraryCatalogue, experiment_types};
pub use code::{ActivationCode, Expression, NumpyFunction};
pub use dataset::{Dataset, GENERATORS, Generator, split_indices};
pub use decision_surface::COLOURS;
pub use diagnosis::{Backward, ErrorSource, Evidence, Verdict, Word};
pub use distribution::{Distribution, Mode, Shape, VarianceScaling};
pub use elementary::sigmoid;
pub use error::{Error, ErrorKind};
pub use experiment::{Change, DatasetSource, Experiment, MOST_PARAMETERS, Origin, RunPlan, Training, TrainingOverride};
pub use field::{FIELDS, Fallback, Field, Kind};
pub use forecast::{Product, activated, activation_moments, drawn_product, parameter_moments};
pub use grid::Bounds;
pub use initializer::{
    ALIASES, Alias, CUSTOM, Code, Family, Group, INITIALIZER_KINDS, Initializer, InitializerKind, LIBRARIES,
    LayerShape, LibraryDefault, OTHER_LAYERS, OtherLayer, Parameter, ParameterKind, ParameterValue, Snippet,
    SnippetKind,
};
pub use inspection::{Histogram, Inspection, LayerInspection, Moments, Step};
pub use kernel::Samples;
pub use lab::{Lab, LayerStart, Picture, RunDescription, RunSnapshot, Snapshot};
pub use library_loss::{LIBRARY_LOSSES, LibraryLosses, Measured};
pub use loss::{Guard, LOSSES, Loss, Slope};
pub use mean_field::{FixedPoint, MeanField, MeanFieldLayer};
pub use measure::{MEASURE_COUNT, MEASURES, MeasureKind, SweepMeasure};
pub use network::{Layer, Network};
pub use network_spec::NetworkSpec;
pub use optimizer::{OPTIMIZERS, Optimizer, OptimizerConstants};
pub use preset::{Comparison, CostAxis, Measure, PRESETS, Preset, read_experiment};
pub use rng::RandomState;
pub use seed::random_seed;
pub use standardization::Standardization;
pub use study::Study;
pub use sweep::{
    Axis, MOST_TRAININGS, Spacing, Summary, Sweep, SweepPlan, SweepTrainer, Target, Trained, Vary, measured_iterations,
    summarize,
};
pub use theory::ExpectedSignal;
pub use training::{Observer, Workspace};
pub use value::{DEEPEST, LONGEST_LIST, MOST_FIELDS, Value};
