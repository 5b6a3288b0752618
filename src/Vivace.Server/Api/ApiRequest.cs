using Vivace.Core;

namespace Vivace.Server.Api;

/// <summary>One query, free of HTTP: what an endpoint needs to know, and what the log wants to hear back.</summary>
internal sealed class ApiRequest
{
    /// <summary>Whose data is asked for; at least one, distinct, in order of their names.</summary>
    public required IReadOnlyList<TenantId> Tenants { get; init; }

    /// <summary>Parameters of the URL.</summary>
    public required QueryParameters Parameters { get; init; }

    /// <summary>How the answer is to be encoded.</summary>
    public required AnswerFormat Format { get; init; }

    /// <summary>Trace id or tag name from the path; empty for others.</summary>
    public required string Argument { get; init; }

    /// <summary>Version of the endpoint, 1 or 2, where there are two.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What was asked, for the log; set by the endpoint.</summary>
    public string Expression { get; set; } = "";

    /// <summary>The range that was searched, for the log; set by the endpoint.</summary>
    public TimeRange Range { get; set; } = TimeRange.All;
}
