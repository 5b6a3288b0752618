using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Planning;

/// <summary>Plans searches.</summary>
internal sealed class SearchPlanner
{
    private readonly string _text;
    private readonly PatternTests _patterns = new();
    private readonly ConditionCompiler _conditions;

    private SearchPlanner(string text)
    {
        _text = text;
        _conditions = new ConditionCompiler(_patterns);
    }

    /// <summary>Plans a checked query. Of a metrics query the spanset part is searched.</summary>
    /// <exception cref="QueryException">The query is of a form that a search does not execute.</exception>
    public static SearchPlan Plan(TraceQuery query)
    {
        var planner = new SearchPlanner(query.Text);
        var pipeline = query.Root switch
        {
            SearchRoot search => search.Pipeline,
            MetricsRoot metrics => planner.SpansetPart(metrics.Expression),
            _ => throw planner.Unsupported(query.Root.Range, "a comparison of whole pipelines"),
        };
        var plan = planner.PlanPipeline(pipeline);
        var (listed, listsName) = ListedFields.Of(pipeline);
        return new SearchPlan(plan, listed, listsName, planner._patterns);
    }

    /// <summary>Plans the pipeline in front of a metrics function.</summary>
    /// <param name="query">The query it stands in.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="listed">Fields to list on exemplars.</param>
    /// <exception cref="QueryException">The pipeline is of a form that is not executed.</exception>
    public static SearchPlan PlanSource(TraceQuery query, Pipeline pipeline, IReadOnlyList<ListedField> listed)
    {
        var planner = new SearchPlanner(query.Text);
        return new SearchPlan(planner.PlanPipeline(pipeline), listed, ListsName: false, planner._patterns);
    }

    /// <summary>Plans a single filter, as tag requests have it.</summary>
    /// <param name="filter">What stands between braces; null for every span.</param>
    public static Condition PlanFilter(FieldExpression? filter) => new ConditionCompiler(new PatternTests()).Compile(filter);

    private Pipeline SpansetPart(MetricsExpression expression) => expression switch
    {
        MetricsPipeline metrics => metrics.Pipeline,
        MetricsOperation { Right: MetricsConstant } operation => SpansetPart(operation.Left),
        MetricsOperation { Left: MetricsConstant } operation => SpansetPart(operation.Right),
        _ => throw Unsupported(expression.Range, "a search for an expression of two metrics"),
    };

    private PipelinePlan PlanPipeline(Pipeline pipeline)
    {
        var stages = new List<StagePlan>(pipeline.Stages.Count);
        foreach (var stage in pipeline.Stages)
        {
            if (stage is not SelectStage)
                stages.Add(PlanStage(stage));
        }

        return new PipelinePlan(stages);
    }

    private StagePlan PlanStage(PipelineStage stage)
    {
        switch (stage)
        {
            case SpansetStage spansets:
                return new FilterStagePlan(PlanSpansets(spansets.Expression, structuralOperand: false));
            case GroupByStage group:
                return new GroupStagePlan(TraceQLPrinter.Print(group), group.Expression);
            case CoalesceStage:
                return new CoalesceStagePlan();
            case ScalarFilterStage { Left: AggregateExpression aggregate, Right: ScalarLiteral threshold } filter:
                return new AggregateStagePlan(
                    TraceQLPrinter.Print(aggregate),
                    aggregate.Function,
                    aggregate.Argument,
                    filter.Operator,
                    RowExpressionBuilder.Constant(threshold.Value));
            default:
                throw Unsupported(stage.Range, "a scalar filter other than an aggregate compared with a constant");
        }
    }

    private SpansetPlan PlanSpansets(SpansetExpression expression, bool structuralOperand)
    {
        switch (expression)
        {
            case SpansetFilter filter:
                return new FilterPlan(_conditions.Compile(filter.Condition));
            case SpansetOperation operation:
                var structural = operation.Operator is not (SpansetOperator.And or SpansetOperator.Or);
                return new OperationPlan(
                    operation.Operator,
                    operation.Form,
                    PlanSpansets(operation.Left, structural),
                    PlanSpansets(operation.Right, structural));
            case PipelineExpression nested:
                return new NestedPipelinePlan(PlanPipeline(nested.Pipeline), structuralOperand);
            default:
                throw Unsupported(expression.Range, "this spanset expression");
        }
    }

    private QueryException Unsupported(TextRange range, string what)
    {
        var (line, column) = TextPosition.Of(_text, range.Start);
        return new QueryException($"line {line}, column {column}: {what} is not supported yet");
    }
}
