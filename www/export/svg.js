/**
 * A drawing context that writes SVG. The charts paint on it as on a canvas, so the screen, PNG and SVG share one
 * drawing code. It has the methods of CanvasRenderingContext2D that the charts use; transforms are translations and
 * rotations. Text stays text, paths stay paths, images are embedded. The caller supplies text measurement. No DOM.
 */

/** @typedef {(text: string, font: string) => number} Width  of a text, in pixels */
/** @typedef {(font: string, baseline: CanvasTextBaseline) => number} Drop  offset from a canvas baseline to the alphabetic one */
/** @typedef {{ width: Width, drop: Drop }} Ruler */
/** @typedef {{ text: string, font: string, rise: number }} Piece  a run of text in one font; rise: pixels above the baseline */

/** A path longer than this is written once and reused. */
const LONG = 120;

/** Characters that XML 1.0 cannot contain, even as a reference. */
const FORBIDDEN = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]|\p{Cs}/gu;

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

/** Escapes a text for XML, between tags or quotes. @param {string} text */
export const escapeXml = (text) => text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\n\r\t]/g, (c) => ENTITIES[c]);

/** A length or position, to a hundredth. @param {number} value */
const n = (value) => String(Math.round(value * 100) / 100 + 0);

/** @param {Record<string, string | number | undefined>} values  undefined: omitted */
const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) =>
      value === undefined ? '' : ` ${name}="${typeof value === 'number' ? n(value) : escapeXml(value)}"`,
    )
    .join('');

/** A linear gradient, as from createLinearGradient(). */
class Gradient {
  /** @type {[number, string][]} */
  stops = [];
  /** @type {[number, number, number, number]} */
  line;

  /** @param {[number, number, number, number]} line */
  constructor(line) {
    this.line = line;
  }

  /** @param {number} offset @param {string} colour */
  addColorStop(offset, colour) {
    this.stops.push([offset, colour]);
  }
}

const FONT = /^(italic )?(\d+ |bold )?([\d.]+)px (.+)$/;

export class SvgContext {
  /** @type {string | Gradient} */
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  /** @type {CanvasLineCap} */
  lineCap = 'butt';
  /** @type {CanvasLineJoin} */
  lineJoin = 'miter';
  font = '10px sans-serif';
  globalAlpha = 1;
  /** @type {CanvasTextAlign} */
  textAlign = 'left';
  /** @type {CanvasTextBaseline} */
  textBaseline = 'alphabetic';
  /** @type {number[]} */
  #dash = [];
  /** A translation, and the sine and cosine of a rotation. */
  #at = { x: 0, y: 0, cos: 1, sin: 0 };
  /** @type {any[]} */
  #saved = [];
  /** Number of groups opened since the last save(). */
  #open = 0;
  /** @type {string[]} */
  #out = [];
  /** @type {string[]} */
  #defs = [];
  /** @type {Map<string, string>} */
  #shared = new Map();
  /**
   * The current path, its end point, and how it has been painted.
   * @type {{ d: string[], x: number, y: number, paints: string[] }}
   */
  #path = { d: [], x: NaN, y: NaN, paints: [] };
  #ids = 0;
  #prefix;
  #ruler;
  #family;

  /**
   * @param {string} prefix  of every id, unique among the pictures of a page
   * @param {string} family  the default font family @param {Ruler} ruler
   */
  constructor(prefix, family, ruler) {
    this.#prefix = prefix;
    this.#family = family;
    this.#ruler = ruler;
  }

  #id() {
    return `${this.#prefix}-${(this.#ids += 1)}`;
  }

  /** @param {number} x @param {number} y */
  #place(x, y) {
    const { x: dx, y: dy, cos, sin } = this.#at;
    return [dx + cos * x - sin * y, dy + sin * x + cos * y];
  }

  // State

  save() {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, globalAlpha } = this;
    const style = { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, globalAlpha };
    this.#saved.push({ style, dash: this.#dash, at: this.#at, open: this.#open });
    this.#open = 0;
  }

  restore() {
    const saved = this.#saved.pop();
    if (!saved) return;
    if (this.#open) this.#flush();
    this.#out.push('</g>'.repeat(this.#open));
    Object.assign(this, saved.style);
    this.#dash = saved.dash;
    this.#at = saved.at;
    this.#open = saved.open;
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const [px, py] = this.#place(x, y);
    this.#at = { ...this.#at, x: px, y: py };
  }

  /** @param {number} angle */
  rotate(angle) {
    const { cos, sin } = this.#at;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    this.#at = { ...this.#at, cos: cos * c - sin * s, sin: sin * c + cos * s };
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.#dash = dash;
  }

  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
  createLinearGradient(x0, y0, x1, y1) {
    return new Gradient([x0, y0, x1, y1]);
  }

  // Paths

  beginPath() {
    this.#flush();
    this.#path = { d: [], x: NaN, y: NaN, paints: [] };
  }

  /** @param {string} command @param {number} x @param {number} y */
  #to(command, x, y) {
    // A canvas also ignores non-finite numbers.
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    if (this.#path.paints.length) this.#flush();
    const [px, py] = this.#place(x, y);
    this.#path.d.push(`${this.#path.d.length ? command : 'M'}${n(px)} ${n(py)}`);
    [this.#path.x, this.#path.y] = [px, py];
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.#to('M', x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#to('L', x, y);
  }

  closePath() {
    if (this.#path.d.length) this.#path.d.push('Z');
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  /** Clockwise. @param {number} x @param {number} y @param {number} r @param {number} start @param {number} end */
  arc(x, y, r, start, end) {
    if (!Number.isFinite(x + y + r)) return;
    const point = (/** @type {number} */ angle) => [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    const [x0, y0] = point(start);
    const [px, py] = this.#place(x0, y0);
    if (n(px) !== n(this.#path.x) || n(py) !== n(this.#path.y)) this.lineTo(x0, y0);
    const radius = n(r);
    const to = (/** @type {number} */ angle, /** @type {number} */ large) => {
      const [ex, ey] = this.#place(.../** @type {[number, number]} */ (point(angle)));
      this.#path.d.push(`A${radius} ${radius} 0 ${large} 1 ${n(ex)} ${n(ey)}`);
      [this.#path.x, this.#path.y] = [ex, ey];
    };
    if (end - start >= 2 * Math.PI - 1e-9) {
      to(start + Math.PI, 0);
      to(start, 0);
    } else to(end, end - start > Math.PI ? 1 : 0);
  }

  stroke() {
    if (!this.#path.d.length || !(this.lineWidth > 0)) return;
    this.#path.paints.push(
      attributes({
        fill: 'none',
        stroke: this.strokeStyle,
        'stroke-width': this.lineWidth,
        'stroke-linecap': this.lineCap === 'butt' ? undefined : this.lineCap,
        'stroke-linejoin': this.lineJoin === 'miter' ? undefined : this.lineJoin,
        'stroke-dasharray': this.#dash.length ? this.#dash.map(n).join(' ') : undefined,
        'stroke-opacity': this.#opacity,
      }),
    );
  }

  fill() {
    if (this.#path.d.length) this.#path.paints.push(attributes({ fill: this.#paint(), 'fill-opacity': this.#opacity }));
  }

  clip() {
    const d = this.#path.d.join('');
    this.#flush();
    const id = this.#id();
    this.#defs.push(`<clipPath id="${id}"><path d="${d}"/></clipPath>`);
    this.#out.push(`<g clip-path="url(#${id})">`);
    this.#open += 1;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.beginPath();
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.beginPath();
  }

  /** Writes the path with its paints. */
  #flush() {
    const { d, paints } = this.#path;
    if (!paints.length) return;
    const path = d.join('');
    if (paints.length > 1 && path.length > LONG) {
      const id = this.#id();
      this.#defs.push(`<path id="${id}" d="${path}"/>`);
      for (const paint of paints) this.#out.push(`<use xlink:href="#${id}"${paint}/>`);
    } else for (const paint of paints) this.#out.push(`<path d="${path}"${paint}/>`);
    this.#path.paints = [];
  }

  /** The opacity of what is painted, where it is not whole. */
  get #opacity() {
    return this.globalAlpha < 1 ? this.globalAlpha : undefined;
  }

  /** The colour of fillStyle. */
  #paint() {
    const { fillStyle: style } = this;
    if (!(style instanceof Gradient)) return style;
    const id = this.#id();
    const [x0, y0, x1, y1] = style.line;
    const [[ax, ay], [bx, by]] = [this.#place(x0, y0), this.#place(x1, y1)];
    const stops = style.stops.map(([offset, colour]) => `<stop${attributes({ offset, 'stop-color': colour })}/>`);
    const line = attributes({ gradientUnits: 'userSpaceOnUse', x1: ax, y1: ay, x2: bx, y2: by });
    this.#defs.push(`<linearGradient id="${id}"${line}>${stops.join('')}</linearGradient>`);
    return `url(#${id})`;
  }

  // Text

  /** @param {string} text @returns {{ width: number }} */
  measureText(text) {
    return { width: this.#ruler.width(text, this.font) };
  }

  /** The opening of a text element, with its position. @param {number} x @param {number} y */
  #written(x, y) {
    const { cos, sin } = this.#at;
    const [px, py] = this.#place(x, y + this.#ruler.drop(this.font, this.textBaseline));
    const turned = sin ? `rotate(${n((Math.atan2(sin, cos) * 180) / Math.PI)} ${n(px)} ${n(py)})` : undefined;
    const anchor = { left: undefined, start: undefined, center: 'middle', right: 'end', end: 'end' }[this.textAlign];
    return { x: px, y: py, transform: turned, 'text-anchor': anchor };
  }

  /** @param {string} font */
  #font(font) {
    const [, italic, weight, size, family] = FONT.exec(font) ?? [];
    return {
      'font-style': italic ? 'italic' : undefined,
      'font-weight': weight?.trim(),
      'font-size': Number(size ?? 10),
      'font-family': family === this.#family ? undefined : family,
    };
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.#flush();
    const style = attributes({ ...this.#written(x, y), ...this.#font(this.font), fill: this.#paint() });
    this.#out.push(`<text${style}>${escapeXml(text)}</text>`);
  }

  /** An outline behind a text. Screen readers skip it. @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.#flush();
    const style = attributes({
      ...this.#written(x, y),
      ...this.#font(this.font),
      fill: 'none',
      stroke: this.strokeStyle,
      'stroke-width': this.lineWidth,
      'stroke-linejoin': 'round',
      'aria-hidden': 'true',
    });
    this.#out.push(`<text${style}>${escapeXml(text)}</text>`);
  }

  /**
   * A text in several fonts. Each piece starts at the end of the previous one in any font.
   * @param {Piece[]} pieces @param {number} x @param {number} y
   */
  fillPieces(pieces, x, y) {
    this.#flush();
    let above = 0;
    const spans = pieces.map(({ text, font, rise }) => {
      const style = attributes({ ...this.#font(font), dy: rise === above ? undefined : above - rise });
      above = rise;
      return `<tspan${style}>${escapeXml(text)}</tspan>`;
    });
    this.#out.push(`<text${attributes({ ...this.#written(x, y), fill: this.#paint() })}>${spans.join('')}</text>`);
  }

  // Pictures and parts

  /** @param {{ toDataURL: () => string }} image @param {number} x @param {number} y @param {number} width @param {number} height */
  drawImage(image, x, y, width, height) {
    this.#flush();
    const [px, py] = this.#place(x, y);
    const place = attributes({ x: px, y: py, width, height, preserveAspectRatio: 'none', opacity: this.#opacity });
    this.#out.push(`<image${place} xlink:href="${escapeXml(image.toDataURL())}"/>`);
  }

  /**
   * Paints content that the picture repeats and writes it once.
   * @param {string} key @param {() => void} paint  always the same for one key
   */
  repeat(key, paint) {
    this.#flush();
    let id = this.#shared.get(key);
    if (!id) {
      const [out, at] = [this.#out, this.#at];
      this.#shared.set(key, (id = this.#id()));
      this.#out = [];
      this.save();
      this.#at = { x: 0, y: 0, cos: 1, sin: 0 };
      this.beginPath();
      paint();
      this.beginPath();
      this.restore();
      this.#defs.push(`<g id="${id}">${this.#out.join('')}</g>`);
      [this.#out, this.#at] = [out, at];
    }
    this.#out.push(`<use xlink:href="#${id}"${attributes({ x: this.#at.x, y: this.#at.y })}/>`);
  }

  /**
   * The file. `direction` keeps the text alignment on right-to-left pages.
   * @param {{ width: number, height: number, unit?: string, title: string, description: string, metadata: string }} about  metadata: XML; unit: of width and height, default px
   */
  toString({ width, height, unit = '', title, description, metadata }) {
    this.#flush();
    const [titleId, descriptionId] = [this.#id(), this.#id()];
    const root = attributes({
      xmlns: 'http://www.w3.org/2000/svg',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      width: unit ? `${width}${unit}` : width,
      height: unit ? `${height}${unit}` : height,
      viewBox: `0 0 ${n(width)} ${n(height)}`,
      role: 'img',
      'aria-labelledby': `${titleId} ${descriptionId}`,
      direction: 'ltr',
      'font-family': this.#family,
      'xml:space': 'preserve',
    });
    return [
      `<svg${root}>`,
      `<title id="${titleId}">${escapeXml(title)}</title>`,
      `<desc id="${descriptionId}">${escapeXml(description)}</desc>`,
      `<metadata>${metadata}</metadata>`,
      `<defs>${this.#defs.join('\n')}</defs>`,
      ...this.#out.filter(Boolean),
      '</svg>',
      '',
    ].join('\n');
  }
}
