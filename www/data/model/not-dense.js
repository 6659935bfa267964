/** Layers that are not dense: what they mean for the forecast, and what libraries start them from (measured, 2026-11). No DOM. */

/**
 * @typedef {object} Beside
 * @property {string} why  in whole sentences
 * @property {boolean} changes  whether signals would be other ones with it
 * @property {boolean} [keepsSize]  whether as many values come out as go in, though they are others
 */

const NO_EFFECT = 'It changes no signal at the start.';
export const RESCALED = 'It scales signals: give the variance behind it.';
const DROPOUT =
  'Dropout is passed over: it keeps the mean of each activation, and while training adds noise that the forecast does not have.';
const ALPHA_DROPOUT =
  'Alpha dropout is passed over: it keeps the mean and the variance of activations that have mean 0 and variance 1, and while training adds noise that the forecast does not have.';
const NORMALIZED = 'A normalization gives signals a fixed size again. The forecast is of the stack without it.';
const WEIGHTS_NORMALIZED = 'It rescales the weights, not the signals. The forecast is of the stack without it.';
const SAME_WEIGHTS =
  'PyTorch’s weight_norm starts with the weights of the layer itself, so it changes no signal at the start.';
const CONVOLUTION =
  'A convolution is not dense, so the forecast leaves it out. PyTorch and Equinox draw its weights uniformly within ±1/√(input channels × kernel), PyTorch’s transposed ones with output channels; Keras by Glorot’s law with the kernel’s area in both fans, Flax by LeCun’s, Haiku by a cut normal law 12 % smaller.';
const RECURRENT =
  'A recurrent layer is not dense, so the forecast leaves it out. PyTorch and Equinox draw all its weights uniformly within ±1/√hidden; Keras has Glorot’s law for inputs and an orthogonal matrix for the state, and in LSTM forget biases of 1; Flax has LeCun’s law and an orthogonal matrix, Haiku a cut normal law.';
const RECURRENT_CONVOLUTION =
  'A recurrent convolution is not dense, so the forecast leaves it out. Keras has Glorot’s law for inputs, an orthogonal matrix for the state, and forget biases of 1; Flax has LeCun’s law for both.';
const EMBEDDING =
  'An embedding is not dense, so the forecast leaves it out. PyTorch and Equinox draw it from N(0, 1), Haiku from N(0, 1) cut at ±2, Keras uniformly within ±0.05, Flax from N(0, 1/width).';
const ATTENTION =
  'Attention is not dense, so the forecast leaves it out. PyTorch draws query, key and value of one width together, uniformly within ±√(6/(4d)), Equinox each within ±1/√d; Keras 3.15 by Glorot’s law, with other fans than Keras 3.14; Flax by LeCun’s law; Haiku asks for a law.';
const TRANSFORMER =
  'A layer of a transformer is not dense, so the forecast leaves it out. PyTorch draws query, key and value together, uniformly within ±√(6/(4d)), and its two dense layers uniformly within ±1/√inputs; nn.Transformer draws all of them by Glorot’s law.';
const SCORES = 'Attention is not dense, so the forecast leaves it out. This one has no matrix of weights.';
const POOLING = 'Pooling is not dense, so the forecast leaves it out. It has no weights.';

/** @type {[names: string, beside: Beside][]} */
const TABLE = [
  [
    'Flatten Reshape Unflatten Permute RepeatVector Activity ActivityRegularization flatten reshape view squeeze unsqueeze ravel',
    { why: NO_EFFECT, changes: false },
  ],
  ['Rescaling', { why: RESCALED, changes: true, keepsSize: true }],
  [
    'Dropout Dropout1d Dropout2d Dropout3d SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianDropout GaussianNoise dropout dropout1d dropout2d dropout3d',
    { why: DROPOUT, changes: false },
  ],
  ['AlphaDropout FeatureAlphaDropout alpha_dropout feature_alpha_dropout', { why: ALPHA_DROPOUT, changes: false }],
  [
    'BatchNorm BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d SyncBatchNorm LayerNorm GroupNorm InstanceNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d RMSNorm BatchNormalization LayerNormalization GroupNormalization RMSNormalization UnitNormalization Normalization layer_norm batch_norm group_norm instance_norm rms_norm',
    { why: NORMALIZED, changes: true, keepsSize: true },
  ],
  [
    'WeightNorm SpectralNorm SpectralNormalization spectral_norm',
    { why: WEIGHTS_NORMALIZED, changes: true, keepsSize: true },
  ],
  ['weight_norm', { why: SAME_WEIGHTS, changes: false }],
  [
    'Conv Conv1d Conv2d Conv3d Conv1D Conv2D Conv3D ConvND ConvTranspose1d ConvTranspose2d ConvTranspose3d ConvTranspose Conv1DTranspose Conv2DTranspose Conv3DTranspose SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D LazyConv1d LazyConv2d LazyConv3d',
    { why: CONVOLUTION, changes: true },
  ],
  ['ConvLSTM1D ConvLSTM2D ConvLSTM3D ConvLSTMCell', { why: RECURRENT_CONVOLUTION, changes: true }],
  [
    'LSTM GRU RNN SimpleRNN LSTMCell GRUCell RNNCell SimpleRNNCell SimpleCell Bidirectional OptimizedLSTMCell VanillaRNN',
    { why: RECURRENT, changes: true },
  ],
  ['Embedding Embed EmbeddingBag', { why: EMBEDDING, changes: true }],
  [
    'MultiheadAttention MultiHeadAttention MultiHeadDotProductAttention SelfAttention GroupQueryAttention',
    { why: ATTENTION, changes: true },
  ],
  ['Attention AdditiveAttention scaled_dot_product_attention dot_product_attention', { why: SCORES, changes: true }],
  [
    'TransformerEncoderLayer TransformerEncoder TransformerDecoderLayer TransformerDecoder Transformer',
    { why: TRANSFORMER, changes: true },
  ],
  [
    'MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveMaxPool2d MaxPooling1D MaxPooling2D MaxPooling3D MaxPool2D AvgPool2D AveragePooling1D AveragePooling2D GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D MaxPool AvgPool max_pool avg_pool',
    { why: POOLING, changes: true },
  ],
];

const BY_NAME = new Map(TABLE.flatMap(([names, beside]) => names.split(' ').map((name) => [name, beside])));

/** What is known of a layer that is not dense. @param {string} name  without what stands before the last point @returns {Beside | undefined} */
export const notDense = (name) => BY_NAME.get(name);

export const UNKNOWN = 'This is not known here, so the forecast leaves it out.';
export const RESIDUAL =
  'A sum of two paths, such as a residual connection, is not a stack. The forecast follows the longer path alone.';
export const JOINED =
  'Several paths come together here, which is not a stack. The forecast follows the path with most layers alone.';
export const SCALED = 'It scales the values, and the forecast is without that.';
export const SHIFTED = 'It adds to the values, and the forecast is without that.';
export const UNFOLLOWED = 'What this does to the values is not followed, so the forecast leaves it out.';
export const UNDECIDED = 'This condition is not followed, so it is open which of the two is taken.';
export const OWN_WEIGHTS =
  'This is a dense layer with weights that the text makes itself, which are not followed. The forecast leaves it out.';
