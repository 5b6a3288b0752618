using System.Collections.Concurrent;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Tags;

/// <summary>Collects the distinct values of fields.</summary>
internal sealed class TagValues
{
    private readonly TagValuesRequest _request;
    private readonly Condition _filter;
    private readonly ConcurrentBag<ValueCollector> _collectors = [];
    private readonly Lock _lock = new(); // guards _reported
    private ValueCollector? _reported;
    private RowGroupRun? _run;
    private volatile bool _isFull;

    private TagValues(TagValuesRequest request)
    {
        _request = request;
        _filter = SearchPlanner.PlanFilter(request.Filter);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="snapshot">What is stored; disposed by its owner.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops before the next row group.</param>
    public static async Task<TagValuesResult> FindAsync(
        StorageSnapshot snapshot, TagValuesRequest request, CancellationToken cancellationToken)
    {
        var values = new TagValues(request);
        var run = values._run = new RowGroupRun(snapshot, request.Range);
        await run.VisitAsync(_ => !values._isFull, values.Visit, cancellationToken);

        var collected = values.Unite();
        var result = new TagValuesResult(collected.ToList(out var truncated), truncated, run.Metrics);
        values._reported?.Dispose();
        foreach (var collector in values._collectors)
            collector.Dispose();
        return result;
    }

    private ValueCollector NewCollector() => new(_request.MaxValues, _request.MaxBytes);

    /// <summary>Puts what all workers collected into the fullest collector.</summary>
    private ValueCollector Unite()
    {
        var fullest = _collectors.MaxBy(static collector => collector.Count) ?? NewCollector();
        foreach (var collector in _collectors)
        {
            if (collector != fullest)
                fullest.Add(collector);
        }

        return fullest;
    }

    /// <summary>Reports what the workers that came by here had collected; the others' is in a later report.</summary>
    private void Report(QueryProgress<TagValuesResult> progress, ValueCollector collector)
    {
        lock (_lock)
        {
            _reported ??= NewCollector();
            _reported.Add(collector);
            progress.Report(new TagValuesResult(_reported.ToList(out var truncated), truncated, _run!.Metrics));
        }
    }

    private void Visit(RowGroupScan scan)
    {
        // Each worker gets back a collector that it or another one used before.
        if (!_collectors.TryTake(out var collector))
            collector = NewCollector();
        try
        {
            var spans = scan.RentAnsweredRows();
            _filter.Narrow(scan, spans);
            if (spans.Any())
            {
                foreach (var field in _request.Fields)
                    FieldValues.Collect(scan, spans, field, collector);
            }

            scan.Pool.Return(spans);
            if (collector.IsFull)
                _isFull = true;
            if (_request.Progress is { } progress && progress.TryBeginReport())
                Report(progress, collector);
        }
        finally
        {
            _collectors.Add(collector);
        }
    }
}
