// @ts-check
import { label, writeLabels } from '../shared/words.js';
import { showAccess } from './access.js';

const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

await writeLabels();
document.title = label('welcomeTitle');
await showAccess(at('access'), at('grant'), { held: 'welcomeGranted', withheld: 'welcomeAccess' });
document.body.dataset.state = 'ready';
