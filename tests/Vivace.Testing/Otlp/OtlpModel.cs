namespace Vivace.Testing.Otlp;

/// <summary>OTLP trace messages as plain data for tests. <see langword="null"/> means that an embedded message is missing, which OTLP tells
/// apart from an empty one. Encoded by <see cref="OtlpEncoder"/>.</summary>
public sealed record OtlpRequest(IReadOnlyList<OtlpResourceSpans> ResourceSpans)
{
    public byte[] ToBytes() => OtlpEncoder.Encode(this);

    public int SpanCount => ResourceSpans.Sum(r => r.ScopeSpans.Sum(s => s.Spans.Count));

    public override string ToString() => OtlpText.Describe(ToBytes());
}

public sealed record OtlpResourceSpans
{
    public OtlpResource? Resource { get; init; }

    public IReadOnlyList<OtlpScopeSpans> ScopeSpans { get; init; } = [];

    public string SchemaUrl { get; init; } = "";
}

public sealed record OtlpResource
{
    public IReadOnlyList<OtlpAttribute> Attributes { get; init; } = [];

    public uint DroppedAttributesCount { get; init; }
}

public sealed record OtlpScopeSpans
{
    public OtlpScope? Scope { get; init; }

    public IReadOnlyList<OtlpSpan> Spans { get; init; } = [];

    public string SchemaUrl { get; init; } = "";
}

public sealed record OtlpScope
{
    public string Name { get; init; } = "";

    public string Version { get; init; } = "";

    public IReadOnlyList<OtlpAttribute> Attributes { get; init; } = [];

    public uint DroppedAttributesCount { get; init; }
}

public sealed record OtlpSpan
{
    public byte[] TraceId { get; init; } = [];

    public byte[] SpanId { get; init; } = [];

    public string TraceState { get; init; } = "";

    public byte[] ParentSpanId { get; init; } = [];

    public string Name { get; init; } = "";

    public int Kind { get; init; }

    public ulong StartTimeUnixNano { get; init; }

    public ulong EndTimeUnixNano { get; init; }

    public IReadOnlyList<OtlpAttribute> Attributes { get; init; } = [];

    public uint DroppedAttributesCount { get; init; }

    public IReadOnlyList<OtlpEvent> Events { get; init; } = [];

    public uint DroppedEventsCount { get; init; }

    public IReadOnlyList<OtlpLink> Links { get; init; } = [];

    public uint DroppedLinksCount { get; init; }

    public OtlpStatus? Status { get; init; }

    public uint Flags { get; init; }
}

public sealed record OtlpEvent
{
    public ulong TimeUnixNano { get; init; }

    public string Name { get; init; } = "";

    public IReadOnlyList<OtlpAttribute> Attributes { get; init; } = [];

    public uint DroppedAttributesCount { get; init; }
}

public sealed record OtlpLink
{
    public byte[] TraceId { get; init; } = [];

    public byte[] SpanId { get; init; } = [];

    public string TraceState { get; init; } = "";

    public IReadOnlyList<OtlpAttribute> Attributes { get; init; } = [];

    public uint DroppedAttributesCount { get; init; }

    public uint Flags { get; init; }
}

public sealed record OtlpStatus(string Message = "", int Code = 0);

/// <summary>A <c>KeyValue</c>.</summary>
/// <param name="Key">May be empty.</param>
/// <param name="Value">Null: the attribute has no value message at all.</param>
public sealed record OtlpAttribute(string Key, OtlpValue? Value);

/// <summary>An <c>AnyValue</c>.</summary>
public abstract record OtlpValue
{
    private OtlpValue()
    {
    }

    /// <summary>A value message with no alternative set.</summary>
    public sealed record None : OtlpValue;

    public sealed record Text(string Value) : OtlpValue;

    /// <summary>A string value whose bytes need not be UTF-8.</summary>
    public sealed record RawText(byte[] Value) : OtlpValue;

    public sealed record Bool(bool Value) : OtlpValue;

    public sealed record Int(long Value) : OtlpValue;

    public sealed record Double(double Value) : OtlpValue;

    public sealed record Array(IReadOnlyList<OtlpValue> Values) : OtlpValue;

    public sealed record KeyValueList(IReadOnlyList<OtlpAttribute> Values) : OtlpValue;

    public sealed record Bytes(byte[] Value) : OtlpValue;

    public static implicit operator OtlpValue(string value) => new Text(value);

    public static implicit operator OtlpValue(long value) => new Int(value);

    public static implicit operator OtlpValue(int value) => new Int(value);

    public static implicit operator OtlpValue(double value) => new Double(value);

    public static implicit operator OtlpValue(bool value) => new Bool(value);
}
