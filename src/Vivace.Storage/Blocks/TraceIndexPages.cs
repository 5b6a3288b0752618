using System.Buffers.Binary;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Finds a trace's number in a block by the upper half of its id's hash: entries of 8 bytes (hash, number), sorted, in pages of
/// 4 KiB.</summary>
/// <remarks>Hashes are evenly spread, so the page is guessed and at most a few are read. Different ids may share 32 bits: the
/// caller compares the id. Layout in docs/block-format.md, "Trace index".</remarks>
internal static class TraceIndexPages
{
    public const int EntrySize = 8;
    public const int EntriesPerPart = 1 << 18; // made at a time
    public const int EntriesPerPage = (BlockFormat.PageSize - sizeof(uint)) / EntrySize;

    public static int PageCount(int traceCount) => (traceCount + EntriesPerPage - 1) / EntriesPerPage;

    /// <summary>Writes all pages.</summary>
    /// <param name="regions">The block.</param>
    /// <param name="hashes">Hash of each trace id.</param>
    public static void Write(RegionWriter regions, TraceHashes hashes)
    {
        using var found = new RentedBuffer<ulong>();
        Span<byte> page = stackalloc byte[BlockFormat.PageSize];
        page.Clear();
        var used = 0;
        foreach (var part in HashPart.Divide(hashes.Count, EntriesPerPart))
        {
            var entries = found.Take(hashes.Find(part, found));
            entries.Sort();
            foreach (var entry in entries)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(page[(used * EntrySize)..], entry);
                if (++used == EntriesPerPage)
                    WritePage(page);
            }
        }

        if (used > 0)
            WritePage(page);

        void WritePage(Span<byte> full)
        {
            SealedPage.Seal(full);
            regions.AppendRaw(full);
            full.Clear();
            used = 0;
        }
    }

    /// <summary>How many entries a page has.</summary>
    public static int EntriesOf(int page, int traceCount) => Math.Min(EntriesPerPage, traceCount - (page * EntriesPerPage));

    /// <summary>Upper half: bits of the hash; lower half: number of the trace.</summary>
    public static ulong Entry(ReadOnlySpan<byte> page, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[(index * EntrySize)..]);
}
