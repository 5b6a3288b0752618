import './theme/tokens.css';
import './theme/palettes.css';
import './theme/base.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { aboutQuery } from './api/about';
import { App, preloadPage } from './app/App';
import { pageNonce } from './app/pageNonce';
import { createQueryClient } from './app/queryClient';
import { startShortcuts } from './app/shortcuts';
import { startTheme } from './theme/theme';

/** How long the frame waits for what the page below it needs, in milliseconds: drawn together both are there earlier. */
const PATIENCE = 150;

const queryClient = createQueryClient();
const needed = Promise.all([queryClient.prefetchQuery(aboutQuery), preloadPage(window.location.pathname)]);
const nonce = pageNonce();
if (nonce !== null) setNonce(nonce);
startTheme();
startShortcuts();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
void Promise.race([needed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} />
    </StrictMode>,
  ),
);
