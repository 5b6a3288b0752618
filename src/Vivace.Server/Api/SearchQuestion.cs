using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>A search whose parameters are checked.</summary>
/// <param name="Query">The query.</param>
/// <param name="Range">Traces to consider.</param>
/// <param name="Limit">Most traces to return.</param>
/// <param name="SpansPerSpanset">Most spans to list per spanset.</param>
/// <param name="WithSpansets">False for the old search by tags, which lists neither spansets nor services.</param>
internal sealed record SearchQuestion(TraceQuery Query, TimeRange Range, int Limit, int SpansPerSpanset, bool WithSpansets)
{
    /// <summary>Which traces are wanted, and in which order; newest first unless said.</summary>
    public TraceOrder Order { get; init; }

    /// <summary>Whether the newest traces are wanted rather than the first found (<c>with(most_recent=true)</c>).</summary>
    public bool WantsMostRecent =>
        Query.Hints.LastOrDefault(hint => hint.Name == "most_recent") is { Value: Literal.Boolean { Value: true } };
}
