using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api.Queries;

/// <summary>A query that has begun and not ended.</summary>
internal sealed class RunningQuery(string id, ApiRequest request, DateTimeOffset started, long timestamp) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    /// <summary>Names it, whoever asks.</summary>
    public string Id => id;

    /// <summary>Kind of query.</summary>
    public string Kind => request.Kind;

    /// <summary>What was asked; empty until it was read.</summary>
    public string Expression => request.Expression;

    /// <summary>Whose data it reads.</summary>
    public IReadOnlyList<TenantId> Tenants => request.Tenants;

    /// <summary>Address of whoever asked; null when not known.</summary>
    public string? Client => request.Client;

    /// <summary>When it began.</summary>
    public DateTimeOffset Started => started;

    /// <summary>When it began, for measuring.</summary>
    public long Timestamp => timestamp;

    /// <summary>What it has read so far.</summary>
    public QueryCost Cost { get; } = new();

    /// <summary>Ends when somebody cancels the query.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Stops the query.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancelled.Dispose();
}
