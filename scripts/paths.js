import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {...string} parts a path below the project's folder */
export const inRoot = (...parts) => path.join(root, ...parts);

export const generatedFolder = inRoot('www', 'engine', 'generated');
export const distFolder = inRoot('dist');

/** Folder of the generated catalogue. */
export const catalogueFolder = inRoot('www', 'experiment', 'generated');

/** Folder of the generated Python code of the catalogue's entries. */
export const codeFolder = inRoot('www', 'export', 'generated');

/** Folder of the lesson's printed pictures and answers. */
export const picturesFolder = inRoot('www', 'lesson', 'generated');
