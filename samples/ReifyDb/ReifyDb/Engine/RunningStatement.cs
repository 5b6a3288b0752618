using System.Diagnostics;
using ReifyDb.Auth;

namespace ReifyDb.Engine;

/// <summary>A request that runs now.</summary>
/// <param name="Id">Counts requests.</param>
/// <param name="Identity">Whose.</param>
/// <param name="StartedTimestamp">Of the time provider.</param>
/// <param name="Span">Its span; null where nobody records it.</param>
internal sealed record RunningStatement(long Id, Identity Identity, long StartedTimestamp, Activity? Span)
{
    /// <summary>What runs, without literals; empty until it is parsed.</summary>
    public string Sql { get; set; } = string.Empty;
}
