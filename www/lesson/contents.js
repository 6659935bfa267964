/** The lesson's contents: which section is being read, how far one is, and the list on narrow screens. */

/** The share of the window's height above which a section counts as being read. */
const LINE = 0.35;

/** @param {HTMLElement} article */
export function followReader(article) {
  const nav = /** @type {HTMLElement | null} */ (article.querySelector('.contents'));
  const button = nav?.querySelector('button');
  if (!nav || !button) return;
  const entries = Array.from(nav.querySelectorAll('a'), (link) => ({
    link,
    section: document.getElementById(link.hash.slice(1)),
  }));

  /** @type {HTMLAnchorElement | null} */
  let current = null;
  const update = () => {
    const line = LINE * innerHeight;
    const read = entries.filter(({ section }) => section && section.getBoundingClientRect().top <= line).at(-1);
    const { top, height } = article.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (innerHeight - top) / height));
    nav.style.setProperty('--read', share.toFixed(3));
    if ((read?.link ?? null) === current) return;
    current?.removeAttribute('aria-current');
    current = read?.link ?? null;
    current?.setAttribute('aria-current', 'true');
    button.textContent = current?.textContent ?? 'Sections';
  };
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      update();
    });
  };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  update();

  const open = (/** @type {boolean} */ isOpen) => button.setAttribute('aria-expanded', String(isOpen));
  button.addEventListener('click', () => open(button.getAttribute('aria-expanded') !== 'true'));
  nav.addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && open(false));
  nav.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    open(false);
    button.focus();
  });
  nav.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !nav.contains(relatedTarget)) open(false);
  });
}
