using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>Parent ids that do not follow from the tree: of spans whose parent is not in the trace, and odd ones.</summary>
internal sealed class BlockExplicitParents
{
    private readonly int[] _rows;
    private readonly byte[][] _ids;

    private BlockExplicitParents(int[] rows, byte[][] ids)
    {
        _rows = rows;
        _ids = ids;
    }

    /// <summary>The stored parent id of a row; empty when it has none.</summary>
    public byte[] Find(int row)
    {
        var found = Array.BinarySearch(_rows, row);
        return found < 0 ? [] : _ids[found];
    }

    public static BlockExplicitParents Read(ReadOnlySpan<long> rows, ReadOnlySpan<byte> bytes)
    {
        var numbers = new int[rows.Length];
        var ids = new byte[rows.Length][];
        var input = new ByteReader(bytes);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (rows[i] < (i == 0 ? 0 : numbers[i - 1] + 1L) || rows[i] > int.MaxValue)
                throw new BlockCorruptedException("rows with explicit parents do not ascend");
            numbers[i] = (int)rows[i];
            ids[i] = input.ReadText().ToArray();
        }

        return new BlockExplicitParents(numbers, ids);
    }
}
