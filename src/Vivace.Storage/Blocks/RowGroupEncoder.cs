using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Encodes row groups from live columns in a trace order.</summary>
internal sealed class RowGroupEncoder(LiveColumns columns, TraceOrder order) : IDisposable
{
    private readonly AttributeTableEncoder _spans = new(columns.Spans);
    private readonly AttributeTableEncoder _events = new(columns.Events);
    private readonly AttributeTableEncoder _links = new(columns.Links);
    private readonly RentedBuffer<long> _values = new();
    private readonly RentedBuffer<long> _shapes = new();
    private readonly RentedBuffer<int> _children = new();
    private readonly RentedBuffer<byte> _ids = new();

    /// <summary>Writes one row group and its directory.</summary>
    /// <returns>Where the directory lies.</returns>
    public RegionLocation Write(RegionWriter writer, RowGroupSlice slice)
    {
        writer.Directory = new RowGroupDirectory { RowCount = slice.RowCount, TraceCount = slice.TraceCount };
        WriteTraces(writer, slice);
        var rows = order.Rows.AsSpan(slice.FirstPosition, slice.RowCount);
        WriteSpans(writer, slice, rows);
        WriteContexts(writer, rows);
        WriteExplicitParents(writer, slice, rows);
        WriteAttributes(writer, rows, _spans, ColumnTable.Spans, Region.SpanShapes, Region.SpanShapeTable);
        WriteEvents(writer, rows);
        WriteLinks(writer, rows);
        return writer.AppendDirectory(writer.Directory);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _spans.Dispose();
        _events.Dispose();
        _links.Dispose();
        _values.Dispose();
        _shapes.Dispose();
        _children.Dispose();
        _ids.Dispose();
    }

    private Span<long> Values(int count) => _values.Take(count);

    private void WriteTraces(RegionWriter writer, RowGroupSlice slice)
    {
        var traces = order.Traces.AsSpan(slice.FirstTrace, slice.TraceCount);
        var ids = _ids.Take(traces.Length * TraceId.SizeBytes);
        var values = Values(traces.Length);
        for (var i = 0; i < traces.Length; i++)
            columns.Traces[traces[i].Ordinal].CopyTo(ids[(i * TraceId.SizeBytes)..]);
        writer.WriteBytes(Region.TraceIds, ids);
        for (var i = 0; i < traces.Length; i++)
            values[i] = traces[i].RowCount;
        writer.WriteIntegers(Region.TraceRowCounts, values);
        for (var i = 0; i < traces.Length; i++)
            values[i] = traces[i].RowCount - traces[i].ConnectedCount;
        writer.WriteIntegers(Region.TraceUnconnectedCounts, values);
        for (var i = 0; i < traces.Length; i++)
            values[i] = (long)traces[i].Start;
        writer.WriteIntegers(Region.TraceStarts, values);
        for (var i = 0; i < traces.Length; i++)
            values[i] = (long)(traces[i].End - traces[i].Start);
        writer.WriteIntegers(Region.TraceDurations, values);
    }

    private void WriteSpans(RegionWriter writer, RowGroupSlice slice, ReadOnlySpan<int> rows)
    {
        var values = Values(rows.Length);
        var depths = order.Depths.AsSpan(slice.FirstPosition, slice.RowCount);
        for (var i = 0; i < rows.Length; i++)
            values[i] = depths[i];
        writer.WriteIntegers(Region.Depths, values);

        var ids = _ids.Take(rows.Length * sizeof(ulong));
        for (var i = 0; i < rows.Length; i++)
            BinaryPrimitives.WriteUInt64BigEndian(ids[(i * sizeof(ulong))..], columns.SpanIds[rows[i]]);
        writer.WriteBytes(Region.SpanIds, ids);

        for (var i = 0; i < rows.Length; i++)
            values[i] = (long)columns.Starts[rows[i]];
        writer.WriteIntegers(Region.Starts, values);
        for (var i = 0; i < rows.Length; i++)
            values[i] = (long)columns.EndsLessStarts[rows[i]];
        writer.WriteIntegers(Region.EndsLessStarts, values);
        for (var i = 0; i < rows.Length; i++)
            values[i] = columns.NameCodes[rows[i]];
        writer.WriteTexts(Region.Names, columns.Names, values);

        WriteExtras(writer, Region.Kinds, rows, static extras => extras.Kind);
        WriteExtras(writer, Region.StatusCodes, rows, static extras => extras.StatusCode);
        WriteExtras(writer, Region.HasStatus, rows, static extras => extras.HasStatus ? 1 : 0);
        WriteExtras(writer, Region.Flags, rows, static extras => extras.Flags);
        WriteExtras(writer, Region.DroppedAttributes, rows, static extras => extras.DroppedAttributes);
        WriteExtras(writer, Region.DroppedEvents, rows, static extras => extras.DroppedEvents);
        WriteExtras(writer, Region.DroppedLinks, rows, static extras => extras.DroppedLinks);
        WriteExtrasTexts(writer, Region.StatusMessages, columns.Texts, rows, static extras => extras.StatusMessage);
        WriteExtrasTexts(writer, Region.TraceStates, columns.Texts, rows, static extras => extras.TraceState);
        WriteExtrasTexts(writer, Region.Unknown, columns.Unknowns, rows, static extras => extras.Unknown);
    }

    private void WriteExtras(RegionWriter writer, Region region, ReadOnlySpan<int> rows, Func<SpanExtras, long> value)
    {
        FillExtras(rows, value);
        writer.WriteIntegers(region, Values(rows.Length));
    }

    private void WriteExtrasTexts(
        RegionWriter writer, Region region, TextPool pool, ReadOnlySpan<int> rows, Func<SpanExtras, long> code)
    {
        FillExtras(rows, code);
        writer.WriteTexts(region, pool, Values(rows.Length));
    }

    private void FillExtras(ReadOnlySpan<int> rows, Func<SpanExtras, long> value)
    {
        // Few combinations: each is asked once.
        var byCode = new Dictionary<int, long>();
        var values = Values(rows.Length);
        var (lastCode, lastValue) = (-1, 0L);
        for (var i = 0; i < rows.Length; i++)
        {
            var code = columns.ExtrasCodes[rows[i]];
            if (code != lastCode)
            {
                if (!byCode.TryGetValue(code, out lastValue))
                    byCode.Add(code, lastValue = value(columns.Extras[code]));
                lastCode = code;
            }

            values[i] = lastValue;
        }
    }

    private void WriteContexts(RegionWriter writer, ReadOnlySpan<int> rows)
    {
        var values = Values(rows.Length);
        var contexts = new Dictionary<int, int>();
        var resources = new Dictionary<int, int>();
        var scopes = new Dictionary<int, int>();
        using var pairs = new ByteWriter();
        for (var i = 0; i < rows.Length; i++)
        {
            var live = columns.ContextCodes[rows[i]];
            if (!contexts.TryGetValue(live, out var code))
            {
                code = contexts.Count;
                contexts.Add(live, code);
                var context = columns.Contexts[live];
                pairs.WriteVarint((ulong)Number(resources, context.Resource));
                pairs.WriteVarint((ulong)Number(scopes, context.Scope));
            }

            values[i] = code;
        }

        writer.WriteIntegers(Region.Contexts, values);

        using var table = new ByteWriter();
        WriteEntries(table, columns.Resources, resources);
        WriteEntries(table, columns.Scopes, scopes);
        table.WriteVarint((ulong)contexts.Count);
        table.WriteBytes(pairs.Written);
        writer.WritePage(Region.ContextTable, table.Written);

        static int Number(Dictionary<int, int> numbers, int live)
        {
            if (!numbers.TryGetValue(live, out var number))
                numbers.Add(live, number = numbers.Count);
            return number;
        }

        static void WriteEntries(ByteWriter table, TextPool pool, Dictionary<int, int> numbers)
        {
            table.WriteVarint((ulong)numbers.Count);
            foreach (var (live, _) in numbers.OrderBy(static entry => entry.Value))
                table.WriteText(pool[live]);
        }
    }

    private void WriteExplicitParents(RegionWriter writer, RowGroupSlice slice, ReadOnlySpan<int> rows)
    {
        var depths = order.Depths.AsSpan(slice.FirstPosition, slice.RowCount);
        var values = Values(rows.Length);
        using var ids = new ByteWriter();
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            // Below the top of a tree the parent is the row above, by definition of the order.
            if (depths[i] > 0)
                continue;
            var parent = columns.ParentIds[rows[i]];
            var odd = parent == 0 && columns.HasOddParentIds ? columns.OddParentId(rows[i]) : null;
            if (parent == 0 && odd is null)
                continue;
            values[count++] = i;
            if (odd is not null)
            {
                ids.WriteText(odd);
                continue;
            }

            ids.WriteByte(sizeof(ulong));
            BinaryPrimitives.WriteUInt64BigEndian(ids.Reserve(sizeof(ulong)), parent);
        }

        writer.Directory.ExplicitParentCount = count;
        if (count == 0)
            return;
        writer.WriteBytes(Region.ExplicitParents, ids.Written);
        writer.Directory[Region.ExplicitParentRows] = writer.WriteAttributeIntegers(values[..count]);
    }

    private void WriteAttributes(
        RegionWriter writer,
        ReadOnlySpan<int> liveRows,
        AttributeTableEncoder encoder,
        ColumnTable table,
        Region shapes,
        Region shapeTable)
    {
        var shapeCodes = _shapes.Take(liveRows.Length);
        encoder.Collect(liveRows, shapeCodes);
        encoder.Write(writer, table, shapeCodes, shapes, shapeTable);
    }

    private void WriteEvents(RegionWriter writer, ReadOnlySpan<int> rows)
    {
        var events = WriteChildren(writer, Region.EventCounts, columns.EventEnds, rows);
        writer.Directory.EventCount = events.Length;
        if (events.IsEmpty)
            return;

        var values = Values(events.Length);
        for (var i = 0; i < events.Length; i++)
            values[i] = (long)columns.EventRows[events[i]].TimeSinceStart;
        writer.WriteIntegers(Region.EventTimes, values);
        for (var i = 0; i < events.Length; i++)
            values[i] = columns.EventRows[events[i]].Name;
        writer.WriteTexts(Region.EventNames, columns.EventNames, values);
        for (var i = 0; i < events.Length; i++)
            values[i] = columns.EventRows[events[i]].Dropped;
        writer.WriteIntegers(Region.EventDropped, values);
        for (var i = 0; i < events.Length; i++)
            values[i] = columns.EventRows[events[i]].Unknown;
        writer.WriteTexts(Region.EventUnknown, columns.Unknowns, values);
        WriteAttributes(writer, events, _events, ColumnTable.Events, Region.EventShapes, Region.EventShapeTable);
    }

    private void WriteLinks(RegionWriter writer, ReadOnlySpan<int> rows)
    {
        var links = WriteChildren(writer, Region.LinkCounts, columns.LinkEnds, rows);
        writer.Directory.LinkCount = links.Length;
        if (links.IsEmpty)
            return;

        var values = Values(links.Length);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].TraceId;
        writer.WriteTexts(Region.LinkTraceIds, columns.LinkTraceIds, values);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].SpanId;
        writer.WriteTexts(Region.LinkSpanIds, columns.LinkSpanIds, values);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].TraceState;
        writer.WriteTexts(Region.LinkTraceStates, columns.Texts, values);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].Flags;
        writer.WriteIntegers(Region.LinkFlags, values);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].Dropped;
        writer.WriteIntegers(Region.LinkDropped, values);
        for (var i = 0; i < links.Length; i++)
            values[i] = columns.LinkRows[links[i]].Unknown;
        writer.WriteTexts(Region.LinkUnknown, columns.Unknowns, values);
        WriteAttributes(writer, links, _links, ColumnTable.Links, Region.LinkShapes, Region.LinkShapeTable);
    }

    /// <summary>Writes how many events (or links) each span has.</summary>
    /// <returns>Their live rows, in the order of the spans.</returns>
    private ReadOnlySpan<int> WriteChildren(
        RegionWriter writer, Region counts, ChunkedList<int> ends, ReadOnlySpan<int> rows)
    {
        var values = Values(rows.Length);
        var total = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = ends[rows[i]] - First(ends, rows[i]);
            total += (int)values[i];
        }

        var children = _children.Take(total);
        var next = 0;
        foreach (var row in rows)
        {
            for (var child = First(ends, row); child < ends[row]; child++)
                children[next++] = child;
        }

        writer.WriteIntegers(counts, values);
        return children;

        static int First(ChunkedList<int> ends, int row) => row == 0 ? 0 : ends[row - 1];
    }
}
