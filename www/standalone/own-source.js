/** The text of a one-file page, as what unpacked its script told it: known while the script first runs, so this must not come late. */
export const source = /** @type {{ source?: string } | null} */ (document.currentScript)?.source;
