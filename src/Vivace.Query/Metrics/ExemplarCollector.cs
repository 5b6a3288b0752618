using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>Picks spans to show behind the series: at most one per trace and two per section of the window, so that they
/// spread over its length. Used by one thread at a time.</summary>
internal sealed class ExemplarCollector
{
    private const int PerSection = 2;
    private const string TraceIdLabel = "trace:id";

    private readonly MetricsWindow _window;
    private readonly SearchPlan _plan;
    private readonly int _limit;
    private readonly int[] _taken;

    /// <summary>Creates a collector.</summary>
    /// <param name="window">The intervals.</param>
    /// <param name="plan">Names the fields to show.</param>
    /// <param name="limit">Most exemplars; 0 for none.</param>
    public ExemplarCollector(MetricsWindow window, SearchPlan plan, int limit)
    {
        _window = window;
        _plan = plan;
        _limit = limit;
        _taken = new int[limit == 0 ? 0 : Math.Max(1, limit / PerSection)];
    }

    /// <summary>What was picked.</summary>
    public List<PickedSpan> Picked { get; } = [];

    /// <summary>Picks among the spans of a row group.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="spans">The spans.</param>
    /// <param name="kinds">Types of their values; a span without value is not picked. Empty when spans are counted.</param>
    /// <param name="pick">Told of each span picked, by its index; gives what the span is to be found by.</param>
    public void Collect(RowGroupScan scan, SelectedSpans spans, ReadOnlySpan<ValueKind> kinds, Func<int, (int Group, ValueKind Kind, long Number)> pick)
    {
        if (_limit == 0 || spans.Count == 0)
            return;

        var open = CountOpen(scan.Rows);
        var starts = scan.Rows.Numbers(SpanNumber.Start);
        var firstRows = scan.Rows.TraceFirstRows;
        var rows = spans.Rows;
        ListedRow[]? listed = null;
        for (int index = 0, trace = 0; index < rows.Length && open > 0;)
        {
            while (rows[index] >= firstRows[trace + 1])
                trace++;
            var end = index + 1;
            while (end < rows.Length && rows[end] < firstRows[trace + 1])
                end++;
            var chosen = Choose(kinds, index, end);
            index = end;
            if (chosen < 0)
                continue;

            var start = (ulong)starts[rows[chosen]];
            ref var taken = ref _taken[SectionOf(start)];
            if (taken == PerSection)
                continue;
            if (++taken == PerSection)
                open--;
            listed ??= Bind(scan);
            var (group, kind, number) = pick(chosen);
            Picked.Add(new PickedSpan(
                group, kind, number, start, spans.Intervals[chosen], Labels(listed, rows[chosen], scan.Rows.TraceIds[trace])));
        }
    }

    /// <summary>Unites what several workers picked, within the limits.</summary>
    public static IEnumerable<(T Worker, PickedSpan Span)> Unite<T>(IEnumerable<T> workers, Func<T, ExemplarCollector> collectorOf)
    {
        int[]? taken = null;
        var count = 0;
        foreach (var worker in workers)
        {
            var collector = collectorOf(worker);
            taken ??= new int[collector._taken.Length];
            foreach (var span in collector.Picked)
            {
                if (count < collector._limit && taken[collector.SectionOf(span.StartUnixNanoseconds)]++ < PerSection)
                {
                    count++;
                    yield return (worker, span);
                }
            }
        }
    }

    /// <summary>Sections that traces of a row group begin in and that have room.</summary>
    private int CountOpen(RowGroup rows)
    {
        var earliest = ulong.MaxValue;
        var latest = 0UL;
        foreach (var start in rows.TraceStarts[..rows.TraceCount])
        {
            earliest = Math.Min(earliest, start);
            latest = Math.Max(latest, start);
        }

        var open = 0;
        for (var section = SectionOf(earliest); section <= SectionOf(latest); section++)
            open += _taken[section] < PerSection ? 1 : 0;
        return open;
    }

    private int SectionOf(ulong start)
    {
        var offset = start <= _window.StartExclusive ? 0 : start - _window.StartExclusive - 1;
        var length = _window.EndInclusive - _window.StartExclusive;
        return Math.Min((int)((double)offset / length * _taken.Length), _taken.Length - 1);
    }

    /// <summary>Any one of the spans of a trace that count; -1 when none does.</summary>
    private static int Choose(ReadOnlySpan<ValueKind> kinds, int first, int end)
    {
        var chosen = end - first == 1 ? first : Random.Shared.Next(first, end);
        if (kinds.IsEmpty)
            return chosen;
        for (var i = 0; i < end - first; i++)
        {
            if (kinds[chosen] != ValueKind.Nil)
                return chosen;
            chosen = chosen + 1 == end ? first : chosen + 1;
        }

        return -1;
    }

    private ListedRow[] Bind(RowGroupScan scan)
    {
        var builder = new RowExpressionBuilder(scan, _plan.Patterns);
        return [.. _plan.Listed.Select(field => new ListedRow(field.Key, builder.BuildValue(field.Field)))];
    }

    private static List<KeyValuePair<string, AttributeValue>> Labels(ListedRow[] listed, int row, TraceId traceId)
    {
        var labels = new List<KeyValuePair<string, AttributeValue>>(listed.Length + 1);
        foreach (var field in listed)
        {
            if (ValueText.ToAttribute(field.Expression.Read(RowPosition.OfSpan(row))) is { } value)
                labels.Add(new(field.Key, value));
        }

        labels.Add(new(TraceIdLabel, new AttributeValue.Text(traceId.ToTrimmedHex())));
        return labels;
    }

    private sealed record ListedRow(string Key, RowExpression Expression);
}

/// <summary>A span that was picked.</summary>
/// <param name="Group">The number of its group, with the worker that picked it.</param>
/// <param name="Kind">Type of its value; no value when spans are counted.</param>
/// <param name="Number">Its value.</param>
/// <param name="StartUnixNanoseconds">Its start.</param>
/// <param name="Interval">The interval it belongs to.</param>
/// <param name="Labels">What it shows.</param>
internal sealed record PickedSpan(
    int Group,
    ValueKind Kind,
    long Number,
    ulong StartUnixNanoseconds,
    int Interval,
    IReadOnlyList<KeyValuePair<string, AttributeValue>> Labels);
