//! The libraries whose defaults were measured, for explanations. The laws themselves are entries of the catalogue.
//!
//! Each layer was made 100 times at 64 → 32, 32 → 64 and 256 → 16 from the installed package, fewer times for slow ones: 200,000
//! weights and more. `tests/fixtures/measure_libraries/` measures again what installs from a registry.

/// What one library starts a dense layer from.
///
/// ```
/// use init_lab::LIBRARIES;
///
/// let h2o = LIBRARIES.iter().find(|row| row.names.contains(&"h2o_rectifier")).unwrap();
/// assert_eq!((h2o.library, h2o.layer), ("H2O", "Rectifier and Maxout"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct LibraryDefault {
    /// Its names in an experiment, after `library/`; the first is the usual one.
    pub names: &'static [&'static str],
    /// Display name of the library.
    pub library: &'static str,
    /// The version that was measured.
    pub version: &'static str,
    /// The layer, by the library's own name.
    pub layer: &'static str,
    /// Where biases start, in words.
    pub biases: &'static str,
    /// What decides the draw: the seed, or the state of a generator.
    pub seed: &'static str,
    /// What a reader would not guess; empty if there is nothing.
    pub note: &'static str,
}

const SIZE: &str = "The range does not depend on the layer's width.";
const OF_REGRESSION: &str = "For regression. A classifier's output layer starts four times as wide.";
const TORCH_BIAS: &str = "uniform within ±1 / √inputs";

const fn row(
    names: &'static [&'static str],
    (library, version, layer): (&'static str, &'static str, &'static str),
    biases: &'static str,
    seed: &'static str,
    note: &'static str,
) -> LibraryDefault {
    LibraryDefault { names, library, version, layer, biases, seed, note }
}

/// Every measured library, in alphabetical order.
pub static LIBRARIES: [LibraryDefault; 55] = [
    row(
        &["brainjs", "brain.js", "brain", "brainjs_neuralnetwork"],
        ("brain.js", "1.6.1 and 2.0.0-beta.24", "NeuralNetwork"),
        "uniform within ±0.2",
        "Math.random",
        SIZE,
    ),
    row(&["brainpy", "brainpy_dense"], ("BrainPy", "2.9.0", "dnn.Dense"), "0", "BrainPy's own seed", ""),
    row(&["brainstate", "brainstate_linear"], ("BrainState", "0.6.0", "nn.Linear"), "0", "BrainPy's own seed", ""),
    row(
        &["burn", "burn_linear"],
        ("burn", "0.21.0 (ndarray)", "Linear"),
        TORCH_BIAS,
        "Backend::seed",
        "Its LSTM starts from Xavier uniform weights instead.",
    ),
    row(
        &["candle", "candle_nn", "candle_linear"],
        ("candle", "0.11.1", "candle_nn::linear"),
        TORCH_BIAS,
        "no seed: set_seed is refused on the CPU",
        "",
    ),
    row(&["chainer", "chainer_linear"], ("Chainer", "7.8.1", "Linear"), "0", "NumPy's global state", ""),
    row(&["convnetjs", "convnetjs_fc"], ("ConvNetJS", "0.3.0", "fc"), "0.1 before a ReLU, else 0", "Math.random", ""),
    row(
        &["dfdx", "dfdx_linear"],
        ("dfdx", "0.13.0", "Linear"),
        TORCH_BIAS,
        "the device: each fresh Cpu starts the same",
        "",
    ),
    row(&["dlib", "dlib_fc"], ("dlib", "19.24", "fc"), "0", "srand", ""),
    row(&["equinox", "eqx", "equinox_linear"], ("Equinox", "0.13.8", "nn.Linear"), TORCH_BIAS, "the key alone", ""),
    row(
        &["fann", "libfann"],
        ("FANN", "2.2.0", "create_standard"),
        "uniform within ±0.1",
        "a seed of its own: srand before creation has no effect",
        SIZE,
    ),
    row(
        &["fastai", "fastai_tabular"],
        ("fastai", "2.8.12", "TabularModel"),
        "none in hidden layers; the lab gives them its initial bias",
        "torch.manual_seed",
        "Its weights are those of PyTorch's Linear. Batch normalization, which the lab does not have, takes the place of the \
        biases.",
    ),
    row(
        &["flax", "flax_nnx", "flax_linen", "flax_linear", "flax_dense"],
        ("Flax", "0.12.12", "nnx.Linear and linen.Dense"),
        "0",
        "the rngs, or the key",
        "Cut off and widened: the cut lies at 2.27 standard deviations.",
    ),
    row(
        &["genann"],
        ("genann", "8dcd1db", "genann_init"),
        "uniform within ±0.5",
        "C's rand; unseeded, it is the same in every process",
        SIZE,
    ),
    row(
        &["h2o", "h2o_deeplearning"],
        ("H2O", "3.46.0.12", "deep learning, by the network's activation function"),
        "as Rectifier with ReLU, else as Tanh",
        "seed",
        OF_REGRESSION,
    ),
    row(
        &["h2o_rectifier", "h2o_maxout"],
        ("H2O", "3.46.0.12", "Rectifier and Maxout"),
        "0.5 in the first hidden layer, 1 in later ones, 0 at the output",
        "seed",
        OF_REGRESSION,
    ),
    row(&["h2o_tanh"], ("H2O", "3.46.0.12", "Tanh"), "0", "seed", OF_REGRESSION),
    row(
        &["haiku", "dm-haiku", "haiku_linear"],
        ("Haiku", "0.0.17", "Linear"),
        "0",
        "the key alone",
        "The tails are cut off and the rest is not widened: 0.88 of the standard deviation remains.",
    ),
    row(
        &["jax", "stax", "jax_stax", "stax_dense"],
        ("JAX", "0.12.0.1", "example_libraries.stax.Dense"),
        "normal, standard deviation 0.01",
        "the key",
        "",
    ),
    row(&["jittor", "jittor_linear"], ("Jittor", "1.3.11.0", "nn.Linear"), TORCH_BIAS, "jt.set_global_seed", ""),
    row(
        &["keras", "tensorflow", "tf", "tf-keras", "keras_dense"],
        ("Keras", "3.15.1", "Dense"),
        "0",
        "Python's random.seed, or keras.utils.set_random_seed",
        "Neither tf.random.set_seed nor NumPy's seed decides the weights.",
    ),
    row(&["micrograd"], ("micrograd", "0.1.0", "Neuron"), "0", "Python's random.seed", SIZE),
    row(&["mindspore", "mindspore_dense"], ("MindSpore", "2.10.0", "nn.Dense"), TORCH_BIAS, "set_seed", ""),
    row(
        &["ml-fnn"],
        ("ml-fnn", "5.0.0", "FeedForwardNeuralNetworks"),
        "0",
        "Math.random",
        "No weight is negative; their mean is 0.5 / √inputs.",
    ),
    row(
        &["mlx", "mlx_linear"],
        ("MLX", "0.32.4", "nn.Linear"),
        TORCH_BIAS,
        "mx.random.seed; unseeded, it differs between processes",
        "",
    ),
    row(
        &["mxnet", "gluon", "mxnet_gluon", "mxnet_dense", "gluon_dense"],
        ("MXNet", "1.9.1", "gluon.nn.Dense"),
        "0",
        "mx.random.seed; unseeded, it is the same in every process",
        SIZE,
    ),
    row(
        &["neataptic", "neataptic_perceptron"],
        ("Neataptic", "1.4.7", "architect.Perceptron"),
        "uniform within ±0.1",
        "Math.random",
        SIZE,
    ),
    row(
        &["neataptic_network"],
        ("Neataptic", "1.4.7", "new Network(inputs, outputs)"),
        "uniform within ±0.1",
        "Math.random",
        "No weight is negative, and they are up to 110 times as large as those of architect.Perceptron.",
    ),
    row(
        &["neurolab", "neurolab_newff"],
        ("neurolab", "0.3.5", "net.newff with TanSig"),
        "evenly spread, up to the length of a unit's weights",
        "NumPy's global state",
        "The weights of a unit have the length 1.4 units^(1 / inputs) for inputs within ±1.",
    ),
    row(
        &["nnabla", "nnabla_affine"],
        ("NNabla", "1.39.0", "parametric_functions.affine"),
        "0",
        "a generator of its own, the same in every process",
        "",
    ),
    row(&["nnet", "r_nnet"], ("nnet (R)", "7.3-18", "nnet"), "uniform within ±0.7", "set.seed", SIZE),
    row(
        &["numpy-ml", "numpy_ml_fullyconnected"],
        ("numpy-ml", "0.1.2", "FullyConnected"),
        "0",
        "NumPy's global state",
        "Its he_normal and glorot_normal are cut off and not widened.",
    ),
    row(
        &["objax", "objax_linear"],
        ("Objax", "1.8.0", "nn.Linear"),
        "0",
        "a generator of its own, the same in every process",
        "",
    ),
    row(
        &["opencv", "cv2", "opencv-python", "opencv_ann_mlp", "opencv_mlp"],
        ("OpenCV", "4.6.0", "ml.ANN_MLP"),
        "random along a ramp through 0; at the output uniform within ±1",
        "a generator of its own: fresh models are equal, and setRNGSeed has no effect",
        "The standard deviation falls as 1.154 / inputs, not as 1 / √inputs. The output layer's weights are uniform within ±1.",
    ),
    row(
        &["paddle", "paddlepaddle", "paddle_linear"],
        ("PaddlePaddle", "3.3.1", "nn.Linear"),
        "0",
        "paddle.seed",
        "Its Conv2D is He normal.",
    ),
    row(
        &["playground", "tensorflow-playground"],
        ("TensorFlow Playground", "2c87f3d, read and not run", "every layer"),
        "0.1",
        "Math.random",
        "",
    ),
    row(
        &["pybrain"],
        ("PyBrain", "0.3", "FullConnection"),
        "normal, standard deviation 1",
        "NumPy's global state",
        SIZE,
    ),
    row(&["pyrenn"], ("pyrenn", "0.1", "CreateNN"), "uniform within ±0.5", "NumPy's global state", SIZE),
    row(
        &["sb3", "stable-baselines3", "sb3_ppo", "sb3_a2c"],
        ("Stable-Baselines3", "2.9.2", "PPO and A2C, policy"),
        "0",
        "torch.manual_seed",
        "Orthogonal: gain √2 in hidden layers, 0.01 at the actions.",
    ),
    row(
        &["sb3_value"],
        ("Stable-Baselines3", "2.9.2", "PPO and A2C, value"),
        "0",
        "torch.manual_seed",
        "Orthogonal: gain √2 in hidden layers, 1 at the value.",
    ),
    row(&["sb3_dqn", "sb3_sac"], ("Stable-Baselines3", "2.9.2", "DQN and SAC"), TORCH_BIAS, "torch.manual_seed", ""),
    row(
        &["sklearn", "scikit-learn", "sklearn_mlp"],
        ("scikit-learn", "1.9.1", "MLPClassifier and MLPRegressor"),
        "from the distribution of the weights",
        "random_state, else NumPy's global state",
        "With logistic units, ±√(2 / (inputs + units)).",
    ),
    row(&["skorch"], ("skorch", "1.4.0", "PyTorch's layers"), TORCH_BIAS, "torch.manual_seed", ""),
    row(
        &["sonnet", "dm-sonnet", "sonnet_linear"],
        ("Sonnet", "2.0.2", "Linear"),
        "0",
        "tf.random.set_seed",
        "As Haiku's.",
    ),
    row(
        &["synaptic", "synaptic_perceptron"],
        ("Synaptic", "1.1.4", "Architect.Perceptron"),
        "uniform within ±0.1",
        "Math.random",
        SIZE,
    ),
    row(
        &["tfjs", "tensorflow.js", "@tensorflow/tfjs", "tfjs_dense"],
        ("TensorFlow.js", "4.22.0", "layers.dense"),
        "0",
        "Math.random; an initializer's seed fixes it",
        "It is called glorotNormal, but 0.88 of that standard deviation remains: the tails are cut off and the rest is not \
        widened.",
    ),
    row(
        &["tflearn", "tflearn_fully_connected"],
        ("TFLearn", "0.5.0", "fully_connected"),
        "0",
        "TensorFlow 1's seed",
        "0.0176 remains of the standard deviation of 0.02. The range does not depend on the layer's width.",
    ),
    row(
        &["thinc", "thinc_linear", "thinc_relu", "thinc_mish", "thinc_clippedlinear"],
        ("thinc", "9.1.1", "Linear, Relu, Mish and ClippedLinear"),
        "0",
        "NumPy's global state",
        "The name thinc alone follows the activation function: its Gelu and Swish are He normal, its Sigmoid 0.",
    ),
    row(
        &["thinc_gelu", "thinc_swish", "thinc_hardswish"],
        ("thinc", "9.1.1", "Gelu, Swish and HardSwish"),
        "0",
        "NumPy's global state",
        "",
    ),
    row(&["thinc_maxout"], ("thinc", "9.1.1", "Maxout"), "0", "NumPy's global state", "The range ignores the inputs."),
    row(
        &["thinc_sigmoid", "thinc_softmax"],
        ("thinc", "9.1.1", "Sigmoid and Softmax"),
        "0",
        "none is drawn",
        "Meant for the output layer. Hidden layers of zeros stay symmetric.",
    ),
    row(
        &["tiny-dnn", "tiny_dnn_fully_connected"],
        ("tiny-dnn", "1.0.0a3", "fully_connected_layer"),
        "0",
        "a generator of its own, the same in every process",
        "",
    ),
    row(
        &["tinygrad", "tinygrad_linear"],
        ("tinygrad", "0.14.0", "nn.Linear"),
        TORCH_BIAS,
        "Tensor.manual_seed; unseeded, it differs between processes",
        "",
    ),
    row(
        &["torch", "pytorch", "torch_linear", "pytorch_linear"],
        ("PyTorch", "2.15.0", "nn.Linear"),
        TORCH_BIAS,
        "torch.manual_seed",
        "kaiming_uniform_ with a = √5, which gives a sixth of He's variance.",
    ),
    row(
        &["weka", "weka_multilayerperceptron"],
        ("Weka", "3.6.14", "MultilayerPerceptron"),
        "uniform within ±0.05",
        "its own seed, 0: two fresh models are equal",
        SIZE,
    ),
];
