using SQLitePCL;

namespace ReifyDb.Engine;

/// <summary>A compiled statement, kept by the session that compiled it.</summary>
internal sealed class PreparedStatement : IDisposable
{
    public PreparedStatement(sqlite3_stmt handle, IReadOnlyList<string> plan)
    {
        Handle = handle;
        Plan = plan;
        IsReadOnly = raw.sqlite3_stmt_readonly(handle) != 0;
    }

    public sqlite3_stmt Handle { get; }

    /// <summary>The engine's own words, a line for each step: <c>SCAN orders</c>, <c>SEARCH orders USING INDEX by_customer (customer=?)</c>.</summary>
    public IReadOnlyList<string> Plan { get; }

    /// <summary>True where a table is read from end to end. A scan of an index alone, of a constant row or of a common table
    /// expression is none.</summary>
    public bool IsFullScan => Plan.Any(static step =>
        step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("CONSTANT ROW", StringComparison.Ordinal)
        && !step.Contains("USING ", StringComparison.Ordinal) && !step.StartsWith("SCAN (", StringComparison.Ordinal));

    public bool IsReadOnly { get; }

    public void Dispose() => Handle.Dispose();
}
