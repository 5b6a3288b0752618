using Vivace.Core;

namespace Vivace.Server.Api.Queries;

/// <summary>A query that took long.</summary>
/// <param name="Kind">Kind of query.</param>
/// <param name="Expression">What was asked.</param>
/// <param name="Tenants">Whose data it read.</param>
/// <param name="Started">When it began.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="InspectedBytes">Bytes it read.</param>
/// <param name="InspectedSpans">Spans it looked at.</param>
/// <param name="Status">How it ended.</param>
internal sealed record EndedQuery(
    string Kind,
    string Expression,
    IReadOnlyList<TenantId> Tenants,
    DateTimeOffset Started,
    TimeSpan Elapsed,
    long InspectedBytes,
    long InspectedSpans,
    QueryEnd Status);

/// <summary>How a query ended.</summary>
internal enum QueryEnd
{
    Ok,
    Error,
    Cancelled,
    Timeout,
}
