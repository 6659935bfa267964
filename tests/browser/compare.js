/** Distance between scaled-down pictures, independent of antialiasing and letter shapes. */

/** @typedef {import('playwright-core').Page} Page */

/**
 * The distance between two PNGs.
 * @param {Page} page @param {string} one @param {string} other base64 @param {number} side  length of the scaled longer side in pixels
 * @returns {Promise<{ mean: number, worst: number }>}
 */
export const apart = (page, one, other, side) =>
  page.evaluate(
    async ([side, ...pngs]) => {
      const images = await Promise.all(
        pngs.map(async (png) => {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
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
      return { mean: sum / (width * height), worst };
    },
    [side, one, other],
  );

/**
 * A picture scaled to a length of its longer side.
 * @param {Page} page @param {string} png  base64 @param {number} side
 */
export const scaledDown = (page, png, side) =>
  page.evaluate(
    async ([source, longest]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const scale = Number(longest) / Math.max(image.width, image.height);
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      ctx.imageSmoothingQuality = 'high';
      ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/png').split(',')[1];
    },
    [png, String(side)],
  );

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
