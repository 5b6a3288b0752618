using System.Buffers;

namespace Vivace.Query.Filters;

/// <summary>A set of resources or scopes, to be mapped to the rows that refer to them.</summary>
internal ref struct IndexSet : IDisposable
{
    /// <summary>Up to so many members, a vectorised pass over the references for each beats looking every one up.</summary>
    private const int MaxPasses = 8;

    private readonly int _count;
    private readonly bool[] _members;
    private int _memberCount;

    public IndexSet(int count)
    {
        _count = count;
        _members = ArrayPool<bool>.Shared.Rent(Math.Max(1, count));
        _members.AsSpan(0, count).Clear();
    }

    /// <summary>Adds a member.</summary>
    public void Add(int index)
    {
        _members[index] = true;
        _memberCount++;
    }

    /// <summary>Removes the rows that refer to no member.</summary>
    /// <param name="pool">The worker's bitmaps.</param>
    /// <param name="indexes">What each row refers to.</param>
    /// <param name="rows">The rows still in question.</param>
    public readonly void Narrow(BitmapPool pool, ReadOnlySpan<int> indexes, Bitmap rows)
    {
        if (_memberCount == 0)
        {
            rows.Clear();
        }
        else if (_memberCount == _count)
        {
            return;
        }
        else if (_memberCount <= MaxPasses)
        {
            var found = pool.Rent(rows.Length);
            var one = pool.Rent(rows.Length);
            for (var i = 0; i < _count; i++)
            {
                if (!_members[i])
                    continue;
                RangeKernel.SelectEqual(indexes, i, one.Words);
                found.Or(one);
            }

            rows.And(found);
            pool.Return(one);
            pool.Return(found);
        }
        else
        {
            for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            {
                if (!_members[indexes[row]])
                    rows.ClearRange(row, row + 1);
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => ArrayPool<bool>.Shared.Return(_members);
}
