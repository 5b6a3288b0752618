// The built page as an HTTP server sends it: files of dist, and index.html for every other address.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** Answers with the file at a path. */
export function sendPageFile(response, path) {
  let file = join(dist, normalize(path));
  if (!file.startsWith(dist) || !existsSync(file) || statSync(file).isDirectory()) file = join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

/** What `/api/vivace/about` says of a server with these features. */
export const aboutWith = (features) => ({
  product: 'Vivace',
  version: '0',
  access: 'open',
  multitenancy: false,
  tenants: [],
  dataSource: null,
  receivers: [],
  features,
  limits: {},
});
