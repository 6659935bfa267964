/** In place of www/views/weights-files.js: the readers of weights would make the page in one file too large. */

/** Whether a file is weights by its name. @param {File} file */
export const isWeightsFile = ({ name }) => /\.(npz|npy|safetensors)$/i.test(name);

export const isWeightsJson = async () => false;

export const weightsEntry = () => null;

/**
 * Says that this page reads no weights.
 * @param {{ own: import('../data/editor.js').DataEditor }} view @param {File[]} files @param {import('../data/editor.js').Place} place
 */
export async function useWeights({ own }, [file], place) {
  if (!file) return;
  const why = 'A page in one file does not read weights. Open the file on the lab’s website, and save the page there.';
  own.say(place, `${file.name.slice(0, 80)}: ${why}`, true);
}
