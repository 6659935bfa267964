/** Answers each line of JSON on standard input with a line of JSON, until the input ends. */
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
