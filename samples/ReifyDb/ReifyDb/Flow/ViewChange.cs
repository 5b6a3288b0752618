using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>What a commit did to a view. A row that was changed is deleted as it was and inserted as it is.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Columns">Of the rows.</param>
/// <param name="Inserted">Rows that are there now.</param>
/// <param name="Deleted">Rows that were there before.</param>
/// <param name="IsTooLarge">True where the rows are too many to be passed on; the lists are empty then.</param>
internal sealed record ViewChange(
    string View, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Inserted, IReadOnlyList<object?[]> Deleted, bool IsTooLarge)
{
    public bool IsEmpty => Inserted.Count == 0 && Deleted.Count == 0 && !IsTooLarge;
}
