using System.Numerics;
using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Counts spans or computes values of them, by group and interval.</summary>
/// <remarks>Quantiles and histograms are counts, too: of groups divided further by the power of two that the value fits in.</remarks>
internal sealed class SeriesWorker : SourceWorker
{
    private readonly NumberColumn? _argument;
    private int[] _groupOf = [];
    private ValueKind[] _kinds = [];
    private long[] _numbers = [];

    public SeriesWorker(MetricsSource source)
        : base(source)
    {
        Groups = new SpanGroups(source.Function.By, source.Plan.Patterns);
        Counts = new CountCells(source.Window.Count, source.Budget);
        Values = new ValueCells(source.Function.Kind, source.Window.Count, source.Budget);
        Exponents = new ExponentSeries(source.Budget);
        if (source.Function.Argument is { } argument)
            _argument = new NumberColumn(argument, source.Plan.Patterns);
    }

    /// <summary>The groups.</summary>
    public SpanGroups Groups { get; }

    /// <summary>Counts by group, or by power of two.</summary>
    public CountCells Counts { get; }

    /// <summary>Values by group.</summary>
    public ValueCells Values { get; }

    /// <summary>Groups by power of two.</summary>
    public ExponentSeries Exponents { get; }

    public override void Visit(RowGroupScan scan, SelectedSpans spans)
    {
        var count = spans.Count;
        if (_groupOf.Length < count)
            _groupOf = new int[scan.Rows.RowCount];
        var groups = _groupOf.AsSpan(0, count);
        Groups.Read(scan, spans.Rows, groups);
        var kinds = ReadArgument(scan, spans);
        switch (Source.Function.Kind)
        {
            case MetricsFunctionKind.Rate or MetricsFunctionKind.CountOverTime:
                Counts.Reserve(Groups.Count);
                Counts.Add(groups, spans);
                break;
            case MetricsFunctionKind.QuantileOverTime or MetricsFunctionKind.HistogramOverTime:
                AddExponents(groups, spans);
                break;
            default:
                AddValues(groups, spans);
                break;
        }

        Exemplars.Collect(scan, spans, kinds, Pick);
    }

    /// <summary>The exponent of the power of two that a number fits in; 0 for numbers that are left out.</summary>
    public static int ExponentOf(ValueKind kind, long number) => kind is ValueKind.Integer or ValueKind.Duration && number >= 2
        ? 64 - BitOperations.LeadingZeroCount((ulong)number - 1)
        : 0;

    private (int Group, ValueKind Kind, long Number) Pick(int index) => _argument is null
        ? (_groupOf[index], ValueKind.Nil, 0)
        : (_groupOf[index], _kinds[index], _numbers[index]);

    private ReadOnlySpan<ValueKind> ReadArgument(RowGroupScan scan, SelectedSpans spans)
    {
        if (_argument is null)
            return default;
        if (_kinds.Length < spans.Count)
        {
            _kinds = new ValueKind[scan.Rows.RowCount];
            _numbers = new long[scan.Rows.RowCount];
        }

        var kinds = _kinds.AsSpan(0, spans.Count);
        _argument.Read(scan, spans.Rows, kinds, _numbers);
        return kinds;
    }

    private void AddValues(ReadOnlySpan<int> groups, SelectedSpans spans)
    {
        var intervals = spans.Intervals;
        Values.Reserve(Groups.Count);
        for (var i = 0; i < groups.Length; i++)
        {
            if (_kinds[i] != ValueKind.Nil)
                Values.Add(groups[i], intervals[i], Value.FromNumber(_kinds[i], _numbers[i]).AsDouble, spans.WeightOf(i));
        }
    }

    private void AddExponents(ReadOnlySpan<int> groups, SelectedSpans spans)
    {
        var intervals = spans.Intervals;
        Exponents.Reserve(Groups.Count);
        for (var i = 0; i < groups.Length; i++)
        {
            var exponent = ExponentOf(_kinds[i], _numbers[i]);
            if (exponent == 0)
            {
                _kinds[i] = ValueKind.Nil; // no exemplar either
                continue;
            }

            var series = Exponents.SeriesOf(groups[i], exponent);
            if (series < 0)
            {
                series = Exponents.Add(groups[i], exponent);
                Counts.Reserve(Exponents.Count);
            }

            Counts.Add(series, intervals[i], spans.WeightOf(i));
        }
    }
}
