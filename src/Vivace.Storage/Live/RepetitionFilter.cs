using System.Runtime.InteropServices;

namespace Vivace.Storage.Live;

/// <summary>Keeps of each distinct span of a trace as many copies as the source with most of them sent: a retried request adds
/// nothing, a span that stands twice in one request stays twice.</summary>
internal sealed class RepetitionFilter(LiveColumns columns)
{
    private readonly Dictionary<(ulong SpanId, ulong Hash), List<Copies>> _seen = [];

    /// <summary>Copies of one span.</summary>
    private struct Copies
    {
        /// <summary>The first of them.</summary>
        public int Row;

        /// <summary>Source of the last one looked at.</summary>
        public int Source;

        /// <summary>How many came from that source.</summary>
        public int FromSource;

        /// <summary>How many are kept.</summary>
        public int Kept;
    }

    /// <summary>Filters the rows of one trace.</summary>
    /// <param name="rows">Live rows in order of arrival.</param>
    /// <returns>The rows to keep, in order of arrival.</returns>
    public List<int> Filter(ReadOnlySpan<int> rows)
    {
        var kept = new List<int>(rows.Length);
        foreach (var row in rows)
        {
            ref var copies = ref FindCopies(row, out var isFirst);
            var source = SourceOf(row);
            copies.FromSource = isFirst || copies.Source != source ? 1 : copies.FromSource + 1;
            copies.Source = source;
            if (copies.FromSource <= copies.Kept)
                continue;
            copies.Kept++;
            kept.Add(row);
        }

        return kept;
    }

    private ref Copies FindCopies(int row, out bool isFirst)
    {
        var key = (columns.SpanIds[row], SpanContent.Hash(columns, row));
        ref var sameHash = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, key, out _);
        sameHash ??= [];
        var candidates = CollectionsMarshal.AsSpan(sameHash);
        for (var i = 0; i < candidates.Length; i++)
        {
            if (SpanContent.AreEqual(columns, candidates[i].Row, row))
            {
                isFirst = false;
                return ref candidates[i];
            }
        }

        isFirst = true;
        sameHash.Add(new Copies { Row = row });
        return ref CollectionsMarshal.AsSpan(sameHash)[^1];
    }

    private int SourceOf(int row)
    {
        int low = 0, high = columns.SourceStarts.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (columns.SourceStarts[middle] <= row)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
