/** Answers requests on standard input, a line of JSON each, with a line of JSON each, until the input ends. */
import { createInterface } from 'node:readline';

/** @param {(request: any) => Promise<object>} handle */
export async function answerLines(handle) {
  for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = await handle(JSON.parse(line));
    } catch (error) {
      answer = { error: error instanceof Error ? error.message : String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
