/** Copying to the clipboard and saving files. */

/** Milliseconds a file's URL stays valid: long enough for a save dialog. */
const KEPT = 60_000;

/**
 * Saves a file. A sandboxed frame without allow-downloads saves nothing and reports no error.
 * @param {Blob} blob @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

/** @param {string} text @returns {Promise<boolean>} whether the browser let it */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {Blob} blob @returns {Promise<boolean>} */
export async function copyPicture(blob) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
    return true;
  } catch {
    return false;
  }
}

/** The copy shortcut of this platform. */
export const copyKeys = () => (/Mac|iP(hone|ad|od)/.test(navigator.platform) ? '⌘C' : 'Ctrl+C');

/**
 * A file name: init-lab, the words, the extension.
 * @param {(string | number | null | undefined)[]} words @param {string} extension
 */
export const fileName = (words, extension) =>
  `${['init-lab', ...words]
    .filter((word) => word !== null && word !== undefined && word !== '')
    .map((word) =>
      String(word)
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 40),
    )
    .filter(Boolean)
    .join('-')}.${extension}`;
