namespace Vivace.Storage.Columns;

/// <summary>A dictionary of one column of a block, in ascending byte order.</summary>
/// <param name="bytes">The values, one after the other.</param>
/// <param name="offsets">Where each begins; one more than values.</param>
internal sealed class SortedDictionary(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<int> offsets) : TextDictionary
{
    /// <inheritdoc/>
    public override int Count => offsets.Length - 1;

    /// <inheritdoc/>
    public override bool IsSorted => true;

    /// <inheritdoc/>
    public override bool IsDistinct => true;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var starts = offsets.Span;
            return bytes.Span[starts[code]..starts[code + 1]];
        }
    }
}
