namespace Vivace.LoadTest.Corpus;

/// <summary>The tree of one trace: who calls whom, when, and in which service instance. One instance is drawn again for
/// each trace; parents come before their children.</summary>
/// <remarks>Half the spans are HTTP, a quarter database calls, a quarter internal. A client span gets at most one child,
/// the server span of the service it calls. A child lies within its parent's time.</remarks>
internal sealed class TraceShape
{
    /// <summary>Parents are chosen among this many of the latest spans that may have children: trees are then about as
    /// deep as wide.</summary>
    private const int RecentParents = 4;

    private readonly byte[] _open = new byte[TraceSizes.Most];
    private readonly byte[] _waitingClients = new byte[TraceSizes.Most];

    public int SpanCount { get; private set; }

    public ulong TraceIdHigh { get; private set; }

    public ulong TraceIdLow { get; private set; }

    /// <summary>Index of the parent, -1 for the root.</summary>
    public sbyte[] Parent { get; } = new sbyte[TraceSizes.Most];

    public SpanRole[] Role { get; } = new SpanRole[TraceSizes.Most];

    /// <summary>Index of the service instance: service * 4 + instance.</summary>
    public byte[] Instance { get; } = new byte[TraceSizes.Most];

    public ulong[] SpanId { get; } = new ulong[TraceSizes.Most];

    public ulong[] StartUnixNanoseconds { get; } = new ulong[TraceSizes.Most];

    public ulong[] DurationNanoseconds { get; } = new ulong[TraceSizes.Most];

    /// <summary>Draws a new tree.</summary>
    public void Draw(CorpusRandom random, int spanCount, ulong startUnixNanoseconds)
    {
        SpanCount = spanCount;
        TraceIdHigh = random.Next();
        TraceIdLow = random.Next() | 1; // never all zero

        // Durations of roots are spread evenly over the powers of two from 8 ms to 1 s.
        var magnitude = 1UL << (23 + random.Below(8));
        Parent[0] = -1;
        Role[0] = SpanRole.HttpServer;
        Instance[0] = PickInstance(random, random.Below(CorpusVocabulary.ServiceCount));
        SpanId[0] = random.Next() | 1;
        StartUnixNanoseconds[0] = startUnixNanoseconds;
        DurationNanoseconds[0] = magnitude + random.Below(magnitude);

        _open[0] = 0;
        var openCount = 1;
        var waitingCount = 0;
        for (var i = 1; i < spanCount; i++)
        {
            var (role, parent) = PickPlace(random, openCount, ref waitingCount);
            Role[i] = role;
            Parent[i] = (sbyte)parent;
            SpanId[i] = random.Next() | 1;
            Instance[i] = role == SpanRole.HttpServer
                ? PickInstance(random, CorpusVocabulary.Callee(Instance[parent] / CorpusVocabulary.InstancesPerService, random))
                : Instance[parent];
            PlaceInTime(random, i, parent);

            if (role is SpanRole.HttpServer or SpanRole.Internal)
                _open[openCount++] = (byte)i;
            else if (role == SpanRole.HttpClient)
                _waitingClients[waitingCount++] = (byte)i;
        }
    }

    private (SpanRole Role, int Parent) PickPlace(CorpusRandom random, int openCount, ref int waitingCount)
    {
        // The root is an HTTP span already, so that a little under half of the others make it half of all.
        var draw = random.Below(96);
        if (draw < 46 && waitingCount > 0)
            return (SpanRole.HttpServer, _waitingClients[--waitingCount]);

        var parent = _open[openCount - 1 - random.Below(Math.Min(openCount, RecentParents))];
        return (draw < 46 ? SpanRole.HttpClient : draw < 71 ? SpanRole.Database : SpanRole.Internal, parent);
    }

    private void PlaceInTime(CorpusRandom random, int i, int parent)
    {
        var available = DurationNanoseconds[parent];
        ulong delay;
        ulong duration;
        if (Role[i] == SpanRole.HttpServer)
        {
            delay = random.Below(available / 16 + 1);
            duration = available - delay - random.Below((available - delay) / 16 + 1);
        }
        else
        {
            delay = random.Below(available * 3 / 4 + 1);
            var room = available - delay;
            duration = room / 8 + random.Below(room - room / 8 + 1);
        }

        StartUnixNanoseconds[i] = StartUnixNanoseconds[parent] + delay;
        DurationNanoseconds[i] = duration;
    }

    private static byte PickInstance(CorpusRandom random, int service) => (byte)(
        service * CorpusVocabulary.InstancesPerService + random.Below(CorpusVocabulary.InstancesPerService));
}
