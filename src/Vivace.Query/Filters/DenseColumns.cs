using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Filters;

/// <summary>Numbers that every row of a table has.</summary>
internal enum DenseNumber
{
    /// <summary>End less start of a span; negative when the end lies before the start.</summary>
    Duration,

    /// <summary>Status code of a span.</summary>
    Status,

    /// <summary>Kind of a span.</summary>
    Kind,

    /// <summary>Id of a span.</summary>
    SpanId,

    /// <summary>Children of a span.</summary>
    ChildCount,

    /// <summary>Nested-set number on entry.</summary>
    NestedSetLeft,

    /// <summary>Nested-set number on exit.</summary>
    NestedSetRight,

    /// <summary>Nested-set number of the parent.</summary>
    NestedSetParent,

    /// <summary>Time of an event since its span's start.</summary>
    EventTimeSinceStart,
}

/// <summary>Texts that every row of a table has.</summary>
internal enum DenseText
{
    /// <summary>Name of a span.</summary>
    Name,

    /// <summary>Status message of a span.</summary>
    StatusMessage,

    /// <summary>Name of an event.</summary>
    EventName,

    /// <summary>Trace id of a link, as bytes.</summary>
    LinkTraceId,

    /// <summary>Span id of a link, as bytes.</summary>
    LinkSpanId,
}

/// <summary>Where the dense columns of a row group are.</summary>
internal static class DenseColumns
{
    /// <summary>The numbers of one column.</summary>
    public static ReadOnlySpan<long> Read(RowGroupScan scan, DenseNumber column) => column switch
    {
        DenseNumber.Duration => scan.Rows.Numbers(SpanNumber.EndLessStart),
        DenseNumber.Status => scan.Rows.Numbers(SpanNumber.StatusCode),
        DenseNumber.Kind => scan.Rows.Numbers(SpanNumber.Kind),
        DenseNumber.SpanId => scan.Rows.Numbers(SpanNumber.SpanId),
        DenseNumber.ChildCount => scan.ChildCounts,
        DenseNumber.NestedSetLeft => scan.NestedSets.Left,
        DenseNumber.NestedSetRight => scan.NestedSets.Right,
        DenseNumber.NestedSetParent => scan.NestedSets.Parent,
        _ => scan.Rows.EventTimesSinceStart,
    };

    /// <summary>The texts of one column.</summary>
    public static TextColumn Read(RowGroupScan scan, DenseText column) => column switch
    {
        DenseText.Name => scan.Rows.Texts(SpanText.Name),
        DenseText.StatusMessage => scan.Rows.Texts(SpanText.StatusMessage),
        DenseText.EventName => scan.Rows.EventNames,
        DenseText.LinkTraceId => scan.Rows.LinkTraceIds,
        _ => scan.Rows.LinkSpanIds,
    };

    /// <summary>Whose column it is.</summary>
    public static ColumnTable TableOf(DenseText column) => column switch
    {
        DenseText.EventName => ColumnTable.Events,
        DenseText.LinkTraceId or DenseText.LinkSpanId => ColumnTable.Links,
        _ => ColumnTable.Spans,
    };
}
