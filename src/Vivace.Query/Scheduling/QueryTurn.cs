using System.Globalization;
using Vivace.Core;
using Vivace.Store;

namespace Vivace.Query.Scheduling;

/// <summary>One query's place among those that run: its turns at row groups, and what it has used of its limits.</summary>
/// <remarks>Taken from <see cref="QueryScheduler"/> and disposed once, when the query has ended.</remarks>
internal sealed class QueryTurn(QueryScheduler scheduler, TenantId tenant) : IDisposable
{
    private long _inspectedBytes;
    private int _disposed;

    /// <summary>Waits until one more row group may be evaluated; <see cref="LeaveRowGroup"/> must follow.</summary>
    public ValueTask EnterRowGroupAsync(CancellationToken cancellationToken) =>
        scheduler.RowGroups.EnterAsync(tenant, this, cancellationToken);

    /// <summary>Ends the evaluation of a row group.</summary>
    public void LeaveRowGroup() => scheduler.EndRowGroup();

    /// <summary>Counts bytes read.</summary>
    /// <exception cref="QueryException">The query has read more than it may.</exception>
    public void CountBytes(long bytes)
    {
        var total = Interlocked.Add(ref _inspectedBytes, bytes);
        var limit = scheduler.Limits.MaxInspectedBytes;
        if (limit > 0 && total > limit)
        {
            throw new QueryException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the query has read {total:N0} bytes, more than vivace.query.max_inspected_bytes ({limit:N0}) allows; narrow its time range or its conditions, or raise the limit"),
                QueryErrorKind.LimitExceeded)
            {
                Limit = "vivace.query.max_inspected_bytes",
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            scheduler.End();
    }
}
