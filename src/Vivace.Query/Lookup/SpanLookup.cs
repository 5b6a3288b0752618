using Vivace.Otlp.Wire;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Lookup;

/// <summary>Some spans of a trace as OTLP.</summary>
/// <param name="TracesData">The spans, exactly as sent.</param>
/// <param name="SpanCount">How many.</param>
/// <param name="TotalSpans">Spans of the trace.</param>
internal sealed record SpanLookup(ReadOnlyMemory<byte> TracesData, int SpanCount, int TotalSpans)
{
    /// <summary>Finds spans by their ids; of several with one id, all.</summary>
    public static SpanLookup Find(TraceRows trace, IReadOnlyCollection<ulong> spanIds)
    {
        var wanted = spanIds.Select(static id => (long)id).ToHashSet();
        var ids = trace.Rows.Numbers(SpanNumber.SpanId);
        var rows = new List<int>(wanted.Count);
        for (var row = trace.FirstRow; row < trace.EndRow; row++)
        {
            if (wanted.Contains(ids[row]))
                rows.Add(row);
        }

        using var output = new ProtoWriter();
        trace.WriteSpans([.. rows], output);
        return new SpanLookup(output.Written.ToArray(), rows.Count, trace.EndRow - trace.FirstRow);
    }
}
