using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Rules for metrics queries.</summary>
internal static class MetricsChecks
{
    /// <summary>Labels a series may have: one is taken by the quantile, the bucket or the two parts of a mean.</summary>
    private const int LabelLimit = 5;

    private const long CompareLimit = 1_000;

    public static void Check(Findings findings, MetricsExpression expression)
    {
        switch (expression)
        {
            case MetricsPipeline pipeline:
                PipelineChecks.Check(findings, pipeline.Pipeline);
                Check(findings, pipeline.Function);
                Check(findings, pipeline.Stages);
                if (pipeline.Function.Kind == MetricsFunctionKind.Compare && pipeline.Stages.Count > 0)
                    findings.Add(pipeline.Stages[0].Range, "nothing can follow compare()");
                break;
            case MetricsOperation operation:
                Check(findings, operation.Left);
                Check(findings, operation.Right);
                Check(findings, operation.Stages);
                RefuseCompare(findings, operation.Left);
                RefuseCompare(findings, operation.Right);
                break;
        }
    }

    private static void RefuseCompare(Findings findings, MetricsExpression operand)
    {
        if (operand is MetricsPipeline { Function: { Kind: MetricsFunctionKind.Compare } function })
            findings.Add(function.Range, "compare() cannot be part of arithmetic");
    }

    private static void Check(Findings findings, MetricsFunction function)
    {
        var limit = function.Kind is MetricsFunctionKind.AvgOverTime or MetricsFunctionKind.QuantileOverTime
            or MetricsFunctionKind.HistogramOverTime ? LabelLimit - 1 : LabelLimit;
        if (function.By.Count > limit)
            findings.Add(function.Range, $"this function groups by at most {limit} fields, not {function.By.Count}");

        if (function.Quantiles.Any(quantile => quantile is not (>= 0 and <= 1)))
            findings.Add(function.Range, "a quantile must be from 0 to 1", "the 99th percentile is .99");

        if (function.Compare is not { } compare)
            return;
        PipelineChecks.Check(findings, compare.Selection);
        if (compare.TopN is < 1 or > CompareLimit)
            findings.Add(function.Range, $"compare() lists from 1 to {CompareLimit} values, not {compare.TopN}");
        if (compare is { StartUnixNanoseconds: { } start, EndUnixNanoseconds: { } end } && (start <= 0 || end <= start))
            findings.Add(function.Range, "the selection's times must be positive and its end after its start");
    }

    private static void Check(Findings findings, IReadOnlyList<SeriesStage> stages)
    {
        foreach (var stage in stages)
        {
            if (stage is RankStage { Count: < 1 } rank)
                findings.Add(rank.Range, $"{(rank.Largest ? "topk" : "bottomk")} keeps at least 1 series, not {rank.Count}");
        }
    }
}
