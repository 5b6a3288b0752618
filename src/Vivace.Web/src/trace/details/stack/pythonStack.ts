import { textPart, type StackReader } from './StackReader';

//  File "/app/shop/cart.py", line 42, in add
const frame = /^(?<indent>\s*)File "(?<file>[^"]*)", line (?<line>\d+)(?:, in (?<call>.+?))?\s*$/;
const installed =
  /[\\/](?:site-packages|dist-packages)[\\/]|[\\/]lib[\\/]python\d|[\\/]Python\d+[\\/]Lib[\\/]|^<frozen /i;

export const pythonStack: StackReader = {
  language: 'python',
  isFrame: (line) => frame.test(line),
  read(lines, index) {
    const text = lines[index]!;
    const groups = frame.exec(text)?.groups;
    if (groups === undefined) return textPart(text);
    // The source line, and the marks under it, are indented deeper than the place they belong to.
    const taken = [text];
    const indent = groups.indent!.length;
    for (let next = index + 1; next < lines.length; next++) {
      const line = lines[next]!;
      if (frame.test(line) || line.trim() === '' || line.length - line.trimStart().length <= indent) break;
      taken.push(line);
    }
    const file = groups.file!;
    return {
      kind: 'frame',
      lines: taken,
      call: groups.call === undefined || groups.call === '<module>' ? 'module' : `${groups.call}()`,
      file,
      line: Number(groups.line),
      isOwn: !installed.test(file) && !(file.startsWith('<') && file !== '<stdin>' && file !== '<string>'),
    };
  },
};
