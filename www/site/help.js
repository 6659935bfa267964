/** The help panel of the site's page: what one sees, and the keys. */
import css from '../styles/help.css?inline';

const CONTENT = `
<div class="inner">
  <header><h2 id="help-title">What you see</h2><button type="button" class="close" aria-label="Close">×</button></header>
  <p>Each picture shows one network. The networks are the same; only their starting weights differ.</p>
  <p>Dots are the data. Blue circles are class&nbsp;0, orange triangles are class&nbsp;1.</p>
  <p>The background is the network’s prediction: blue where it predicts class 0, orange where it predicts class 1.</p>
  <p>The black line is the decision boundary, where the network is undecided.</p>
  <p>Press Play. The chart shows the cost: the lower it is, the better a network fits the data.</p>
  <h3>Keys, while the focus is in the lab</h3>
  <dl>
    <div><dt><kbd>Space</kbd></dt><dd>Play or pause</dd></div>
    <div><dt><kbd>.</kbd></dt><dd>One iteration</dd></div>
    <div><dt><kbd>R</kbd></dt><dd>Rewind</dd></div>
    <div><dt><kbd>N</kbd></dt><dd>New seed</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>This help</dd></div>
  </dl>
  <p class="more"><a href="#lesson">The lesson</a> explains why. <a href="docs/">The documentation</a> has every setting.</p>
</div>`;

/** @type {HTMLDialogElement | null} */
let dialog = null;

function made() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const made = document.createElement('dialog');
  made.id = 'help-panel';
  made.setAttribute('aria-labelledby', 'help-title');
  made.setAttribute('closedby', 'any');
  made.innerHTML = CONTENT;
  made.addEventListener('click', ({ target }) => {
    if (target === made || (target instanceof Element && target.closest('.close, a[href^="#"]'))) made.close();
  });
  document.body.append(made);
  return made;
}

/** The browser returns the focus when it closes. */
export function showHelp() {
  dialog ??= made();
  if (!dialog.open) dialog.showModal();
}
