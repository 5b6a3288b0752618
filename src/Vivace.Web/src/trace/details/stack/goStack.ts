import { textPart, type StackReader } from './StackReader';

// main.(*Cart).Add(0xc000010000, {0x1, 0x2})
// 	/app/cart.go:42 +0x1d
const call =
  /^(?<prefix>created by )?(?<call>[\w./~@%*()[\]{}…-]+?)(?:\((?<arguments>[^()]*)\))?(?: in goroutine \d+)?\s*$/;
const place = /^\s+(?<file>\S.*\.(?:go|s)):(?<line>\d+)(?: \+0x[\da-f]+)?\s*$/;

export const goStack: StackReader = {
  language: 'go',
  isFrame: (line) => place.test(line),
  read(lines, index) {
    const text = lines[index]!;
    const next = lines[index + 1];
    const groups = call.exec(text)?.groups;
    const where = next === undefined ? undefined : place.exec(next)?.groups;
    if (groups === undefined || where === undefined) return textPart(text);
    const name = groups.call!;
    const file = where.file!;
    return {
      kind: 'frame',
      lines: [text, next!],
      call: `${groups.prefix ?? ''}${name}()`,
      file,
      line: Number(where.line),
      isOwn: isOwn(name, file),
    };
  },
};

function isOwn(name: string, file: string): boolean {
  if (/\/pkg\/mod\/|\/vendor\/|[\\/]go[\\/]src[\\/]|[\\/]libexec[\\/]src[\\/]|[\\/]toolchain@/.test(file)) return false;
  // Packages of the standard library have no dot in the first part of their path; `main` has none either.
  const firstPart = name.split('/')[0]!;
  const root = firstPart.split('.')[0]!;
  const hasHost = name.includes('/') && firstPart.includes('.');
  return root === 'main' || hasHost || !standardLibrary.has(root);
}

const standardLibrary = new Set(
  (
    'archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image ' +
    'index internal io iter log maps math mime net os panic path plugin reflect regexp runtime slices sort strconv strings structs sync ' +
    'syscall testing text time unicode unique unsafe'
  ).split(' '),
);
