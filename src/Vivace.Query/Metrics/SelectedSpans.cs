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

    /// <summary>The intervals once more: neighbours that lie in the same one, together.</summary>
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
        var place = new Place(window);
        var starts = scan.Rows.Numbers(SpanNumber.Start);
        var words = spans.Words;
        var count = 0;
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            var first = index * WordRows;
            if (word == ulong.MaxValue && place.HoldsAll(starts.Slice(first, WordRows)))
            {
                FillAscending(rows.Slice(count, WordRows), first);
                intervals.Slice(count, WordRows).Fill(place.Interval);
                count += WordRows;
                continue;
            }

            for (; word != 0; word &= word - 1)
            {
                var row = first + BitOperations.TrailingZeroCount(word);
                var before = place.Interval;
                if (!place.TryMove(starts[row]))
                    continue;
                if (place.Interval != before)
                    EndRun(before, count);
                rows[count] = row;
                intervals[count++] = place.Interval;
            }
        }

        EndRun(place.Interval, count);
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

    private void EndRun(int interval, int end)
    {
        var start = _runs.Count == 0 ? 0 : _runs[^1].End;
        if (end > start)
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

    /// <summary>The interval of the span last looked at. Spans of a trace mostly lie in one: only a change costs a division.</summary>
    private ref struct Place(MetricsWindow window)
    {
        private readonly ulong _first = window.StartExclusive + 1;
        private readonly ulong _length = window.EndInclusive - window.StartExclusive;
        private readonly ulong _step = window.StepNanoseconds;
        private ulong _edge; // start of the interval, counted from _first

        public int Interval { get; private set; }

        /// <summary>Moves to the interval of a start; false when it is outside the window.</summary>
        public bool TryMove(long start)
        {
            var offset = (ulong)start - _first; // before the window it wraps to more than any length
            if (offset - _edge < _step && offset < _length)
                return true;
            if (offset >= _length)
                return false;
            Interval = (int)(offset / _step);
            _edge = (ulong)Interval * _step;
            return true;
        }

        /// <summary>True when all starts lie in the interval of the last one.</summary>
        public readonly bool HoldsAll(ReadOnlySpan<long> starts)
        {
            var origin = Vector256.Create(_first + _edge);
            var length = Vector256.Create(Math.Min(_step, _length - _edge));
            var misses = Vector256<ulong>.Zero;
            for (var i = 0; i < starts.Length; i += Vector256<ulong>.Count)
                misses |= Vector256.GreaterThanOrEqual(Vector256.Create(starts[i..]).AsUInt64() - origin, length);
            return misses == Vector256<ulong>.Zero;
        }
    }
}

/// <summary>Neighbours among the spans that count, all of one interval.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="Start">The first of them, counted among the spans that count.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct IntervalRun(int Interval, int Start, int End);
