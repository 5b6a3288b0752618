import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectValueKind } from './detectValueKind';
import { formatJson } from './formatJson';
import { formatSql } from './formatSql';
import { parseMarkdown } from './parseMarkdown';
import { splitUrl } from './splitUrl';

const join = (tokens: readonly { text: string }[]) => tokens.map((token) => token.text).join('');
const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');

describe('the kind of a value', () => {
  it.each([
    ['a', '{"b":[1,2]}', 'json'],
    ['a', ' [1] ', 'json'],
    ['a', '{}', 'plain'],
    ['a', '{"b":', 'plain'],
    ['a', '12', 'plain'],
    ['a', 'select * from carts', 'sql'],
    ['a', '/* shop */ WITH recent AS (select 1) select 2', 'sql'],
    ['a', 'update the readme', 'plain'],
    ['db.query.text', 'CALL x FROM y', 'sql'],
    ['db.query.text', 'GET cart:42', 'plain'],
    ['url.full', 'https://shop.example/a?b=c', 'url'],
    ['a', 'javascript:alert(1)', 'plain'],
    ['a', 'https://shop.example/with a space', 'plain'],
    ['a', '# Title\n\n- one\n- two', 'markdown'],
    ['a', '- one\n- two', 'plain'],
    ['exception.stacktrace', 'E: x\n   at A.B.C()', 'stack'],
    ['exception.stacktrace', 'nothing here', 'plain'],
    ['a', 'x', 'plain'],
    ['a', '', 'plain'],
  ])('%s = %j is %s', (key, text, kind) => {
    expect(detectValueKind(key, text)).toBe(kind);
  });
});

describe('JSON made readable', () => {
  it('has a line for each member', () => {
    expect(join(formatJson('{"a":1,"b":[true,null],"c":{},"d":[ ]}'))).toBe(
      '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it('keeps digits, order, repetitions and escapes', () => {
    const json = '{"z":12345678901234567890,"a":1.10,"a":"\\u0041\\"\\n<b>"}';
    expect(withoutSpace(join(formatJson(json)))).toBe(withoutSpace(json));
  });

  it('changes nothing but white space, and means the same', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const formatted = join(formatJson(json));
        expect(JSON.parse(formatted)).toEqual(JSON.parse(json));
        expect(withoutSpace(formatted)).toBe(withoutSpace(json));
      }),
    );
  });

  it('tells keys from strings', () => {
    expect(formatJson('{"a":"b"}').filter((token) => token.type === 'key' || token.type === 'string')).toEqual([
      { type: 'key', text: '"a"' },
      { type: 'string', text: '"b"' },
    ]);
  });
});

describe('SQL made readable', () => {
  it.each([
    [
      'SELECT id, name FROM carts c LEFT JOIN users u ON u.id = c.user_id WHERE c.id = $1 AND c.state IN (1, 2) ORDER BY name LIMIT 10',
      'SELECT id, name\nFROM carts c\nLEFT JOIN users u ON u.id = c.user_id\nWHERE c.id = $1\n  AND c.state IN (1, 2)\nORDER BY name\nLIMIT 10',
    ],
    ['select * from (select 1 from a where b) x', 'select *\nfrom (\n  select 1\n  from a\n  where b\n) x'],
    [
      'insert into a (b, c) values (?, ?) on conflict do update set b = 1',
      'insert into a (b, c)\nvalues (?, ?)\non conflict do update set b = 1',
    ],
    ['delete from a where b between 1 and 2', 'delete from a\nwhere b between 1 and 2'],
    ['update a set b=b+1 where c', 'update a\nset b=b+1\nwhere c'],
    ["select 'from where' -- from here\nfrom a", "select 'from where' -- from here\nfrom a"],
    [
      'select count(*), a::text, :name, @p1 from b; select 2',
      'select count(*), a::text, :name, @p1\nfrom b;\nselect 2',
    ],
  ])('case %#', (sql, formatted) => {
    expect(join(formatSql(sql))).toBe(formatted);
  });

  it('changes nothing but white space between tokens, whatever it is given', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "'it''s a  string'",
        '"Name  1"',
        '-- note\n',
        '/* a  b */',
        ' select ',
        ' from ',
        '(',
        ')',
        ',',
        ' and ',
        ';',
        '\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const sql = pieces.join('');
        expect(withoutSpace(join(formatSql(sql)))).toBe(withoutSpace(sql));
      }),
    );
  });

  it('keeps strings as they are and line comments at the end of their line', () => {
    const formatted = join(formatSql("select 'a  b' -- x\n, c from d"));
    expect(formatted).toContain("'a  b'");
    expect(formatted).toMatch(/-- x\n/);
  });
});

describe('a URL taken apart', () => {
  it('has its parameters decoded', () => {
    expect(splitUrl('https://u:p@shop.example:8443/a%20b/c?q=a+b%26c&flag&broken=%zz#top')).toEqual({
      scheme: 'https://',
      authority: 'u:p@shop.example:8443',
      path: '/a%20b/c',
      parameters: [
        { name: 'q', value: 'a b&c' },
        { name: 'flag', value: null },
        { name: 'broken', value: '%zz' },
      ],
      fragment: 'top',
    });
  });

  it('is nothing for other text', () => {
    expect(splitUrl('javascript:alert(1)')).toBeNull();
  });
});

describe('Markdown', () => {
  it('becomes blocks', () => {
    const text =
      '# Title\nSome *text* with `code`\nand more.\n\n1. one\n  - two\n> quoted\n---\n```sql\nselect 1\n\n```\nend';
    expect(parseMarkdown(text).map((block) => block.kind)).toEqual([
      'heading',
      'paragraph',
      'item',
      'item',
      'quote',
      'rule',
      'code',
      'paragraph',
    ]);
  });

  it('keeps links and HTML as text', () => {
    const [block] = parseMarkdown(
      '[here](javascript:alert(1)) <img src=x onerror=alert(1)> ![pixel](http://evil.example/x.png)',
    );
    expect(block).toEqual({
      kind: 'paragraph',
      inlines: [
        { kind: 'link', text: 'here', target: 'javascript:alert(1' },
        { kind: 'text', text: ') <img src=x onerror=alert(1)> ' },
        { kind: 'link', text: 'pixel', target: 'http://evil.example/x.png' },
      ],
    });
  });
});
