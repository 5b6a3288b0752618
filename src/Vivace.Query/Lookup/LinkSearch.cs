using System.Buffers.Binary;
using System.Text;
using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Search;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Lookup;

/// <summary>Finds spans of other traces that link into a trace.</summary>
internal sealed class LinkSearch(TraceLinksRequest request)
{
    private static readonly Comparer<LinkingSpan> NewestFirst = Comparer<LinkingSpan>.Create(static (left, right) =>
    {
        var order = right.StartUnixNanoseconds.CompareTo(left.StartUnixNanoseconds);
        order = order != 0 ? order : left.TraceId.CompareTo(right.TraceId);
        order = order != 0 ? order : left.SpanId.CompareTo(right.SpanId);
        return order != 0 ? order : left.LinkedSpanId.CompareTo(right.LinkedSpanId);
    });

    private readonly Lock _lock = new(); // guards the two fields below
    private readonly SortedSet<LinkingSpan> _found = new(NewestFirst);
    private bool _isTruncated;
    private string? _partialReason;
    private QueryMetrics? _metrics;

    /// <summary>Looks through one snapshot.</summary>
    public async Task VisitAsync(StorageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var run = new RowGroupRun(snapshot, request.Range);
        await run.VisitAsync(static _ => true, Visit, cancellationToken);
        _partialReason = (_partialReason, run.PartialReason) switch
        {
            (null, var reason) => reason,
            (var reason, null) => reason,
            var (earlier, later) => $"{earlier}; {later}",
        };
        _metrics = _metrics is { } metrics ? Add(metrics, run.Metrics) : run.Metrics;
    }

    /// <summary>What was found in all snapshots.</summary>
    public TraceLinksResult Finish() => new([.. _found], _isTruncated, _metrics!, _partialReason);

    private void Visit(RowGroupScan scan)
    {
        var rows = scan.Rows;
        var firstLinks = rows.LinkFirstRows;
        if (firstLinks[rows.RowCount] == 0)
            return;

        Span<byte> wanted = stackalloc byte[TraceId.SizeBytes];
        request.TraceId.CopyTo(wanted);
        var traceIds = rows.LinkTraceIds;
        var dictionary = traceIds.Dictionary;
        var isWanted = new bool[dictionary.Count];
        var hasWanted = false;
        for (var code = 0; code < isWanted.Length; code++)
        {
            isWanted[code] = dictionary[code].SequenceEqual(wanted);
            hasWanted |= isWanted[code];
        }

        if (!hasWanted)
            return;

        var found = new List<LinkingSpan>();
        var codes = traceIds.Codes;
        var answered = scan.RentAnsweredRows();
        for (var row = answered.Next(0); row >= 0; row = answered.Next(row + 1))
        {
            for (var link = firstLinks[row]; link < firstLinks[row + 1]; link++)
            {
                if (isWanted[codes[link]])
                    Read(rows, row, link, found);
            }
        }

        scan.Pool.Return(answered);
        Add(found);
    }

    private void Read(RowGroup rows, int row, int link, List<LinkingSpan> found)
    {
        var traceId = rows.TraceIds[TraceFields.TraceOf(rows, row)];
        var start = (ulong)rows.Numbers(SpanNumber.Start)[row];
        var end = start + (ulong)Math.Max(0, rows.Numbers(SpanNumber.EndLessStart)[row]);
        if (traceId == request.TraceId || !request.Range.Overlaps(start, end))
            return;
        var linked = rows.LinkSpanIds[link];
        found.Add(new LinkingSpan(
            traceId,
            rows.SpanId(row),
            rows.Resources[rows.ResourceIndexes[row]].ServiceName,
            Encoding.UTF8.GetString(rows.Texts(SpanText.Name)[row]),
            start,
            linked.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(linked) : 0));
    }

    private void Add(List<LinkingSpan> found)
    {
        lock (_lock)
        {
            foreach (var link in found)
                _found.Add(link);
            while (_found.Count > request.Limit)
            {
                _found.Remove(_found.Max!);
                _isTruncated = true;
            }
        }
    }

    private static QueryMetrics Add(QueryMetrics left, QueryMetrics right) => new(
        left.InspectedTraces + right.InspectedTraces,
        left.InspectedSpans + right.InspectedSpans,
        left.InspectedBytes + right.InspectedBytes,
        left.TotalBlocks + right.TotalBlocks,
        left.TotalBlockBytes + right.TotalBlockBytes,
        left.CompletedJobs + right.CompletedJobs,
        left.TotalJobs + right.TotalJobs);
}
