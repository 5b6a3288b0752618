namespace ReifyDb.Workload;

/// <summary>A statement to send.</summary>
/// <param name="Kind">Under which it is counted.</param>
/// <param name="IsCommand">True where it changes data.</param>
/// <param name="Summary">As <c>db.query.summary</c>.</param>
/// <param name="Sql">Its text.</param>
/// <param name="Values">Its parameters.</param>
internal sealed record PlannedStatement(StatementKind Kind, bool IsCommand, string Summary, string Sql, params object?[] Values);
