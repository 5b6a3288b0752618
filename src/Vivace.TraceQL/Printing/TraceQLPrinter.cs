using System.Globalization;
using System.Text;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Printing;

/// <summary>Writes syntax trees as canonical text, which parses back to an equal tree.</summary>
/// <remarks>Field expressions and aggregates in this form are keys in results: <c>by(span.bytes &gt; 100)</c>,
/// <c>avg(duration)</c>. Intrinsics have their bare spelling where there is one, operands that have operators stand
/// in parentheses, strings in backticks.</remarks>
public static class TraceQLPrinter
{
    /// <summary>Writes a query with its hints.</summary>
    /// <param name="query">Any.</param>
    /// <returns>Canonical text.</returns>
    public static string Print(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = new StringBuilder();
        switch (query.Root)
        {
            case SearchRoot search:
                PipelineText.Write(text, search.Pipeline);
                break;
            case ScalarComparisonRoot comparison:
                PipelineText.WriteComparison(text, comparison.Left, comparison.Operator, comparison.Right);
                break;
            case MetricsRoot metrics:
                MetricsText.Write(text, metrics.Expression);
                break;
        }

        if (query.Hints.Count > 0)
        {
            text.Append(" with(");
            for (var i = 0; i < query.Hints.Count; i++)
            {
                var hint = query.Hints[i];
                text.Append(i == 0 ? "" : ", ").Append(hint.Name).Append('=').Append(Print(hint.Value));
            }

            text.Append(')');
        }

        return text.ToString();
    }

    /// <summary>Writes a field expression.</summary>
    /// <param name="expression">Any.</param>
    /// <returns>For example <c>(span.a + 1) * 2 &gt; duration</c>.</returns>
    public static string Print(FieldExpression expression)
    {
        var text = new StringBuilder();
        FieldText.Write(text, expression);
        return text.ToString();
    }

    /// <summary>Writes a pipeline.</summary>
    /// <param name="pipeline">Any.</param>
    /// <returns>Its stages with bars between them.</returns>
    public static string Print(Pipeline pipeline)
    {
        var text = new StringBuilder();
        PipelineText.Write(text, pipeline);
        return text.ToString();
    }

    /// <summary>Writes a stage of a pipeline.</summary>
    /// <param name="stage">Any.</param>
    /// <returns>For example <c>by(name)</c>, the key of the groups.</returns>
    public static string Print(PipelineStage stage)
    {
        var text = new StringBuilder();
        PipelineText.Write(text, stage);
        return text.ToString();
    }

    /// <summary>Writes a spanset expression.</summary>
    /// <param name="expression">Any.</param>
    /// <returns>For example <c>{ .a } &gt;&gt; { .b }</c>.</returns>
    public static string Print(SpansetExpression expression)
    {
        var text = new StringBuilder();
        PipelineText.Write(text, expression);
        return text.ToString();
    }

    /// <summary>Writes a scalar expression.</summary>
    /// <param name="expression">Any.</param>
    /// <returns>For example <c>max(duration)</c>, the key of the aggregate's value.</returns>
    public static string Print(ScalarExpression expression)
    {
        var text = new StringBuilder();
        PipelineText.Write(text, expression);
        return text.ToString();
    }

    /// <summary>Writes a metrics expression.</summary>
    /// <param name="expression">Any.</param>
    /// <returns>For example <c>{ } | rate() by(name) | topk(3)</c>.</returns>
    public static string Print(MetricsExpression expression)
    {
        var text = new StringBuilder();
        MetricsText.Write(text, expression);
        return text.ToString();
    }

    /// <summary>Writes a metrics function.</summary>
    /// <param name="function">Any.</param>
    /// <returns>For example <c>avg_over_time(duration) by(name)</c>.</returns>
    public static string Print(MetricsFunction function)
    {
        var text = new StringBuilder();
        MetricsText.Write(text, function);
        return text.ToString();
    }

    /// <summary>Writes a second stage, without a bar before it.</summary>
    /// <param name="stage">Any.</param>
    /// <returns>For example <c>topk(3)</c> or <c>&gt; 5</c>.</returns>
    public static string Print(SeriesStage stage)
    {
        var text = new StringBuilder();
        MetricsText.Write(text, stage);
        return text.ToString();
    }

    /// <summary>Writes a literal.</summary>
    /// <param name="literal">Any; doubles are finite.</param>
    /// <returns>For example <c>`text`</c>, <c>1.0</c>, <c>1m30s</c>, <c>error</c>.</returns>
    public static string Print(Literal literal) => literal switch
    {
        Literal.Text value => QuotedText.Write(value.Value),
        Literal.Integer { Value: long.MinValue } => "minInt",
        Literal.Integer value => value.Value.ToString(CultureInfo.InvariantCulture),
        Literal.Real value => Real(value.Value),
        Literal.Duration value => DurationText.Format(value.Nanoseconds),
        Literal.Boolean value => value.Value ? "true" : "false",

        // Enum members are named as the keywords are, but for their first letter.
        Literal.Status value => value.Value.ToString().ToLowerInvariant(),
        Literal.Kind value => value.Value.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    private static string Real(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }
}
