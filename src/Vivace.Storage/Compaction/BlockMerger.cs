using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;

namespace Vivace.Storage.Compaction;

/// <summary>Merges blocks: traces that arrived in pieces become whole, spans that lie in several blocks stand once. Memory is bounded by
/// one row group per input and one of output.</summary>
internal sealed class BlockMerger : IDisposable
{
    // Traces of large spans make smaller row groups; looking at every column after every trace would cost more than moving it.
    private const int TracesBetweenMeasurements = 16;

    private const int TracesPerPart = 1 << 19; // 12 bytes each

    private readonly IReadOnlyList<BlockFile> _inputs;
    private readonly int _minCopiedRows;
    private readonly List<Piece> _pieces = [];
    private readonly Dictionary<(int Input, int RowGroup), MovedRowGroup> _open = [];

    /// <summary>Prepares a merge.</summary>
    /// <param name="inputs">Leased blocks.</param>
    /// <param name="minCopiedRows">Row groups of fewer spans are not copied as they stand but joined.</param>
    public BlockMerger(IReadOnlyList<BlockFile> inputs, int minCopiedRows)
    {
        _inputs = inputs;
        _minCopiedRows = minCopiedRows;
    }

    /// <summary>The input that is being read: the damaged one, when reading throws.</summary>
    public int CurrentInput { get; private set; }

    /// <summary>Spans of all inputs.</summary>
    public long InputSpans => _inputs.Sum(static input => input.Footer.RowGroups.Sum(static group => (long)group.RowCount));

    /// <summary>Spans whose row groups were copied as they stand.</summary>
    public long CopiedSpans { get; private set; }

    /// <summary>A trace, or a part of one, in an input.</summary>
    /// <param name="Start">Earliest start of all parts of the trace.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Input">The input.</param>
    /// <param name="RowGroup">The row group.</param>
    /// <param name="Trace">Its ordinal in the row group.</param>
    private readonly record struct Piece(ulong Start, TraceId Id, int Input, int RowGroup, int Trace);

    /// <summary>Writes all traces into a block.</summary>
    /// <param name="output">The block; the caller finishes it.</param>
    /// <param name="cancellationToken">Asked between row groups and traces.</param>
    public void Merge(BlockWriter output, CancellationToken cancellationToken)
    {
        var plan = MergePlan.Make(_inputs, _minCopiedRows, input => CurrentInput = input, TracesPerPart, cancellationToken);
        foreach (var place in plan.Copied)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CurrentInput = place.Input;
            output.Copy(_inputs[place.Input], place.RowGroup);
        }

        CopiedSpans = output.SpanCount;
        Rewrite(plan.Rewritten, output, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var open in _open.Values)
            open.Dispose();
        _open.Clear();
    }

    private void Rewrite(IReadOnlyList<MergePlan.RowGroupPlace> places, BlockWriter output, CancellationToken cancellationToken)
    {
        ListPieces(places, cancellationToken);
        var columns = new LiveColumns();
        var (traces, bytes) = (0, 0L);
        for (int first = 0, end; first < _pieces.Count; first = end)
        {
            // All parts of a trace are next to each other, each a source of its own for telling retries from repetitions.
            for (end = first; end < _pieces.Count && _pieces[end].Id == _pieces[first].Id; end++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Move(_pieces[end], columns);
            }

            if (++traces % TracesBetweenMeasurements == 0)
                bytes = columns.SizeBytes;
            if (columns.RowCount >= RowGroupSlice.TargetRows || bytes >= RowGroupSlice.TargetBytes || end == _pieces.Count)
            {
                var view = LiveView.Build(columns, columns.RowCount, columns.Traces.Count, columns.SizeBytes);
                output.Add(columns, view.Order, view.Slices, cancellationToken);
                view.Order.Release();
                columns.Release();
                columns = new LiveColumns();
                bytes = 0;
            }
        }
    }

    private void ListPieces(IReadOnlyList<MergePlan.RowGroupPlace> places, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TraceId, ulong>();
        foreach (var (input, number) in places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CurrentInput = input;
            using var group = new BlockRowGroup(_inputs[input], number, []);
            for (var trace = 0; trace < group.TraceCount; trace++)
            {
                var id = group.TraceIds[trace];
                var start = group.TraceStarts[trace];
                starts[id] = starts.TryGetValue(id, out var known) ? Math.Min(known, start) : start;
                _pieces.Add(new Piece(start, id, input, number, trace));
            }
        }

        for (var i = 0; i < _pieces.Count; i++)
            _pieces[i] = _pieces[i] with { Start = starts[_pieces[i].Id] };
        _pieces.Sort(static (left, right) =>
        {
            var byStart = left.Start.CompareTo(right.Start);
            if (byStart != 0)
                return byStart;
            var byId = left.Id.CompareTo(right.Id);
            return byId != 0 ? byId : left.Input.CompareTo(right.Input);
        });
    }

    private void Move(Piece piece, LiveColumns columns)
    {
        CurrentInput = piece.Input;
        var key = (piece.Input, piece.RowGroup);
        if (!_open.TryGetValue(key, out var open))
            _open.Add(key, open = new MovedRowGroup(_inputs[piece.Input], piece.RowGroup));
        open.Move(piece.Trace, columns);
        if (open.Remaining == 0)
        {
            open.Dispose();
            _open.Remove(key);
        }
    }
}
