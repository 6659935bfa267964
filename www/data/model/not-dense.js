/** Layers that are not dense: what they mean for the forecast, and what libraries start them from (measured, 2026-11). No DOM. */

/**
 * @typedef {object} Beside
 * @property {string} why  in whole sentences
 * @property {boolean} changes  whether signals would be other ones with it
 */

const NO_EFFECT = 'It changes no signal at the start.';
const DROPOUT =
  'Dropout is passed over: it keeps the mean of each activation, and while training adds noise that the forecast does not have.';
const NORMALIZED = 'A normalization gives signals a fixed size again. The forecast is of the stack without it.';
const CONVOLUTION =
  'A convolution is not dense, so the forecast leaves it out. PyTorch draws its weights uniformly within ±1/√(channels × kernel), Keras by Glorot’s law with the kernel’s area in both fans, Flax by LeCun’s.';
const RECURRENT =
  'A recurrent layer is not dense, so the forecast leaves it out. PyTorch draws all its weights uniformly within ±1/√hidden; Keras has Glorot’s law for inputs, an orthogonal matrix for the state, and forget biases of 1.';
const EMBEDDING =
  'An embedding is not dense, so the forecast leaves it out. PyTorch draws it from N(0, 1), Keras uniformly within ±0.05, Flax from N(0, 1/width).';
const ATTENTION =
  'Attention is not dense, so the forecast leaves it out. PyTorch draws query, key and value together, uniformly within ±√(6/4d); Keras 3.15 by Glorot’s law, with other fans than Keras 3.14.';
const POOLING = 'Pooling is not dense, so the forecast leaves it out. It has no weights.';

/** @type {[names: string, beside: Beside][]} */
const TABLE = [
  [
    'Flatten Reshape Unflatten Rescaling Permute RepeatVector Activity ActivityRegularization flatten reshape view squeeze unsqueeze ravel',
    { why: NO_EFFECT, changes: false },
  ],
  [
    'Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout SpatialDropout1D SpatialDropout2D GaussianDropout GaussianNoise dropout',
    { why: DROPOUT, changes: false },
  ],
  [
    'BatchNorm BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LayerNorm GroupNorm InstanceNorm1d InstanceNorm2d RMSNorm BatchNormalization LayerNormalization GroupNormalization UnitNormalization Normalization WeightNorm SpectralNorm layer_norm batch_norm',
    { why: NORMALIZED, changes: true },
  ],
  [
    'Conv Conv1d Conv2d Conv3d Conv1D Conv2D Conv3D ConvTranspose1d ConvTranspose2d ConvTranspose Conv2DTranspose SeparableConv2D DepthwiseConv2D LazyConv2d',
    { why: CONVOLUTION, changes: true },
  ],
  [
    'LSTM GRU RNN SimpleRNN LSTMCell GRUCell RNNCell Bidirectional ConvLSTM2D OptimizedLSTMCell',
    { why: RECURRENT, changes: true },
  ],
  ['Embedding Embed EmbeddingBag', { why: EMBEDDING, changes: true }],
  [
    'MultiheadAttention MultiHeadAttention MultiHeadDotProductAttention SelfAttention Attention AdditiveAttention TransformerEncoderLayer TransformerEncoder TransformerDecoderLayer TransformerDecoder Transformer',
    { why: ATTENTION, changes: true },
  ],
  [
    'MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveMaxPool2d MaxPooling1D MaxPooling2D AveragePooling2D GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling2D max_pool avg_pool',
    { why: POOLING, changes: true },
  ],
];

const BY_NAME = new Map(TABLE.flatMap(([names, beside]) => names.split(' ').map((name) => [name, beside])));

/** What is known of a layer that is not dense. @param {string} name  without what stands before the last point @returns {Beside | undefined} */
export const notDense = (name) => BY_NAME.get(name);

export const UNKNOWN = 'This is not known here, so the forecast leaves it out.';
export const RESIDUAL =
  'A sum of two paths, such as a residual connection, is not a stack. The forecast follows the longer path alone.';
