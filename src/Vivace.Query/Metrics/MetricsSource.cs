using Vivace.Query.Planning;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>One pipeline of a metrics query with its function, ready to be evaluated over any row group. Immutable, shared by
/// the workers.</summary>
internal sealed class MetricsSource
{
    /// <summary>Plans a source.</summary>
    /// <exception cref="QueryException">Its pipeline is of a form that is not executed.</exception>
    public MetricsSource(TraceQuery query, MetricsPipeline syntax, MetricsWindow window, int maxExemplars, int maxSeries, MemoryBudget budget)
    {
        Syntax = syntax;
        Window = window;
        MaxExemplars = maxExemplars;
        MaxSeries = maxSeries;
        Budget = budget;
        Plan = SearchPlanner.PlanSource(query, syntax.Pipeline, [.. Listed(syntax)]);
    }

    /// <summary>As it stands in the query.</summary>
    public MetricsPipeline Syntax { get; }

    /// <summary>What is computed.</summary>
    public MetricsFunction Function => Syntax.Function;

    /// <summary>The pipeline in front of the function, and the fields that exemplars show.</summary>
    public SearchPlan Plan { get; }

    /// <summary>The intervals.</summary>
    public MetricsWindow Window { get; }

    /// <summary>Most exemplars; 0 for none.</summary>
    public int MaxExemplars { get; }

    /// <summary>Most series that the answer shows, the first by their labels.</summary>
    public int MaxSeries { get; }

    /// <summary>What the query's series may take.</summary>
    public MemoryBudget Budget { get; }

    /// <summary>The label <c>__name__</c> of a series without other labels; null for functions that always add one.</summary>
    public string? Name => Function.Kind switch
    {
        MetricsFunctionKind.Rate => "rate",
        MetricsFunctionKind.CountOverTime => "count_over_time",
        MetricsFunctionKind.MinOverTime => "min_over_time",
        MetricsFunctionKind.MaxOverTime => "max_over_time",
        MetricsFunctionKind.AvgOverTime => "avg_over_time",
        MetricsFunctionKind.SumOverTime => "sum_over_time",
        _ => null,
    };

    /// <summary>Every field that the query mentions, once; the trace id has a label of its own anyway.</summary>
    private static IEnumerable<ListedField> Listed(MetricsPipeline syntax)
    {
        var fields = ListedFields.FieldsOf(syntax.Pipeline).Concat(syntax.Function.By);
        if (syntax.Function.Argument is { } argument)
            fields = fields.Append(argument);
        if (syntax.Function.Compare is { } compare)
            fields = fields.Concat(ListedFields.FieldsOf(compare.Selection));
        return fields
            .Where(static field => field is not IntrinsicExpression { Intrinsic: Intrinsic.TraceId })
            .Select(static field => new ListedField(TraceQLPrinter.Print(field), field))
            .DistinctBy(static field => field.Key);
    }
}
