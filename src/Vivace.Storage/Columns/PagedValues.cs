using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Columns;

/// <summary>The values of one text column of a block: a sorted dictionary, or, where every entry is a code of its own, the entries
/// themselves. Pages are unpacked when one of their values is asked for.</summary>
internal sealed class PagedValues(
    ReadOnlyMemory<byte> region,
    ReadOnlyMemory<int> offsets,
    List<CompressedPage> pages,
    List<int> pageStarts,
    bool isDictionary,
    Func<PageFilters?>? findFilters,
    RentedArrays arrays) : TextDictionary
{
    private readonly Memory<byte>[] _unpacked = new Memory<byte>[pages.Count];
    private int _lastPage = -1;

    /// <inheritdoc/>
    public override int Count => offsets.Length - 1;

    /// <inheritdoc/>
    public override bool IsSorted => isDictionary;

    /// <inheritdoc/>
    public override bool IsDistinct => isDictionary;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var starts = offsets.Span;
            var (start, end) = (starts[code], starts[code + 1]);
            if (start == end)
                return default;
            var page = _lastPage;
            if (page < 0 || start < pageStarts[page] || start >= pageStarts[page] + pages[page].RawSize)
                page = Unpack(start);
            var offset = start - pageStarts[page];
            if (end - pageStarts[page] > pages[page].RawSize)
                throw new BlockCorruptedException("a value lies across two pages");
            return _unpacked[page].Span.Slice(offset, end - start);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Values of another length are passed over, and pages unpacked only when their filter lets the value pass.</remarks>
    public override void SelectEqual(ReadOnlySpan<int> codes, ReadOnlySpan<byte> value, Span<ulong> entries)
    {
        var starts = offsets.Span;
        var filters = findFilters?.Invoke();
        var (page, mayContain) = (-1, false);
        for (var entry = 0; entry < codes.Length; entry++)
        {
            var code = codes[entry];
            var start = starts[code];
            if (starts[code + 1] - start != value.Length)
                continue;
            if (value.Length > 0)
            {
                if (page < 0 || start < pageStarts[page] || start >= pageStarts[page] + pages[page].RawSize)
                {
                    page = PageOf(start);
                    mayContain = filters is null || filters.Value.Count != pages.Count || filters.Value.MayContain(page, value);
                }

                if (!mayContain || !this[code].SequenceEqual(value))
                    continue;
            }

            entries[entry >> 6] |= 1UL << entry;
        }
    }

    private int PageOf(int start)
    {
        var page = pageStarts.BinarySearch(start);
        if (page < 0)
            page = ~page - 1;
        while (pages[page].RawSize == 0)
            page++;
        return page;
    }

    private int Unpack(int start)
    {
        var page = PageOf(start);
        if (_unpacked[page].IsEmpty)
        {
            var raw = arrays.Rent<byte>(pages[page].RawSize);
            PageCompression.Read(region.Span, pages[page], raw.Span);
            _unpacked[page] = raw;
        }

        return _lastPage = page;
    }
}
