/**
 * Fuzzes the core's readers, guided by coverage (docs/decisions/0130-fuzzing-of-readers.md). Needs cargo-fuzz and a C++
 * compiler.
 *
 * Usage: node scripts/fuzz-readers.js [--seconds 600] [experiment | weights | session | sweep …]
 *
 * Each reader starts from fuzz/corpus, and what it finds is added there: the fewest texts that reach all that was reached.
 * A failure is left in target/fuzz/artifacts and printed.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.js';
import { SetupError, runScript, say } from './report.js';
import { run } from './run.js';

const READERS = ['experiment', 'weights', 'session', 'sweep'];
/** Longest text, in bytes: longer ones are only slower. */
const LONGEST = 3000;

/** @param {string} reader */
const corpusFile = (reader) => inRoot('fuzz', 'corpus', `${reader}.jsonl`);

/** Writes a corpus as the files of a folder, which is what the fuzzer takes. @param {string} reader @param {string} folder */
function unpack(reader, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const texts = readFileSync(corpusFile(reader), 'utf8').split('\n').filter(Boolean);
  texts.forEach((text, k) => writeFileSync(path.join(folder, `seed-${k}`), text));
}

/** Writes the files of a folder as a corpus, shortest first. Texts with invisible characters are left out. @param {string} reader @param {string} folder */
function pack(reader, folder) {
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file)));
  const lines = texts.filter((bytes) => Buffer.from(String(bytes)).equals(bytes)).map(String);
  const whole = lines.filter((line) => line !== '' && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line));
  const sorted = whole.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  writeFileSync(corpusFile(reader), `${sorted.join('\n')}\n`);
}

/** @param {string} reader @param {string[]} parameters */
const fuzzer = (reader, parameters) =>
  run('cargo', ['fuzz', 'run', '--sanitizer', 'none', reader, ...parameters], { env: { RUSTC_BOOTSTRAP: '1' } });

runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { seconds: { type: 'string', default: '600' } },
    allowPositionals: true,
  });
  for (const reader of positionals.length > 0 ? positionals : READERS) {
    if (!READERS.includes(reader))
      throw new SetupError(`"${reader}" is no reader; must be one of ${READERS.join(', ')}.`);
    const [found, least, artifacts] = ['found', 'least', 'artifacts'].map((part) =>
      inRoot('target', 'fuzz', part, reader),
    );
    unpack(reader, found);
    for (const folder of [least, artifacts]) mkdirSync(folder, { recursive: true });
    say(`── ${reader} ──`);
    const options = [`-max_total_time=${values.seconds}`, `-max_len=${LONGEST}`, '-timeout=60', '-print_final_stats=1'];
    const code = await fuzzer(reader, [found, '--', ...options, `-artifact_prefix=${artifacts}/`]);
    if (code !== 0) throw new SetupError(`${reader} failed; the text is in target/fuzz/artifacts/${reader}.`);
    rmSync(least, { recursive: true });
    mkdirSync(least);
    await fuzzer(reader, [least, found, '--', '-set_cover_merge=1']);
    pack(reader, least);
  }
});
