using Vivace.Otlp.Wire;

namespace Vivace.Storage.RowGroups;

/// <summary>One trace, whole, as rows of a row group: with its columns for whoever computes, and as OTLP for whoever wants spans
/// as they were sent.</summary>
/// <remarks>Used by one thread; valid during the call that got it. Every member may throw <see cref="BlockCorruptedException"/>.</remarks>
public sealed class TraceRows : IDisposable
{
    private readonly Func<TraceRows, SpanSource> _openSource;

    internal TraceRows(RowGroup rows, int trace, Func<TraceRows, SpanSource> openSource)
    {
        Rows = rows;
        Trace = trace;
        _openSource = openSource;
    }

    /// <summary>The row group. It may hold other traces.</summary>
    public RowGroup Rows { get; }

    /// <summary>The trace's ordinal in it.</summary>
    public int Trace { get; }

    /// <summary>The trace's first row.</summary>
    public int FirstRow => Rows.TraceFirstRows[Trace];

    /// <summary>The row after its last.</summary>
    public int EndRow => Rows.TraceFirstRows[Trace + 1];

    /// <summary>Writes spans as <c>ResourceSpans</c> messages (field 1 of <c>TracesData</c>), exactly as sent.</summary>
    /// <param name="rows">Rows of the trace, ascending.</param>
    /// <param name="output">Receives the messages.</param>
    public void WriteSpans(ReadOnlySpan<int> rows, ProtoWriter output)
    {
        if (rows.IsEmpty)
            return;
        using var writer = new OtlpTraceWriter();
        writer.Write(_openSource(this), rows, output);
    }

    /// <summary>Gives the columns' memory back.</summary>
    public void Dispose() => Rows.Dispose();
}
