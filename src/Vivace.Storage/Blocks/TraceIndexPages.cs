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
    public const int EntriesPerPage = (BlockFormat.PageSize - sizeof(uint)) / EntrySize;

    public static int PageCount(int traceCount) => (traceCount + EntriesPerPage - 1) / EntriesPerPage;

    /// <summary>Builds all pages.</summary>
    /// <param name="hashes">Hash of each trace id, in the order of trace numbers.</param>
    public static byte[] Build(ReadOnlySpan<ulong> hashes)
    {
        using var rented = new RentedBuffer<ulong>();
        var entries = rented.Take(hashes.Length);
        for (var number = 0; number < hashes.Length; number++)
            entries[number] = (hashes[number] & 0xFFFFFFFF_00000000) | (uint)number;
        entries.Sort();

        var pageCount = PageCount(hashes.Length);
        var pages = new byte[pageCount * BlockFormat.PageSize];
        for (var i = 0; i < entries.Length; i++)
        {
            var page = pages.AsSpan(i / EntriesPerPage * BlockFormat.PageSize, BlockFormat.PageSize);
            BinaryPrimitives.WriteUInt64LittleEndian(page[(i % EntriesPerPage * EntrySize)..], entries[i]);
        }

        for (var page = 0; page < pageCount; page++)
            SealedPage.Seal(pages.AsSpan(page * BlockFormat.PageSize, BlockFormat.PageSize));
        return pages;
    }

    /// <summary>How many entries a page has.</summary>
    public static int EntriesOf(int page, int traceCount) => Math.Min(EntriesPerPage, traceCount - (page * EntriesPerPage));

    /// <summary>Upper half: bits of the hash; lower half: number of the trace.</summary>
    public static ulong Entry(ReadOnlySpan<byte> page, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(page[(index * EntrySize)..]);
}
