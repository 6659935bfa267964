/**
 * The text of a one-file page, from the script that unpacked this one. Read while this script first runs, as it is
 * known only then.
 */
export const source = /** @type {{ source?: string } | null} */ (document.currentScript)?.source;
