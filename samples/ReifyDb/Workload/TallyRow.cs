namespace ReifyDb.Workload;

/// <summary>One kind of statements.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Done">How many were answered.</param>
/// <param name="Errors">How many of them with an error.</param>
/// <param name="Median">Of the last few hundred.</param>
/// <param name="Slow">The 99th percentile of the last few hundred.</param>
/// <param name="ErrorCodes">Which errors, the most frequent first.</param>
internal sealed record TallyRow(StatementKind Kind, long Done, long Errors, TimeSpan Median, TimeSpan Slow, string ErrorCodes);
