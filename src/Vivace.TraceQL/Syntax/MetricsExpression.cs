namespace Vivace.TraceQL.Syntax;

/// <summary>An expression that yields time series.</summary>
public abstract record MetricsExpression
{
    private protected MetricsExpression()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>A pipeline, a metrics function over its spans, and second stages.</summary>
/// <param name="Pipeline">Selects the spans.</param>
/// <param name="Function">What is computed of them.</param>
/// <param name="Stages">Applied to the series, in order.</param>
public sealed record MetricsPipeline(
    Pipeline Pipeline, MetricsFunction Function, IReadOnlyList<SeriesStage> Stages) : MetricsExpression;

/// <summary>Arithmetic between series, or a series and a number.</summary>
/// <param name="Operator">One of + - * /.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
/// <param name="Stages">Applied to the result, in order.</param>
public sealed record MetricsOperation(
    BinaryOperator Operator, MetricsExpression Left, MetricsExpression Right, IReadOnlyList<SeriesStage> Stages) : MetricsExpression;

/// <summary>A number as an operand.</summary>
/// <param name="Value">Its value, folded.</param>
public sealed record MetricsConstant(Literal Value) : MetricsExpression;

/// <summary>A first-stage function.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Argument">The field it reads; null for rate, count and compare.</param>
/// <param name="Quantiles">For quantiles, as written; else empty.</param>
/// <param name="By">Fields to group by; may be empty.</param>
/// <param name="Compare">For compare only.</param>
public sealed record MetricsFunction(
    MetricsFunctionKind Kind,
    FieldExpression? Argument,
    IReadOnlyList<double> Quantiles,
    IReadOnlyList<FieldExpression> By,
    CompareArguments? Compare)
{
    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>Arguments of <c>compare</c>.</summary>
/// <param name="Selection">The spans to set apart.</param>
/// <param name="TopN">Values listed per attribute; 10 when not given.</param>
/// <param name="StartUnixNanoseconds">Start of the selection; null when not given.</param>
/// <param name="EndUnixNanoseconds">End of the selection; null when not given.</param>
public sealed record CompareArguments(
    SpansetFilter Selection, long TopN, long? StartUnixNanoseconds, long? EndUnixNanoseconds);

/// <summary>First-stage functions.</summary>
public enum MetricsFunctionKind
{
    /// <summary>Spans per second.</summary>
    Rate,

    /// <summary>Spans.</summary>
    CountOverTime,

    /// <summary>Smallest value.</summary>
    MinOverTime,

    /// <summary>Largest value.</summary>
    MaxOverTime,

    /// <summary>Mean.</summary>
    AvgOverTime,

    /// <summary>Total.</summary>
    SumOverTime,

    /// <summary>Quantiles.</summary>
    QuantileOverTime,

    /// <summary>Counts by power-of-two bucket.</summary>
    HistogramOverTime,

    /// <summary>A selection against the rest.</summary>
    Compare,
}

/// <summary>A second stage over series.</summary>
public abstract record SeriesStage
{
    private protected SeriesStage()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary><c>topk(n)</c> or <c>bottomk(n)</c>.</summary>
/// <param name="Largest">True for topk.</param>
/// <param name="Count">Values kept per time.</param>
public sealed record RankStage(bool Largest, long Count) : SeriesStage;

/// <summary>Keeps the points that compare so with a constant.</summary>
/// <param name="Operator">A comparison.</param>
/// <param name="Threshold">The constant; durations are in nanoseconds here and compare in seconds.</param>
public sealed record ThresholdStage(BinaryOperator Operator, Literal Threshold) : SeriesStage;
