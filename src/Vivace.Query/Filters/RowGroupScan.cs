using System.Buffers;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Filters;

/// <summary>One row group while a query is evaluated over it: the columns it has, and what was computed of them once.
/// Used by one thread at a time.</summary>
internal sealed class RowGroupScan : IDisposable
{
    private readonly Dictionary<AttributeColumnInfo, AttributeColumn> _columns = new(ReferenceEqualityComparer.Instance);
    private long[]? _childCounts;
    private NestedSets? _nestedSets;

    public RowGroupScan(RowGroup rows, BitmapPool pool, CancellationToken cancellation)
    {
        Rows = rows;
        Pool = pool;
        Cancellation = cancellation;
    }

    /// <summary>Signalled when nobody waits for the answer any more; asked between columns, and by a <see cref="Checkpoint"/> within.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The row group; disposed by its owner.</summary>
    public RowGroup Rows { get; }

    /// <summary>Bitmaps of the worker.</summary>
    public BitmapPool Pool { get; }

    /// <summary>Spans, events or links.</summary>
    public int RowCountOf(ColumnTable table) => table switch
    {
        ColumnTable.Events => Rows.EventFirstRows[Rows.RowCount],
        ColumnTable.Links => Rows.LinkFirstRows[Rows.RowCount],
        _ => Rows.RowCount,
    };

    /// <summary>First event or link of each span; one more entry than rows.</summary>
    public ReadOnlySpan<int> FirstRowsOf(ColumnTable table) =>
        table == ColumnTable.Events ? Rows.EventFirstRows : Rows.LinkFirstRows;

    /// <summary>The columns of one key, by type.</summary>
    public AttributeColumnSet FindColumns(ColumnTable table, string key)
    {
        var found = default(AttributeColumnSet);
        var columns = Rows.AttributeColumns(table);
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Key, key, StringComparison.Ordinal))
                found = found.With(columns[i]);
        }

        return found;
    }

    /// <summary>Reads a column, once.</summary>
    public AttributeColumn Read(AttributeColumnInfo info)
    {
        if (!_columns.TryGetValue(info, out var column))
        {
            Cancellation.ThrowIfCancellationRequested();
            column = Rows.ReadAttribute(info);
            _columns.Add(info, column);
        }

        return column;
    }

    /// <summary>Direct children of each span.</summary>
    public ReadOnlySpan<long> ChildCounts => (_childCounts ??= CountChildren()).AsSpan(0, Rows.RowCount);

    /// <summary>Nested-set numbers of each span.</summary>
    public NestedSets NestedSets => _nestedSets ??= new NestedSets(Rows);

    /// <summary>Rows that this row group answers for: all but those of excluded traces.</summary>
    public Bitmap RentAnsweredRows()
    {
        var answered = Pool.Rent(Rows.RowCount);
        answered.SetAll();
        var firstRows = Rows.TraceFirstRows;
        foreach (var trace in Rows.ExcludedTraces)
            answered.ClearRange(firstRows[trace], firstRows[trace + 1]);
        return answered;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_childCounts is not null)
            ArrayPool<long>.Shared.Return(_childCounts);
        _childCounts = null;
        _nestedSets?.Dispose();
        _nestedSets = null;
    }

    private long[] CountChildren()
    {
        var counts = ArrayPool<long>.Shared.Rent(Math.Max(1, Rows.RowCount));
        counts.AsSpan(0, Rows.RowCount).Clear();
        foreach (var parent in Rows.ParentRows)
        {
            if (parent >= 0)
                counts[parent]++;
        }

        return counts;
    }
}
