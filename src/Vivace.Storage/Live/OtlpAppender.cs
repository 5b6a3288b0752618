using System.Buffers;
using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Storage.Live;

/// <summary>Decodes OTLP requests into live columns: the second walk over a request's bytes. Allocates nothing per span.</summary>
internal sealed class OtlpAppender(LiveColumns columns)
{
    private byte[] _scratch = [];
    private byte[] _unknown = [];
    private int _unknownLength;

    /// <summary>Earliest start of the spans appended.</summary>
    public ulong MinStart { get; private set; } = ulong.MaxValue;

    /// <summary>Latest start of the spans appended.</summary>
    public ulong MaxStart { get; private set; }

    /// <summary>Latest end of the spans appended.</summary>
    public ulong MaxEnd { get; private set; }

    /// <summary>Appends all spans of a request as one source.</summary>
    /// <param name="request">A well-formed <c>ExportTraceServiceRequest</c> whose ids have their right lengths.</param>
    /// <returns>Spans appended.</returns>
    public int Append(ReadOnlySpan<byte> request)
    {
        var before = columns.RowCount;
        columns.SourceStarts.Add(before);
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.RequestResourceSpans && wireType == WireType.LengthDelimited)
                AppendResourceSpans(reader.ReadBytes());
            else
                reader.Skip(field, wireType);
        }

        return columns.RowCount - before;
    }

    private void AppendResourceSpans(ReadOnlySpan<byte> message)
    {
        // The resource may stand behind the spans that belong to it, so it is looked for first.
        var resource = InternContext(
            columns.Resources, message, OtlpFields.ResourceSpans.Resource, OtlpFields.ResourceSpans.SchemaUrl);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ResourceSpans.ScopeSpans && wireType == WireType.LengthDelimited)
                AppendScopeSpans(reader.ReadBytes(), resource);
            else
                reader.Skip(field, wireType);
        }
    }

    private void AppendScopeSpans(ReadOnlySpan<byte> message, int resource)
    {
        var scope = InternContext(columns.Scopes, message, OtlpFields.ScopeSpans.Scope, OtlpFields.ScopeSpans.SchemaUrl);
        var context = columns.Contexts.Intern(new LiveContext(resource, scope));
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ScopeSpans.Spans && wireType == WireType.LengthDelimited)
                AppendSpan(reader.ReadBytes(), context);
            else
                reader.Skip(field, wireType);
        }
    }

    private void AppendSpan(ReadOnlySpan<byte> message, int context)
    {
        TraceId traceId = default;
        ulong spanId = 0, start = 0, end = 0;
        ReadOnlySpan<byte> parentId = default, name = default, traceState = default, statusMessage = default;
        int kind = 0, statusCode = 0, eventCount = 0, linkCount = 0;
        uint flags = 0, droppedAttributes = 0, droppedEvents = 0, droppedLinks = 0;
        var hasStatus = false;
        _unknownLength = 0;

        columns.Spans.BeginRow();
        var reader = new ProtoReader(message);
        var fieldStart = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (OtlpFields.Span.TraceId, WireType.LengthDelimited):
                    traceId = TraceId.FromBytes(reader.ReadBytes());
                    break;
                case (OtlpFields.Span.SpanId, WireType.LengthDelimited):
                    spanId = BinaryPrimitives.ReadUInt64BigEndian(reader.ReadBytes());
                    break;
                case (OtlpFields.Span.TraceState, WireType.LengthDelimited):
                    traceState = reader.ReadBytes();
                    break;
                case (OtlpFields.Span.ParentSpanId, WireType.LengthDelimited):
                    parentId = reader.ReadBytes();
                    break;
                case (OtlpFields.Span.Name, WireType.LengthDelimited):
                    name = reader.ReadBytes();
                    break;
                case (OtlpFields.Span.Kind, WireType.Varint):
                    kind = (int)reader.ReadVarint();
                    break;
                case (OtlpFields.Span.StartTimeUnixNano, WireType.Fixed64):
                    start = reader.ReadFixed64();
                    break;
                case (OtlpFields.Span.EndTimeUnixNano, WireType.Fixed64):
                    end = reader.ReadFixed64();
                    break;
                case (OtlpFields.Span.Attributes, WireType.LengthDelimited):
                    columns.Spans.AddAttribute(reader.ReadBytes());
                    break;
                case (OtlpFields.Span.DroppedAttributesCount, WireType.Varint):
                    droppedAttributes = (uint)reader.ReadVarint();
                    break;
                case (OtlpFields.Span.Events, WireType.LengthDelimited):
                    reader.ReadBytes();
                    eventCount++;
                    break;
                case (OtlpFields.Span.DroppedEventsCount, WireType.Varint):
                    droppedEvents = (uint)reader.ReadVarint();
                    break;
                case (OtlpFields.Span.Links, WireType.LengthDelimited):
                    reader.ReadBytes();
                    linkCount++;
                    break;
                case (OtlpFields.Span.DroppedLinksCount, WireType.Varint):
                    droppedLinks = (uint)reader.ReadVarint();
                    break;
                case (OtlpFields.Span.Status, WireType.LengthDelimited):
                    hasStatus = true;
                    ReadStatus(reader.ReadBytes(), ref statusMessage, ref statusCode);
                    break;
                case (OtlpFields.Span.Flags, WireType.Fixed32):
                    flags = reader.ReadFixed32();
                    break;
                default:
                    reader.Skip(field, wireType);
                    KeepUnknown(reader.Raw(fieldStart, reader.Position));
                    break;
            }

            fieldStart = reader.Position;
        }

        columns.Spans.EndRow();
        if (eventCount + linkCount > 0)
            AppendEventsAndLinks(message, start);

        var extras = new SpanExtras(
            kind,
            statusCode,
            hasStatus,
            flags,
            droppedAttributes,
            droppedEvents,
            droppedLinks,
            statusMessage.IsEmpty ? 0 : columns.Texts.Intern(statusMessage),
            traceState.IsEmpty ? 0 : columns.Texts.Intern(traceState),
            _unknownLength == 0 ? 0 : columns.Unknowns.Intern(_unknown.AsSpan(0, _unknownLength)));

        columns.AddSpan(
            traceId, spanId, columns.ParentIdOfNext(parentId), start, end - start, columns.Names.Intern(name), context, extras);

        MinStart = Math.Min(MinStart, start);
        MaxStart = Math.Max(MaxStart, start);
        MaxEnd = Math.Max(MaxEnd, Math.Max(start, end));
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, ref ReadOnlySpan<byte> text, ref int code)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Status.Message && wireType == WireType.LengthDelimited)
                text = reader.ReadBytes();
            else if (field == OtlpFields.Status.Code && wireType == WireType.Varint)
                code = (int)reader.ReadVarint();
            else
                reader.Skip(field, wireType);
        }
    }

    private void AppendEventsAndLinks(ReadOnlySpan<byte> span, ulong start)
    {
        // The unknown fields of the span are kept meanwhile: events and links have their own behind them.
        var keptLength = _unknownLength;
        var reader = new ProtoReader(span);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Span.Events && wireType == WireType.LengthDelimited)
                AppendEvent(reader.ReadBytes(), start, keptLength);
            else if (field == OtlpFields.Span.Links && wireType == WireType.LengthDelimited)
                AppendLink(reader.ReadBytes(), keptLength);
            else
                reader.Skip(field, wireType);
            _unknownLength = keptLength;
        }
    }

    private void AppendEvent(ReadOnlySpan<byte> message, ulong spanStart, int keptLength)
    {
        ulong time = 0;
        uint dropped = 0;
        ReadOnlySpan<byte> name = default;
        columns.Events.BeginRow();
        var reader = new ProtoReader(message);
        var fieldStart = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (OtlpFields.Event.TimeUnixNano, WireType.Fixed64):
                    time = reader.ReadFixed64();
                    break;
                case (OtlpFields.Event.Name, WireType.LengthDelimited):
                    name = reader.ReadBytes();
                    break;
                case (OtlpFields.Event.Attributes, WireType.LengthDelimited):
                    columns.Events.AddAttribute(reader.ReadBytes());
                    break;
                case (OtlpFields.Event.DroppedAttributesCount, WireType.Varint):
                    dropped = (uint)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(field, wireType);
                    KeepUnknown(reader.Raw(fieldStart, reader.Position));
                    break;
            }

            fieldStart = reader.Position;
        }

        columns.Events.EndRow();
        columns.EventRows.Add(
            new LiveEvent(time - spanStart, columns.EventNames.Intern(name), dropped, InternUnknown(keptLength)));
    }

    private void AppendLink(ReadOnlySpan<byte> message, int keptLength)
    {
        uint dropped = 0, flags = 0;
        ReadOnlySpan<byte> traceId = default, spanId = default, traceState = default;
        columns.Links.BeginRow();
        var reader = new ProtoReader(message);
        var fieldStart = 0;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (OtlpFields.Link.TraceId, WireType.LengthDelimited):
                    traceId = reader.ReadBytes();
                    break;
                case (OtlpFields.Link.SpanId, WireType.LengthDelimited):
                    spanId = reader.ReadBytes();
                    break;
                case (OtlpFields.Link.TraceState, WireType.LengthDelimited):
                    traceState = reader.ReadBytes();
                    break;
                case (OtlpFields.Link.Attributes, WireType.LengthDelimited):
                    columns.Links.AddAttribute(reader.ReadBytes());
                    break;
                case (OtlpFields.Link.DroppedAttributesCount, WireType.Varint):
                    dropped = (uint)reader.ReadVarint();
                    break;
                case (OtlpFields.Link.Flags, WireType.Fixed32):
                    flags = reader.ReadFixed32();
                    break;
                default:
                    reader.Skip(field, wireType);
                    KeepUnknown(reader.Raw(fieldStart, reader.Position));
                    break;
            }

            fieldStart = reader.Position;
        }

        columns.Links.EndRow();
        columns.LinkRows.Add(new LiveLink(
            columns.LinkTraceIds.Intern(traceId),
            columns.LinkSpanIds.Intern(spanId),
            traceState.IsEmpty ? 0 : columns.Texts.Intern(traceState),
            flags,
            dropped,
            InternUnknown(keptLength)));
    }

    private int InternUnknown(int keptLength) =>
        _unknownLength == keptLength ? 0 : columns.Unknowns.Intern(_unknown.AsSpan(keptLength.._unknownLength));

    private void KeepUnknown(ReadOnlySpan<byte> rawField)
    {
        if (_unknown.Length - _unknownLength < rawField.Length)
            Array.Resize(ref _unknown, Math.Max(256, (_unknownLength + rawField.Length) * 2));
        rawField.CopyTo(_unknown.AsSpan(_unknownLength));
        _unknownLength += rawField.Length;
    }

    private int InternContext(TextPool pool, ReadOnlySpan<byte> message, int messageField, int schemaUrlField)
    {
        ReadOnlySpan<byte> inner = default, schemaUrl = default;
        byte[]? merged = null;
        var hasInner = false;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == messageField && wireType == WireType.LengthDelimited)
            {
                var part = reader.ReadBytes();
                if (hasInner)
                {
                    // A singular message that comes twice is merged: protobuf defines that as concatenation.
                    merged = [.. inner, .. part];
                    part = merged;
                }

                inner = part;
                hasInner = true;
            }
            else if (field == schemaUrlField && wireType == WireType.LengthDelimited)
            {
                schemaUrl = reader.ReadBytes();
            }
            else
            {
                reader.Skip(field, wireType);
            }
        }

        var size = ContextBytes.Size(inner, schemaUrl);
        if (_scratch.Length < size)
        {
            if (_scratch.Length > 0)
                ArrayPool<byte>.Shared.Return(_scratch);
            _scratch = ArrayPool<byte>.Shared.Rent(size);
        }

        ContextBytes.Write(_scratch, hasInner, inner, schemaUrl);
        return pool.Intern(_scratch.AsSpan(0, size));
    }
}
