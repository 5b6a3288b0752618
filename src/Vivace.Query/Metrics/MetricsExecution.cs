using System.Collections.Concurrent;
using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Search;
using Vivace.Query.Spansets;
using Vivace.Storage.RowGroups;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>One metrics query: visits snapshots, then makes the answer. All metrics that stand in the query are computed in one
/// pass over the row groups.</summary>
internal sealed class MetricsExecution : IDisposable
{
    private readonly MetricsRequest _request;
    private readonly MetricsRoot _root;
    private readonly bool _extrapolates;
    private readonly List<MetricsSource> _sources = [];
    private readonly ConcurrentBag<Worker> _workers = [];
    private readonly List<RowGroupRun> _runs = [];
    private readonly MemoryBudget _budget;
    private readonly ReaderWriterLockSlim? _results; // held for reading while workers count, for writing while series so far are made
    private string? _stopped; // why the answer is of a part

    /// <summary>Plans a query.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limitBytes">What its series may take.</param>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public MetricsExecution(MetricsRequest request, long limitBytes = MemoryBudget.DefaultBytes)
    {
        _request = request;
        _root = request.Query.Root as MetricsRoot ?? throw new QueryException("not a metrics query");
        _budget = new MemoryBudget(limitBytes);
        _results = request.SoFar is null ? null : new ReaderWriterLockSlim();
        var maxExemplars = MetricsHints.Exemplars(request.Query, request.MaxExemplars);
        AddSources(_root.Expression, syntax =>
            _sources.Add(new MetricsSource(request.Query, syntax, request.Window, maxExemplars, MaxSeries(), _budget)));
        _extrapolates = MetricsHints.Extrapolates(request.Query);
        Range = new TimeRange(request.Window.StartExclusive + 1, request.Window.EndInclusive);
    }

    /// <summary>Where the spans that count start.</summary>
    public TimeRange Range { get; }

    /// <summary>Computes the spans of a snapshot.</summary>
    /// <param name="snapshot">What one tenant has stored; disposed by its owner.</param>
    /// <param name="cancellationToken">Stops before the next row group.</param>
    public async Task VisitAsync(StorageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var run = new RowGroupRun(snapshot, Range)
        {
            Progressed = (_request.Progress, _request.SoFar) switch
            {
                (null, null) => null,
                (var progress, var soFar) => () =>
                {
                    Report(progress);
                    Report(soFar);
                }
                ,
            },
        };
        _runs.Add(run);
        await run.VisitAsync(static _ => true, _results is null ? Visit : VisitShared, cancellationToken);
    }

    /// <summary>Ends the visits early: the answer is made of what was computed.</summary>
    /// <param name="reason">Why, for the client.</param>
    public void Stop(string reason)
    {
        _stopped ??= reason;
        _budget.Extend();
    }

    /// <summary>Series that are needed at all: stages and arithmetic need all of them.</summary>
    private int MaxSeries() => _request.MaxSeries > 0 && _root.Expression is MetricsPipeline { Stages.Count: 0 }
        ? _request.MaxSeries
        : int.MaxValue - 1;

    private void VisitShared(RowGroupScan scan)
    {
        _results!.EnterReadLock();
        try
        {
            Visit(scan);
        }
        finally
        {
            _results.ExitReadLock();
        }
    }

    /// <summary>Makes the series so far, while no worker counts.</summary>
    private void Report(QueryProgress<MetricsResult>? soFar)
    {
        if (soFar?.TryBeginReport() != true)
            return;
        _results!.EnterWriteLock();
        var taken = _budget.TakenBytes;
        try
        {
            soFar.Report(Finish());
        }
        catch (QueryException failure) when (failure.Kind == QueryErrorKind.LimitExceeded)
        {
            // The end of the query says so, if it comes to that.
        }
        finally
        {
            _budget.TakenBytes = taken;
            _results.ExitWriteLock();
        }
    }

    private void Report(QueryProgress<QueryMetrics>? progress)
    {
        if (progress?.TryBeginReport() == true)
            progress.Report(SumMetrics()); // runs are added only between visits
    }

    /// <summary>Makes the answer of what was visited.</summary>
    public MetricsResult Finish()
    {
        var series = Evaluate(_root.Expression);
        series.RemoveAll(static one => !one.HasSamples);
        var found = series.ConvertAll(ToMetricSeries);
        found.Sort(static (left, right) => LabelSet.Compare(left.Labels, right.Labels));
        var isTruncated = _request.MaxSeries > 0 && found.Count > _request.MaxSeries;
        if (isTruncated)
            found.RemoveRange(_request.MaxSeries, found.Count - _request.MaxSeries);
        return new MetricsResult(found, isTruncated, SumMetrics(), PartialReason());
    }

    /// <summary>Gives back what the workers rented.</summary>
    public void Dispose()
    {
        foreach (var worker in _workers)
            worker.Dispose();
        _workers.Clear();
        _results?.Dispose();
    }

    private static void AddSources(MetricsExpression expression, Action<MetricsPipeline> add)
    {
        switch (expression)
        {
            case MetricsPipeline source:
                add(source);
                break;
            case MetricsOperation operation:
                AddSources(operation.Left, add);
                AddSources(operation.Right, add);
                break;
        }
    }

    private void Visit(RowGroupScan scan)
    {
        if (!_workers.TryTake(out var worker))
            worker = new Worker(_sources);
        try
        {
            foreach (var source in worker.Sources)
            {
                var plan = source.Source.Plan;
                var state = new PipelineEvaluator(scan, plan.Patterns).Evaluate(plan.Pipeline, scan.RentAnsweredRows());
                worker.Spans.Select(scan, state.Rows, _request.Window, _extrapolates);
                scan.Pool.Return(state.Rows);
                if (worker.Spans.Count > 0)
                    source.Visit(scan, worker.Spans);
            }
        }
        finally
        {
            _workers.Add(worker);
        }
    }

    private List<Series> Evaluate(MetricsExpression expression)
    {
        switch (expression)
        {
            case MetricsPipeline source:
                return SeriesStages.Apply(SeriesOf(source), source.Stages);
            case MetricsOperation { Right: MetricsConstant constant } operation:
                return SeriesStages.Apply(
                    SeriesMath.Apply(
                        operation.Operator, Evaluate(operation.Left), SeriesStages.NumberOf(constant.Value), numberIsLeft: false),
                    operation.Stages);
            case MetricsOperation { Left: MetricsConstant constant } operation:
                return SeriesStages.Apply(
                    SeriesMath.Apply(
                        operation.Operator, Evaluate(operation.Right), SeriesStages.NumberOf(constant.Value), numberIsLeft: true),
                    operation.Stages);
            case MetricsOperation operation:
                return SeriesStages.Apply(
                    SeriesMath.Apply(operation.Operator, Evaluate(operation.Left), Evaluate(operation.Right)), operation.Stages);
            default:
                throw new QueryException("a number alone is not a metrics query");
        }
    }

    private List<Series> SeriesOf(MetricsPipeline syntax)
    {
        var index = _sources.FindIndex(source => ReferenceEquals(source.Syntax, syntax));
        var source = _sources[index];
        var workers = _workers.Select(worker => worker.Sources[index]);
        return source.Function.Kind == MetricsFunctionKind.Compare
            ? CompareMerge.Merge(source, [.. workers.Cast<CompareWorker>()])
            : SeriesMerge.Merge(source, [.. workers.Cast<SeriesWorker>()]);
    }

    private static MetricSeries ToMetricSeries(Series series) => new(
        series.AllLabels,
        series.Values,
        [
            .. series.Exemplars
                .Select(exemplar => new MetricExemplar(
                    exemplar.Labels,
                    double.IsNaN(exemplar.Value) ? series.Values[exemplar.Interval] : exemplar.Value,
                    exemplar.StartUnixNanoseconds))
                .Where(static exemplar => !double.IsNaN(exemplar.Value))
                .OrderBy(static exemplar => exemplar.StartUnixNanoseconds),
        ]);

    private QueryMetrics SumMetrics()
    {
        var sum = new QueryMetrics(0, 0, 0, 0, 0, 0, 0);
        foreach (var run in _runs)
        {
            var one = run.Metrics;
            sum = new QueryMetrics(
                sum.InspectedTraces + one.InspectedTraces,
                sum.InspectedSpans + one.InspectedSpans,
                sum.InspectedBytes + one.InspectedBytes,
                sum.TotalBlocks + one.TotalBlocks,
                sum.TotalBlockBytes + one.TotalBlockBytes,
                sum.CompletedJobs + one.CompletedJobs,
                sum.TotalJobs + one.TotalJobs);
        }

        return sum;
    }

    private string? PartialReason()
    {
        var reasons = _runs.Select(static run => run.PartialReason).Prepend(_stopped).Where(static reason => reason is not null).Distinct();
        var joined = string.Join("; ", reasons);
        return joined.Length == 0 ? null : joined;
    }

    /// <summary>What one worker keeps from row group to row group.</summary>
    private sealed class Worker(IReadOnlyList<MetricsSource> sources) : IDisposable
    {
        public SourceWorker[] Sources { get; } = [.. sources.Select(SourceWorker.Of)];

        public SelectedSpans Spans { get; } = new();

        public void Dispose()
        {
            foreach (var source in Sources)
                source.Dispose();
            Spans.Dispose();
        }
    }
}
