using System.Text;
using Vivace.Query.Metrics;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Exceptions;

/// <summary>One question for exceptions: visits snapshots, then makes the answer.</summary>
internal sealed class ExceptionsExecution
{
    private const int MaxNames = 10;

    private readonly ExceptionsRequest _request;
    private readonly MemoryBudget _budget;
    private readonly WorkerPool<ExceptionsWorker> _workers;
    private readonly RunTotals _totals = new();

    /// <summary>Plans the question.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limitBytes">What the groups may take while they are computed.</param>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public ExceptionsExecution(ExceptionsRequest request, long limitBytes = MemoryBudget.DefaultBytes)
    {
        _request = request;
        _budget = new MemoryBudget(limitBytes);
        var selection = new SpanSelection(request.Query);
        _workers = new WorkerPool<ExceptionsWorker>(() => new ExceptionsWorker(request, selection, _budget));
    }

    /// <summary>Groups the exceptions of a snapshot.</summary>
    /// <param name="snapshot">What one tenant has stored; disposed by its owner.</param>
    /// <param name="cancellationToken">Stops before the next row group, and within one.</param>
    public async Task VisitAsync(StorageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var run = new RowGroupRun(snapshot, _request.Range);
        _totals.Add(run);
        await run.VisitAsync(
            static _ => true, scan => _workers.Use(scan, static (worker, scan) => worker.Visit(scan)), cancellationToken);
    }

    /// <summary>Makes the answer of what was visited.</summary>
    public ExceptionsResult Finish()
    {
        var texts = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new Dictionary<(string Type, string Pattern), ExceptionCounts>();
        foreach (var worker in _workers.All)
        {
            foreach (var ((type, pattern), counts) in worker.Groups)
            {
                var key = (worker.Names[type], Encoding.UTF8.GetString(worker.Patterns[pattern]));
                if (!groups.TryGetValue(key, out var group))
                    groups.Add(key, group = new ExceptionCounts(_request.Steps));
                group.Add(counts, name => NumberOf(worker.Names[name]), _budget);
            }
        }

        var best = groups
            .OrderByDescending(static group => group.Value.Count)
            .ThenBy(static group => group.Key.Type, StringComparer.Ordinal)
            .ThenBy(static group => group.Key.Pattern, StringComparer.Ordinal)
            .Take(_request.Limit)
            .Select(group => ToGroup(group.Key.Type, group.Key.Pattern, group.Value, texts));
        return new ExceptionsResult([.. best], groups.Count, _totals.Metrics, _totals.PartialReason);

        int NumberOf(string text)
        {
            if (!numbers.TryGetValue(text, out var number))
            {
                numbers.Add(text, number = texts.Count);
                texts.Add(text);
            }

            return number;
        }
    }

    private static ExceptionGroup ToGroup(string type, string pattern, ExceptionCounts counts, List<string> texts)
    {
        var spans = new List<ExceptionSpan>();
        foreach (var span in counts.Spans)
            spans.Add(new ExceptionSpan(span.TraceId, span.SpanId, span.SpanStart, texts[span.Service], texts[span.Name]));
        return new ExceptionGroup(
            type,
            pattern,
            counts.SampleMessage,
            counts.SampleStack,
            counts.Count,
            counts.First,
            counts.Last,
            Most(counts.Services, texts),
            Most(counts.Operations, texts),
            counts.Trend,
            spans);
    }

    private static List<NamedCount> Most(IReadOnlyDictionary<int, long> counts, List<string> texts) =>
    [
        .. counts
            .Select(one => new NamedCount(texts[one.Key], one.Value))
            .OrderByDescending(static one => one.Count)
            .ThenBy(static one => one.Name, StringComparer.Ordinal)
            .Take(MaxNames),
    ];
}
