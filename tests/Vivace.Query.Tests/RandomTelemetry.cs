using Vivace.Testing.Otlp;

namespace Vivace.Query.Tests;

/// <summary>Random spans over small domains, so that conditions hit: few keys, few values, every type for the same key.</summary>
internal static class RandomTelemetry
{
    private const ulong Base = 1_700_000_000_000_000_000;

    public static List<StoredSpan> Spans(Random random, int traces)
    {
        var spans = new List<StoredSpan>();
        for (var trace = 1; trace <= traces; trace++)
        {
            var count = random.Next(1, 8);
            var ids = new List<ulong>();
            for (var i = 0; i < count; i++)
            {
                // Some ids begin with a zero byte; some parents are missing.
                var id = ((ulong)trace << 32) + (ulong)i + 1 + (random.Next(4) == 0 ? 0UL : 0x7100_0000_0000_0000);
                var parent = ids.Count == 0 || random.Next(8) == 0
                    ? (random.Next(3) == 0 ? 0xDEAD_0000UL + (ulong)i : 0)
                    : ids[random.Next(ids.Count)];
                ids.Add(id);
                spans.Add(Span(random, trace, id, parent));
            }
        }

        return spans;
    }

    /// <summary>The spans as requests: shuffled and cut at random.</summary>
    public static IEnumerable<byte[]> Requests(Random random, IReadOnlyList<StoredSpan> spans)
    {
        var order = spans.ToArray();
        random.Shuffle(order);
        for (var start = 0; start < order.Length;)
        {
            var count = Math.Min(order.Length - start, random.Next(1, 40));
            yield return new OtlpRequest(
            [
                .. order.AsSpan(start, count).ToArray().Select(span => new OtlpResourceSpans
                {
                    Resource = span.Resource,
                    ScopeSpans = [new OtlpScopeSpans { Scope = span.Scope, Spans = [span.Span] }],
                }),
            ]).ToBytes();
            start += count;
        }
    }

    private static StoredSpan Span(Random random, int trace, ulong id, ulong parent)
    {
        var start = Base + (ulong)trace * 1_000_000_000 + (ulong)random.Next(4) * 1_000_000;
        var traceId = new byte[16];
        traceId[15] = (byte)trace;
        traceId[0] = (byte)(trace % 3 * 16);
        var span = new OtlpSpan
        {
            TraceId = traceId,
            SpanId = OtlpRandom.IdBytes(id),
            ParentSpanId = parent == 0 ? [] : OtlpRandom.IdBytes(parent),
            Name = Text(random),
            Kind = random.Next(7),
            StartTimeUnixNano = start,
            EndTimeUnixNano = random.Next(10) == 0 ? start - 5 : start + (ulong)random.Next(4) * 1_000_000,
            Attributes = Attributes(random),
            Status = random.Next(3) == 0 ? null : new OtlpStatus(Text(random), random.Next(3)),
            Events = Several(random, () => new OtlpEvent
            {
                Name = Text(random),
                TimeUnixNano = start + (ulong)random.Next(3) * 1_000_000 - 1_000_000,
                Attributes = Attributes(random),
            }),
            Links = Several(random, () => new OtlpLink
            {
                TraceId = traceId,
                SpanId = OtlpRandom.IdBytes(id),
                Attributes = Attributes(random),
            }),
        };
        var resource = random.Next(8) == 0 ? null : new OtlpResource { Attributes = ResourceAttributes(random) };
        var scope = random.Next(4) == 0
            ? null
            : new OtlpScope { Name = Text(random), Version = Text(random), Attributes = Attributes(random) };
        return new StoredSpan(span, resource, scope);
    }

    private static List<T> Several<T>(Random random, Func<T> make)
    {
        var list = new List<T>();
        for (var i = random.Next(2) == 0 ? 0 : random.Next(1, 4); i > 0; i--)
            list.Add(make());
        return list;
    }

    private static List<OtlpAttribute> ResourceAttributes(Random random)
    {
        var attributes = Attributes(random);
        if (random.Next(3) != 0)
            attributes.Add(new OtlpAttribute("service.name", Text(random)));
        return attributes;
    }

    private static List<OtlpAttribute> Attributes(Random random)
    {
        var attributes = new List<OtlpAttribute>();
        Add("s", () => Text(random));
        Add("t", () => Text(random));
        Add("i", () => random.Next(-1, 4));
        Add("j", () => random.Next(-1, 4));
        Add("d", () => Real(random));
        Add("b", () => random.Next(2) == 0);
        Add("a", () => Array(random));
        Add("m", () => Any(random));
        return attributes;

        void Add(string key, Func<OtlpValue> value)
        {
            if (random.Next(5) < 2)
                attributes.Add(new OtlpAttribute(key, value()));
        }
    }

    private static OtlpValue Any(Random random) => random.Next(9) switch
    {
        0 => Text(random),
        1 => random.Next(-1, 4),
        2 => Real(random),
        3 => random.Next(2) == 0,
        4 => Array(random),
        5 => new OtlpValue.KeyValueList([new OtlpAttribute("x", 1)]),
        6 => new OtlpValue.Bytes([1, 2]),
        7 => new OtlpValue.Array([1, "a"]),
        _ => random.Next(2) == 0 ? 9007199254740993L : long.MaxValue,
    };

    private static OtlpValue.Array Array(Random random)
    {
        var count = random.Next(3);
        var type = random.Next(4);
        return new OtlpValue.Array([.. Enumerable.Range(0, count).Select(_ => (OtlpValue)(type switch
        {
            0 => Text(random),
            1 => random.Next(-1, 4),
            2 => Real(random),
            _ => random.Next(2) == 0,
        }))]);
    }

    private static double Real(Random random) =>
        new[] { 0.5, 1.0, 2.0, -0.0, -1.5, double.NaN, double.PositiveInfinity }[random.Next(7)];

    private static string Text(Random random) => new[] { "a", "b", "ab", "", "ü" }[random.Next(5)];
}

/// <summary>A span with what it belongs to.</summary>
internal sealed record StoredSpan(OtlpSpan Span, OtlpResource? Resource, OtlpScope? Scope);
