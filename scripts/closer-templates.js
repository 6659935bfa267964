/**
 * Templates of the element without the ends of their lines and what the next ones are indented by: where a browser shows a blank for those,
 * one blank stays.
 */
import { root } from './paths.js';

const TAGS = ['html', 'svg'];
/** Where every blank counts, which no template has by now. */
const KEPT = /<(pre|textarea)\b/;

/** @param {any} node @param {(node: any) => void} visit */
function walk(node, visit) {
  if (Array.isArray(node)) node.forEach((child) => walk(child, visit));
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node);
    Object.values(node).forEach((child) => walk(child, visit));
  }
}

/**
 * A module with closer templates.
 * @param {string} code @param {any} tree  the module's
 */
export function closer(code, tree) {
  /** @type {{ start: number, end: number, raw: string }[]} */
  const texts = [];
  walk(tree, ({ type, tag, quasi }) => {
    if (type !== 'TaggedTemplateExpression' || !TAGS.includes(tag.name)) return;
    const all = quasi.quasis.map((/** @type {any} */ { value }) => value.raw);
    if (KEPT.test(all.join(''))) return;
    let from = quasi.start + 1; // behind the quotation mark
    all.forEach((/** @type {string} */ raw, /** @type {number} */ k) => {
      texts.push({ start: from, end: from + raw.length, raw });
      // Up to the brace that ends what stands between this text and the next.
      from = k < quasi.expressions.length ? code.indexOf('}', quasi.expressions[k].end) + 1 : from;
    });
  });
  let made = '';
  let done = 0;
  for (const { start, end, raw } of texts.sort((a, b) => a.start - b.start)) {
    if (code.slice(start, end) !== raw) throw new Error(`a template is not where it was looked for: ${raw}`);
    made += code.slice(done, start) + raw.replace(/[ \t\r]*\n[ \t\r\n]*/g, ' ');
    done = end;
  }
  return made + code.slice(done);
}

/** @returns {import('vite').Plugin} */
export const closerTemplates = () => ({
  name: 'closer-templates',
  apply: 'build',
  transform(code, id) {
    if (!id.startsWith(`${root}www/`) || !id.endsWith('.js') || !/\b(html|svg)`/.test(code)) return undefined;
    return { code: closer(code, this.parse(code)), map: null };
  },
});
