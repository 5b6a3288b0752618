using System.Text;
using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Spansets;

/// <summary>Makes the results of the traces found in one row group.</summary>
internal sealed class SummaryBuilder
{
    private readonly RowGroupScan _scan;
    private readonly SearchPlan _plan;
    private readonly int _spansPerSpanset;
    private readonly (string Key, RowExpression Field)[] _listed;

    public SummaryBuilder(RowGroupScan scan, SearchPlan plan, int spansPerSpanset)
    {
        _scan = scan;
        _plan = plan;
        _spansPerSpanset = spansPerSpanset;
        var builder = new RowExpressionBuilder(scan, plan.Patterns);
        _listed = [.. plan.Listed.Select(listed => (listed.Key, builder.BuildValue(listed.Field)))];
    }

    /// <summary>The result of one trace.</summary>
    /// <param name="trace">Its ordinal.</param>
    /// <param name="state">What the pipeline left.</param>
    public TraceSummary Build(int trace, SpansetState state)
    {
        var rows = _scan.Rows;
        var root = rows.TraceRootRows[trace];
        var service = TraceFields.RootService(rows, trace);
        return new TraceSummary(
            rows.TraceIds[trace],
            service.Length == 0 ? null : service,
            root < 0 ? null : TextOf(rows.Texts(SpanText.Name)[root]),
            rows.TraceStarts[trace],
            (ulong)TraceFields.Duration(rows, trace),
            CountServices(trace),
            BuildSpansets(trace, state));
    }

    private List<Spanset> BuildSpansets(int trace, SpansetState state)
    {
        var spansets = new List<Spanset>(1);
        if (state.Groups is { } groups)
        {
            for (var i = FirstOf(groups, trace); i < groups.Count && groups[i].Trace == trace; i++)
                spansets.Add(BuildSpanset(groups[i].Rows, groups[i].Rows.Length, groups[i].Attributes));
            return spansets;
        }

        var first = _scan.Rows.TraceFirstRows[trace];
        var end = _scan.Rows.TraceFirstRows[trace + 1];
        var listed = new List<int>();
        for (var row = state.Rows.Next(first, end); row >= 0; row = state.Rows.Next(row + 1, end))
        {
            if (_spansPerSpanset > 0 && listed.Count == _spansPerSpanset)
                break;
            listed.Add(row);
        }

        spansets.Add(BuildSpanset(listed, state.Rows.Count(first, end), SpansetGrouping.AttributesOf(state, trace)));
        return spansets;
    }

    private static int FirstOf(List<SpansetGroup> groups, int trace)
    {
        var low = 0;
        var high = groups.Count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (groups[middle].Trace < trace)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private Spanset BuildSpanset(
        IReadOnlyList<int> rows, int matched, IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes)
    {
        var listed = _spansPerSpanset > 0 ? Math.Min(_spansPerSpanset, rows.Count) : rows.Count;
        var spans = new MatchedSpan[listed];
        for (var i = 0; i < listed; i++)
            spans[i] = BuildSpan(rows[i]);
        return new Spanset(spans, matched, attributes);
    }

    private MatchedSpan BuildSpan(int row)
    {
        var rows = _scan.Rows;
        var attributes = new List<KeyValuePair<string, AttributeValue>>(_listed.Length);
        foreach (var (key, field) in _listed)
        {
            if (ValueText.ToAttribute(field.Read(RowPosition.OfSpan(row))) is { } value)
                attributes.Add(new(key, value));
        }

        return new MatchedSpan(
            rows.SpanId(row),
            _plan.ListsName ? TextOf(rows.Texts(SpanText.Name)[row]) : null,
            (ulong)rows.Numbers(SpanNumber.Start)[row],
            (ulong)Math.Max(0, rows.Numbers(SpanNumber.EndLessStart)[row]),
            attributes);
    }

    private Dictionary<string, ServiceStats> CountServices(int trace)
    {
        var rows = _scan.Rows;
        var statuses = rows.Numbers(SpanNumber.StatusCode);
        var stats = new Dictionary<string, ServiceStats>(StringComparer.Ordinal);
        for (var row = rows.TraceFirstRows[trace]; row < rows.TraceFirstRows[trace + 1]; row++)
        {
            var service = rows.Resources[rows.ResourceIndex(row)].ServiceName;
            var sofar = stats.GetValueOrDefault(service);
            var errors = statuses[row] == (long)SpanStatus.Error ? 1 : 0;
            stats[service] = new ServiceStats(sofar.SpanCount + 1, sofar.ErrorCount + errors);
        }

        return stats;
    }

    private static string TextOf(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
