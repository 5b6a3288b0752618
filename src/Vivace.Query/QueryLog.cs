using Microsoft.Extensions.Logging;

namespace Vivace.Query;

/// <summary>What this project logs; ids from 3000.</summary>
internal static partial class QueryLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Debug,
        Message = "Search of tenant {Tenant}: {Traces} traces found, {Spans} spans inspected in {Elapsed}")]
    internal static partial void Searched(ILogger logger, string tenant, int traces, ulong spans, TimeSpan elapsed);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Debug,
        Message = "Metrics query of tenant {Tenant}: {Series} series computed, {Spans} spans inspected in {Elapsed}")]
    internal static partial void Computed(ILogger logger, string tenant, int series, ulong spans, TimeSpan elapsed);
}
