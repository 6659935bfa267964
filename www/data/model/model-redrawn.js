/** Lines that may change weights or layers in ways that are not followed. No DOM. */

export const MAY_CHANGE =
  'It may draw or change weights, which is not followed. The forecast has the initializers that stand in the text besides.';
export const CHANGED = 'It changes a layer or its values, which is not followed. The forecast is without it.';

/** What weights are called, and what functions that draw or load them are called. */
const WEIGHTS =
  /\.(weight|bias|kernel|weights|biases|W|b|w)(\.(data|value))?(\b|$)|\b_?(re)?init(ial|ialize)?(_|s\b|\()|_init\w*\(|\bparameters\(\)|named_parameters|reset_parameters|load_state_dict|load_weights|set_weights|tree_at|\.apply\(|\.assign\(|\bfrom_pretrained\b|state_dict/;
/** Calls that only look: they show weights, or take their size. */
const ONLY_LOOKS =
  /^(print|plt|sns|wandb|writer|logger|logging|assert|summary|torchinfo|tqdm|dist\.|mp\.|pygame|seaborn|ax|np\.save|torch\.save|nn\.utils\.clip|torch\.nn\.utils\.clip)/;

/** Whether a name is that of a layer's weights or biases: self.fc1.weight.data. @param {string} name */
export const areWeights = (name) =>
  /^(?!self\.\w+$).+\.((weight|bias|kernel)(\.(data|value))?|(kernel|bias)_initializer)$/.test(name);

/** Whether a text may draw, change or load weights. @param {string} text */
export const changesWeights = (text) => WEIGHTS.test(text) && !ONLY_LOOKS.test(text);

/** Whether a text may change layers. @param {string} text */
export const changesLayers = (text) => /Linear|Dense|Sequential|nn\.|^del /.test(text);
