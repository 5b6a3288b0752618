using Vivace.Storage.RowGroups;

namespace Vivace.Query.Scheduling;

/// <summary>A snapshot together with the turn of the query that took it: passes over its row groups keep to the turn.</summary>
/// <param name="snapshot">What is stored; disposed with this.</param>
/// <param name="turn">The query's turn; disposed with this.</param>
internal sealed class QuerySnapshot(StorageSnapshot snapshot, QueryTurn turn) : StorageSnapshot
{
    /// <summary>The query's turn.</summary>
    public QueryTurn Turn => turn;

    /// <inheritdoc/>
    public override IReadOnlyList<RowGroupHandle> RowGroups => snapshot.RowGroups;

    /// <inheritdoc/>
    public override int BlockCount => snapshot.BlockCount;

    /// <inheritdoc/>
    public override long BlockBytes => snapshot.BlockBytes;

    /// <inheritdoc/>
    public override string? PartialReason => snapshot.PartialReason;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            snapshot.Dispose();
            turn.Dispose();
        }

        base.Dispose(disposing);
    }
}
