using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>Notes what a transaction does to one table: a temporary table of rows with <c>__sign</c> +1 for what came and -1 for what went,
/// filled by triggers. Both live in the writing session only and follow its rollbacks.</summary>
internal static class ChangeTable
{
    public static string NameFor(string table) => InternalNames.Quote(InternalNames.Prefix + "changes_" + table);

    /// <summary>Begins to note changes of a table.</summary>
    /// <exception cref="DatabaseException">There is no such table, or its rows cannot be told apart.</exception>
    public static void Create(SqliteSession session, string table)
    {
        var columns = ColumnsOf(session, table).Select(InternalNames.Quote).ToList();
        var source = "main." + InternalNames.Quote(table);
        session.Execute($"CREATE TEMP TABLE {NameFor(table)} AS SELECT 0 AS __sign, _rowid_ AS __row, {string.Join(", ", columns)} FROM {source} WHERE 0");

        Trigger("INSERT", (+1, "NEW"));
        Trigger("DELETE", (-1, "OLD"));
        Trigger("UPDATE", (-1, "OLD"), (+1, "NEW"));

        void Trigger(string operation, params (int Sign, string Row)[] notes)
        {
            var inserts = notes.Select(note =>
                $"INSERT INTO {NameFor(table)} VALUES ({note.Sign}, {note.Row}._rowid_, {string.Join(", ", columns.Select(column => $"{note.Row}.{column}"))});");
            session.Execute($"CREATE TEMP TRIGGER {TriggerName(table, operation)} AFTER {operation} ON {source} BEGIN {string.Concat(inserts)} END");
        }
    }

    public static void Drop(SqliteSession session, string table)
    {
        foreach (var operation in (string[])["INSERT", "DELETE", "UPDATE"])
            session.Execute($"DROP TRIGGER IF EXISTS temp.{TriggerName(table, operation)}");
        session.Execute($"DROP TABLE IF EXISTS temp.{NameFor(table)}");
    }

    public static long Count(SqliteSession session, string table) =>
        (long)session.Execute($"SELECT count(*) FROM temp.{NameFor(table)}").Rows[0][0]!;

    public static void Clear(SqliteSession session, string table) => session.Execute($"DELETE FROM temp.{NameFor(table)}");

    /// <summary>The table's columns, generated ones as well.</summary>
    /// <exception cref="DatabaseException">There is no such table, or its rows cannot be told apart.</exception>
    public static List<string> ColumnsOf(SqliteSession session, string table)
    {
        var found = session.Execute("SELECT type, wr FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE", table).Rows;
        if (found.Count == 0)
            throw new DatabaseException(ErrorCode.SqlError, $"No such table: {Errors.Quoted(table)}.");
        if (found[0][0] is not "table")
            throw new DatabaseException(ErrorCode.SqlError, $"\"{Errors.Quoted(table)}\" is a {found[0][0]}; a materialized view reads a table.");
        if (found[0][1] is not 0L)
            throw new DatabaseException(ErrorCode.SqlError, $"\"{Errors.Quoted(table)}\" is WITHOUT ROWID; a materialized view needs rows with ids.");

        var columns = session.Execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid", table).Rows.Select(static row => (string)row[0]!).ToList();
        if (columns.Contains("_rowid_", StringComparer.OrdinalIgnoreCase))
            throw new DatabaseException(ErrorCode.SqlError, "A materialized view cannot read a table with a column named _rowid_.");
        foreach (var column in columns)
        {
            if (!session.CollationOf(table, column).Equals("BINARY", StringComparison.OrdinalIgnoreCase))
                throw new DatabaseException(ErrorCode.SqlError, $"The column \"{column}\" has a collation; a materialized view compares texts byte by byte.");
        }

        return columns;
    }

    private static string TriggerName(string table, string operation) => InternalNames.Quote($"{InternalNames.Prefix}{operation}_{table}");
}
