using System.Buffers;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Filters;

/// <summary>Nested-set numbers of the spans of a row group, per trace from 1; zeros for spans that no root leads to.</summary>
/// <remarks>Rows stand in the order of the walk and subtree sizes are known, so that one pass numbers them: a subtree of n
/// spans takes 2n numbers.</remarks>
internal sealed class NestedSets : IDisposable
{
    private readonly int _rowCount;
    private long[] _left;
    private long[] _right;
    private long[] _parent;

    public NestedSets(RowGroup rows)
    {
        _rowCount = rows.RowCount;
        var size = Math.Max(1, _rowCount);
        _left = ArrayPool<long>.Shared.Rent(size);
        _right = ArrayPool<long>.Shared.Rent(size);
        _parent = ArrayPool<long>.Shared.Rent(size);

        // Until a row's subtree is passed, its right number holds the next number to give to a child.
        var firstRows = rows.TraceFirstRows;
        var parents = rows.ParentRows;
        var sizes = rows.SubtreeSizes;
        var connected = rows.Connected;
        for (var trace = 0; trace < rows.TraceCount; trace++)
        {
            var nextRoot = 1L;
            for (var row = firstRows[trace]; row < firstRows[trace + 1]; row++)
            {
                if (!connected[row])
                {
                    _left[row] = _right[row] = _parent[row] = 0;
                    continue;
                }

                var parent = parents[row];
                ref var next = ref parent < 0 ? ref nextRoot : ref _right[parent];
                _left[row] = next;
                _right[row] = next + 1;
                _parent[row] = parent < 0 ? -1 : _left[parent];
                next += 2L * sizes[row];
            }
        }
    }

    /// <summary>Numbers on entry.</summary>
    public ReadOnlySpan<long> Left => _left.AsSpan(0, _rowCount);

    /// <summary>Numbers on exit.</summary>
    public ReadOnlySpan<long> Right => _right.AsSpan(0, _rowCount);

    /// <summary>The parent's left number, -1 for roots.</summary>
    public ReadOnlySpan<long> Parent => _parent.AsSpan(0, _rowCount);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_left.Length == 0)
            return;
        ArrayPool<long>.Shared.Return(_left);
        ArrayPool<long>.Shared.Return(_right);
        ArrayPool<long>.Shared.Return(_parent);
        _left = _right = _parent = [];
    }
}
