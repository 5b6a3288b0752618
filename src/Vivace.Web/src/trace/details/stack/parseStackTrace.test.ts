import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldStack } from './foldStack';
import { parseStackTrace } from './parseStackTrace';
import type { StackFrame } from './StackTrace';

const dotnet = `System.InvalidOperationException: Cart 42 is locked
 ---> Npgsql.PostgresException (0x80004005): 55P03: could not obtain lock
   at Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async) in /_/src/Npgsql/Internal/NpgsqlConnector.cs:line 2400
   at Shop.Carts.CartStore.<LockAsync>d__7.MoveNext() in /src/Shop/Carts/CartStore.cs:line 88
--- End of stack trace from previous location ---
   at System.Runtime.CompilerServices.TaskAwaiter.ThrowForNonSuccess(Task task)
   --- End of inner exception stack trace ---
   at Shop.Carts.CartService.<>c__DisplayClass3_0.<AddAsync>b__0(String id, Int32[] numbers)
   at lambda_method12(Closure, Object, HttpContext)
   at Microsoft.AspNetCore.Routing.EndpointMiddleware.<Invoke>g__AwaitRequestTask|7_0(Endpoint endpoint, Task requestTask, ILogger logger)`;

const java = `com.shop.CartException: Cart 42 is locked
\tat com.shop.cart.CartService.add(CartService.java:42)
\tat com.shop.cart.CartService$$EnhancerBySpringCGLIB$$a1b2.add(<generated>)
\tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)
\tat app//org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:255) ~[spring-web-6.1.jar:6.1]
\tat com.shop.Main$.main(Main.scala)
\t... 23 more
Caused by: java.sql.SQLException: timeout
\tat org.postgresql.Driver.connect(Driver.java:1)
\tat jdk.internal.misc.Unsafe.park(Native Method)`;

const python = `Traceback (most recent call last):
  File "/usr/lib/python3.12/site-packages/flask/app.py", line 1473, in wsgi_app
    response = self.full_dispatch_request()
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/app/shop/cart.py", line 42, in add
    lock(cart)
  File "<frozen importlib._bootstrap>", line 1, in _call

During handling of the above exception, another exception occurred:

  File "/app/main.py", line 3, in <module>
KeyError: 'cart'`;

const node = `TypeError: Cannot read properties of undefined (reading 'id')
    at Cart.add [as addItem] (/app/src/cart.js:42:13)
    at async /app/src/server.mjs:10:5
    at new Foo (file:///app/src/foo.ts:1:1)
    at Layer.handle (/app/node_modules/express/lib/router/layer.js:95:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at Array.forEach (<anonymous>)`;

const go = `panic: cart 42 is locked

goroutine 7 [running]:
main.(*Cart).Add(0xc000010000, {0x1, 0x2})
\t/app/cart.go:42 +0x1d
github.com/shop/store.Lock[...](...)
\t/root/go/pkg/mod/github.com/shop/store@v1.2.3/lock.go:10
net/http.HandlerFunc.ServeHTTP(0x0, {0x1, 0x2}, 0x3)
\t/usr/local/go/src/net/http/server.go:2166 +0x29
created by net/http.(*Server).Serve in goroutine 1
\t/usr/local/go/src/net/http/server.go:3285 +0x4b4`;

const all = { dotnet, java, python, node, go };

function frames(text: string): StackFrame[] {
  return parseStackTrace(text)!.parts.filter((part) => part.kind === 'frame');
}

function calls(text: string) {
  return frames(text).map((frame) => [frame.call, frame.isOwn]);
}

describe('a stack trace', () => {
  it.each(Object.entries(all))('of %s is recognised, and no line of it is lost', (language, text) => {
    const trace = parseStackTrace(text)!;
    expect(trace.language).toBe(language);
    expect(trace.parts.flatMap((part) => part.lines).join('\n')).toBe(text);
  });

  it('of .NET tells own calls from libraries and gives compiler-made methods their written names', () => {
    expect(calls(dotnet)).toEqual([
      ['Npgsql.Internal.NpgsqlConnector.ReadMessageLong(Boolean async)', false],
      ['Shop.Carts.CartStore.LockAsync()', true],
      ['System.Runtime.CompilerServices.TaskAwaiter.ThrowForNonSuccess(Task task)', false],
      ['Shop.Carts.CartService.AddAsync lambda(String id, Int32[] numbers)', true],
      ['lambda_method12(Closure, Object, HttpContext)', false],
      [
        'Microsoft.AspNetCore.Routing.EndpointMiddleware.Invoke.AwaitRequestTask(Endpoint endpoint, Task requestTask, ILogger logger)',
        false,
      ],
    ]);
    expect(frames(dotnet)[1]).toMatchObject({ file: '/src/Shop/Carts/CartStore.cs', line: 88 });
  });

  it('of Java leaves modules and loaders out of the call', () => {
    expect(calls(java)).toEqual([
      ['com.shop.cart.CartService.add()', true],
      ['com.shop.cart.CartService$$EnhancerBySpringCGLIB$$a1b2.add()', false],
      ['jdk.internal.reflect.DirectMethodHandleAccessor.invoke()', false],
      ['org.springframework.web.method.support.InvocableHandlerMethod.doInvoke()', false],
      ['com.shop.Main$.main()', true],
      ['org.postgresql.Driver.connect()', false],
      ['jdk.internal.misc.Unsafe.park()', false],
    ]);
    expect(frames(java)[0]).toMatchObject({ file: 'CartService.java', line: 42 });
  });

  it('of Python keeps source lines with their place', () => {
    expect(calls(python)).toEqual([
      ['wsgi_app()', false],
      ['add()', true],
      ['_call()', false],
      ['module', true],
    ]);
    expect(frames(python)[0]!.lines).toHaveLength(3);
  });

  it('of Node takes its own modules and installed packages for libraries', () => {
    expect(calls(node)).toEqual([
      ['Cart.add [as addItem]', true],
      ['(anonymous)', true],
      ['new Foo', true],
      ['Layer.handle', false],
      ['process.processTicksAndRejections', false],
      ['Array.forEach', false],
    ]);
    expect(frames(node)[0]).toMatchObject({ file: '/app/src/cart.js', line: 42 });
  });

  it('of Go takes the standard library and downloaded modules for libraries', () => {
    expect(calls(go)).toEqual([
      ['main.(*Cart).Add()', true],
      ['github.com/shop/store.Lock[...]()', false],
      ['net/http.HandlerFunc.ServeHTTP()', false],
      ['created by net/http.(*Server).Serve()', false],
    ]);
    expect(frames(go)[0]).toMatchObject({ file: '/app/cart.go', line: 42 });
  });

  it('is not seen in other text', () => {
    expect(parseStackTrace('at the beginning there was (nothing)')).toBeNull();
    expect(parseStackTrace('a\nb\nc')).toBeNull();
    expect(parseStackTrace('')).toBeNull();
  });

  it('keeps every line of any text around its calls', () => {
    const line = fc.oneof(fc.string(), ...Object.values(all).map((text) => fc.constantFrom(...text.split('\n'))));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n').replaceAll('\r', '');
        const kept = parseStackTrace(text)?.parts.flatMap((part) => part.lines);
        return kept === undefined || kept.join('\n') === text;
      }),
    );
  });

  it.each([
    '   at ' + 'a/'.repeat(490),
    '   at ' + 'a('.repeat(490),
    '   at ' + ') in '.repeat(190),
    '    at (' + ':1:'.repeat(320),
  ])(
    'made to be slow is still read at once, case %#',
    (line) => {
      const text = Array.from({ length: 400 }, () => line).join('\n');
      parseStackTrace(text);
      expect(line.length).toBeLessThan(1000);
    },
    2000,
  );
});

describe('folding', () => {
  it('makes one line of neighbouring library calls and leaves own calls and texts in place', () => {
    const kinds = foldStack(parseStackTrace(java)!).map((part) =>
      part.kind === 'folded' ? part.frames.length : part.kind,
    );
    expect(kinds).toEqual(['text', 'frame', 3, 'frame', 'text', 'text', 2]);
  });

  it('keeps a single library call as it is', () => {
    const kinds = foldStack(parseStackTrace(`${node.split('\n').slice(0, 5).join('\n')}\nend`)!).map(
      (part) => part.kind,
    );
    expect(kinds).toEqual(['text', 'frame', 'frame', 'frame', 'frame', 'text']);
  });

  it('keeps the first call visible where no call is own code', () => {
    const text = 'E: x\n   at System.A.B()\n   at System.C.D()\n   at System.E.F()';
    expect(foldStack(parseStackTrace(text)!).map((part) => part.kind)).toEqual(['text', 'frame', 'folded']);
  });
});
