using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.ServiceGraph;

/// <summary>The columns of one row group that pairing looks at.</summary>
internal readonly ref struct RowGroupView
{
    private readonly RowGroup _rows;
    private readonly ReadOnlySpan<int> _nodeOfResource;
    private readonly ReadOnlySpan<int> _resources;
    private readonly ReadOnlySpan<long> _starts;
    private readonly ulong _rangeStart;
    private readonly ulong _rangeLength;

    /// <summary>Reads the columns.</summary>
    /// <param name="rows">The row group.</param>
    /// <param name="nodeOfResource">Node of each resource; below 0 for those without a name.</param>
    /// <param name="matched">The spans asked for.</param>
    /// <param name="range">Where requests that count begin.</param>
    public RowGroupView(RowGroup rows, ReadOnlySpan<int> nodeOfResource, Bitmap matched, TimeRange range)
    {
        _rows = rows;
        _nodeOfResource = nodeOfResource;
        _resources = rows.ResourceIndexes;
        _starts = rows.Numbers(SpanNumber.Start);
        _rangeStart = range.StartInclusive;
        _rangeLength = range.EndInclusive - range.StartInclusive;
        Matched = matched;
        Kinds = rows.Numbers(SpanNumber.Kind);
        Parents = rows.ParentRows;
        Durations = rows.Numbers(SpanNumber.EndLessStart);
        Statuses = rows.Numbers(SpanNumber.StatusCode);
    }

    /// <summary>The spans asked for.</summary>
    public Bitmap Matched { get; }

    /// <summary>OTLP's kinds.</summary>
    public ReadOnlySpan<long> Kinds { get; }

    /// <summary>Row of each span's parent, or -1.</summary>
    public ReadOnlySpan<int> Parents { get; }

    /// <summary>End less start; may be negative.</summary>
    public ReadOnlySpan<long> Durations { get; }

    /// <summary>OTLP's status codes.</summary>
    public ReadOnlySpan<long> Statuses { get; }

    /// <summary>Node of a span's service; below 0 without a name.</summary>
    public int NodeOf(int row) => _nodeOfResource[_resources[row]];

    /// <summary>Number of a span's resource in the row group.</summary>
    public int ResourceOf(int row) => _resources[row];

    /// <summary>True when a span begins in the range asked for.</summary>
    public bool IsInRange(int row) => (ulong)_starts[row] - _rangeStart <= _rangeLength; // before it, this wraps

    /// <summary>True when a span is asked for and begins in the range.</summary>
    public bool Counts(int row) => Matched[row] && IsInRange(row);

    /// <summary>Id of a span's parent; 0 for none.</summary>
    public ulong ParentId(int row) => _rows.ParentId(row);

    /// <summary>One span, to be shown as an example.</summary>
    public UnmatchedCount ExampleOf(int row) =>
        new(1, (ulong)_starts[row], _rows.TraceIds[TraceOf(row)], (ulong)_rows.Numbers(SpanNumber.SpanId)[row]);

    private int TraceOf(int row)
    {
        var firstRows = _rows.TraceFirstRows;
        var trace = firstRows[..^1].BinarySearch(row);
        return trace >= 0 ? trace : ~trace - 1;
    }
}
