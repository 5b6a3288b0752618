using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>The spans of one row group that count, ascending, with the interval each belongs to. Used again from row group to
/// row group by one worker.</summary>
internal sealed class SelectedSpans : IDisposable
{
    private const int WordRows = 64;

    private readonly Scratch<int> _rows = new();
    private readonly Scratch<int> _intervals = new();
    private readonly List<IntervalRun> _runs = [];
    private SpanWeights? _weights;
    private bool _hasWeights;

    /// <summary>How many spans.</summary>
    public int Count { get; private set; }

    /// <summary>Their rows.</summary>
    public ReadOnlySpan<int> Rows => _rows[Count];

    /// <summary>Their intervals.</summary>
    public ReadOnlySpan<int> Intervals => _intervals[Count];

    /// <summary>The intervals once more: neighbours that lie in the same one, together; the others with <see cref="IntervalRun.Mixed"/>.</summary>
    public ReadOnlySpan<IntervalRun> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>For how many each span stands; empty when each stands for itself.</summary>
    public ReadOnlySpan<double> Weights => _hasWeights ? _weights!.LastOf(Count) : default;

    /// <summary>For how many a span stands.</summary>
    public double WeightOf(int index) => _hasWeights ? _weights!.Last(index) : 1;

    /// <summary>Takes the spans of a set that start within a window.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="spans">The set.</param>
    /// <param name="window">The intervals.</param>
    /// <param name="extrapolates">Whether sampled spans stand for those that were left out.</param>
    public void Select(RowGroupScan scan, Bitmap spans, MetricsWindow window, bool extrapolates)
    {
        var rows = _rows.Reserve(scan.Rows.RowCount, scan.Rows.RowCount);
        var intervals = _intervals.Reserve(rows.Length, rows.Length);
        _runs.Clear();
        var place = new IntervalClock(window);
        var starts = scan.Rows.Numbers(SpanNumber.Start);
        var words = spans.Words;
        var count = 0;
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            var first = index * WordRows;
            var before = count;
            if (word == ulong.MaxValue && place.TryReadAll(starts.Slice(first, WordRows), intervals.Slice(count, WordRows), out var shared))
            {
                FillAscending(rows.Slice(count, WordRows), first);
                count += WordRows;
                AddRun(shared, before, count);
                continue;
            }

            for (; word != 0; word &= word - 1)
            {
                var row = first + BitOperations.TrailingZeroCount(word);
                if (!place.TryMove(starts[row]))
                    continue;
                rows[count] = row;
                intervals[count++] = place.Interval;
            }

            AddRun(IntervalRun.Mixed, before, count);
        }

        Count = count;
        _hasWeights = extrapolates;
        if (extrapolates)
            (_weights ??= new SpanWeights()).Read(scan, Rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _intervals.Dispose();
        _weights?.Dispose();
    }

    private void AddRun(int interval, int start, int end)
    {
        if (end == start)
            return;
        if (_runs.Count > 0 && _runs[^1].Interval == interval)
            _runs[^1] = _runs[^1] with { End = end };
        else
            _runs.Add(new IntervalRun(interval, start, end));
    }

    private static void FillAscending(Span<int> rows, int first)
    {
        var next = Vector256.CreateSequence(first, 1);
        var step = Vector256.Create(Vector256<int>.Count);
        for (var i = 0; i < rows.Length; i += Vector256<int>.Count)
        {
            next.CopyTo(rows[i..]);
            next += step;
        }
    }
}

/// <summary>Neighbours among the spans that count.</summary>
/// <param name="Interval">The interval of all of them; <see cref="Mixed"/> when they may lie in several.</param>
/// <param name="Start">The first of them, counted among the spans that count.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct IntervalRun(int Interval, int Start, int End)
{
    /// <summary>No one interval.</summary>
    public const int Mixed = -1;
}
