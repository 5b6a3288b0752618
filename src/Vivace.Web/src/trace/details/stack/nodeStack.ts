import { textPart, type StackReader } from './StackReader';

//    at async Cart.add (/app/src/cart.js:42:13)
const named = /^\s*at (?<call>(?:async |new )*[^()]*?(?: \[as [^\]]+\])?) \((?<place>.*)\)\s*$/;
const bare = /^\s*at (?:async )?(?<place>\S.*?:\d+:\d+)\s*$/;
const position = /^(?<file>.*?):(?<line>\d+):\d+$/;

export const nodeStack: StackReader = {
  language: 'node',
  isFrame(line) {
    const place = (named.exec(line) ?? bare.exec(line))?.groups?.place;
    return (
      place !== undefined &&
      (position.test(place) || place === 'native' || place === '<anonymous>' || place.startsWith('node:'))
    );
  },
  read(lines, index) {
    const text = lines[index]!;
    if (!this.isFrame(text)) return textPart(text);
    const groups = (named.exec(text) ?? bare.exec(text))!.groups!;
    const place = position.exec(groups.place!)?.groups;
    const file = place?.file ?? groups.place!;
    return {
      kind: 'frame',
      lines: [text],
      call: groups.call ?? '(anonymous)',
      file,
      line: place === undefined ? null : Number(place.line),
      isOwn:
        place !== undefined &&
        !/^(?:node:|internal\/)|[\\/]node_modules[\\/]|^native$|^(?:[a-z_]+\.js|<anonymous>)$/.test(file),
    };
  },
};
