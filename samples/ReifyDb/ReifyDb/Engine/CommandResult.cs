using ReifyDb.Flow;

namespace ReifyDb.Engine;

/// <summary>What a command has done.</summary>
/// <param name="Result">Rows of its last statement that returned some.</param>
/// <param name="AffectedRows">Rows inserted, updated and deleted by its statements.</param>
/// <param name="LastInsertRowId">Of the last row inserted; 0 where there was none.</param>
/// <param name="Version">Counts commits.</param>
/// <param name="Changes">What has changed in views.</param>
internal sealed record CommandResult(
    ResultSet Result, long AffectedRows, long LastInsertRowId, long Version, IReadOnlyList<ViewChange> Changes);
