//! Layers that are not dense, and functions, whose start surprises. In words: the lab has no such layers.

/// What a layer that is not dense starts from, where that is a surprise.
///
/// ```
/// use init_lab::OTHER_LAYERS;
///
/// assert!(OTHER_LAYERS.iter().any(|entry| entry.layer == "LSTM, forget gate" && entry.start.contains("1 in Keras")));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OtherLayer {
    /// Name of the layer or function.
    pub layer: &'static str,
    /// Libraries, with versions where one library is meant.
    pub library: &'static str,
    /// What was measured, in whole sentences.
    pub start: &'static str,
}

const fn other(layer: &'static str, library: &'static str, start: &'static str) -> OtherLayer {
    OtherLayer { layer, library, start }
}

/// Every one of them.
pub static OTHER_LAYERS: [OtherLayer; 18] = [
    other(
        "MultiHeadAttention, EinsumDense",
        "Keras before and since 3.15.0",
        "They start 2.4 to 6 times larger since 3.15.0. Until 3.14.1, Glorot's rule read the three-dimensional kernel as a \
        convolution: query weights of 12 heads of 64 on width 768 reached 0.0101, and now reach 0.0625.",
    ),
    other(
        "Every layer: seeds",
        "Keras 3 and tf-keras 2",
        "Python's random.seed decides the weights, since Keras draws its seeds there. tf.random.set_seed and NumPy's seed do \
        not.",
    ),
    other(
        "MultiHeadAttention, Bidirectional: one seeded initializer",
        "Keras 3.15.1",
        "With kernel_initializer=HeNormal(seed=7), query, key and value weights are equal, and so are both directions of \
        Bidirectional. An unseeded instance gives different ones there, but equal ones in two Dense layers.",
    ),
    other(
        "DepthwiseConv2D",
        "Keras 3.15.1",
        "The range is ±√(6 / (9c + 9)) with c channels, although each output reads nine numbers: at 512 channels it is 16 times \
        too small. PyTorch's grouped convolution counts the inputs of one group.",
    ),
    other(
        "TransformerEncoder, TransformerDecoder",
        "PyTorch 2.15.0",
        "All layers start with the same weights, since they are copies of the one that is given. nn.Transformer draws all of \
        them again from Xavier's distribution, so that its feed-forward layers start differently from the same layer alone.",
    ),
    other(
        "MultiheadAttention",
        "PyTorch 2.15.0",
        "The range is ±√(6 / 4d) where query, key and value have one width d, and ±√(6 / 2d) where kdim differs: a factor of \
        √2 between the two.",
    ),
    other(
        "ConvTranspose2d",
        "PyTorch 2.15.0",
        "The range follows the output channels: ±1 / √(output channels × kernel size²).",
    ),
    other(
        "normal_ on fewer than 16 numbers",
        "PyTorch 2.15.0 on the CPU",
        "With one seed, the first weights of a 3 × 5 layer and of a 4 × 4 layer differ. Uniform ones agree.",
    ),
    other(
        "LSTM, forget gate",
        "Many",
        "Its bias is 1 in Keras and Chainer; 0 in TensorFlow.js, Flax, candle, brain.js and, in the parameters, \
        Haiku; uniform within ±1 / √units in PyTorch, PaddlePaddle, MindSpore, MLX and Equinox.",
    ),
    other(
        "Embedding",
        "Many",
        "Standard normal in PyTorch, candle, burn and Chainer; cut off at two standard deviations in Haiku, of which 0.88 \
        remains; normal with variance 1 / d in Flax and MLX; uniform within ±0.05 in Keras and TensorFlow.js; normal with 0.01 \
        in MindSpore; uniform within ±0.1 in thinc; 0.00865 in fastai. In tinygrad, PaddlePaddle and dfdx, a bigger vocabulary \
        starts smaller.",
    ),
    other(
        "he_normal, he_uniform",
        "MLX 0.32.4",
        "Without a gain, their variance is 1 / inputs, which is LeCun's and not He's.",
    ),
    other(
        "Maxout, Gelu, Relu, Sigmoid",
        "thinc 9.1.1",
        "Layers of one library start differently: Relu and Mish are Glorot uniform, Gelu, Swish and HardSwish He normal, Sigmoid \
        is 0, and the range of Maxout ignores the inputs.",
    ),
    other(
        "conv2d",
        "candle 0.11.1",
        "The biases are within ±1 / √(input channels): the size of the kernel is left out.",
    ),
    other(
        "MSRAPrelu",
        "MXNet 1.9.1",
        "With nothing said, it takes the slope 0.25 and the mean of both fans: a variance of 2 / (1.0625 (inputs + units) / 2) and \
        not He's 2 / inputs.",
    ),
    other(
        "uniform(), truncated_normal()",
        "JAX: jax.nn.initializers",
        "uniform() is uniform between 0 and 0.01, without negative weights. truncated_normal() is not widened, so 0.0088 remains \
        of 0.01, but variance_scaling is.",
    ),
    other(
        "Linear, Conv2D, LSTM",
        "PaddlePaddle, burn, candle",
        "Defaults differ between the layers of one library. PaddlePaddle: Linear is Glorot uniform, Conv2D He normal. burn: Linear \
        is uniform within ±1 / √inputs, its LSTM Xavier normal. candle: linear is He normal, its LSTM He uniform.",
    ),
    other(
        "Every layer: one seed",
        "Keras 3, TensorFlow.js and PyTorch",
        "With seed 7, Keras's and TensorFlow.js's He weights are √2 times their Glorot weights in a square layer, and a wider \
        layer's draw begins with the narrower one's. In PyTorch, Linear(64, 32) is Linear(32, 64) times √½ with one seed.",
    ),
    other(
        "The output for regression",
        "TensorFlow Playground",
        "It is linear, while the output for classification is tanh.",
    ),
];
