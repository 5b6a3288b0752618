namespace Vivace.LoadTest.Corpus;

/// <summary>How many spans each trace has: 5 to 44, evenly distributed, with an exact total. The reference corpus has
/// 1,000,042 spans in 40,704 traces; other sizes keep the proportion.</summary>
internal static class TraceSizes
{
    public const int Fewest = 5;
    public const int Most = 44;

    private const long ReferenceSpans = 1_000_042;
    private const long ReferenceTraces = 40_704;

    /// <summary>Draws the sizes.</summary>
    /// <param name="requestedSpans">1,000,000 gives the reference corpus.</param>
    /// <param name="random">The corpus' source of randomness.</param>
    public static byte[] Draw(long requestedSpans, CorpusRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestedSpans, Fewest);
        var total = requestedSpans * ReferenceSpans / 1_000_000;
        var traces = Math.Max((total * ReferenceTraces + ReferenceSpans / 2) / ReferenceSpans, (total + Most - 1) / Most);

        var sizes = new byte[traces];
        foreach (ref var size in sizes.AsSpan())
        {
            size = (byte)(Fewest + random.Below(Most - Fewest + 1));
            total -= size;
        }

        // An even draw has 24.5 spans on average, the reference 24.57: the rest is dealt out one span at a time.
        for (var i = 0; total != 0; i = (i + 1) % sizes.Length)
        {
            if (total > 0 && sizes[i] < Most)
            {
                sizes[i]++;
                total--;
            }
            else if (total < 0 && sizes[i] > Fewest)
            {
                sizes[i]--;
                total++;
            }
        }

        return sizes;
    }
}
