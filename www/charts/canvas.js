/** Canvases as sharp as the screen. */

/** Gives a canvas as many pixels as it covers on the screen. @param {HTMLCanvasElement} canvas */
export function fit(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(3, Math.max(1, devicePixelRatio || 1));
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const style = getComputedStyle(canvas);
  return { width, height, ratio, font: `${style.fontSize} ${style.fontFamily}` };
}
