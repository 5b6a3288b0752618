using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>The table that clients see as the view, and what a commit changes in it.</summary>
internal sealed class ViewTable
{
    private readonly string _name;
    private readonly string _view;
    private readonly string _columns;

    public ViewTable(ViewDefinition definition)
    {
        _view = definition.Name;
        _name = "main." + InternalNames.Quote(definition.Name);
        _columns = string.Join(", ", definition.Columns.Select(static column => InternalNames.Quote(column.Name)));
    }

    /// <summary>Makes an empty one with the types of its expressions.</summary>
    public void Create(SqliteSession session, string select) => session.Execute($"CREATE TABLE {_name} AS SELECT * FROM ({select}) WHERE 0");

    public void Drop(SqliteSession session) => session.Execute($"DROP TABLE {_name}");

    /// <summary>Puts rows in.</summary>
    /// <param name="session">The writing session.</param>
    /// <param name="rows">A SELECT of the row's id and its columns.</param>
    public void Fill(SqliteSession session, string rows) => session.Execute($"INSERT INTO {_name} (_rowid_, {_columns}) {rows}");

    /// <summary>Replaces rows.</summary>
    /// <param name="session">The writing session.</param>
    /// <param name="affected">A SELECT of row ids.</param>
    /// <param name="rows">A SELECT of those of them that are there now, with their columns.</param>
    /// <param name="mostRows">More changed rows are not told.</param>
    /// <returns>The difference.</returns>
    public ViewChange Replace(SqliteSession session, string affected, string rows, int mostRows)
    {
        var count = (long)session.Execute($"SELECT count(*) FROM ({affected})").Rows[0][0]!;
        var tell = count <= mostRows;
        var before = tell ? Image(session, affected) : ResultSet.Empty;
        session.Execute($"DELETE FROM {_name} WHERE _rowid_ IN ({affected})");
        Fill(session, rows);
        var after = tell ? Image(session, affected) : ResultSet.Empty;
        return Difference(before, after, isTooLarge: !tell);
    }

    private ResultSet Image(SqliteSession session, string affected) =>
        session.Execute($"SELECT _rowid_, {_columns} FROM {_name} WHERE _rowid_ IN ({affected}) ORDER BY _rowid_");

    private ViewChange Difference(ResultSet before, ResultSet after, bool isTooLarge)
    {
        var inserted = after.Rows.ToDictionary(static row => (long)row[0]!, static row => row[1..]);
        var deleted = new List<object?[]>();
        foreach (var row in before.Rows)
        {
            if (inserted.TryGetValue((long)row[0]!, out var now) && Same(row.AsSpan(1), now))
                inserted.Remove((long)row[0]!);
            else
                deleted.Add(row[1..]);
        }

        var columns = after.Columns.Count > 0 ? after.Columns : before.Columns;
        return new ViewChange(_view, [.. columns.Skip(1)], [.. inserted.Values], deleted, isTooLarge);
    }

    private static bool Same(ReadOnlySpan<object?> left, object?[] right)
    {
        for (var i = 0; i < right.Length; i++)
        {
            var same = (left[i], right[i]) is (byte[] a, byte[] b) ? a.AsSpan().SequenceEqual(b) : Equals(left[i], right[i]);
            if (!same)
                return false;
        }

        return true;
    }
}
