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
    private readonly Scratch<int> _groupOf = new();
    private readonly Scratch<int> _seriesOf = new();
    private readonly Scratch<ValueKind> _kinds = new();
    private readonly Scratch<long> _numbers = new();

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
        var groups = _groupOf.Reserve(spans.Count, scan.Rows.RowCount);
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

    public override void Dispose()
    {
        _groupOf.Dispose();
        _seriesOf.Dispose();
        _kinds.Dispose();
        _numbers.Dispose();
        Groups.Dispose();
        Counts.Dispose();
        Values.Dispose();
    }

    /// <summary>The exponent of the power of two that a number fits in; 0 for numbers that are left out.</summary>
    public static int ExponentOf(ValueKind kind, long number) => kind is ValueKind.Integer or ValueKind.Duration && number >= 2
        ? 64 - BitOperations.LeadingZeroCount((ulong)number - 1)
        : 0;

    private (int Group, ValueKind Kind, long Number) Pick(int index) => _argument is null
        ? (_groupOf.At(index), ValueKind.Nil, 0)
        : (_groupOf.At(index), _kinds.At(index), _numbers.At(index));

    private ReadOnlySpan<ValueKind> ReadArgument(RowGroupScan scan, SelectedSpans spans)
    {
        if (_argument is null)
            return default;
        var kinds = _kinds.Reserve(spans.Count, scan.Rows.RowCount);
        _argument.Read(scan, spans.Rows, kinds, _numbers.Reserve(spans.Count, scan.Rows.RowCount));
        return kinds;
    }

    private void AddValues(ReadOnlySpan<int> groups, SelectedSpans spans)
    {
        var intervals = spans.Intervals;
        var kinds = _kinds[groups.Length];
        var numbers = _numbers[groups.Length];
        Values.Reserve(Groups.Count);
        for (var i = 0; i < groups.Length; i++)
        {
            if (kinds[i] != ValueKind.Nil)
                Values.Add(groups[i], intervals[i], Value.FromNumber(kinds[i], numbers[i]).AsDouble, spans.WeightOf(i));
        }
    }

    private void AddExponents(ReadOnlySpan<int> groups, SelectedSpans spans)
    {
        var kinds = _kinds[groups.Length];
        var numbers = _numbers[groups.Length];
        var seriesOf = _seriesOf.Reserve(groups.Length, groups.Length);
        Exponents.Reserve(Groups.Count);
        for (var i = 0; i < seriesOf.Length; i++)
        {
            var exponent = ExponentOf(kinds[i], numbers[i]);
            var series = exponent == 0 ? LeaveOut(out kinds[i]) : Exponents.SeriesOf(groups[i], exponent);
            seriesOf[i] = series >= 0 ? series : Exponents.Add(groups[i], exponent);
        }

        Counts.Reserve(Exponents.Count);
        Counts.Add(seriesOf, spans);
    }

    /// <summary>The series of values that are left out, which answers do not show.</summary>
    private int LeaveOut(out ValueKind kind)
    {
        kind = ValueKind.Nil; // no exemplar either
        var series = Exponents.SeriesOf(0, 0);
        return series >= 0 ? series : Exponents.Add(0, 0);
    }
}
