//! What libraries' losses are called, which loss of the catalogue each is, and what each did from the course notebook's
//! weights.

use crate::catalogue_text::catalogue_only;
use crate::initializer::{behind_prefix, is_named};
use crate::loss::Loss;

/// The losses of libraries that are one loss of the catalogue. An experiment may name it as they do:
/// `library/torch_bceloss`. The complete experiment has the loss's own name.
///
/// ```
/// use init_lab::LibraryLosses;
///
/// let of = |name| LibraryLosses::find(name).map(|loss| loss.name);
/// assert_eq!(of("library/torch_bceloss"), Some("cross_entropy_clamped"));
/// assert_eq!(of("library/PyTorch.BCELoss"), of("library/torch_bceloss"));
/// assert_eq!(of("library/keras"), of("library/keras_binary_crossentropy"));
/// assert_eq!((of("torch_bceloss"), of("library/fortran")), (None, None));
/// ```
pub struct LibraryLosses {
    /// Name of the loss in the catalogue.
    pub loss: &'static str,
    /// Names behind `library/`, of letters and digits only, with blanks between them. The name of a library alone is its
    /// usual loss. A library is here by one name of its package, and read by all of them.
    pub names: &'static str,
    /// What was measured; nothing in the WebAssembly module, which does not use it.
    pub measured: &'static [Measured],
}

/// What a library's loss did, run by itself, from the notebook's Random × 10: half of its 300 points are confidently
/// wrong, and the true cost is 1773.586.
pub struct Measured {
    /// Name behind `library/`.
    pub name: &'static str,
    /// Library and version.
    pub library: &'static str,
    /// The loss in the library, and on what.
    pub function: &'static str,
    /// The cost that it gives at iteration 0; empty where it was not run.
    pub cost_at_start: &'static str,
    /// What became of the training.
    pub outcome: &'static str,
}

impl LibraryLosses {
    /// The loss that a library calls so. Capitals do not matter, nor do `_`, `-`, `.` and the like, nor
    /// which name of its package stands for the library.
    pub fn find(name: &str) -> Option<&'static Loss> {
        let name = behind_prefix(name)?;
        LIBRARY_LOSSES.iter().find(|known| is_named(known.names, name)).and_then(|known| Loss::find(known.loss))
    }
}

/// Every loss of the catalogue that libraries have.
pub static LIBRARY_LOSSES: [LibraryLosses; 13] = [
    LibraryLosses {
        loss: "cross_entropy",
        names: "torchbcewithlogitsloss torchbinarycrossentropywithlogits torch tensorflowbinarycrossentropy \
                tensorflowsigmoidcrossentropywithlogits tensorflow kerasfromlogits kerasbinarycrossentropyfromlogits \
                tfkerasbinarycrossentropy tfkeras optaxsigmoidbinarycrossentropy optax flax haiku \
                tfjssigmoidcrossentropy tfjslossessigmoidcrossentropy paddlebcewithlogitsloss \
                paddlebinarycrossentropywithlogits paddle mindsporebcewithlogitsloss mindspore mxnetsigmoidbceloss \
                mxnetsigmoidbinarycrossentropyloss mxnet nnablasigmoidcrossentropy nnabla jittorbcewithlogitsloss \
                jittorbinarycrossentropywithlogits jittor mlxbinarycrossentropy mlx burnbinarycrossentropylosslogits \
                tinygradbinarycrossentropylogits tinygrad dfdxbinarycrossentropywithlogitsloss dfdx \
                chainersigmoidcrossentropy chainer dliblossbinarylog dlib",
        measured: catalogue_only(&[
            Measured {
                name: "torch_bcewithlogitsloss",
                library: "PyTorch 2.15.0",
                function: "BCEWithLogitsLoss, float32 or float64",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "tensorflow_binary_crossentropy",
                library: "Keras 3.15.1",
                function: "binary_crossentropy on TensorFlow, of a sigmoid layer",
                cost_at_start: "1773.586",
                outcome: "learns",
            },
            Measured {
                name: "keras_from_logits",
                library: "Keras 3.15.1",
                function: "from_logits=True, on all three",
                cost_at_start: "1773.586",
                outcome: "67.3 % right after 3,000",
            },
            Measured {
                name: "tfkeras_binary_crossentropy",
                library: "tf-keras 2.21.0",
                function: "binary_crossentropy of a sigmoid layer, or from_logits=True",
                cost_at_start: "1773.586",
                outcome: "67.3 % right after 3,000",
            },
            Measured {
                name: "optax_sigmoid_binary_cross_entropy",
                library: "Optax 0.2.8",
                function: "sigmoid_binary_cross_entropy, also for Flax and Haiku",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "tfjs_sigmoidcrossentropy",
                library: "TensorFlow.js 4.22.0",
                function: "losses.sigmoidCrossEntropy",
                cost_at_start: "1773.586",
                outcome: "67.3 % right after 3,000",
            },
            Measured {
                name: "paddle_bcewithlogitsloss",
                library: "Paddle 3.3.1",
                function: "BCEWithLogitsLoss; its gradient is wrong at z = 0",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "mindspore_bcewithlogitsloss",
                library: "MindSpore 2.10.0",
                function: "BCEWithLogitsLoss",
                cost_at_start: "1773.586",
                outcome: "learns",
            },
            Measured {
                name: "mxnet_sigmoidbceloss",
                library: "MXNet 1.9.1",
                function: "SigmoidBCELoss; its gradient is wrong at z = 0",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "nnabla_sigmoid_cross_entropy",
                library: "NNabla 1.39.0",
                function: "sigmoid_cross_entropy",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "jittor_bcewithlogitsloss",
                library: "Jittor 1.3.11.0",
                function: "BCEWithLogitsLoss",
                cost_at_start: "1773.586",
                outcome: "67.3 % right after 3,000",
            },
            Measured {
                name: "mlx_binary_cross_entropy",
                library: "MLX 0.32.4",
                function: "binary_cross_entropy",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "burn_binarycrossentropyloss_logits",
                library: "Burn 0.21.0",
                function: "BinaryCrossEntropyLoss with logits",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "tinygrad_binary_crossentropy_logits",
                library: "tinygrad 0.14.0",
                function: "binary_crossentropy_logits; read after step(), it prints the next cost, 1281.314",
                cost_at_start: "1773.586",
                outcome: "67.3 % right after 3,000",
            },
            Measured {
                name: "dfdx_binary_cross_entropy_with_logits_loss",
                library: "dfdx 0.13.0",
                function: "binary_cross_entropy_with_logits_loss",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "chainer_sigmoid_cross_entropy",
                library: "Chainer 7.8.1",
                function: "sigmoid_cross_entropy",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
            Measured {
                name: "dlib_loss_binary_log",
                library: "dlib 19.24",
                function: "loss_binary_log",
                cost_at_start: "1773.586",
                outcome: "83.0 % right",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_clipped",
        names: "kerasbinarycrossentropy keras jaxclip tfjsbinarycrossentropy tfjs",
        measured: catalogue_only(&[
            Measured {
                name: "keras_binary_crossentropy",
                library: "Keras 3.15.1",
                function: "binary_crossentropy on JAX or torch; on TensorFlow where a Flatten or Reshape follows the sigmoid",
                cost_at_start: "7.971",
                outcome: "never moves",
            },
            Measured {
                name: "jax_clip",
                library: "JAX 0.12.0.1",
                function: "by hand: p clipped to 1e-7 … 1 − 1e-7",
                cost_at_start: "7.971",
                outcome: "never moves",
            },
            Measured {
                name: "tfjs_binarycrossentropy",
                library: "TensorFlow.js 4.22.0",
                function: "binaryCrossentropy",
                cost_at_start: "7.971",
                outcome: "never moves",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_clamped",
        names: "torchbceloss torchbinarycrossentropy paddlebceloss paddlebinarycrossentropy",
        measured: catalogue_only(&[
            Measured {
                name: "torch_bceloss",
                library: "PyTorch 2.15.0",
                function: "BCELoss, float32",
                cost_at_start: "50",
                outcome: "never moves",
            },
            Measured {
                name: "paddle_bceloss",
                library: "Paddle 3.3.1",
                function: "BCELoss",
                cost_at_start: "50",
                outcome: "never moves",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_clamped_double",
        names: "torchbcelossfloat64 torchbinarycrossentropyfloat64 paddlebcelossfloat64",
        measured: catalogue_only(&[Measured {
            name: "torch_bceloss_float64",
            library: "PyTorch 2.15.0",
            function: "BCELoss, float64",
            cost_at_start: "50",
            outcome: "never moves",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_capped",
        names: "sklearnmlpclassifier sklearn",
        measured: catalogue_only(&[Measured {
            name: "sklearn_mlpclassifier",
            library: "scikit-learn 1.9.1",
            function: "MLPClassifier, float64 data",
            cost_at_start: "18.022",
            outcome: "83.0 % right",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_capped_single",
        names: "sklearnmlpclassifierfloat32",
        measured: catalogue_only(&[Measured {
            name: "sklearn_mlpclassifier_float32",
            library: "scikit-learn 1.9.1",
            function: "MLPClassifier, float32 data",
            cost_at_start: "7.971",
            outcome: "67.3 % right after 3,000",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_epsilon_4",
        names: "paddlelogloss",
        measured: catalogue_only(&[Measured {
            name: "paddle_log_loss",
            library: "Paddle 3.3.1",
            function: "log_loss",
            cost_at_start: "",
            outcome: "not run",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_epsilon_7",
        names: "tensorflowlogloss jaxepsilon",
        measured: catalogue_only(&[
            Measured {
                name: "tensorflow_log_loss",
                library: "TensorFlow 2.21.0",
                function: "tf.compat.v1.losses.log_loss",
                cost_at_start: "",
                outcome: "not run",
            },
            Measured {
                name: "jax_epsilon",
                library: "JAX 0.12.0.1",
                function: "by hand: log(p + 1e-7)",
                cost_at_start: "8.059",
                outcome: "never moves",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_epsilon_12",
        names: "mindsporebceloss mxnetsigmoidbcelossfromsigmoid mxnetsigmoidbinarycrossentropylossfromsigmoid",
        measured: catalogue_only(&[
            Measured {
                name: "mindspore_bceloss",
                library: "MindSpore 2.10.0",
                function: "BCELoss",
                cost_at_start: "13.816",
                outcome: "never moves",
            },
            Measured {
                name: "mxnet_sigmoidbceloss_from_sigmoid",
                library: "MXNet 1.9.1",
                function: "SigmoidBCELoss(from_sigmoid=True)",
                cost_at_start: "13.816",
                outcome: "never moves",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_epsilon_20",
        names: "jittorbceloss",
        measured: catalogue_only(&[Measured {
            name: "jittor_bce_loss",
            library: "Jittor 1.3.11.0",
            function: "bce_loss",
            cost_at_start: "23.026",
            outcome: "never moves",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_floor",
        names: "nnablabinarycrossentropy",
        measured: catalogue_only(&[Measured {
            name: "nnabla_binary_cross_entropy",
            library: "NNabla 1.39.0",
            function: "binary_cross_entropy",
            cost_at_start: "43.668",
            outcome: "never moves",
        }]),
    },
    LibraryLosses {
        loss: "cross_entropy_half_clamped",
        names: "mlxbinarycrossentropyprobabilities burnbinarycrossentropyloss burn",
        measured: catalogue_only(&[
            Measured {
                name: "mlx_binary_cross_entropy_probabilities",
                library: "MLX 0.32.4",
                function: "binary_cross_entropy(with_logits=False)",
                cost_at_start: "50",
                outcome: "then NaN",
            },
            Measured {
                name: "burn_binarycrossentropyloss",
                library: "Burn 0.21.0",
                function: "BinaryCrossEntropyLoss, of probabilities",
                cost_at_start: "50",
                outcome: "then NaN",
            },
        ]),
    },
    LibraryLosses {
        loss: "cross_entropy_unguarded",
        names: "jaxunguarded jax tinygradbinarycrossentropy candlebinarycrossentropywithlogit candle",
        measured: catalogue_only(&[
            Measured {
                name: "jax_unguarded",
                library: "JAX 0.12.0.1",
                function: "by hand: −y log(p) − (1 − y) log(1 − p)",
                cost_at_start: "NaN",
                outcome: "NaN",
            },
            Measured {
                name: "tinygrad_binary_crossentropy",
                library: "tinygrad 0.14.0",
                function: "binary_crossentropy",
                cost_at_start: "NaN",
                outcome: "NaN",
            },
            Measured {
                name: "candle_binary_cross_entropy_with_logit",
                library: "Candle 0.11.1",
                function: "binary_cross_entropy_with_logit, float32",
                cost_at_start: "NaN",
                outcome: "NaN",
            },
        ]),
    },
];
