using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Columns;

/// <summary>Columns of byte strings: a sorted dictionary with bit-packed codes, or, where nearly every value differs, pages of the
/// values themselves.</summary>
/// <remarks>Layout in docs/block-format.md, "Text columns". Keep both in step.</remarks>
internal static class TextEncoding
{
    /// <summary>Raw bytes of a page of values, at least; the last may be smaller. A value never lies across two pages.</summary>
    internal const int PageBytes = 32 * 1024;

    private const byte DictionaryCoded = 1;
    private const byte Plain = 2;

    /// <summary>Name of an encoding, by the first byte of a column.</summary>
    public static string? NameOf(byte encoding) => encoding switch
    {
        DictionaryCoded => "dictionary",
        Plain => "plain",
        _ => null,
    };

    /// <summary>Starts a dictionary column; the values follow by <see cref="TextPages"/>.</summary>
    /// <param name="output">Receives the column.</param>
    /// <param name="lengths">Length of each dictionary value, in ascending byte order of the values.</param>
    /// <param name="codes">One code per entry.</param>
    public static void BeginDictionary(ByteWriter output, ReadOnlySpan<long> lengths, ReadOnlySpan<long> codes)
    {
        output.WriteByte(DictionaryCoded);
        output.WriteVarint((ulong)lengths.Length);
        IntegerEncoding.Write(output, codes);
        IntegerEncoding.Write(output, lengths);
    }

    /// <summary>Starts a column of plain values; the values follow by <see cref="TextPages"/>.</summary>
    /// <param name="output">Receives the column.</param>
    /// <param name="lengths">Length of each entry.</param>
    public static void BeginPlain(ByteWriter output, ReadOnlySpan<long> lengths)
    {
        output.WriteByte(Plain);
        IntegerEncoding.Write(output, lengths);
    }

    /// <summary>Reads a column.</summary>
    /// <param name="region">The column's bytes; kept by the result.</param>
    /// <param name="count">Its entries.</param>
    /// <param name="arrays">Owner of the result's memory.</param>
    public static TextColumn Read(ReadOnlyMemory<byte> region, int count, RentedArrays arrays) =>
        ReadRange(region, count, 0, count, arrays);

    /// <summary>Reads some entries of a column.</summary>
    /// <param name="region">The column's bytes; kept by the result.</param>
    /// <param name="count">Its entries.</param>
    /// <param name="first">The first entry wanted; entry 0 of the result.</param>
    /// <param name="wanted">How many are wanted.</param>
    /// <param name="arrays">Owner of the result's memory.</param>
    /// <param name="findFilters">The filters of the column's pages, asked for when a value is looked for.</param>
    public static TextColumn ReadRange(
        ReadOnlyMemory<byte> region,
        int count,
        int first,
        int wanted,
        RentedArrays arrays,
        Func<PageFilters?>? findFilters = null)
    {
        var input = new ByteReader(region.Span);
        var encoding = input.ReadByte();
        return encoding switch
        {
            DictionaryCoded => ReadDictionary(ref input, region, count, first, wanted, arrays),
            Plain => ReadPlain(ref input, region, count, first, wanted, findFilters, arrays),
            _ => throw new BlockCorruptedException($"{encoding} is not an encoding of texts"),
        };
    }

    private static TextColumn ReadDictionary(
        ref ByteReader input, ReadOnlyMemory<byte> region, int count, int first, int wanted, RentedArrays arrays)
    {
        var distinct = input.ReadCount(Math.Max(1, count));
        var codes = arrays.Rent<int>(wanted);
        IntegerEncoding.ReadCodes(ref input, count, first, distinct, codes.Span);
        return new TextColumn(codes, ReadValues(ref input, region, distinct, isDictionary: true, findFilters: null, arrays));
    }

    private static TextColumn ReadPlain(
        ref ByteReader input,
        ReadOnlyMemory<byte> region,
        int count,
        int first,
        int wanted,
        Func<PageFilters?>? findFilters,
        RentedArrays arrays) => new(
            IdentityCodes.Of(count).Slice(first, wanted),
            ReadValues(ref input, region, count, isDictionary: false, findFilters, arrays));

    private static PagedValues ReadValues(
        ref ByteReader input,
        ReadOnlyMemory<byte> region,
        int count,
        bool isDictionary,
        Func<PageFilters?>? findFilters,
        RentedArrays arrays)
    {
        var offsets = ReadOffsets(ref input, count, arrays, out var totalBytes);
        var pages = new List<CompressedPage>();
        var pageStarts = new List<int>();
        var found = 0L;
        while (input.Remaining > 0)
        {
            var page = PageCompression.Find(ref input);
            pageStarts.Add((int)found);
            pages.Add(page);
            found += page.RawSize;
            if (found > totalBytes || page.RawSize == 0)
                break;
        }

        if (found != totalBytes || input.Remaining > 0)
            throw new BlockCorruptedException($"values of {totalBytes} bytes are stored as {found}");
        return new PagedValues(region, offsets, pages, pageStarts, isDictionary, findFilters, arrays);
    }

    private static Memory<int> ReadOffsets(ref ByteReader input, int count, RentedArrays arrays, out int totalBytes)
    {
        // Lengths first, then each in place becomes the sum of those before it.
        var memory = arrays.Rent<int>(count + 1);
        var offsets = memory.Span;
        IntegerEncoding.ReadCodes(ref input, count, 0, int.MaxValue, offsets[..count]);
        var sum = 0L;
        for (var i = 0; i < count; i++)
        {
            var length = offsets[i];
            offsets[i] = (int)sum;
            sum += length;
            if (sum > int.MaxValue)
                throw new BlockCorruptedException("texts are longer than 2 GiB");
        }

        offsets[count] = totalBytes = (int)sum;
        return memory;
    }
}
