namespace ReifyDb.Flow;

/// <summary>A column of a view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">Over the table's columns; of an aggregate its argument, <c>*</c> for <c>count(*)</c>.</param>
/// <param name="Aggregate">count, sum, avg, min or max; null for a plain expression.</param>
internal sealed record ViewColumn(string Name, string Expression, string? Aggregate);
