/** Distance between scaled-down pictures, independent of antialiasing and letter shapes, and goldens. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {import('playwright-core').Page} Page */

/**
 * The distance between two pictures.
 * @param {Page} page @param {string} one @param {string} other base64 @param {number} side  length of the scaled longer side in pixels
 * @returns {Promise<{ mean: number, worst: number, sizes: string[] }>}  sizes: of both, in pixels
 */
export const apart = (page, one, other, side) =>
  page.evaluate(
    async ([side, ...sources]) => {
      const images = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          // What kind a picture is, browsers tell from its bytes.
          image.src = `data:image/png;base64,${source}`;
          await image.decode();
          return image;
        }),
      );
      const scale = Number(side) / Math.max(images[0].width, images[0].height);
      const [width, height] = [images[0].width, images[0].height].map((length) => Math.round(length * scale));
      const [a, b] = images.map((image) => {
        const canvas = new OffscreenCanvas(width, height);
        const ctx = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        ctx.imageSmoothingQuality = 'high';
        ctx.drawImage(image, 0, 0, width, height);
        return ctx.getImageData(0, 0, width, height).data;
      });
      const difference = (/** @type {number} */ x, /** @type {number} */ y) => {
        const at = 4 * (y * width + x);
        return [0, 1, 2].reduce((sum, channel) => sum + Math.abs(a[at + channel] - b[at + channel]), 0) / 3;
      };
      let [sum, worst] = [0, 0];
      for (let top = 0; top < height; top += 8) {
        for (let left = 0; left < width; left += 8) {
          let [block, count] = [0, 0];
          for (let y = top; y < Math.min(height, top + 8); y += 1)
            for (let x = left; x < Math.min(width, left + 8); x += 1) {
              block += difference(x, y);
              count += 1;
            }
          sum += block;
          worst = Math.max(worst, block / count);
        }
      }
      return { mean: sum / (width * height), worst, sizes: images.map((image) => `${image.width} × ${image.height}`) };
    },
    [side, one, other],
  );

/**
 * A picture scaled down to a length of its longer side.
 * @param {Page} page @param {string} png  base64 @param {number} side @param {'png' | 'webp'} [kind]  webp loses what eyes do not see
 */
export const scaledDown = (page, png, side, kind = 'png') =>
  page.evaluate(
    async ([source, longest, type]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const scale = Math.min(1, Number(longest) / Math.max(image.width, image.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      ctx.imageSmoothingQuality = 'high';
      ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL(type, 0.8).split(',')[1];
    },
    [png, String(side), `image/${kind}`],
  );

/** Milliseconds for which a picture that differs from its golden is taken again: a page may still come to rest. */
const PATIENCE = 8000;

/**
 * What sets a picture apart from its golden.
 * @param {Page} page  any page, for scaling and comparing
 * @param {string} file  the golden, written first if UPDATE_PICTURES is set
 * @param {() => Promise<string>} take  a picture, base64
 * @param {{ side: number, mean: number, worst: number }} limits
 *   side: length of the scaled longer side in pixels; mean, worst: largest difference, of 255, over all pixels and over
 *   the worst block of 8 × 8
 * @returns {Promise<{ mean: number, worst: number, fault: string | null }>}
 */
export async function comparedWith(page, file, take, limits) {
  const until = performance.now() + PATIENCE;
  let now = await take();
  if (process.env.UPDATE_PICTURES) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(now, 'base64'));
  }
  assert.ok(existsSync(file), file);
  const golden = readFileSync(file).toString('base64');
  for (;;) {
    const { mean, worst, sizes } = await apart(page, golden, now, limits.side);
    if (mean <= limits.mean && worst <= limits.worst) return { mean, worst, fault: null };
    const fault = `${path.basename(file)}: ${mean.toFixed(2)}, at worst ${worst.toFixed(1)}; ${sizes[1]} pixels, golden ${sizes[0]}`;
    if (performance.now() > until) return { mean, worst, fault };
    await new Promise((resolve) => setTimeout(resolve, 250));
    now = await take();
  }
}

/** Width of ten letters m at 100 pixels in Liberation Sans, which has the metrics of Arial and Helvetica. */
const TEN_LETTERS = 833;

/** Whether the lab's font has the metrics of the goldens' font, so that lines break alike. @param {Page} page */
export const hasLettersOfGoldens = (page) =>
  page.evaluate((width) => {
    const frame = /** @type {Element} */ (document.querySelector('init-lab')?.shadowRoot?.querySelector('.frame'));
    const ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
    ctx.font = `100px ${getComputedStyle(frame).fontFamily}`;
    return Math.abs(ctx.measureText('m'.repeat(10)).width - width) < 2;
  }, TEN_LETTERS);
