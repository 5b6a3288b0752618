using System.Buffers;

namespace Vivace.Query.Metrics;

/// <summary>One number for each cell of a <see cref="CellIndex"/>.</summary>
/// <remarks>The cells of the first series lie in an array of the shared pool: made anew for each query it would be garbage of the oldest
/// generation, and its pages would come from the kernel each time.</remarks>
/// <param name="index">The cells.</param>
/// <param name="budget">What the query may take.</param>
/// <param name="initial">What a cell holds at first.</param>
internal sealed class CellNumbers(CellIndex index, MemoryBudget budget, double initial) : IDisposable
{
    private double[] _dense = [];
    private int _denseLength;
    private double[] _sparse = [];

    /// <summary>Makes room for series; to be called before their cells are asked for.</summary>
    public void Reserve(int seriesCount) =>
        GrowDense(Math.Min(seriesCount, index.DenseSeries) * index.Intervals);

    /// <summary>The numbers of one of the first series, by interval; empty for others.</summary>
    public Span<double> Dense(int series)
    {
        var first = (long)series * index.Intervals;
        return first < _denseLength && series < index.DenseSeries ? _dense.AsSpan((int)first, index.Intervals) : default;
    }

    /// <summary>The numbers of the first series, series after series.</summary>
    public Span<double> AllDense => _dense.AsSpan(0, _denseLength);

    /// <summary>The number of a cell.</summary>
    public ref double this[int cell]
    {
        get
        {
            if (cell >= 0)
                return ref _dense[cell];
            if (~cell >= _sparse.Length)
                GrowSparse(~cell + 1);
            return ref _sparse[~cell];
        }
    }

    /// <summary>Gives the memory back; what was computed is gone.</summary>
    public void Dispose()
    {
        if (_dense.Length > 0)
            ArrayPool<double>.Shared.Return(_dense);
        _dense = [];
        _denseLength = 0;
    }

    private void GrowDense(int needed)
    {
        if (needed <= _denseLength)
            return;

        var length = LengthFor(needed, _denseLength);
        if (length > _dense.Length)
        {
            var larger = ArrayPool<double>.Shared.Rent(length);
            _dense.AsSpan(0, _denseLength).CopyTo(larger);
            if (_dense.Length > 0)
                ArrayPool<double>.Shared.Return(_dense);
            _dense = larger;
        }

        _dense.AsSpan(_denseLength, length - _denseLength).Fill(initial);
        _denseLength = length;
    }

    private void GrowSparse(int needed)
    {
        var before = _sparse.Length;
        Array.Resize(ref _sparse, LengthFor(needed, before));
        if (initial != 0)
            _sparse.AsSpan(before).Fill(initial);
    }

    /// <summary>The next length: in steps, so that growing costs little over all; whole series, so that each is there or not.</summary>
    private int LengthFor(int needed, int before)
    {
        var length = (int)Math.Min(Math.Max(needed, 2L * before), Math.Max(needed, before + (1L << 22)));
        length = (length + index.Intervals - 1) / index.Intervals * index.Intervals;
        budget.Take((long)(length - before) * sizeof(double));
        return length;
    }
}
