// Builds the page for the server: dependencies when the lock file changed, the bundle when a source changed, compressed copies
// beside the files. Called by `dotnet build`; several builds may call it at the same time, one of them does the work.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Manifest } from './manifest.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const lock = join(root, 'node_modules.lock');
const installed = join(root, 'node_modules', '.vivace-lock');

const LEAST_NODE = [20, 19];
const LOCK_PATIENCE_MS = 10 * 60_000;
const LEAST_COMPRESSED_BYTES = 1024;
const COMPRESSED = new Set(['.js', '.css', '.svg', '.json', '.html', '.txt', '.webmanifest']);

main();

function main() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    fail(`Node.js ${process.versions.node} is too old: the web page is built with Node.js ${LEAST_NODE.join('.')} or newer.`);
  }
  if (isBuilt()) return;
  takeLock();
  try {
    if (isBuilt()) return; // another build has done it meanwhile
    const lockHash = hash([join(root, 'package-lock.json')]);
    if (read(installed) !== lockHash) {
      if (!existsSync(join(root, 'node_modules', '.package-lock.json')) || isLockNewer()) npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
      writeFileSync(installed, lockHash);
    }
    const inputs = hashOfInputs();
    npm('exec', '--offline', '--', 'vite', 'build', '--logLevel', 'warn');
    finish(inputs);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isBuilt() {
  return read(stamp) === hashOfInputs();
}

/** npm writes its own copy of the lock file when it has installed everything. */
function isLockNewer() {
  return statSync(join(root, 'package-lock.json')).mtimeMs > statSync(join(root, 'node_modules', '.package-lock.json')).mtimeMs;
}

/**
 * Writes compressed copies, the list of files that belong to this build, those that each page will ask for, and last the stamp
 * that it is whole.
 */
function finish(inputs) {
  const files = listFiles(dist).filter((file) => !file.split(sep).some((part) => part.startsWith('.')));
  for (const file of files) {
    const content = readFileSync(join(dist, file));
    if (!COMPRESSED.has(extname(file)) || content.length < LEAST_COMPRESSED_BYTES || file === 'index.html') continue;
    writeFileSync(join(dist, `${file}.gz`), gzipSync(content, { level: 9 }));
    const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    writeFileSync(join(dist, `${file}.br`), brotliCompressSync(content, options));
  }
  writeFileSync(join(dist, 'files.txt'), files.map((file) => `${file.split(sep).join('/')}\n`).join(''));
  writeFileSync(join(dist, 'pages.json'), `${JSON.stringify(new Manifest(dist).filesOfPages(), null, 2)}\n`);
  writeFileSync(stamp, inputs);
}

function hashOfInputs() {
  const sources = ['src', 'public', 'scripts'].flatMap((folder) => listFiles(join(root, folder)).map((file) => join(root, folder, file)));
  const single = ['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'].map((file) => join(root, file));
  return hash([...sources.filter((file) => !isForTests(file)), ...single]);
}

function isForTests(file) {
  return /\.test\.tsx?$/.test(file) || file.includes(`${sep}testing${sep}`);
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files.sort()) {
    sum.update(relative(root, file)).update('\0');
    if (existsSync(file)) sum.update(readFileSync(file));
    sum.update('\0');
  }
  return sum.digest('hex');
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A folder can be made by one process only; its age and owner tell whether somebody still works. */
function takeLock() {
  const started = Date.now();
  while (!tryLock()) {
    if (isAbandoned()) rmSync(lock, { recursive: true, force: true });
    else if (Date.now() - started > LOCK_PATIENCE_MS) fail(`Another build of the web page has not ended within 10 minutes; remove ${lock} if there is none.`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function tryLock() {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned() {
  const owner = Number(read(join(lock, 'pid')));
  try {
    if (!owner) return Date.now() - statSync(lock).mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function npm(...args) {
  try {
    execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
  } catch (error) {
    fail(`npm ${args.join(' ')} failed in ${root}${error.code === 'ENOENT' ? ': npm is not installed' : ''}.`);
  }
}

/** The form that MSBuild reads as an error. */
function fail(message) {
  console.error(`Vivace.Web : error WEB0001: ${message}`);
  rmSync(join(lock, 'pid'), { force: true });
  process.exit(1);
}
