#!/usr/bin/env bash
# mystmd 1.8.3: a build copies the module of an anywidget directive into the site, under a name of its own, but none of the files
# that it imports beside it; so a module that the address serves whole is broken on the page. Without an answer it keeps the address.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund mystmd@1.8.3

mkdir -p served course/theme
echo 'export const text = "dots";' >served/part.js
echo 'import { text } from "./part.js"; export default { render({ el }) { el.textContent = text; } };' >served/widget.js
cat >server.mjs <<'JS'
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
const answer = ({ url }, response) => {
  response.setHeader('Content-Type', 'text/javascript');
  createReadStream(`served${url}`).pipe(response);
};
const server = createServer(answer).listen(0, '127.0.0.1', () => console.log(server.address().port));
JS
node server.mjs >port &
server=$!
until [ -s port ]; do sleep 0.1; done

printf 'version: 1\nproject:\n  title: Course\nsite:\n  template: ./theme\n' >course/myst.yml
printf 'jtex: v1\ntitle: Page\nkind: site\nversion: 1.0.0\n' >course/theme/template.yml
printf '# Course\n\n:::{anywidget} http://127.0.0.1:%s/widget.js\n{}\n:::\n' "$(cat port)" >course/index.md

cat >told.mjs <<'JS'
import { readFileSync, readdirSync } from 'node:fs';
const text = readFileSync('course/_build/site/content/index.json', 'utf8');
const address = /"esm":"([^"]*)"/.exec(text)[1].replace(/[0-9a-f]{32}/, 'HASH').replace(/:\d+/, ':PORT');
const modules = readdirSync('course/_build/site/public').filter((name) => /\.m?js$/.test(name));
console.log(`the page loads ${address}; modules in the site: ${modules.length}`);
JS
built() {
  rm -rf course/_build
  (cd course && ../node_modules/.bin/myst build --site --ci >log 2>&1) && echo "$1: built, $(node told.mjs)"
}
{
  built "with an answer"
  kill "$server"
  built "without one"
} | tee seen

diff seen - <<'SEEN'
with an answer: built, the page loads /HASH.mjs; modules in the site: 1
without one: built, the page loads http://127.0.0.1:PORT/widget.js; modules in the site: 0
SEEN
