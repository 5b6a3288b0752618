using Vivace.Core;
using Vivace.Storage.Columns;

namespace Vivace.Storage.RowGroups;

/// <summary>Some tens of thousands of spans as columns: a row is a span, a trace is a run of rows in depth-first order
/// (roots and siblings by start, then span id). The unit of pruning, of parallel work and of memory.</summary>
/// <remarks>Used by one thread at a time. A column is read when it is first asked for and valid until the row group is
/// disposed. Every member that reads may throw <see cref="BlockCorruptedException"/>.</remarks>
public abstract class RowGroup : IDisposable
{
    /// <summary>Spans.</summary>
    public abstract int RowCount { get; }

    /// <summary>Traces; each lies in this row group with all its spans of this block or live view.</summary>
    public abstract int TraceCount { get; }

    /// <summary>Bytes of columns read so far.</summary>
    public abstract long BytesRead { get; }

    /// <summary>Traces (ascending ordinals) that also lie elsewhere and are answered by an assembled row group of the same
    /// snapshot: skip them here. Usually empty.</summary>
    public abstract ReadOnlySpan<int> ExcludedTraces { get; }

    /// <summary>First row of each trace; one more entry than traces, the last is the row count.</summary>
    public abstract ReadOnlySpan<int> TraceFirstRows { get; }

    /// <summary>Ids of the traces.</summary>
    public abstract ReadOnlySpan<TraceId> TraceIds { get; }

    /// <summary>Earliest start of each trace's spans, Unix nanoseconds.</summary>
    public abstract ReadOnlySpan<ulong> TraceStarts { get; }

    /// <summary>Latest end of each trace's spans, Unix nanoseconds; not before the start.</summary>
    public abstract ReadOnlySpan<ulong> TraceEnds { get; }

    /// <summary>Row of each trace's root span (of several, the one that starts first); -1 without one.</summary>
    public abstract ReadOnlySpan<int> TraceRootRows { get; }

    /// <summary>Row of each span's parent, or -1 when it has none in the trace (a root, a missing parent, a cut cycle).</summary>
    public abstract ReadOnlySpan<int> ParentRows { get; }

    /// <summary>Rows of each span's subtree, itself included: its descendants are the rows that follow it.</summary>
    public abstract ReadOnlySpan<int> SubtreeSizes { get; }

    /// <summary>True for each span that a root leads to (a root is a span without parent id). Others satisfy no structural operator.</summary>
    public abstract ReadOnlySpan<bool> Connected { get; }

    /// <summary>One number per span.</summary>
    public abstract ReadOnlySpan<long> Numbers(SpanNumber field);

    /// <summary>One text per span.</summary>
    public abstract TextColumn Texts(SpanText field);

    /// <summary>Parent span id of one span as eight big-endian bytes; 0 for a root (or an id that is not eight bytes).</summary>
    public abstract ulong ParentId(int row);

    /// <summary>Span id of one span as eight big-endian bytes; cheaper than the whole column when few are needed.</summary>
    public virtual ulong SpanId(int row) => (ulong)Numbers(SpanNumber.SpanId)[row];

    /// <summary>Looks up a number for the resource of each of some neighbouring spans.</summary>
    /// <param name="ofResource">One number per entry of <see cref="Resources"/>.</param>
    /// <param name="firstRow">The first span.</param>
    /// <param name="numbers">One number per span, as many as are asked for.</param>
    public virtual void MapResources(ReadOnlySpan<int> ofResource, int firstRow, Span<int> numbers) =>
        Map(ofResource, ResourceIndexes.Slice(firstRow, numbers.Length), numbers);

    /// <summary>Looks up a number for the scope of each of some neighbouring spans.</summary>
    /// <param name="ofScope">One number per entry of <see cref="Scopes"/>.</param>
    /// <param name="firstRow">The first span.</param>
    /// <param name="numbers">One number per span, as many as are asked for.</param>
    public virtual void MapScopes(ReadOnlySpan<int> ofScope, int firstRow, Span<int> numbers) =>
        Map(ofScope, ScopeIndexes.Slice(firstRow, numbers.Length), numbers);

    /// <summary>Looks up a number for the resource of each of some spans.</summary>
    /// <param name="ofResource">One number per entry of <see cref="Resources"/>.</param>
    /// <param name="rows">The spans.</param>
    /// <param name="numbers">One number per span.</param>
    public virtual void MapResources(ReadOnlySpan<int> ofResource, ReadOnlySpan<int> rows, Span<int> numbers) =>
        Map(ofResource, ResourceIndexes, rows, numbers);

    /// <summary>Looks up a number for the scope of each of some spans.</summary>
    /// <param name="ofScope">One number per entry of <see cref="Scopes"/>.</param>
    /// <param name="rows">The spans.</param>
    /// <param name="numbers">One number per span.</param>
    public virtual void MapScopes(ReadOnlySpan<int> ofScope, ReadOnlySpan<int> rows, Span<int> numbers) =>
        Map(ofScope, ScopeIndexes, rows, numbers);

    /// <summary>Looks up each index in a table.</summary>
    protected static void Map(ReadOnlySpan<int> table, ReadOnlySpan<int> indexes, Span<int> numbers)
    {
        if (table.Length == 1)
        {
            numbers.Fill(table[0]);
            return;
        }

        numbers = numbers[..indexes.Length];
        for (var i = 0; i < indexes.Length; i++)
            numbers[i] = table[indexes[i]];
    }

    /// <summary>Looks up the indexes of some rows in a table.</summary>
    protected static void Map(ReadOnlySpan<int> table, ReadOnlySpan<int> indexes, ReadOnlySpan<int> rows, Span<int> numbers)
    {
        if (table.Length == 1)
        {
            numbers.Fill(table[0]);
            return;
        }

        numbers = numbers[..rows.Length];
        for (var i = 0; i < rows.Length; i++)
            numbers[i] = table[indexes[rows[i]]];
    }

    /// <summary>Distinct resources; index with <see cref="ResourceIndexes"/>.</summary>
    public abstract IReadOnlyList<ResourceEntry> Resources { get; }

    /// <summary>Resource of each span.</summary>
    public abstract ReadOnlySpan<int> ResourceIndexes { get; }

    /// <summary>Resource of one span; cheaper than the whole column when few are needed.</summary>
    public virtual int ResourceIndex(int row) => ResourceIndexes[row];

    /// <summary>Distinct instrumentation scopes; index with <see cref="ScopeIndexes"/>.</summary>
    public abstract IReadOnlyList<ScopeEntry> Scopes { get; }

    /// <summary>Instrumentation scope of each span.</summary>
    public abstract ReadOnlySpan<int> ScopeIndexes { get; }

    /// <summary>Instrumentation scope of one span; cheaper than the whole column when few are needed.</summary>
    public virtual int ScopeIndex(int row) => ScopeIndexes[row];

    /// <summary>Attribute columns of one table that this row group has; cheap.</summary>
    public abstract IReadOnlyList<AttributeColumnInfo> AttributeColumns(ColumnTable table);

    /// <summary>False when a filter kept beside a column of texts rules a value out, without reading the column.</summary>
    /// <param name="info">One of <see cref="AttributeColumns"/>, of type <see cref="AttributeType.Text"/>.</param>
    /// <param name="text">UTF-8.</param>
    public virtual bool MayContain(AttributeColumnInfo info, ReadOnlySpan<byte> text) => true;

    /// <summary>Reads one attribute column.</summary>
    /// <param name="info">One of <see cref="AttributeColumns"/>.</param>
    public abstract AttributeColumn ReadAttribute(AttributeColumnInfo info);

    /// <summary>First event of each span; one more entry than rows. Events of a span are in the order sent.</summary>
    public abstract ReadOnlySpan<int> EventFirstRows { get; }

    /// <summary>Event names, one per event.</summary>
    public abstract TextColumn EventNames { get; }

    /// <summary>Event time less span start in nanoseconds, one per event.</summary>
    public abstract ReadOnlySpan<long> EventTimesSinceStart { get; }

    /// <summary>First link of each span; one more entry than rows. Links of a span are in the order sent.</summary>
    public abstract ReadOnlySpan<int> LinkFirstRows { get; }

    /// <summary>Trace ids of links as sent, 16 bytes when valid, one per link.</summary>
    public abstract TextColumn LinkTraceIds { get; }

    /// <summary>Span ids of links as sent, 8 bytes when valid, one per link.</summary>
    public abstract TextColumn LinkSpanIds { get; }

    /// <summary>Gives the columns' memory back.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the columns' memory back; called once or more.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
