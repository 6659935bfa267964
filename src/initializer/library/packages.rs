//! What packages are called in registries, and where they are imported.

/// A package's name in the lists of laws and losses, and its other names, with spaces between. All are in lower case, without
/// punctuation.
const PACKAGES: [(&str, &str); 20] = [
    ("brainjs", "brain"),
    ("candle", "candlenn candlecore"),
    ("equinox", "eqx"),
    ("fann", "libfann fann2 pyfann"),
    ("flax", "flaxnnx flaxlinen"),
    ("haiku", "dmhaiku hk"),
    ("jax", "stax jaxstax jaxexamplelibrariesstax"),
    ("jittor", "jt"),
    ("mxnet", "gluon mxnetgluon gluonnn mxnetgluonnn"),
    ("nnet", "rnnet"),
    ("opencv", "cv2 opencvpython opencvpythonheadless opencvcontribpython"),
    ("paddle", "paddlepaddle paddlepaddlegpu"),
    ("playground", "tensorflowplayground"),
    ("sb3", "stablebaselines3"),
    ("sklearn", "scikitlearn"),
    ("sonnet", "dmsonnet snt"),
    ("tensorflow", "tf tensorflowcpu tensorflowkeras"),
    ("tfjs", "tensorflowjs tensorflowtfjs tfjslayers tensorflowtfjslayers tensorflowtfjsnode"),
    ("torch", "pytorch"),
    ("weka", "wekastable wekadev"),
];

/// Whether a name is one of a list with spaces between. A package may have any of its names, and case and punctuation do not
/// matter: `@tensorflow/tfjs_dense` is in a list with `tfjsdense`.
pub(crate) fn is_named(list: &str, name: &str) -> bool {
    let name: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let is_listed = |package: &str, layer: &str| list.split(' ').any(|word| word.strip_prefix(package) == Some(layer));
    !name.is_empty()
        && (is_listed("", &name)
            || PACKAGES.iter().any(|(package, others)| {
                others.split(' ').any(|other| name.strip_prefix(other).is_some_and(|layer| is_listed(package, layer)))
            }))
}
