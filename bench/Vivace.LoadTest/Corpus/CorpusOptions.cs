namespace Vivace.LoadTest.Corpus;

/// <summary>What decides every byte of a corpus.</summary>
internal sealed record CorpusOptions
{
    /// <summary>Chosen so that 8 traces of the corpus of the default size have a span of user-777, as in the
    /// comparison the goals come from; the average over seeds is 5.</summary>
    public const ulong DefaultSeed = 40;

    public const long DefaultSpans = 1_000_000;

    /// <summary>Requested size; the corpus has 1.000042 times as many spans (see <see cref="TraceSizes"/>).</summary>
    public long Spans { get; init; } = DefaultSpans;

    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>The last span ends at or shortly before this moment.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>The traces start evenly over this time.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A request is closed when it holds at least this many; it then has 400 on average.</summary>
    public int SpansPerRequest { get; init; } = 388;
}
