using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>A question for values whose parameters are checked.</summary>
/// <param name="Name">Which values.</param>
/// <param name="Range">Spans to consider.</param>
/// <param name="Limit">Most values; 0 for no limit.</param>
/// <param name="Filter">Only values on spans that match; null for no filter.</param>
internal sealed record TagValuesQuestion(TagName Name, TimeRange Range, int Limit, FieldExpression? Filter);
