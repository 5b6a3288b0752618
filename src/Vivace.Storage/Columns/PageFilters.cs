namespace Vivace.Storage.Columns;

/// <summary>The <see cref="ValueFilter"/>s of one text column: one for each page of a plain column, so that looking for a value unpacks
/// the pages that may hold it and no others; a single one for a dictionary, which is bisected.</summary>
/// <remarks>Layout in docs/block-format.md, "Value filters". Keep both in step.</remarks>
internal readonly struct PageFilters
{
    private readonly ReadOnlyMemory<byte> _region;
    private readonly int[] _ends; // of each filter in the region
    private readonly int _first;

    private PageFilters(ReadOnlyMemory<byte> region, int first, int[] ends)
    {
        _region = region;
        _first = first;
        _ends = ends;
    }

    /// <summary>How many there are.</summary>
    public int Count => _ends.Length;

    /// <summary>Starts writing.</summary>
    /// <param name="output">Receives the sizes; the filters follow, in order, each reserved by its size.</param>
    /// <param name="sizes">Bytes of each filter.</param>
    public static void Begin(ByteWriter output, ReadOnlySpan<int> sizes)
    {
        output.WriteVarint((ulong)sizes.Length);
        foreach (var size in sizes)
            output.WriteVarint((ulong)size);
    }

    /// <summary>Takes a region apart.</summary>
    public static PageFilters Read(ReadOnlyMemory<byte> region)
    {
        var input = new ByteReader(region.Span);
        var ends = new int[input.ReadCount(input.Remaining)];
        var sum = 0L;
        for (var i = 0; i < ends.Length; i++)
        {
            var size = input.ReadCount(region.Length);
            if (size == 0)
                throw new BlockCorruptedException("an empty value filter");
            sum += size;
            ends[i] = (int)Math.Min(sum, int.MaxValue);
        }

        if (sum != input.Remaining)
            throw new BlockCorruptedException($"value filters of {sum} bytes in {input.Remaining}");
        var first = input.Position;
        for (var i = 0; i < ends.Length; i++)
            ends[i] += first;
        return new PageFilters(region, first, ends);
    }

    /// <summary>Whether any page may hold a value.</summary>
    public bool MayContain(ReadOnlySpan<byte> value)
    {
        for (var page = 0; page < _ends.Length; page++)
        {
            if (MayContain(page, value))
                return true;
        }

        return false;
    }

    /// <summary>Whether one page may hold a value.</summary>
    public bool MayContain(int page, ReadOnlySpan<byte> value)
    {
        var start = page == 0 ? _first : _ends[page - 1];
        return ValueFilter.MayContain(_region.Span[start.._ends[page]], value);
    }
}
