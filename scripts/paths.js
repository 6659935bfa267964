import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {...string} parts a path below the project's folder */
export const inRoot = (...parts) => path.join(root, ...parts);

export const generatedFolder = inRoot('www', 'engine', 'generated');
export const distFolder = inRoot('dist');

/** Where the build writes what can be named in an experiment. */
export const catalogueFolder = inRoot('www', 'experiment', 'generated');

/** Where it writes how exports write that in Python. */
export const codeFolder = inRoot('www', 'export', 'generated');
