namespace ReifyDb.Engine;

/// <summary>A column of a result.</summary>
/// <param name="Name">As the statement names it.</param>
/// <param name="DeclaredType">As the table declares it; null for expressions.</param>
internal sealed record ResultColumn(string Name, string? DeclaredType);
