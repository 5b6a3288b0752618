using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>The events or links of a row group's spans: where each span's begin, and which live rows they are.</summary>
internal sealed class LiveChildRows
{
    private readonly Memory<int> _firstRows;
    private readonly Memory<int> _rows;

    /// <summary>Lists the children of some spans.</summary>
    /// <param name="liveSpans">Live row of each span.</param>
    /// <param name="ends">Events (or links) of all live spans up to and including each.</param>
    /// <param name="arrays">Owner of the arrays.</param>
    public LiveChildRows(ReadOnlySpan<int> liveSpans, ChunkedList<int> ends, RentedArrays arrays)
    {
        _firstRows = arrays.Rent<int>(liveSpans.Length + 1);
        var firstRows = _firstRows.Span;
        var total = 0;
        for (var i = 0; i < liveSpans.Length; i++)
        {
            firstRows[i] = total;
            total += ends[liveSpans[i]] - First(liveSpans[i]);
        }

        firstRows[^1] = total;
        _rows = arrays.Rent<int>(total);
        var rows = _rows.Span;
        for (var i = 0; i < liveSpans.Length; i++)
        {
            var live = First(liveSpans[i]);
            for (var row = firstRows[i]; row < firstRows[i + 1]; row++)
                rows[row] = live++;
        }

        int First(int span) => span == 0 ? 0 : ends[span - 1];
    }

    /// <summary>First row of each span; one more entry than spans.</summary>
    public ReadOnlySpan<int> FirstRows => _firstRows.Span;

    /// <summary>Live row of each.</summary>
    public ReadOnlySpan<int> Rows => _rows.Span;
}
