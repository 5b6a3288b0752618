using System.Collections;

namespace Vivace.LoadTest.Corpus;

/// <summary>What is true of a corpus, counted while it is made: the answers a server must give.</summary>
internal sealed class CorpusFacts
{
    private readonly BitArray _users = new(CorpusVocabulary.UserCount);

    /// <summary>Sixteen bytes each, as on the wire.</summary>
    public List<byte[]> TraceIds { get; } = [];

    /// <summary>Spans of each of <see cref="TraceIds"/>.</summary>
    public List<int> TraceSpanCounts { get; } = [];

    public long Spans { get; set; }

    public long Attributes { get; set; }

    public long ErrorSpans { get; set; }

    public long ServerSpans { get; set; }

    /// <summary>Traces with a span of user-777.</summary>
    public int TracesOfUser777 { get; set; }

    /// <summary>Traces with a statement that matches <c>.*id = 4242.*</c>.</summary>
    public int TracesWithStatement4242 { get; set; }

    /// <summary>Traces whose failed spans take more than 200 ms on average.</summary>
    public int TracesWithSlowErrors { get; set; }

    public int DistinctUsers { get; private set; }

    public ulong FirstUnixNanoseconds { get; set; } = ulong.MaxValue;

    public ulong LastUnixNanoseconds { get; set; }

    public void SeeUser(int user)
    {
        if (_users[user])
            return;
        _users[user] = true;
        DistinctUsers++;
    }
}
