using System.Numerics;
using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>The spans of one row group that count, ascending, with the interval each belongs to. Used again from row group to
/// row group by one worker.</summary>
internal sealed class SelectedSpans
{
    private int[] _rows = [];
    private int[] _intervals = [];
    private SpanWeights? _weights;
    private bool _hasWeights;

    /// <summary>How many spans.</summary>
    public int Count { get; private set; }

    /// <summary>Their rows.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>Their intervals.</summary>
    public ReadOnlySpan<int> Intervals => _intervals.AsSpan(0, Count);

    /// <summary>For how many each span stands; empty when each stands for itself.</summary>
    public ReadOnlySpan<double> Weights => _hasWeights ? _weights!.Last[..Count] : default;

    /// <summary>For how many a span stands.</summary>
    public double WeightOf(int index) => _hasWeights ? _weights!.Last[index] : 1;

    /// <summary>Takes the spans of a set that start within a window.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="spans">The set.</param>
    /// <param name="window">The intervals.</param>
    /// <param name="extrapolates">Whether sampled spans stand for those that were left out.</param>
    public void Select(RowGroupScan scan, Bitmap spans, MetricsWindow window, bool extrapolates)
    {
        if (_rows.Length < scan.Rows.RowCount)
        {
            _rows = new int[scan.Rows.RowCount];
            _intervals = new int[scan.Rows.RowCount];
        }

        var starts = scan.Rows.Numbers(SpanNumber.Start);
        var first = window.StartExclusive + 1;
        var length = window.EndInclusive - window.StartExclusive;
        var step = window.StepNanoseconds;
        var rows = _rows.AsSpan();
        var intervals = _intervals.AsSpan(0, rows.Length);
        var words = spans.Words;
        var count = 0;

        // Spans of a trace mostly lie in one interval: only a change costs a division.
        var interval = 0;
        var edge = 0UL;
        for (var index = 0; index < words.Length; index++)
        {
            for (var word = words[index]; word != 0; word &= word - 1)
            {
                var row = (index << 6) + BitOperations.TrailingZeroCount(word);
                var offset = (ulong)starts[row] - first; // before the window it wraps to more than any length
                if (offset - edge >= step)
                {
                    if (offset >= length)
                        continue;
                    interval = (int)(offset / step);
                    edge = (ulong)interval * step;
                }

                rows[count] = row;
                intervals[count++] = interval;
            }
        }

        Count = count;
        _hasWeights = extrapolates;
        if (extrapolates)
            (_weights ??= new SpanWeights()).Read(scan, Rows);
    }
}
