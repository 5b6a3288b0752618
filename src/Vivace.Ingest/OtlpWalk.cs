using System.Runtime.CompilerServices;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Ingest;

/// <summary>One pass over an <c>ExportTraceServiceRequest</c>: proves that every message in it is well formed and collects
/// what the limits need to know. Allocates nothing.</summary>
/// <remarks>What passes here can be read again by any reader of the same fields without an error: the log, live blocks and
/// replay rely on it. Unknown fields are allowed and kept; strings are not required to be UTF-8 and come back as sent.
/// A field that occurs twice is checked both times, so it does not matter which one a later reader takes.</remarks>
public struct OtlpWalk
{
    /// <summary>How deep attribute values may nest: each array or key-value list adds one. Deeper ones could exhaust the
    /// stack of whoever reads them recursively.</summary>
    public const int MaxValueDepth = 64;

    /// <summary>Spans in the request, refused ones included.</summary>
    public int SpanCount { get; private set; }

    /// <summary>Spans whose trace id is not 16 bytes or is all zero.</summary>
    public int InvalidTraceIds { get; private set; }

    /// <summary>Spans whose trace id is good but whose span id is not 8 bytes or is all zero.</summary>
    public int InvalidSpanIds { get; private set; }

    /// <summary>Length in bytes of the longest attribute key or string value, wherever it lies.</summary>
    public int LongestAttributeBytes { get; private set; }

    /// <summary>Where the body of the first span with a bad id begins in the request.</summary>
    public int FirstRefusedOffset { get; private set; }

    /// <summary>How long that body is.</summary>
    public int FirstRefusedSizeBytes { get; private set; }

    /// <summary>Spans with a bad id.</summary>
    public readonly int RefusedSpans => InvalidTraceIds + InvalidSpanIds;

    /// <summary>Walks a request.</summary>
    /// <param name="request">The decompressed protobuf message.</param>
    /// <exception cref="OtlpFormatException">The request is malformed; the message names the byte.</exception>
    public static OtlpWalk Over(ReadOnlySpan<byte> request)
    {
        var walk = new OtlpWalk();
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.RequestResourceSpans)
                walk.ResourceSpans(Message(ref reader, wireType, "resource_spans"));
            else
                reader.Skip(field, wireType);
        }

        return walk;
    }

    private void ResourceSpans(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.ResourceSpans.Resource:
                    Resource(Message(ref reader, wireType, "resource_spans.resource"));
                    break;
                case OtlpFields.ResourceSpans.ScopeSpans:
                    ScopeSpans(Message(ref reader, wireType, "resource_spans.scope_spans"));
                    break;
                case OtlpFields.ResourceSpans.SchemaUrl:
                    Bytes(ref reader, wireType, "resource_spans.schema_url");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void Resource(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Resource.Attributes:
                    Attribute(ref reader, wireType, "resource.attributes");
                    break;
                case OtlpFields.Resource.DroppedAttributesCount:
                    Varint(ref reader, wireType, "resource.dropped_attributes_count");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void ScopeSpans(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.ScopeSpans.Scope:
                    Scope(Message(ref reader, wireType, "scope_spans.scope"));
                    break;
                case OtlpFields.ScopeSpans.Spans:
                    Span(Message(ref reader, wireType, "scope_spans.spans"));
                    break;
                case OtlpFields.ScopeSpans.SchemaUrl:
                    Bytes(ref reader, wireType, "scope_spans.schema_url");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void Scope(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Scope.Name:
                case OtlpFields.Scope.Version:
                    Bytes(ref reader, wireType, "scope.name or version");
                    break;
                case OtlpFields.Scope.Attributes:
                    Attribute(ref reader, wireType, "scope.attributes");
                    break;
                case OtlpFields.Scope.DroppedAttributesCount:
                    Varint(ref reader, wireType, "scope.dropped_attributes_count");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void Span(ProtoReader reader)
    {
        var bodyOffset = reader.Offset;
        int traceIds = 0, goodTraceIds = 0, spanIds = 0, goodSpanIds = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Span.TraceId:
                    traceIds++;
                    goodTraceIds += SpanIdCheck.IsTraceId(Bytes(ref reader, wireType, "span.trace_id")) ? 1 : 0;
                    break;
                case OtlpFields.Span.SpanId:
                    spanIds++;
                    goodSpanIds += SpanIdCheck.IsSpanId(Bytes(ref reader, wireType, "span.span_id")) ? 1 : 0;
                    break;
                case OtlpFields.Span.TraceState:
                case OtlpFields.Span.ParentSpanId:
                case OtlpFields.Span.Name:
                    Bytes(ref reader, wireType, "span.trace_state, parent_span_id or name");
                    break;
                case OtlpFields.Span.Kind:
                case OtlpFields.Span.DroppedAttributesCount:
                case OtlpFields.Span.DroppedEventsCount:
                case OtlpFields.Span.DroppedLinksCount:
                    Varint(ref reader, wireType, "span.kind or a dropped count");
                    break;
                case OtlpFields.Span.StartTimeUnixNano:
                case OtlpFields.Span.EndTimeUnixNano:
                    Fixed64(ref reader, wireType, "span.start_time_unix_nano or end_time_unix_nano");
                    break;
                case OtlpFields.Span.Attributes:
                    Attribute(ref reader, wireType, "span.attributes");
                    break;
                case OtlpFields.Span.Events:
                    Event(Message(ref reader, wireType, "span.events"));
                    break;
                case OtlpFields.Span.Links:
                    Link(Message(ref reader, wireType, "span.links"));
                    break;
                case OtlpFields.Span.Status:
                    Status(Message(ref reader, wireType, "span.status"));
                    break;
                case OtlpFields.Span.Flags:
                    Fixed32(ref reader, wireType, "span.flags");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        SpanCount++;
        var traceIdIsGood = traceIds > 0 && goodTraceIds == traceIds;
        if (!traceIdIsGood || spanIds == 0 || goodSpanIds != spanIds)
            Refuse(traceIdIsGood, bodyOffset, reader.Offset - bodyOffset);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(bool traceIdIsGood, int offset, int sizeBytes)
    {
        if (RefusedSpans == 0)
        {
            FirstRefusedOffset = offset;
            FirstRefusedSizeBytes = sizeBytes;
        }

        if (traceIdIsGood)
            InvalidSpanIds++;
        else
            InvalidTraceIds++;
    }

    private void Event(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Event.TimeUnixNano:
                    Fixed64(ref reader, wireType, "event.time_unix_nano");
                    break;
                case OtlpFields.Event.Name:
                    Bytes(ref reader, wireType, "event.name");
                    break;
                case OtlpFields.Event.Attributes:
                    Attribute(ref reader, wireType, "event.attributes");
                    break;
                case OtlpFields.Event.DroppedAttributesCount:
                    Varint(ref reader, wireType, "event.dropped_attributes_count");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void Link(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Link.TraceId:
                case OtlpFields.Link.SpanId:
                case OtlpFields.Link.TraceState:
                    Bytes(ref reader, wireType, "link.trace_id, span_id or trace_state");
                    break;
                case OtlpFields.Link.Attributes:
                    Attribute(ref reader, wireType, "link.attributes");
                    break;
                case OtlpFields.Link.DroppedAttributesCount:
                    Varint(ref reader, wireType, "link.dropped_attributes_count");
                    break;
                case OtlpFields.Link.Flags:
                    Fixed32(ref reader, wireType, "link.flags");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private static void Status(ProtoReader reader)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Status.Message:
                    Bytes(ref reader, wireType, "status.message");
                    break;
                case OtlpFields.Status.Code:
                    Varint(ref reader, wireType, "status.code");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void Attribute(ref ProtoReader reader, WireType wireType, string name)
    {
        var attribute = Bytes(ref reader, wireType, name);
        if (!TryUsualAttribute(attribute))
            KeyValue(new ProtoReader(attribute, reader.Offset - attribute.Length), 1);
    }

    /// <summary>Checks an attribute of the shape nearly all have: a key, then a value of one scalar, lengths of one byte.</summary>
    /// <returns>False for any other shape, which may be good or malformed.</returns>
    private bool TryUsualAttribute(ReadOnlySpan<byte> attribute)
    {
        const byte Key = (OtlpFields.KeyValue.Key << 3) | (int)WireType.LengthDelimited;
        const byte Value = (OtlpFields.KeyValue.Value << 3) | (int)WireType.LengthDelimited;
        const byte String = (OtlpFields.AnyValue.String << 3) | (int)WireType.LengthDelimited;
        const byte Bool = (OtlpFields.AnyValue.Bool << 3) | (int)WireType.Varint;
        const byte Int = (OtlpFields.AnyValue.Int << 3) | (int)WireType.Varint;
        const byte Double = (OtlpFields.AnyValue.Double << 3) | (int)WireType.Fixed64;

        if (attribute.Length < 4 || attribute[0] != Key || attribute[1] >= 0x80)
            return false;

        var keyLength = (int)attribute[1];
        var valueAt = keyLength + 4;
        if (attribute.Length < valueAt + 2
            || attribute[keyLength + 2] != Value
            || attribute[keyLength + 3] != attribute.Length - valueAt
            || attribute[keyLength + 3] >= 0x80)
        {
            return false;
        }

        var value = attribute[valueAt..];
        switch (value[0])
        {
            case String when value[1] == value.Length - 2:
                Measure(value.Length - 2);
                break;
            case Bool or Int when IsOneVarint(value[1..]):
            case Double when value.Length == 9:
                break;
            default:
                return false;
        }

        Measure(keyLength);
        return true;
    }

    private static bool IsOneVarint(ReadOnlySpan<byte> bytes)
    {
        var more = 0;
        while (more < bytes.Length && bytes[more] >= 0x80)
            more++;
        return more + 1 == bytes.Length && bytes.Length <= 10;
    }

    private void KeyValue(ProtoReader reader, int depth)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.KeyValue.Key:
                    Measure(Bytes(ref reader, wireType, "attribute key").Length);
                    break;
                case OtlpFields.KeyValue.Value:
                    AnyValue(Message(ref reader, wireType, "attribute value"), depth);
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void AnyValue(ProtoReader reader, int depth)
    {
        if (depth > MaxValueDepth)
            ThrowTooDeep(reader.Offset);

        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.AnyValue.String:
                    Measure(Bytes(ref reader, wireType, "string_value").Length);
                    break;
                case OtlpFields.AnyValue.Bool:
                case OtlpFields.AnyValue.Int:
                    Varint(ref reader, wireType, "bool_value or int_value");
                    break;
                case OtlpFields.AnyValue.Double:
                    Fixed64(ref reader, wireType, "double_value");
                    break;
                case OtlpFields.AnyValue.Array:
                    List(Message(ref reader, wireType, "array_value"), depth, ofKeyValues: false);
                    break;
                case OtlpFields.AnyValue.KeyValueList:
                    List(Message(ref reader, wireType, "kvlist_value"), depth, ofKeyValues: true);
                    break;
                case OtlpFields.AnyValue.Bytes:
                    Bytes(ref reader, wireType, "bytes_value");
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }
    }

    private void List(ProtoReader reader, int depth, bool ofKeyValues)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field != OtlpFields.ListValues)
                reader.Skip(field, wireType);
            else if (ofKeyValues)
                KeyValue(Message(ref reader, wireType, "kvlist_value.values"), depth + 1);
            else
                AnyValue(Message(ref reader, wireType, "array_value.values"), depth + 1);
        }
    }

    private void Measure(int sizeBytes)
    {
        if (sizeBytes > LongestAttributeBytes)
            LongestAttributeBytes = sizeBytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ProtoReader Message(ref ProtoReader reader, WireType wireType, string name)
    {
        if (wireType != WireType.LengthDelimited)
            reader.ThrowWrongWireType(name, wireType);
        return reader.ReadMessage();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> Bytes(ref ProtoReader reader, WireType wireType, string name)
    {
        if (wireType != WireType.LengthDelimited)
            reader.ThrowWrongWireType(name, wireType);
        return reader.ReadBytes();
    }

    private static void Varint(ref ProtoReader reader, WireType wireType, string name)
    {
        if (wireType != WireType.Varint)
            reader.ThrowWrongWireType(name, wireType);
        reader.ReadVarint();
    }

    private static void Fixed64(ref ProtoReader reader, WireType wireType, string name)
    {
        if (wireType != WireType.Fixed64)
            reader.ThrowWrongWireType(name, wireType);
        reader.ReadFixed64();
    }

    private static void Fixed32(ref ProtoReader reader, WireType wireType, string name)
    {
        if (wireType != WireType.Fixed32)
            reader.ThrowWrongWireType(name, wireType);
        reader.ReadFixed32();
    }

    private static void ThrowTooDeep(int offset) => throw new OtlpFormatException(
        $"malformed protobuf at byte {offset}: attribute values nest deeper than {MaxValueDepth}");
}
