using System.Buffers;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Columns;

/// <summary>Columns of byte strings: a sorted dictionary with bit-packed codes, or, where nearly every value differs, pages of the
/// values themselves.</summary>
/// <remarks>Layout in docs/block-format.md, "Text columns". Keep both in step.</remarks>
internal static class TextEncoding
{
    /// <summary>Raw bytes of a page of plain values, at least; the last may be smaller.</summary>
    internal const int PageBytes = 64 * 1024;

    private const byte DictionaryCoded = 1;
    private const byte Plain = 2;

    /// <summary>Writes a dictionary column.</summary>
    /// <param name="output">Receives the column.</param>
    /// <param name="lengths">Length of each dictionary value.</param>
    /// <param name="bytes">The dictionary values in ascending byte order, one after the other.</param>
    /// <param name="codes">One code per entry.</param>
    public static void WriteDictionary(
        ByteWriter output, ReadOnlySpan<long> lengths, ReadOnlySpan<byte> bytes, ReadOnlySpan<long> codes)
    {
        output.WriteByte(DictionaryCoded);
        output.WriteVarint((ulong)lengths.Length);
        IntegerEncoding.Write(output, lengths);
        PageCompression.Write(output, bytes);
        IntegerEncoding.Write(output, codes);
    }

    /// <summary>Starts a column of plain values; the pages follow, each by <see cref="PageCompression.Write"/>.</summary>
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
    public static TextColumn Read(ReadOnlyMemory<byte> region, int count, RentedArrays arrays)
    {
        var input = new ByteReader(region.Span);
        var encoding = input.ReadByte();
        return encoding switch
        {
            DictionaryCoded => ReadDictionary(ref input, region.Span, count, arrays),
            Plain => ReadPlain(ref input, region, count, arrays),
            _ => throw new BlockCorruptedException($"{encoding} is not an encoding of texts"),
        };
    }

    private static TextColumn ReadDictionary(ref ByteReader input, ReadOnlySpan<byte> region, int count, RentedArrays arrays)
    {
        var distinct = input.ReadCount(Math.Max(1, count));
        var offsets = ReadOffsets(ref input, distinct, arrays, out var totalBytes);
        var page = PageCompression.Find(ref input);
        if (page.RawSize != totalBytes)
            throw new BlockCorruptedException($"a dictionary of {totalBytes} bytes is stored as {page.RawSize}");
        var bytes = arrays.Rent<byte>(page.RawSize);
        PageCompression.Read(region, page, bytes.Span);
        var codes = arrays.Rent<int>(count);
        ReadCodes(ref input, codes.Span, distinct);
        return new TextColumn(codes, new SortedDictionary(bytes, offsets));
    }

    private static TextColumn ReadPlain(ref ByteReader input, ReadOnlyMemory<byte> region, int count, RentedArrays arrays)
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
        }

        if (found != totalBytes)
            throw new BlockCorruptedException($"values of {totalBytes} bytes are stored as {found}");
        return new TextColumn(IdentityCodes.Of(count), new PagedValues(region, offsets, pages, pageStarts, arrays));
    }

    private static Memory<int> ReadOffsets(ref ByteReader input, int count, RentedArrays arrays, out int totalBytes)
    {
        var lengths = ArrayPool<long>.Shared.Rent(Math.Max(1, count));
        try
        {
            IntegerEncoding.Read(ref input, lengths.AsSpan(0, count));
            var offsets = arrays.Rent<int>(count + 1);
            var sum = 0L;
            for (var i = 0; i < count; i++)
            {
                offsets.Span[i] = (int)sum;
                if ((ulong)lengths[i] > int.MaxValue || (sum += lengths[i]) > int.MaxValue)
                    throw new BlockCorruptedException("texts are longer than 2 GiB");
            }

            offsets.Span[count] = totalBytes = (int)sum;
            return offsets;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(lengths);
        }
    }

    private static void ReadCodes(ref ByteReader input, Span<int> codes, int distinct)
    {
        var numbers = ArrayPool<long>.Shared.Rent(Math.Max(1, codes.Length));
        try
        {
            IntegerEncoding.Read(ref input, numbers.AsSpan(0, codes.Length));
            for (var i = 0; i < codes.Length; i++)
            {
                if ((ulong)numbers[i] >= (ulong)distinct)
                    throw new BlockCorruptedException($"code {numbers[i]} in a dictionary of {distinct}");
                codes[i] = (int)numbers[i];
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(numbers);
        }
    }
}
