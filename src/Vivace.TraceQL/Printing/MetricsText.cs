using System.Globalization;
using System.Text;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Printing;

/// <summary>Writes metrics queries.</summary>
internal static class MetricsText
{
    public static void Write(StringBuilder text, MetricsExpression expression)
    {
        switch (expression)
        {
            case MetricsPipeline pipeline:
                PipelineText.Write(text, pipeline.Pipeline);
                text.Append(" | ");
                Write(text, pipeline.Function);
                WriteStages(text, pipeline.Stages);
                break;
            case MetricsConstant constant:
                PipelineText.WriteConstant(text, constant.Value);
                break;
            case MetricsOperation operation:
                WriteOperand(text, operation.Left);
                text.Append(' ').Append(BinaryOperators.Text(operation.Operator)).Append(' ');
                WriteOperand(text, operation.Right);
                WriteStages(text, operation.Stages);
                break;
        }
    }

    public static void Write(StringBuilder text, MetricsFunction function)
    {
        text.Append(function.Kind switch
        {
            MetricsFunctionKind.Rate => "rate",
            MetricsFunctionKind.CountOverTime => "count_over_time",
            MetricsFunctionKind.MinOverTime => "min_over_time",
            MetricsFunctionKind.MaxOverTime => "max_over_time",
            MetricsFunctionKind.AvgOverTime => "avg_over_time",
            MetricsFunctionKind.SumOverTime => "sum_over_time",
            MetricsFunctionKind.QuantileOverTime => "quantile_over_time",
            MetricsFunctionKind.HistogramOverTime => "histogram_over_time",
            _ => "compare",
        });
        text.Append('(');
        if (function.Argument is { } argument)
            FieldText.Write(text, argument);
        foreach (var quantile in function.Quantiles)
            text.Append(CultureInfo.InvariantCulture, $", {quantile:R}");
        if (function.Compare is { } compare)
        {
            PipelineText.Write(text, compare.Selection);
            text.Append(CultureInfo.InvariantCulture, $", {compare.TopN}");
            if (compare.StartUnixNanoseconds is { } start && compare.EndUnixNanoseconds is { } end)
                text.Append(CultureInfo.InvariantCulture, $", {start}, {end}");
        }

        text.Append(')');
        if (function.By.Count > 0)
        {
            text.Append(" by");
            PipelineText.WriteList(text, function.By);
        }
    }

    public static void Write(StringBuilder text, SeriesStage stage)
    {
        switch (stage)
        {
            case RankStage rank:
                text.Append(rank.Largest ? "topk(" : "bottomk(");
                text.Append(rank.Count.ToString(CultureInfo.InvariantCulture)).Append(')');
                break;
            case ThresholdStage threshold:
                text.Append(BinaryOperators.Text(threshold.Operator)).Append(' ');
                PipelineText.WriteConstant(text, threshold.Threshold);
                break;
        }
    }

    private static void WriteStages(StringBuilder text, IReadOnlyList<SeriesStage> stages)
    {
        foreach (var stage in stages)
        {
            text.Append(stage is RankStage ? " | " : " ");
            Write(text, stage);
        }
    }

    private static void WriteOperand(StringBuilder text, MetricsExpression operand)
    {
        text.Append(operand is MetricsConstant ? "" : "(");
        Write(text, operand);
        text.Append(operand is MetricsConstant ? "" : ")");
    }
}
