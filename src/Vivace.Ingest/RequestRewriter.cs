using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Ingest;

/// <summary>Copies a request without the spans whose ids are bad, and with attribute keys and strings cut to a limit. All
/// else, unknown fields too, is copied as it came.</summary>
/// <remarks>Only called for a request that an <see cref="OtlpWalk"/> has accepted, so nothing here can be malformed or nest
/// too deep. Scopes and resources left without spans go; those that came without spans stay.</remarks>
internal ref struct RequestRewriter
{
    private readonly ProtoWriter _writer;
    private readonly int _maxAttributeBytes;

    private RequestRewriter(ProtoWriter writer, int maxAttributeBytes)
    {
        _writer = writer;
        _maxAttributeBytes = maxAttributeBytes;
    }

    /// <summary>Attributes cut, by where they lie.</summary>
    public TruncationCounts Truncated;

    /// <summary>Writes the new request.</summary>
    /// <param name="request">A request that was walked.</param>
    /// <param name="maxAttributeBytes">Longest key or string value; 0 = do not cut.</param>
    /// <param name="writer">Receives the new request.</param>
    public static TruncationCounts Rewrite(ReadOnlySpan<byte> request, int maxAttributeBytes, ProtoWriter writer)
    {
        var rewriter = new RequestRewriter(writer, maxAttributeBytes > 0 ? maxAttributeBytes : int.MaxValue);
        rewriter.Request(request);
        return rewriter.Truncated;
    }

    private void Request(ReadOnlySpan<byte> request)
    {
        var reader = new ProtoReader(request);
        for (var start = 0; reader.TryReadTag(out var field, out var wireType); start = reader.Position)
        {
            if (field == OtlpFields.RequestResourceSpans)
                ResourceSpans(reader.ReadMessage());
            else
                CopyField(ref reader, start, field, wireType);
        }
    }

    private void ResourceSpans(ProtoReader reader)
    {
        var before = _writer.Length;
        var mark = _writer.BeginMessage(OtlpFields.RequestResourceSpans);
        int kept = 0, removed = 0;
        for (var start = 0; reader.TryReadTag(out var field, out var wireType); start = reader.Position)
        {
            if (field == OtlpFields.ResourceSpans.ScopeSpans)
            {
                if (ScopeSpans(reader.ReadMessage()))
                    kept++;
                else
                    removed++;
            }
            else if (field == OtlpFields.ResourceSpans.Resource && Cuts)
            {
                WithAttributes(
                    field, reader.ReadMessage(), OtlpFields.Resource.Attributes, ref Truncated.Resource);
            }
            else
            {
                CopyField(ref reader, start, field, wireType);
            }
        }

        if (removed > 0 && kept == 0)
            _writer.Truncate(before);
        else
            _writer.EndMessage(mark);
    }

    private bool ScopeSpans(ProtoReader reader)
    {
        var before = _writer.Length;
        var mark = _writer.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        int kept = 0, removed = 0;
        for (var start = 0; reader.TryReadTag(out var field, out var wireType); start = reader.Position)
        {
            if (field == OtlpFields.ScopeSpans.Spans)
            {
                var span = reader.ReadMessage();
                if (!HasGoodIds(span))
                {
                    removed++;
                    continue;
                }

                kept++;
                if (Cuts)
                    Span(span);
                else
                    _writer.WriteRaw(reader.Raw(start, reader.Position));
            }
            else if (field == OtlpFields.ScopeSpans.Scope && Cuts)
            {
                WithAttributes(field, reader.ReadMessage(), OtlpFields.Scope.Attributes, ref Truncated.Scope);
            }
            else
            {
                CopyField(ref reader, start, field, wireType);
            }
        }

        if (removed > 0 && kept == 0)
        {
            _writer.Truncate(before);
            return false;
        }

        _writer.EndMessage(mark);
        return true;
    }

    private readonly bool Cuts => _maxAttributeBytes != int.MaxValue;

    /// <summary>The same rule as in the walk: every occurrence of an id must be good, and there must be one of each.</summary>
    private static bool HasGoodIds(ProtoReader span)
    {
        bool hasTraceId = false, hasSpanId = false;
        while (span.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Span.TraceId)
            {
                hasTraceId = true;
                if (!SpanIdCheck.IsTraceId(span.ReadBytes()))
                    return false;
            }
            else if (field == OtlpFields.Span.SpanId)
            {
                hasSpanId = true;
                if (!SpanIdCheck.IsSpanId(span.ReadBytes()))
                    return false;
            }
            else
            {
                span.Skip(field, wireType);
            }
        }

        return hasTraceId && hasSpanId;
    }

    private void Span(ProtoReader reader)
    {
        var mark = _writer.BeginMessage(OtlpFields.ScopeSpans.Spans);
        for (var start = 0; reader.TryReadTag(out var field, out var wireType); start = reader.Position)
        {
            switch (field)
            {
                case OtlpFields.Span.Attributes:
                    Attribute(field, reader.ReadMessage(), ref Truncated.Span);
                    break;
                case OtlpFields.Span.Events:
                    WithAttributes(field, reader.ReadMessage(), OtlpFields.Event.Attributes, ref Truncated.Event);
                    break;
                case OtlpFields.Span.Links:
                    WithAttributes(field, reader.ReadMessage(), OtlpFields.Link.Attributes, ref Truncated.Link);
                    break;
                default:
                    CopyField(ref reader, start, field, wireType);
                    break;
            }
        }

        _writer.EndMessage(mark);
    }

    private readonly void WithAttributes(int field, ProtoReader reader, int attributesField, ref int truncated)
    {
        var mark = _writer.BeginMessage(field);
        for (var start = 0; reader.TryReadTag(out var inner, out var wireType); start = reader.Position)
        {
            if (inner == attributesField)
                Attribute(inner, reader.ReadMessage(), ref truncated);
            else
                CopyField(ref reader, start, inner, wireType);
        }

        _writer.EndMessage(mark);
    }

    private readonly void Attribute(int field, ProtoReader reader, ref int truncated)
    {
        if (KeyValue(field, reader))
            truncated++;
    }

    private readonly bool KeyValue(int field, ProtoReader reader)
    {
        var cut = false;
        var mark = _writer.BeginMessage(field);
        for (var start = 0; reader.TryReadTag(out var inner, out var wireType); start = reader.Position)
        {
            if (inner == OtlpFields.KeyValue.Key)
                cut |= Text(inner, reader.ReadBytes());
            else if (inner == OtlpFields.KeyValue.Value)
                cut |= AnyValue(inner, reader.ReadMessage());
            else
                CopyField(ref reader, start, inner, wireType);
        }

        _writer.EndMessage(mark);
        return cut;
    }

    private readonly bool AnyValue(int field, ProtoReader reader)
    {
        var cut = false;
        var mark = _writer.BeginMessage(field);
        for (var start = 0; reader.TryReadTag(out var inner, out var wireType); start = reader.Position)
        {
            if (inner == OtlpFields.AnyValue.String)
                cut |= Text(inner, reader.ReadBytes());
            else if (inner is OtlpFields.AnyValue.Array or OtlpFields.AnyValue.KeyValueList)
                cut |= List(inner, reader.ReadMessage());
            else
                CopyField(ref reader, start, inner, wireType);
        }

        _writer.EndMessage(mark);
        return cut;
    }

    private readonly bool List(int field, ProtoReader reader)
    {
        var cut = false;
        var mark = _writer.BeginMessage(field);
        for (var start = 0; reader.TryReadTag(out var inner, out var wireType); start = reader.Position)
        {
            if (inner != OtlpFields.ListValues)
                CopyField(ref reader, start, inner, wireType);
            else if (field == OtlpFields.AnyValue.KeyValueList)
                cut |= KeyValue(inner, reader.ReadMessage());
            else
                cut |= AnyValue(inner, reader.ReadMessage());
        }

        _writer.EndMessage(mark);
        return cut;
    }

    private readonly bool Text(int field, ReadOnlySpan<byte> text)
    {
        var fits = text.Length <= _maxAttributeBytes;
        _writer.WriteBytes(field, fits ? text : Utf8Cut.AtMost(text, _maxAttributeBytes));
        return !fits;
    }

    private readonly void CopyField(ref ProtoReader reader, int start, int field, WireType wireType)
    {
        reader.Skip(field, wireType);
        _writer.WriteRaw(reader.Raw(start, reader.Position));
    }
}
