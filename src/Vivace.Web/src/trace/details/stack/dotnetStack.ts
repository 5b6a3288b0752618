import { startsWithAny, textPart, type StackReader } from './StackReader';

//   at Shop.Cart.AddAsync(String id) in /src/Cart.cs:line 42
const frame = /^\s*at (?<call>[^\s(]+\(.*?\))(?: \+ 0x[\da-f]+)?(?: in (?<file>.+):line (?<line>\d+))?\s*$/;

const libraries = [
  'System.',
  'Microsoft.',
  'Internal.',
  'MS.Internal.',
  'Interop.',
  'Autofac.',
  'AutoMapper.',
  'Azure.',
  'Amazon.',
  'Castle.',
  'Confluent.',
  'Dapper.',
  'Elastic.',
  'FluentValidation.',
  'Google.',
  'Grpc.',
  'HotChocolate.',
  'MassTransit.',
  'MediatR.',
  'MongoDB.',
  'MySql.',
  'MySqlConnector.',
  'Newtonsoft.',
  'NHibernate.',
  'Npgsql.',
  'OpenTelemetry.',
  'Oracle.',
  'Polly.',
  'Quartz.',
  'RabbitMQ.',
  'Serilog.',
  'ServiceStack.',
  'StackExchange.',
  'Swashbuckle.',
  'Xunit.',
  'NUnit.',
  'lambda_method',
];

export const dotnetStack: StackReader = {
  language: 'dotnet',
  isFrame: (line) =>
    frame.test(line) && !/\(\S+\.(java|kt|scala|groovy)(:\d+)?\)\s*$/.test(line) && !/:\d+:\d+\)?\s*$/.test(line),
  read(lines, index) {
    const text = lines[index]!;
    const groups = frame.exec(text)?.groups;
    if (groups === undefined) return textPart(text);
    const call = groups.call!;
    const file = groups.file ?? '';
    return {
      kind: 'frame',
      lines: [text],
      call: readableCall(call),
      file,
      line: groups.line === undefined ? null : Number(groups.line),
      // `/_/` is the root that reproducible package builds give their sources.
      isOwn: !startsWithAny(call, libraries) && !file.startsWith('/_/'),
    };
  },
};

/** Methods that the compiler made are named after those that were written: `<AddAsync>d__4.MoveNext()` is `AddAsync()`. */
function readableCall(call: string): string {
  return call
    .replace(/[.+]<(\w+)>d__\d+(?:`\d+)?(?:\[[^\]]*\])?\.MoveNext\(\)/, '.$1()')
    .replace(/(?:[.+]<>c(?:__DisplayClass[\d_]+)?(?:`\d+)?)?\.<(\w+)>b__[\d_]+/, '.$1 lambda')
    .replace(/\.<(\w+)>g__(\w+)\|[\d_]+/, '.$1.$2');
}
