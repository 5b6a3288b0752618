using System.Buffers.Binary;
using Vivace.Core;

namespace Vivace.Testing.Otlp;

/// <summary>Makes arbitrary OTLP from a seed: everything the protocol allows, the odd cases far more often than in life.</summary>
/// <remarks>Requests made one after the other share trace ids, so traces lie scattered over batches. Trace and span ids are good
/// unless <see cref="BadIds"/> is set.</remarks>
public sealed class OtlpRandom(int seed, int size)
{
    private static readonly string[] Texts =
    [
        "", "a", "service.name", "http.method", "GET", "GET /orders/{id}", "x y", "ünï€𝄞", "<b>&amp;</b>", "\"quoted\\\"", "\0\u0001\n\t",
        "vendor=value,other=1", new('k', 129), "null", "0", "true", "NaN", "SPAN_KIND_SERVER",
    ];

    private readonly Random _random = new(seed);
    private readonly List<byte[]> _traceIds = [];
    private readonly List<byte[]> _spanIds = [];
    private readonly List<OtlpSpan> _sent = [];

    /// <summary>Share of spans with an id that must be refused, 0 to 1.</summary>
    public double BadIds { get; init; }

    /// <summary>Whether string values may hold bytes that are not UTF-8; JSON cannot carry them.</summary>
    public bool RawText { get; init; } = true;

    public OtlpRequest Request() => new(List(3, ResourceSpans));

    public OtlpResourceSpans ResourceSpans() => new()
    {
        Resource = Chance(0.1) ? null : new OtlpResource { Attributes = Attributes(), DroppedAttributesCount = Count() },
        ScopeSpans = List(3, ScopeSpans),
        SchemaUrl = Rarely(Text, ""),
    };

    public OtlpScopeSpans ScopeSpans() => new()
    {
        Scope = Chance(0.2)
            ? null
            : new OtlpScope
            {
                Name = Text(),
                Version = Rarely(Text, ""),
                Attributes = Chance(0.3) ? Attributes() : [],
                DroppedAttributesCount = Count(),
            },
        Spans = List(2 + (size / 5), Span),
        SchemaUrl = Rarely(Text, ""),
    };

    public OtlpSpan Span()
    {
        if (_sent.Count > 0 && Chance(0.05))
            return _sent[_random.Next(_sent.Count)];

        var span = new OtlpSpan
        {
            TraceId = Bad() ? BadId(16) : TraceIdBytes(),
            SpanId = Bad() ? BadId(8) : SpanIdBytes(),
            TraceState = Rarely(Text, ""),
            ParentSpanId = ParentSpanId(),
            Name = Text(),
            Kind = Kind(6),
            StartTimeUnixNano = Time(),
            EndTimeUnixNano = Time(),
            Attributes = Attributes(),
            DroppedAttributesCount = Count(),
            Events = Chance(0.4) ? List(3, Event) : [],
            DroppedEventsCount = Count(),
            Links = Chance(0.4) ? List(3, Link) : [],
            DroppedLinksCount = Count(),
            Status = Chance(0.3) ? null : new OtlpStatus(Rarely(Text, ""), Kind(3)),
            Flags = Chance(0.5) ? 0 : Chance(0.5) ? 0x101 : (uint)_random.NextInt64(),
        };
        _sent.Add(span);
        return span;
    }

    public OtlpEvent Event() => new()
    {
        TimeUnixNano = Time(),
        Name = Text(),
        Attributes = Attributes(),
        DroppedAttributesCount = Count(),
    };

    public OtlpLink Link() => new()
    {
        TraceId = Chance(0.3) ? BadId(16) : TraceIdBytes(),
        SpanId = Chance(0.3) ? BadId(8) : SpanIdBytes(),
        TraceState = Rarely(Text, ""),
        Attributes = Attributes(),
        DroppedAttributesCount = Count(),
        Flags = Rarely(() => (uint)_random.NextInt64(), 0u),
    };

    public IReadOnlyList<OtlpAttribute> Attributes()
    {
        var attributes = List(6, () => new OtlpAttribute(Text(), Chance(0.03) ? null : Value()));
        if (attributes.Count > 0 && Chance(0.1))
            attributes.Add(new OtlpAttribute(attributes[0].Key, Value())); // a key twice, also with two types
        return attributes;
    }

    public OtlpValue Value() => Value(3);

    private OtlpValue Value(int depth) => _random.Next(depth > 0 ? 12 : 9) switch
    {
        0 => new OtlpValue.Bool(Chance(0.5)),
        1 or 2 => new OtlpValue.Int(Int()),
        3 => new OtlpValue.Double(Double()),
        4 => new OtlpValue.Bytes(Bytes(_random.Next(20))),
        5 when Chance(0.2) => new OtlpValue.None(),
        6 when RawText && Chance(0.2) => new OtlpValue.RawText(Bytes(_random.Next(1, 8))),
        9 or 10 => new OtlpValue.Array(List(4, () => Value(depth - 1))),
        11 => new OtlpValue.KeyValueList(List(3, () => new OtlpAttribute(Text(), Chance(0.05) ? null : Value(depth - 1)))),
        _ => new OtlpValue.Text(Text()),
    };

    private byte[] TraceIdBytes() => FromPool(_traceIds, Math.Max(2, size / 5), 16);

    private byte[] SpanIdBytes() => FromPool(_spanIds, int.MaxValue, 8, reuse: 0.02);

    private byte[] FromPool(List<byte[]> pool, int capacity, int length, double reuse = 0.8)
    {
        if (pool.Count > 0 && (pool.Count >= capacity || Chance(reuse)))
            return pool[_random.Next(pool.Count)];

        var id = Bytes(length);
        if (Chance(0.1))
            id.AsSpan(0, length - 1).Clear(); // leading zeros: short hexadecimal texts
        id[length - 1] |= 1;
        pool.Add(id);
        return id;
    }

    private byte[] ParentSpanId()
    {
        // None, one known so far (of any trace; a span may become its own ancestor), one nobody sent, odd lengths, zeros.
        var kind = _random.Next(10);
        return kind switch
        {
            < 2 => [],
            < 8 when _spanIds.Count > 0 => _spanIds[_random.Next(_spanIds.Count)],
            8 => BadId(8),
            _ => Bytes(8),
        };
    }

    private bool Bad() => BadIds > 0 && Chance(BadIds);

    private byte[] BadId(int goodLength) => _random.Next(5) switch
    {
        0 => [],
        1 => new byte[goodLength],
        2 => Bytes(goodLength - 1),
        3 => Bytes(goodLength + 1),
        _ => Bytes(_random.Next(1, 40) is var length && length == goodLength ? 1 : length),
    };

    private ulong Time() => _random.Next(12) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => (ulong)_random.NextInt64(),
        _ => 1_700_000_000_000_000_000UL + (ulong)_random.NextInt64(60_000_000_000),
    };

    private int Kind(int known) => _random.Next(10) switch
    {
        0 => _random.Next(known, 100),
        1 when Chance(0.3) => -_random.Next(1, 100),
        _ => _random.Next(known),
    };

    private long Int() => _random.Next(6) switch
    {
        0 => 0,
        1 => long.MinValue,
        2 => long.MaxValue,
        3 => _random.NextInt64() - _random.NextInt64(),
        _ => _random.Next(-5, 600),
    };

    private double Double() => _random.Next(8) switch
    {
        0 => 0,
        1 => double.NegativeZero,
        2 => double.NaN,
        3 => double.PositiveInfinity,
        4 => double.NegativeInfinity,
        5 => double.Epsilon,
        6 => BitConverter.Int64BitsToDouble(_random.NextInt64()) is var any && double.IsNaN(any) ? 1 : any,
        _ => _random.NextDouble() * 1000,
    };

    private string Text() => Chance(0.7) ? Texts[_random.Next(Texts.Length)] : $"text-{_random.Next(100)}";

    private uint Count() => Chance(0.8) ? 0 : Chance(0.1) ? uint.MaxValue : (uint)_random.Next(1, 300);

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Rarely<T>(Func<T> make, T usual) => Chance(0.2) ? make() : usual;

    private List<T> List<T>(int most, Func<T> make)
    {
        var list = new List<T>();
        for (var left = _random.Next(most + 1); left > 0; left--)
            list.Add(make());
        return list;
    }

    /// <summary>An id as the model wants it.</summary>
    public static byte[] IdBytes(TraceId id)
    {
        var bytes = new byte[TraceId.SizeBytes];
        id.CopyTo(bytes);
        return bytes;
    }

    /// <summary>A span id as the model wants it.</summary>
    public static byte[] IdBytes(ulong spanId)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, spanId);
        return bytes;
    }
}
