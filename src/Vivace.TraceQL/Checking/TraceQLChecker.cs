using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Finds what parses but has no meaning: types that do not fit, limits, forms that are not supported.</summary>
public static class TraceQLChecker
{
    /// <summary>Checks a query.</summary>
    /// <param name="query">As parsed.</param>
    /// <returns>Every mistake, in the order of the text as far as it matters; empty when it can be evaluated.</returns>
    public static IReadOnlyList<Diagnostic> Check(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var findings = new Findings(query.Text);
        switch (query.Root)
        {
            case SearchRoot search:
                PipelineChecks.Check(findings, search.Pipeline);
                break;
            case ScalarComparisonRoot comparison:
                findings.Add(comparison.Range, "comparing pipelines is not supported", "compare inside: { } | count() > 1");
                break;
            case MetricsRoot metrics:
                MetricsChecks.Check(findings, metrics.Expression);
                break;
        }

        return findings.All;
    }
}
