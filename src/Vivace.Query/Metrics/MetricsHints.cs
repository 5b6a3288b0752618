using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Hints of metrics queries that change the answer. Sampling of the query is not among them: answers are exact.</summary>
internal static class MetricsHints
{
    /// <summary>How many exemplars a query gets.</summary>
    /// <param name="query">The query, with its hints.</param>
    /// <param name="limit">The most it may have.</param>
    public static int Exemplars(TraceQuery query, int limit)
    {
        foreach (var hint in query.Hints)
        {
            if (hint.Name != "exemplars")
                continue;
            if (hint.Value is Literal.Boolean { Value: false })
                return 0;
            if (hint.Value is Literal.Integer { Value: >= 0 } count)
                return (int)Math.Min(count.Value, limit);
        }

        return limit;
    }

    /// <summary>Whether spans that senders sampled stand for those that were left out.</summary>
    public static bool Extrapolates(TraceQuery query) =>
        query.Hints.FirstOrDefault(static hint => hint.Name == "extrapolate") is { Value: Literal.Boolean { Value: true } };
}
