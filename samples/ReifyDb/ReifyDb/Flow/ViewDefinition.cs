namespace ReifyDb.Flow;

/// <summary>What a view is: a selection of one table, or groups of its rows with aggregates.</summary>
internal sealed class ViewDefinition
{
    public required string Name { get; init; }

    public required string Table { get; init; }

    /// <summary>The name by which expressions call the table.</summary>
    public required string Alias { get; init; }

    /// <summary>Columns in order; empty for <c>*</c>.</summary>
    public required IReadOnlyList<ViewColumn> Columns { get; init; }

    /// <summary>Which rows; null for all.</summary>
    public required string? Where { get; init; }

    public required IReadOnlyList<string> GroupBy { get; init; }

    /// <summary>The SELECT as it was written.</summary>
    public required string Select { get; init; }

    public bool IsAggregate => GroupBy.Count > 0 || Columns.Any(static column => column.Aggregate is not null);

    /// <summary>The same view with its columns written out.</summary>
    public ViewDefinition WithColumns(IReadOnlyList<ViewColumn> columns) => new()
    {
        Name = Name,
        Table = Table,
        Alias = Alias,
        Columns = columns,
        Where = Where,
        GroupBy = GroupBy,
        Select = Select,
    };
}
