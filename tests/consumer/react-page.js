/** The page in a browser: hydrated where a server has rendered it. */
import { createElement } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './react-app.js';

const root = document.getElementById('root');
if (root.firstChild) hydrateRoot(root, createElement(App));
else createRoot(root).render(createElement(App));
