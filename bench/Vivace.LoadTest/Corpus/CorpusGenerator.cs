namespace Vivace.LoadTest.Corpus;

/// <summary>Makes the corpus described in docs/performance.md, request by request. The same options give the same bytes,
/// and traces keep their ids when only the times change.</summary>
internal sealed class CorpusGenerator(CorpusOptions options)
{
    /// <summary>One trace in this many arrives in two requests.</summary>
    private const int SplitOneIn = 32;

    /// <summary>Roots last 2 s at most; the last trace starts this long before the end.</summary>
    private static readonly TimeSpan LongestTrace = TimeSpan.FromSeconds(2.2);

    /// <summary>Complete when all requests have been made.</summary>
    public CorpusFacts Facts { get; } = new();

    public IEnumerable<ExportRequest> Requests()
    {
        var random = new CorpusRandom(options.Seed);
        var sizes = TraceSizes.Draw(options.Spans, random);
        var encoder = new SpanEncoder(random, Facts);
        var trace = new TraceShape();
        var current = new RequestBuilder();
        var next = new RequestBuilder();
        try
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                trace.Draw(random, sizes[i], StartOf(i, sizes.Length));
                var late = random.Below(SplitOneIn) == 0 ? 1 + random.Below(trace.SpanCount - 1) : trace.SpanCount;
                encoder.BeginTrace(trace);
                for (var span = 0; span < trace.SpanCount; span++)
                {
                    var request = span < late ? current : next;
                    encoder.Write(request.NextSpan(trace.Instance[span], trace.Role[span]), span);
                }

                encoder.EndTrace();
                if (current.SpanCount >= options.SpansPerRequest)
                {
                    yield return current.Build();
                    (current, next) = (next, current);
                }
            }

            if (current.SpanCount > 0)
                yield return current.Build();
            if (next.SpanCount > 0)
                yield return next.Build();
        }
        finally
        {
            current.Dispose();
            next.Dispose();
        }
    }

    /// <summary>Traces start evenly over the corpus' length; the jitter is within the slot and by arithmetic, so that the
    /// corpus without its times does not depend on them.</summary>
    private ulong StartOf(long trace, long traces)
    {
        var end = (UInt128)(ulong)(options.End - DateTimeOffset.UnixEpoch).Ticks * 100;
        var length = (UInt128)(ulong)Math.Max((options.Length - LongestTrace).Ticks, 0) * 100;
        var first = end - (UInt128)(ulong)LongestTrace.Ticks * 100 - length;
        var jitter = (ulong)trace * 0x9E3779B97F4A7C15 >> 44;
        return (ulong)(first + length * (UInt128)(ulong)trace / (UInt128)(ulong)traces + jitter);
    }
}
