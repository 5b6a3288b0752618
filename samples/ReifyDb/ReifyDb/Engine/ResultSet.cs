namespace ReifyDb.Engine;

/// <summary>What a statement returned.</summary>
/// <param name="Columns">Empty for statements that return no rows.</param>
/// <param name="Rows">Values by column.</param>
internal sealed record ResultSet(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    public static ResultSet Empty { get; } = new([], []);
}
