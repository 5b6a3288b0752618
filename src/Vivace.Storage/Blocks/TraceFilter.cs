using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Says of a trace id that it is not in a block, or perhaps is: about one wrong "perhaps" in a hundred.</summary>
/// <remarks>A Bloom filter (Bloom, CACM 1970) in pages of 4 KiB: the id's hash chooses a page and seven bits in it, so that one read
/// answers. About ten bits per trace. Layout in docs/block-format.md, "Trace filter".</remarks>
internal static class TraceFilter
{
    private const int BitsPerPage = (BlockFormat.PageSize - sizeof(uint)) * 8;
    private const int TracesPerPage = BitsPerPage / 10;
    private const int Probes = 7;
    private const int PagesPerPart = 256;

    public static int PageCount(int traceCount) => Math.Max(1, (traceCount + TracesPerPage - 1) / TracesPerPage);

    /// <summary>Writes all pages.</summary>
    /// <param name="regions">The block.</param>
    /// <param name="hashes">Hash of each trace id.</param>
    public static void Write(RegionWriter regions, TraceHashes hashes)
    {
        var pageCount = PageCount(hashes.Count);
        using var buffer = new RentedBuffer<byte>();
        var pages = buffer.Take(Math.Min(pageCount, PagesPerPart) * BlockFormat.PageSize);
        for (var first = 0; first < pageCount; first += PagesPerPart)
        {
            pages = pages[..(Math.Min(PagesPerPart, pageCount - first) * BlockFormat.PageSize)];
            pages.Clear();
            for (var number = 0; number < hashes.Count; number++)
                Add(hashes[number], first, pageCount, pages);
            for (var offset = 0; offset < pages.Length; offset += BlockFormat.PageSize)
                SealedPage.Seal(pages.Slice(offset, BlockFormat.PageSize));
            regions.AppendRaw(pages);
        }
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

    /// <summary>Sets the bits of a hash when its page is among those that are being made.</summary>
    private static void Add(ulong hash, int firstPage, int pageCount, Span<byte> pages)
    {
        var offset = (PageOf(hash, pageCount) - firstPage) * (long)BlockFormat.PageSize;
        if (offset < 0 || offset >= pages.Length)
            return;
        var page = pages.Slice((int)offset, BlockFormat.PageSize);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe);
            page[bit >> 3] |= (byte)(1 << (bit & 7));
        }
    }

    private static int BitOf(ulong hash, int probe) =>
        (int)(((uint)hash + ((uint)probe * (uint)((hash >> 13) | 1))) % BitsPerPage);
}
