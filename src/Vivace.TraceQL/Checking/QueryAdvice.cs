using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Finds what is right and yet rarely meant, or slow for no gain: for editors, never to refuse a query.</summary>
public static class QueryAdvice
{
    /// <summary>From here on a range is called long.</summary>
    private const ulong LongRangeNanoseconds = 24UL * 3_600 * 1_000_000_000;

    /// <summary>Finds it.</summary>
    /// <param name="query">As parsed, and right by <see cref="TraceQLChecker"/>.</param>
    /// <param name="circumstances">How it is going to be run.</param>
    /// <returns>Hints in the order of the text, at most 20, most with changes that follow them.</returns>
    public static IReadOnlyList<Diagnostic> Check(TraceQuery query, QueryCircumstances circumstances)
    {
        ArgumentNullException.ThrowIfNull(query);
        var findings = new Findings(query.Text);
        foreach (var field in QueryFields.Of(query))
        {
            switch (field)
            {
                case AttributeExpression { OfParent: false } attribute:
                    AdviseScope(findings, attribute);
                    break;
                case BinaryExpression { Operator: BinaryOperator.Matches or BinaryOperator.NotMatches } match:
                    PatternAdvice.Check(findings, query.Text, match);
                    break;
                case BinaryExpression comparison when BinaryOperators.IsComparison(comparison.Operator):
                    AdviseUnit(findings, comparison.Left, comparison.Right);
                    AdviseUnit(findings, comparison.Right, comparison.Left);
                    break;
            }
        }

        AdviseRange(findings, query, circumstances);
        AdviseStep(findings, query, circumstances);
        return [.. findings.All.OrderBy(hint => hint.Range.Start)];
    }

    /// <summary>Attributes without a scope, and attributes that are called like an intrinsic.</summary>
    private static void AdviseScope(Findings findings, AttributeExpression attribute)
    {
        var scope = attribute.Scope == AttributeScope.Unscoped ? "span" : attribute.Scope.ToString().ToLowerInvariant();
        if (IntrinsicNames.Scoped(scope, attribute.Name) is not null)
        {
            var spelling = $"{scope}:{attribute.Name}";
            findings.Add(
                attribute.Range, $"this is an attribute called {attribute.Name}; the {scope}'s own is `{spelling}`", null,
                [QueryFix.Replace(attribute.Range, spelling)]);
            return;
        }

        if (attribute.Scope != AttributeScope.Unscoped)
            return;
        var spellings = ConventionalScopes.Of(attribute.Name).Select(likely => ConventionalScopes.Write(likely, attribute.Name)).ToList();
        findings.Add(
            attribute.Range, "without a scope this is looked up in the span, then in the resource: slower, and it can mean either",
            "write " + string.Join(" or ", spellings), [.. spellings.Select(spelling => QueryFix.Replace(attribute.Range, spelling))]);
    }

    /// <summary>A duration compared with a bare number, which counts nanoseconds.</summary>
    private static void AdviseUnit(Findings findings, FieldExpression field, FieldExpression value)
    {
        if (field is not IntrinsicExpression intrinsic || StaticTypes.Of(intrinsic) != StaticType.Duration)
            return;
        if (value is not LiteralExpression { Value: Literal.Integer { Value: > 0 and < 1_000_000 } number })
            return;
        findings.Add(
            value.Range, "a number without a unit counts nanoseconds", "write a unit, such as ms",
            [QueryFix.Replace(value.Range, $"{number.Value}ms"), QueryFix.Replace(value.Range, $"{number.Value}s")]);
    }

    private static void AdviseRange(Findings findings, TraceQuery query, QueryCircumstances circumstances)
    {
        if (circumstances.RangeNanoseconds is not (>= LongRangeNanoseconds and var length))
            return;
        var pipeline = query.Root switch
        {
            SearchRoot search => search.Pipeline,
            MetricsRoot { Expression: MetricsPipeline metrics } => metrics.Pipeline,
            _ => null,
        };
        if (pipeline is { Stages: [SpansetStage { Expression: SpansetFilter { Condition: null or LiteralExpression } } first, ..] }
            && !pipeline.Stages.Skip(1).Any(stage => stage is SpansetStage))
        {
            findings.Add(
                first.Range, $"nothing narrows this over {Text(length)}: every span is read",
                "add a condition, such as a service, or choose a shorter time range");
        }
    }

    private static void AdviseStep(Findings findings, TraceQuery query, QueryCircumstances circumstances)
    {
        if (query.Root is not MetricsRoot root || circumstances.ChosenStepNanoseconds is not { } step)
            return;
        var function = FirstFunction(root.Expression);
        if (function is null || function.Kind == MetricsFunctionKind.Compare)
            return;
        findings.Add(
            function.Range, $"no step is given: there will be a point every {Text(step)}, which fits the time range",
            "set a step to choose");
    }

    private static MetricsFunction? FirstFunction(MetricsExpression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case MetricsPipeline pipeline:
                    return pipeline.Function;
                case MetricsOperation operation:
                    expression = operation.Left is MetricsConstant ? operation.Right : operation.Left;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>A length as a person says it: whole days are not written in hours.</summary>
    private static string Text(ulong nanoseconds)
    {
        const ulong Day = 24UL * 3_600 * 1_000_000_000;
        if (nanoseconds >= Day)
            return $"{(nanoseconds + (Day / 2)) / Day}d";
        var text = DurationText.Format((long)nanoseconds);
        return text.EndsWith("m0s", StringComparison.Ordinal) ? text[..^2].Replace("h0m", "h", StringComparison.Ordinal) : text;
    }
}
