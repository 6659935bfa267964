/** CSV for spreadsheets and data frames. No DOM. */

/**
 * Guards a text that a spreadsheet would read as a formula: labels come from links and files, and =HYPERLINK(…) must
 * stay text. Such a text gets a leading apostrophe, the spreadsheet mark for text (OWASP, CSV Injection). Numbers are
 * never changed.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180: commas, CRLF, doubled quotes. @param {(string | number)[][]} rows */
export async function csvText(rows) {
  const { default: Papa } = await import('papaparse');
  return `${Papa.unparse(rows, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
}
