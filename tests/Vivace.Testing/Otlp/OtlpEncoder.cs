using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Testing.Otlp;

/// <summary>Encodes the model in canonical form: fields in order of their numbers, scalars of value zero left out.</summary>
public static class OtlpEncoder
{
    public static byte[] Encode(OtlpRequest request)
    {
        using var writer = new ProtoWriter();
        foreach (var resourceSpans in request.ResourceSpans)
            Write(writer, resourceSpans);
        return writer.Written.ToArray();
    }

    /// <summary>The bytes of one <c>Span</c> message, without tag and length.</summary>
    public static byte[] Encode(OtlpSpan span)
    {
        using var writer = new ProtoWriter();
        WriteBody(writer, span);
        return writer.Written.ToArray();
    }

    private static void Write(ProtoWriter writer, OtlpResourceSpans value)
    {
        var mark = writer.BeginMessage(OtlpFields.RequestResourceSpans);
        if (value.Resource is { } resource)
        {
            var inner = writer.BeginMessage(OtlpFields.ResourceSpans.Resource);
            Write(writer, OtlpFields.Resource.Attributes, resource.Attributes);
            Varint(writer, OtlpFields.Resource.DroppedAttributesCount, resource.DroppedAttributesCount);
            writer.EndMessage(inner);
        }

        foreach (var scopeSpans in value.ScopeSpans)
            Write(writer, scopeSpans);
        Text(writer, OtlpFields.ResourceSpans.SchemaUrl, value.SchemaUrl);
        writer.EndMessage(mark);
    }

    private static void Write(ProtoWriter writer, OtlpScopeSpans value)
    {
        var mark = writer.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        if (value.Scope is { } scope)
        {
            var inner = writer.BeginMessage(OtlpFields.ScopeSpans.Scope);
            Text(writer, OtlpFields.Scope.Name, scope.Name);
            Text(writer, OtlpFields.Scope.Version, scope.Version);
            Write(writer, OtlpFields.Scope.Attributes, scope.Attributes);
            Varint(writer, OtlpFields.Scope.DroppedAttributesCount, scope.DroppedAttributesCount);
            writer.EndMessage(inner);
        }

        foreach (var span in value.Spans)
        {
            var inner = writer.BeginMessage(OtlpFields.ScopeSpans.Spans);
            WriteBody(writer, span);
            writer.EndMessage(inner);
        }

        Text(writer, OtlpFields.ScopeSpans.SchemaUrl, value.SchemaUrl);
        writer.EndMessage(mark);
    }

    private static void WriteBody(ProtoWriter writer, OtlpSpan span)
    {
        Bytes(writer, OtlpFields.Span.TraceId, span.TraceId);
        Bytes(writer, OtlpFields.Span.SpanId, span.SpanId);
        Text(writer, OtlpFields.Span.TraceState, span.TraceState);
        Bytes(writer, OtlpFields.Span.ParentSpanId, span.ParentSpanId);
        Text(writer, OtlpFields.Span.Name, span.Name);
        Varint(writer, OtlpFields.Span.Kind, (ulong)span.Kind);
        Fixed64(writer, OtlpFields.Span.StartTimeUnixNano, span.StartTimeUnixNano);
        Fixed64(writer, OtlpFields.Span.EndTimeUnixNano, span.EndTimeUnixNano);
        Write(writer, OtlpFields.Span.Attributes, span.Attributes);
        Varint(writer, OtlpFields.Span.DroppedAttributesCount, span.DroppedAttributesCount);
        foreach (var item in span.Events)
        {
            var inner = writer.BeginMessage(OtlpFields.Span.Events);
            Fixed64(writer, OtlpFields.Event.TimeUnixNano, item.TimeUnixNano);
            Text(writer, OtlpFields.Event.Name, item.Name);
            Write(writer, OtlpFields.Event.Attributes, item.Attributes);
            Varint(writer, OtlpFields.Event.DroppedAttributesCount, item.DroppedAttributesCount);
            writer.EndMessage(inner);
        }

        Varint(writer, OtlpFields.Span.DroppedEventsCount, span.DroppedEventsCount);
        foreach (var link in span.Links)
        {
            var inner = writer.BeginMessage(OtlpFields.Span.Links);
            Bytes(writer, OtlpFields.Link.TraceId, link.TraceId);
            Bytes(writer, OtlpFields.Link.SpanId, link.SpanId);
            Text(writer, OtlpFields.Link.TraceState, link.TraceState);
            Write(writer, OtlpFields.Link.Attributes, link.Attributes);
            Varint(writer, OtlpFields.Link.DroppedAttributesCount, link.DroppedAttributesCount);
            Fixed32(writer, OtlpFields.Link.Flags, link.Flags);
            writer.EndMessage(inner);
        }

        Varint(writer, OtlpFields.Span.DroppedLinksCount, span.DroppedLinksCount);
        if (span.Status is { } status)
        {
            var inner = writer.BeginMessage(OtlpFields.Span.Status);
            Text(writer, OtlpFields.Status.Message, status.Message);
            Varint(writer, OtlpFields.Status.Code, (ulong)status.Code);
            writer.EndMessage(inner);
        }

        Fixed32(writer, OtlpFields.Span.Flags, span.Flags);
    }

    private static void Write(ProtoWriter writer, int field, IReadOnlyList<OtlpAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            var mark = writer.BeginMessage(field);
            Text(writer, OtlpFields.KeyValue.Key, attribute.Key);
            if (attribute.Value is not null)
                Write(writer, OtlpFields.KeyValue.Value, attribute.Value);
            writer.EndMessage(mark);
        }
    }

    private static void Write(ProtoWriter writer, int field, OtlpValue value)
    {
        var mark = writer.BeginMessage(field);
        switch (value)
        {
            case OtlpValue.Text text:
                writer.WriteString(OtlpFields.AnyValue.String, text.Value);
                break;
            case OtlpValue.RawText text:
                writer.WriteBytes(OtlpFields.AnyValue.String, text.Value);
                break;
            case OtlpValue.Bool truth:
                writer.WriteVarint(OtlpFields.AnyValue.Bool, truth.Value ? 1u : 0u);
                break;
            case OtlpValue.Int number:
                writer.WriteVarint(OtlpFields.AnyValue.Int, (ulong)number.Value);
                break;
            case OtlpValue.Double number:
                writer.WriteDouble(OtlpFields.AnyValue.Double, number.Value);
                break;
            case OtlpValue.Bytes bytes:
                writer.WriteBytes(OtlpFields.AnyValue.Bytes, bytes.Value);
                break;
            case OtlpValue.Array array:
                var list = writer.BeginMessage(OtlpFields.AnyValue.Array);
                foreach (var element in array.Values)
                    Write(writer, OtlpFields.ListValues, element);
                writer.EndMessage(list);
                break;
            case OtlpValue.KeyValueList map:
                var pairs = writer.BeginMessage(OtlpFields.AnyValue.KeyValueList);
                Write(writer, OtlpFields.ListValues, map.Values);
                writer.EndMessage(pairs);
                break;
        }

        writer.EndMessage(mark);
    }

    private static void Varint(ProtoWriter writer, int field, ulong value)
    {
        if (value != 0)
            writer.WriteVarint(field, value);
    }

    private static void Fixed64(ProtoWriter writer, int field, ulong value)
    {
        if (value != 0)
            writer.WriteFixed64(field, value);
    }

    private static void Fixed32(ProtoWriter writer, int field, uint value)
    {
        if (value != 0)
            writer.WriteFixed32(field, value);
    }

    private static void Text(ProtoWriter writer, int field, string value)
    {
        if (value.Length > 0)
            writer.WriteString(field, value);
    }

    private static void Bytes(ProtoWriter writer, int field, byte[] value)
    {
        if (value.Length > 0)
            writer.WriteBytes(field, value);
    }
}
