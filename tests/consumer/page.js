/** Both entries in a page: the element, and a lab of its own beside it. */
import { createLab } from 'init-lab';
import 'init-lab/element';

const lab = await createLab({ preset: 'notebook' });
lab.advance(1000);
document.title = JSON.stringify(lab.snapshot().runs.map(({ cost }) => cost));
lab.free();
