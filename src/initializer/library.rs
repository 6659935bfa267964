//! Defaults of libraries, under the libraries' names: `library/keras`, `library/h2o_rectifier`.
//!
//! A name is `library/` and a package, or a package and one of its layers with an underscore between. A package has the names of
//! its registry and of its import: `library/scikit-learn_mlpclassifier` is `library/sklearn_mlpclassifier`. Names are read without
//! regard to case and punctuation: `Library/Brain.js` is `library/brainjs`. Each resolves to entries of the catalogue.

mod laws;
mod measured;
mod other_layers;
mod packages;

pub use measured::{LIBRARIES, LibraryDefault};
pub use other_layers::{OTHER_LAYERS, OtherLayer};
pub(crate) use packages::is_named;

use super::{Initializer, InitializerKind, ParameterValue};
use crate::activation::Activation;
use laws::LAWS;

/// What all names of libraries' defaults and losses begin with, in any case.
const PREFIX: &str = "library/";

/// What some libraries start dense layers from.
pub struct Law {
    /// Names of packages and their layers in lower case, without punctuation, with spaces between.
    names: &'static str,
    /// The activation functions that it is for, with spaces between; empty if it is for all that no law before is for.
    activations: &'static str,
    hidden: Entry,
    output: Option<Entry>,
}

/// Name and parameters of an entry of the catalogue.
type Entry = (&'static str, &'static [ParameterValue]);

/// What stands behind `library/` in the name of a library's default or loss; `None` for all other texts.
pub(crate) fn behind_prefix(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_at_checked(PREFIX.len())?;
    prefix.eq_ignore_ascii_case(PREFIX).then_some(rest)
}

/// Whether a text says that it is the name of a library's default.
pub fn is_library(name: &str) -> bool {
    behind_prefix(name).is_some()
}

impl Law {
    /// The initializer of the hidden layers.
    pub fn hidden(&self) -> Initializer {
        initializer(self.hidden)
    }

    /// The initializer of the output layer, where the library has another one for it.
    pub fn output(&self) -> Option<Initializer> {
        self.output.map(initializer)
    }
}

/// # Panics
/// If the catalogue does not have the entry, which a test excludes.
fn initializer((kind, parameters): Entry) -> Initializer {
    Initializer { kind: InitializerKind::find(kind).expect("in the catalogue"), parameters: parameters.to_vec() }
}

/// What the library of this name starts from in a network with this activation function; `None` if there is no such name.
pub fn find_library(name: &str, activation: &Activation) -> Option<&'static Law> {
    let name = behind_prefix(name)?;
    LAWS.iter().find(|law| {
        is_named(law.names, name)
            && (law.activations.is_empty() || law.activations.split(' ').any(|known| known == activation.name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::ACTIVATIONS;

    fn start(name: &str, activation: &str) -> (&'static str, Option<&'static str>) {
        let start = find_library(name, Activation::find(activation).unwrap()).unwrap();
        (start.hidden().kind.name, start.output().map(|output| output.kind.name))
    }

    #[test]
    fn names_are_read_without_regard_to_case_and_punctuation() {
        let same: [&[&str]; 7] = [
            &["library/brain.js", "library/brainjs", "library/brain_js", "library/Brain-JS"],
            &["library/scikit-learn", "library/scikit_learn", "library/sklearn"],
            &["library/@tensorflow/tfjs", "library/tfjs", "library/tensorflow.js", "library/tfjs_dense"],
            &["library/torch", "library/pytorch", "library/PyTorch", "Library/Torch", "LIBRARY/torch_linear"],
            &["library/h2o_rectifier", "library/h2o-rectifier", "library/H2O.Rectifier"],
            &["library/paddle", "library/paddlepaddle", "library/keras", "library/tensorflow", "library/dlib"],
            &["library/opencv", "library/cv2", "library/opencv_ann_mlp"],
        ];
        for names in same {
            for name in names {
                assert_eq!(start(name, "relu"), start(names[0], "relu"), "{name}");
            }
        }
    }

    #[test]
    fn some_libraries_choose_by_the_activation_function() {
        assert_eq!(
            (start("library/convnetjs", "relu").0, start("library/convnetjs", "tanh").0),
            ("convnetjs_fc", "xavier")
        );
        assert_eq!(start("library/h2o", "relu"), ("h2o_rectifier", Some("keras_dense")));
        assert_eq!(start("library/h2o", "tanh"), ("keras_dense", None));
        assert_eq!(start("library/h2o_rectifier", "tanh"), ("h2o_rectifier", Some("keras_dense")));
        let thinc =
            ["relu", "gelu", "silu", "sigmoid", "identity"].map(|activation| start("library/thinc", activation).0);
        assert_eq!(thinc, ["keras_dense", "he", "he", "zeros", "keras_dense"]);
        assert_eq!(start("library/thinc_gelu", "relu").0, "he");
    }

    #[test]
    fn what_is_no_name_of_a_library_is_not_found() {
        let relu = Activation::find("relu").unwrap();
        let names =
            ["", "library/", "library/caffe", "library/_", "keras", "libraries/keras", "library", "libraré/keras"];
        for name in names {
            assert!(find_library(name, relu).is_none(), "{name}");
        }
    }

    #[test]
    fn laws_have_entries_with_all_their_parameters_and_every_name_once() {
        for activation in &ACTIVATIONS {
            for law in &LAWS {
                for (kind, parameters) in [Some(law.hidden), law.output].into_iter().flatten() {
                    let kind = InitializerKind::find(kind).expect(kind);
                    assert_eq!(kind.parameters.len(), parameters.len(), "{kind:?}");
                }
            }
            let fits =
                |law: &&Law| law.activations.is_empty() || law.activations.split(' ').any(|a| a == activation.name);
            let names: Vec<&str> = LAWS.iter().filter(fits).flat_map(|law| law.names.split(' ')).collect();
            for (k, name) in names.iter().enumerate() {
                // A law for some activation functions stands before the law for the others.
                let again = names[..k].contains(name);
                let of_some =
                    LAWS.iter().any(|law| !law.activations.is_empty() && law.names.split(' ').any(|n| n == *name));
                assert!(!again || of_some, "{name} is there twice");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{name}");
            }
        }
    }

    #[test]
    fn every_package_of_a_law_is_in_the_table_of_libraries() {
        let plain = |name: &str| name.replace(|c: char| !c.is_ascii_alphanumeric(), "").to_lowercase();
        let listed: Vec<String> = LIBRARIES.iter().flat_map(|row| row.names).map(|name| plain(name)).collect();
        for name in LAWS.iter().flat_map(|law| law.names.split(' ')) {
            assert!(listed.iter().any(|package| name.starts_with(package)), "{name} is of no package in the table");
        }
        for row in &LIBRARIES {
            for name in row.names {
                let found = find_library(&format!("library/{name}"), Activation::find("relu").unwrap());
                assert!(found.is_some(), "library/{name}");
            }
        }
    }
}
