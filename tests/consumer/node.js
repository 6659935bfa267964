/** The headless entry in Node. */
import { createLab } from 'init-lab';

const lab = await createLab({ preset: 'notebook' });
lab.advance(1000);
process.stdout.write(JSON.stringify(lab.snapshot().runs.map(({ cost }) => cost)));
lab.free();
