using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Storage.Columns;

namespace Vivace.Storage.RowGroups;

/// <summary>Turns stored spans back into OTLP, exactly as sent, grouped by resource and scope.</summary>
/// <remarks>Not thread safe; keeps its buffers from call to call.</remarks>
internal sealed class OtlpTraceWriter : IDisposable
{
    private readonly ProtoWriter _spans = new();
    private readonly List<(int Context, int Offset, int Length)> _written = [];

    /// <summary>Appends the spans of some rows as <c>ResourceSpans</c> messages (field 1 of <c>TracesData</c>).</summary>
    /// <param name="source">Where they are read.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="output">Receives the messages.</param>
    public void Write(SpanSource source, int firstRow, int rowCount, ProtoWriter output)
    {
        Begin();
        for (var row = firstRow; row < firstRow + rowCount; row++)
            Add(source, row);
        WriteContexts(source, output);
    }

    /// <summary>Appends the spans of chosen rows as <c>ResourceSpans</c> messages (field 1 of <c>TracesData</c>).</summary>
    /// <param name="source">Where they are read.</param>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="output">Receives the messages.</param>
    public void Write(SpanSource source, ReadOnlySpan<int> rows, ProtoWriter output)
    {
        Begin();
        foreach (var row in rows)
            Add(source, row);
        WriteContexts(source, output);
    }

    /// <inheritdoc/>
    public void Dispose() => _spans.Dispose();

    private void Begin()
    {
        _spans.Clear();
        _written.Clear();
    }

    private void Add(SpanSource source, int row)
    {
        var offset = _spans.Length;
        WriteSpan(source, row);
        _written.Add((source.ContextOf(row), offset, _spans.Length - offset));
    }

    private void WriteContexts(SpanSource source, ProtoWriter output)
    {
        foreach (var byContext in _written.GroupBy(static span => span.Context))
            WriteContext(source, byContext.Key, byContext, output);
    }

    private void WriteContext(
        SpanSource source, int context, IEnumerable<(int Context, int Offset, int Length)> spans, ProtoWriter output)
    {
        var (resource, scope) = source.Context(context);
        var resourceSpans = output.BeginMessage(OtlpFields.RequestResourceSpans);
        if (resource.HasMessage)
            output.WriteBytes(OtlpFields.ResourceSpans.Resource, resource.Message.Span);
        var scopeSpans = output.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        if (scope.HasMessage)
            output.WriteBytes(OtlpFields.ScopeSpans.Scope, scope.Message.Span);
        foreach (var (_, offset, length) in spans)
            output.WriteRaw(_spans.Written.Slice(offset, length));
        if (!scope.SchemaUrl.IsEmpty)
            output.WriteBytes(OtlpFields.ScopeSpans.SchemaUrl, scope.SchemaUrl.Span);
        output.EndMessage(scopeSpans);
        if (!resource.SchemaUrl.IsEmpty)
            output.WriteBytes(OtlpFields.ResourceSpans.SchemaUrl, resource.SchemaUrl.Span);
        output.EndMessage(resourceSpans);
    }

    private void WriteSpan(SpanSource source, int row)
    {
        var span = default(SpanRecord);
        source.ReadSpan(row, ref span);
        var message = _spans.BeginMessage(OtlpFields.ScopeSpans.Spans);

        Span<byte> id = stackalloc byte[TraceId.SizeBytes];
        span.TraceId.CopyTo(id);
        _spans.WriteBytes(OtlpFields.Span.TraceId, id);
        WriteSpanId(OtlpFields.Span.SpanId, span.SpanId);
        WriteText(OtlpFields.Span.TraceState, span.TraceState);
        if (!span.OddParentId.IsEmpty)
            _spans.WriteBytes(OtlpFields.Span.ParentSpanId, span.OddParentId);
        else if (span.ParentId != 0)
            WriteSpanId(OtlpFields.Span.ParentSpanId, span.ParentId);
        WriteText(OtlpFields.Span.Name, span.Name);
        WriteNumber(OtlpFields.Span.Kind, (ulong)(long)span.Kind);
        WriteFixed64(OtlpFields.Span.StartTimeUnixNano, span.Start);
        WriteFixed64(OtlpFields.Span.EndTimeUnixNano, span.End);
        WriteAttributes(source, ColumnTable.Spans, row, OtlpFields.Span.Attributes);
        WriteNumber(OtlpFields.Span.DroppedAttributesCount, span.DroppedAttributes);
        for (var i = 0; i < span.EventCount; i++)
            WriteEvent(source, span.FirstEvent + i, span.Start);
        WriteNumber(OtlpFields.Span.DroppedEventsCount, span.DroppedEvents);
        for (var i = 0; i < span.LinkCount; i++)
            WriteLink(source, span.FirstLink + i);
        WriteNumber(OtlpFields.Span.DroppedLinksCount, span.DroppedLinks);
        if (span.HasStatus)
        {
            var status = _spans.BeginMessage(OtlpFields.Span.Status);
            WriteText(OtlpFields.Status.Message, span.StatusMessage);
            WriteNumber(OtlpFields.Status.Code, (ulong)(long)span.StatusCode);
            _spans.EndMessage(status);
        }

        if (span.Flags != 0)
            _spans.WriteFixed32(OtlpFields.Span.Flags, span.Flags);
        _spans.WriteRaw(span.Unknown);
        _spans.EndMessage(message);
    }

    private void WriteEvent(SpanSource source, int row, ulong spanStart)
    {
        var record = default(EventRecord);
        source.ReadEvent(row, spanStart, ref record);
        var message = _spans.BeginMessage(OtlpFields.Span.Events);
        WriteFixed64(OtlpFields.Event.TimeUnixNano, record.Time);
        WriteText(OtlpFields.Event.Name, record.Name);
        WriteAttributes(source, ColumnTable.Events, row, OtlpFields.Event.Attributes);
        WriteNumber(OtlpFields.Event.DroppedAttributesCount, record.Dropped);
        _spans.WriteRaw(record.Unknown);
        _spans.EndMessage(message);
    }

    private void WriteLink(SpanSource source, int row)
    {
        var record = default(LinkRecord);
        source.ReadLink(row, ref record);
        var message = _spans.BeginMessage(OtlpFields.Span.Links);
        WriteText(OtlpFields.Link.TraceId, record.TraceId);
        WriteText(OtlpFields.Link.SpanId, record.SpanId);
        WriteText(OtlpFields.Link.TraceState, record.TraceState);
        WriteAttributes(source, ColumnTable.Links, row, OtlpFields.Link.Attributes);
        WriteNumber(OtlpFields.Link.DroppedAttributesCount, record.Dropped);
        if (record.Flags != 0)
            _spans.WriteFixed32(OtlpFields.Link.Flags, record.Flags);
        _spans.WriteRaw(record.Unknown);
        _spans.EndMessage(message);
    }

    private void WriteAttributes(SpanSource source, ColumnTable table, int row, int field)
    {
        var count = source.MoveToAttributes(table, row);
        var attribute = default(AttributeRecord);
        for (var i = 0; i < count; i++)
        {
            source.ReadNextAttribute(table, ref attribute);
            var keyValue = _spans.BeginMessage(field);
            WriteText(OtlpFields.KeyValue.Key, attribute.Key);
            WriteValue(attribute);
            _spans.EndMessage(keyValue);
        }
    }

    private void WriteValue(AttributeRecord attribute)
    {
        if (attribute.Type == AttributeType.None)
            return;
        if (attribute.Type == AttributeType.Other)
        {
            _spans.WriteBytes(OtlpFields.KeyValue.Value, attribute.Bytes);
            return;
        }

        var value = _spans.BeginMessage(OtlpFields.KeyValue.Value);
        switch (attribute.Type)
        {
            case AttributeType.Text:
                _spans.WriteBytes(OtlpFields.AnyValue.String, attribute.Bytes);
                break;
            case AttributeType.Boolean:
                _spans.WriteVarint(OtlpFields.AnyValue.Bool, (ulong)attribute.Number);
                break;
            case AttributeType.Integer:
                _spans.WriteVarint(OtlpFields.AnyValue.Int, (ulong)attribute.Number);
                break;
            case AttributeType.Double:
                _spans.WriteFixed64(OtlpFields.AnyValue.Double, (ulong)attribute.Number);
                break;
            default:
                throw new BlockCorruptedException($"{(int)attribute.Type} is not a type of attribute");
        }

        _spans.EndMessage(value);
    }

    private void WriteSpanId(int field, ulong value)
    {
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, value);
        _spans.WriteBytes(field, id);
    }

    private void WriteText(int field, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
            _spans.WriteBytes(field, value);
    }

    private void WriteNumber(int field, ulong value)
    {
        if (value != 0)
            _spans.WriteVarint(field, value);
    }

    private void WriteFixed64(int field, ulong value)
    {
        if (value != 0)
            _spans.WriteFixed64(field, value);
    }
}
