using Vivace.LoadTest.Corpus;

namespace Vivace.Benchmarks;

/// <summary>Requests of the comparison's corpus, so that kernels see the data the whole server is measured with.</summary>
internal static class CorpusRequests
{
    /// <summary>Spans in all requests together; small enough that they stay in the second-level cache of most machines
    /// while one request is worked on, large enough that branches cannot be learnt by heart.</summary>
    public const int SpanCount = 4000;

    public static byte[][] Make(long spans = SpanCount) => [.. new CorpusGenerator(new CorpusOptions
    {
        Spans = spans,
        End = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    }).Requests().Select(request => request.Message.ToArray())];
}
