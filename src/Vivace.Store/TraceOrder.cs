namespace Vivace.Store;

/// <summary>What traces found are ordered by.</summary>
public enum TraceSort
{
    /// <summary>Earliest start of the trace's spans.</summary>
    Start,

    /// <summary>Latest end less earliest start.</summary>
    Duration,

    /// <summary>Spans of the trace.</summary>
    Spans,

    /// <summary>Spans of the trace with status error.</summary>
    Errors,
}

/// <summary>The order of traces found; the default is newest first. Equal traces come newest first, then by id, so that the same
/// store gives the same answer.</summary>
/// <param name="By">What counts.</param>
/// <param name="Ascending">True for the least first.</param>
public readonly record struct TraceOrder(TraceSort By, bool Ascending)
{
    /// <summary>True for the order in which a store finds traces anyway.</summary>
    public bool IsNewestFirst => By == TraceSort.Start && !Ascending;

    /// <summary>A number that is larger the earlier a trace comes.</summary>
    /// <param name="value">What it is ordered by: start, duration, spans or errors.</param>
    public ulong Rank(ulong value) => Ascending ? ~value : value;

    /// <summary>A number that is larger the earlier a trace comes.</summary>
    public ulong Rank(TraceSummary trace) => Rank(By switch
    {
        TraceSort.Duration => trace.DurationNanoseconds,
        TraceSort.Spans => (ulong)trace.SpanCount,
        TraceSort.Errors => (ulong)trace.ErrorCount,
        _ => trace.StartUnixNanoseconds,
    });

    /// <summary>Below zero when the left trace comes first.</summary>
    public int Compare(TraceSummary left, TraceSummary right)
    {
        var order = Rank(right).CompareTo(Rank(left));
        order = order != 0 ? order : right.StartUnixNanoseconds.CompareTo(left.StartUnixNanoseconds);
        return order != 0 ? order : left.TraceId.CompareTo(right.TraceId);
    }
}
