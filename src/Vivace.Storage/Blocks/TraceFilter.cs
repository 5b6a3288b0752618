namespace Vivace.Storage.Blocks;

/// <summary>Says of a trace id that it is not in a block, or perhaps is: about one wrong "perhaps" in a hundred.</summary>
/// <remarks>A Bloom filter (Bloom, CACM 1970) in pages of 4 KiB: the id's hash chooses a page and seven bits in it, so that one read
/// answers. About ten bits per trace. Layout in docs/block-format.md, "Trace filter".</remarks>
internal static class TraceFilter
{
    private const int BitsPerPage = (BlockFormat.PageSize - sizeof(uint)) * 8;
    private const int TracesPerPage = BitsPerPage / 10;
    private const int Probes = 7;

    public static int PageCount(int traceCount) => Math.Max(1, (traceCount + TracesPerPage - 1) / TracesPerPage);

    /// <summary>Builds all pages.</summary>
    /// <param name="hashes">Hashes of all trace ids.</param>
    /// <returns>The pages, one after the other.</returns>
    public static byte[] Build(ReadOnlySpan<ulong> hashes)
    {
        var pageCount = PageCount(hashes.Length);
        var pages = new byte[pageCount * BlockFormat.PageSize];
        foreach (var hash in hashes)
        {
            var page = pages.AsSpan(PageOf(hash, pageCount) * BlockFormat.PageSize, BlockFormat.PageSize);
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(hash, probe);
                page[bit >> 3] |= (byte)(1 << (bit & 7));
            }
        }

        for (var page = 0; page < pageCount; page++)
            SealedPage.Seal(pages.AsSpan(page * BlockFormat.PageSize, BlockFormat.PageSize));
        return pages;
    }

    public static int PageOf(ulong hash, int pageCount) => (int)(((hash >> 32) * (ulong)pageCount) >> 32);

    /// <summary>Whether the trace may be in the block.</summary>
    /// <param name="page">The page chosen by <see cref="PageOf"/>, checked.</param>
    /// <param name="hash">Hash of the trace id.</param>
    public static bool MayContain(ReadOnlySpan<byte> page, ulong hash)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe);
            if ((page[bit >> 3] & (1 << (bit & 7))) == 0)
                return false;
        }

        return true;
    }

    private static int BitOf(ulong hash, int probe) =>
        (int)(((uint)hash + ((uint)probe * (uint)((hash >> 13) | 1))) % BitsPerPage);
}
