using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary>Knows which traces of a search were sent, and finds those that are new or have changed since.</summary>
/// <param name="onlyComplete">True to hold back traces that others may still push out of the newest.</param>
internal sealed class SearchDifference(bool onlyComplete)
{
    private readonly Dictionary<TraceId, Shape> _sent = [];

    /// <summary>The traces to send, which count as sent from then on.</summary>
    /// <param name="soFar">What was found so far.</param>
    public List<TraceSummary> Next(SearchResult soFar)
    {
        var traces = new List<TraceSummary>();
        foreach (var trace in soFar.Traces)
        {
            if (onlyComplete && soFar.CompleteAfterUnixNanoseconds != 0 && trace.StartUnixNanoseconds <= soFar.CompleteAfterUnixNanoseconds)
                continue;
            var shape = Shape.Of(trace);
            if (_sent.TryGetValue(trace.TraceId, out var before) && before == shape)
                continue;
            _sent[trace.TraceId] = shape;
            traces.Add(trace);
        }

        return traces;
    }

    /// <summary>What grows when more of a trace is found.</summary>
    private readonly record struct Shape(ulong Start, ulong Duration, int Spansets, long Matched)
    {
        public static Shape Of(TraceSummary trace) => new(
            trace.StartUnixNanoseconds, trace.DurationNanoseconds, trace.Spansets.Count, trace.Spansets.Sum(set => (long)set.Matched));
    }
}
