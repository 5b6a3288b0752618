namespace Vivace.Store;

/// <summary>What a query has read so far. Whoever runs a query makes one current; the store adds to the current one as it reads. Thread
/// safe.</summary>
public sealed class QueryCost
{
    private static readonly AsyncLocal<QueryCost?> Ambient = new();

    private long _bytes;
    private long _spans;

    /// <summary>That of the query which this code runs for; null when nobody wants to know. Flows into the tasks that the query
    /// starts.</summary>
    public static QueryCost? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Bytes of columns read.</summary>
    public long InspectedBytes => Volatile.Read(ref _bytes);

    /// <summary>Spans of row groups looked at.</summary>
    public long InspectedSpans => Volatile.Read(ref _spans);

    /// <summary>Adds what was read.</summary>
    public void Add(long bytes, long spans)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _spans, spans);
    }
}
