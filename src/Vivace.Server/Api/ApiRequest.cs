using Microsoft.Extensions.Primitives;
using Vivace.Core;

namespace Vivace.Server.Api;

/// <summary>One query, free of HTTP: what an endpoint needs to know, and what the log wants to hear back.</summary>
internal sealed class ApiRequest
{
    /// <summary>Names it in the log.</summary>
    public required string Id { get; init; }

    /// <summary>Address of whoever asks; null when not known.</summary>
    public string? Client { get; init; }

    /// <summary>Names the tenants, as received.</summary>
    public required StringValues TenantHeader { get; init; }

    /// <summary>Kind of query in logs and metrics.</summary>
    public required string Kind { get; init; }

    /// <summary>When it counts as good.</summary>
    public ServiceLevel ServiceLevel { get; init; } = ServiceLevel.None;

    /// <summary>Whose data is asked for: distinct, in order of their names; at least one when an endpoint sees it.</summary>
    public IReadOnlyList<TenantId> Tenants { get; set; } = [];

    /// <summary>Parameters, named as in the URL.</summary>
    public required QueryParameters Parameters { get; init; }

    /// <summary>Tags of the old search that came as pairs; null when they are a parameter, if any.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Tags { get; init; }

    /// <summary>How the answer is to be encoded.</summary>
    public AnswerFormat Format { get; init; } = AnswerFormat.Json;

    /// <summary>Trace id or tag name from the path; empty for others.</summary>
    public string Argument { get; init; } = "";

    /// <summary>Version of the endpoint, 1 or 2, where there are two.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What was asked, for the log; set by the endpoint.</summary>
    public string Expression { get; set; } = "";

    /// <summary>The range that was searched, for the log; set by the endpoint.</summary>
    public TimeRange Range { get; set; } = TimeRange.All;
}
