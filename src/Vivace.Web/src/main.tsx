import './theme/tokens.css';
import './theme/palettes.css';
import './theme/base.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, preloadPage } from './app/App';
import { pageNonce } from './app/pageNonce';
import { startShortcuts } from './app/shortcuts';
import { startTheme } from './theme/theme';

const nonce = pageNonce();
if (nonce !== null) setNonce(nonce);
startTheme();
startShortcuts();
preloadPage(window.location.pathname);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
