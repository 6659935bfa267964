//! Which names of libraries stand for which entries of the catalogue. Equal laws are one entry.

use super::{Entry, Law};
use crate::initializer::ParameterValue::{self, Name, Number};

const fn law(names: &'static str, hidden: Entry) -> Law {
    Law { names, activations: "", hidden, output: None }
}

/// A kind without parameters.
const fn plain(kind: &'static str) -> Entry {
    (kind, &[])
}

/// Parameters of `fixed_layer` with uniform weights and biases.
macro_rules! uniform {
    ($limit:literal) => {
        ("fixed_layer", &[Name("uniform"), Number($limit)])
    };
}

const GLOROT: Entry = plain("keras_dense");
const HE: Entry = plain("he");
const ZEROS: Entry = plain("zeros");
const RECTIFIER: Entry = plain("h2o_rectifier");
const ORTHOGONAL: Entry = ("orthogonal", &[Number(std::f64::consts::SQRT_2)]);
/// Normal weights, cut at two standard deviations and not widened.
const CUT_BY_BOTH: &[ParameterValue] = &[Number(1.0), Name("fan_avg"), Name("cut_normal")];
const CUT_BY_INPUTS: &[ParameterValue] = &[Number(1.0), Name("fan_in"), Name("cut_normal")];

/// The law of an activation function stands before the one for the others: the first that fits counts. A package is here by one
/// of its names; `packages` has the others.
pub(super) static LAWS: [Law; 37] = [
    Law { activations: "relu", ..law("convnetjs convnetjsfc", plain("convnetjs_fc")) },
    Law { activations: "gelu silu", ..law("thinc", HE) },
    Law { activations: "sigmoid", ..law("thinc", ZEROS) },
    Law { activations: "relu", output: Some(GLOROT), ..law("h2o h2odeeplearning", RECTIFIER) },
    Law { output: Some(GLOROT), ..law("h2orectifier h2omaxout", RECTIFIER) },
    law(
        "torch torchlinear torchnnlinear skorch skorchlinear mindspore mindsporedense mindsporenndense tinygrad tinygradlinear \
         tinygradnnlinear equinox equinoxlinear equinoxnnlinear jittor jittorlinear jittornnlinear burn burnlinear burnnnlinear \
         dfdx dfdxlinear dfdxnnlinear mlx mlxlinear mlxnnlinear sb3dqn sb3sac",
        plain("pytorch_linear"),
    ),
    law(
        "keras kerasdense keraslayersdense tensorflow tensorflowdense tensorflowlayersdense tfkeras tfkerasdense \
         tfkeraslayersdense paddle paddlelinear paddlennlinear nnabla nnablaaffine nnablaparametricfunctionsaffine dlib dlibfc \
         tinydnn tinydnnfullyconnected tinydnnfullyconnectedlayer numpyml numpymlfullyconnected thinc thinclinear thincrelu \
         thincmish thincclippedlinear h2o h2otanh h2odeeplearning",
        GLOROT,
    ),
    law("flax flaxdense flaxlinear", plain("flax_dense")),
    law("sklearn sklearnmlp sklearnmlpclassifier sklearnmlpregressor", plain("sklearn_mlp")),
    law("playground", plain("playground")),
    law("tfjs tfjsdense", ("variance_scaling", CUT_BY_BOTH)),
    law("haiku haikulinear sonnet sonnetlinear", ("variance_scaling", CUT_BY_INPUTS)),
    law("jax jaxdense", plain("stax_dense")),
    law("brainjs brainjsneuralnetwork", uniform!(0.2)),
    law(
        "synaptic synapticperceptron synapticarchitectperceptron neataptic neatapticperceptron neatapticarchitectperceptron \
         fann fanncreatestandard",
        uniform!(0.1),
    ),
    law("weka wekamultilayerperceptron", uniform!(0.05)),
    law("nnet nnetnnet", uniform!(0.7)),
    law("pyrenn pyrenncreatenn genann genanninit genanngenanninit", uniform!(0.5)),
    law("pybrain pybrainfullconnection", ("fixed_layer", &[Name("normal"), Number(1.0)])),
    law("mxnet mxnetdense mxnetnndense", ("random_uniform", &[Number(-0.07), Number(0.07)])),
    law("micrograd microgradneuron", ("random_uniform", &[Number(-1.0), Number(1.0)])),
    law("convnetjs convnetjsfc chainer chainerlinear chainerlinkslinear", plain("xavier")),
    law("thincgelu thincswish thinchardswish", HE),
    law("thincsigmoid thincsoftmax", ZEROS),
    law("thincmaxout", plain("thinc_maxout")),
    law("candle candlelinear", plain("candle_linear")),
    law("objax objaxlinear objaxnnlinear", plain("xavier_average")),
    law("brainpy brainpydense brainpydnndense", plain("glorot_normal")),
    law("brainstate brainstatelinear brainstatennlinear", plain("he_normal")),
    law("tflearn tflearnfullyconnected", ("truncated_normal", &[Number(0.0), Number(0.02)])),
    law("mlfnn mlfnnfeedforwardneuralnetworks", plain("ml_fnn")),
    law("neatapticnetwork", plain("neataptic_network")),
    law("neurolab neurolabnewff neurolabnetnewff", plain("nguyen_widrow")),
    Law { output: Some(uniform!(1.0)), ..law("opencv opencvmlp opencvannmlp opencvmlannmlp", plain("opencv_mlp")) },
    Law { output: Some(("orthogonal", &[Number(0.01)])), ..law("sb3 sb3ppo sb3a2c", ORTHOGONAL) },
    Law { output: Some(("orthogonal", &[Number(1.0)])), ..law("sb3value", ORTHOGONAL) },
    Law {
        output: Some(plain("pytorch_linear")),
        ..law(
            "fastai fastaitabular fastaitabularmodel",
            ("variance_scaling", &[Number(1.0 / 3.0), Name("fan_in"), Name("uniform")]),
        )
    },
];
