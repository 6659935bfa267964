import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { docPages } from '../../scripts/doc-pages.js';
import { notFoundPage } from '../../scripts/not-found.js';
import { distFolder, inRoot } from '../../scripts/paths.js';
import { siteAddress, sourceAddress, withSite, withSource } from '../../scripts/site.js';

/** Width and height of a PNG. @param {string} file */
const sizeOf = (file) => {
  const png = readFileSync(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

describe('the address of a site', () => {
  it('ends with a slash and has neither query nor fragment', () => {
    assert.equal(siteAddress('https://course.example/init-lab'), 'https://course.example/init-lab/');
    assert.equal(siteAddress('http://localhost:8000/?a=1#b'), 'http://localhost:8000/');
    assert.equal(siteAddress(''), undefined);
  });

  it('is refused if invalid, with the allowed form', () => {
    for (const given of ['course.example', 'ftp://course.example/', 'javascript:alert(1)'])
      assert.throws(
        () => siteAddress(given),
        new RegExp(`SITE_URL is .*${given.slice(0, 6)}.*allowed: an address that begins with https`),
      );
  });

  it('makes the addresses of the card whole, and names itself', () => {
    const page = withSite(readFileSync(path.join(distFolder, 'index.html'), 'utf8'), 'https://course.example/lab/');
    assert.match(page, /og:image" content="https:\/\/course\.example\/lab\/assets\/social-card-[\w-]+\.png"/);
    assert.match(page, /<link rel="canonical" href="https:\/\/course\.example\/lab\/">/);
    assert.match(page, /<meta property="og:url" content="https:\/\/course\.example\/lab\/">/);
  });
});

describe('the page as it is built', () => {
  it('has no form, which browsers would lay out while it loads, and a name for the answers to each question', () => {
    // index.html adds the sections of the lesson's own page.
    const [lab, page] = ['index.html', 'lesson.html'].map((file) => readFileSync(path.join(distFolder, file), 'utf8'));
    assert.doesNotMatch(lab + page, /<form\b/);
    const questions = [...page.matchAll(/<div class="prediction"[\s\S]*?<\/fieldset>/g)].map(
      ([question]) => new Set([...question.matchAll(/type="radio" name="([\w-]+)"/g)].map(([, name]) => name)),
    );
    assert.ok(questions.length > 5 && questions.every(({ size }) => size === 1));
    assert.equal(new Set(questions.flatMap((names) => [...names])).size, questions.length);
  });
});

describe('what is shown of the page elsewhere', () => {
  it('is a card and an icon of the sizes that programs ask for', () => {
    assert.deepEqual(sizeOf(inRoot('www', 'site', 'social-card.png')), [1200, 630]);
    assert.deepEqual(sizeOf(inRoot('www', 'site', 'touch-icon.png')), [180, 180]);
    const page = readFileSync(path.join(distFolder, 'index.html'), 'utf8');
    assert.match(page, /<meta property="og:image" content="\.\/assets\/social-card-[\w-]+\.png"/);
    assert.match(page, /<meta\s+name="description"\s+content="[^"]{50,}"/);
  });

  it('is a page of its own where nothing is, which needs no other file', () => {
    const page = notFoundPage('https://course.example/lab/');
    assert.match(page, /href="https:\/\/course\.example\/lab\/"/);
    assert.match(notFoundPage(undefined), /href="\.\/"/);
    assert.doesNotMatch(page, /<link|<script|src=|<!-- /);
    assert.match(page, /style-src 'sha256-/);
  });
});

describe('the documents as pages of the site', () => {
  const pages = docPages();

  it('link to each other, to headings that exist, and to nothing that is not there', () => {
    assert.ok(pages.has('docs/embedding.html') && pages.has('docs/licence.html'));
    for (const [name, html] of pages) {
      for (const [, href] of html.matchAll(/ href="([^"]+)"/g)) {
        const { origin, pathname, hash } = new URL(href, `http://site/${name}`);
        const file = pathname.slice(1).replace(/(^|\/)$/, '$1index.html');
        if (origin !== 'http://site' || file === 'index.html') continue;
        // A file of the package.
        if (!file.startsWith('docs/')) continue;
        const target = pages.get(file);
        assert.ok(target !== undefined, `${name}: ${href}`);
        if (hash) assert.ok(target.includes(` id="${decodeURIComponent(hash.slice(1))}"`), `${name}: ${href}`);
      }
    }
  });

  /** The addresses at a page's foot. @param {string} name */
  function atFoot(name) {
    const page = readFileSync(path.join(distFolder, name), 'utf8');
    const [footer] = page.match(/<footer[\s\S]*<\/footer>/) ?? [''];
    return [...footer.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  }

  it('are reached from the foot of the page', () => {
    for (const wanted of ['docs/', 'docs/embedding.html', 'docs/changelog.html', 'docs/licence.html'])
      assert.ok(atFoot('index.html').includes(wanted), wanted);
  });

  const articles = ['papers.html', 'libraries.html', 'model.html'];
  for (const name of ['index.html', 'lesson.html', ...articles])
    it(`${name} leads to the other pages, and only to what is there`, () => {
      const links = atFoot(name);
      const others = name === 'index.html' ? articles : ['./', ...articles];
      for (const wanted of [...others, 'docs/', 'docs/changelog.html', 'docs/licence.html'])
        assert.ok(links.includes(wanted), wanted);
      for (const href of links.filter((link) => !/^https?:/.test(link)))
        assert.ok(existsSync(path.join(distFolder, href.replace(/\/$/, '/index.html'))), href);
    });

  it('name the source where its address is known, else a page with the files of the package', () => {
    const page = '<nav><!-- source --></nav>';
    assert.equal(withSource(page, undefined), '<nav><a href="docs/source.html">Source code</a></nav>');
    const files = [...(pages.get('docs/source.html') ?? '').matchAll(/href="\.\.\/([^"]+)"/g)].map(([, file]) => file);
    assert.ok(files.length >= 5);
    for (const file of files) assert.ok(existsSync(path.join(distFolder, file)), file);
    assert.equal(sourceAddress(''), undefined);
    assert.match(
      withSource(page, sourceAddress('https://code.example/init-lab')),
      /href="https:\/\/code\.example\/init-lab"/,
    );
    assert.throws(() => sourceAddress('git@code.example:init-lab'), /allowed: an address that begins with https/);
  });
});
