/** Canvases at screen resolution. */

/** Gives a canvas as many pixels as it covers on the screen. @param {HTMLCanvasElement} canvas */
export function fit(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(3, Math.max(1, devicePixelRatio || 1));
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const style = getComputedStyle(canvas);
  return { width, height, ratio, font: `${style.fontSize} ${style.fontFamily}` };
}

/**
 * Replaces the recorded strokes of canvases by pixels, for printing. Browsers repeat the strokes when printing, and
 * clearing a canvas that lies over another would then erase the lower one.
 * @param {ParentNode} root
 */
export function asPixels(root) {
  for (const canvas of root.querySelectorAll('canvas')) {
    const { width, height } = canvas;
    const ctx = width > 0 && height > 0 ? canvas.getContext('2d') : null;
    ctx?.putImageData(ctx.getImageData(0, 0, width, height), 0, 0);
  }
}
