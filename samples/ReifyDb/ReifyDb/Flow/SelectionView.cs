using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>A view of some rows and columns of a table: each of its rows has the id of the table's row it comes from.</summary>
internal sealed class SelectionView : IFlowView
{
    private readonly ViewTable _table;
    private readonly string _columns;
    private readonly string _source;
    private readonly string _where;

    public SelectionView(ViewDefinition definition)
    {
        Definition = definition;
        _table = new ViewTable(definition);
        _columns = string.Join(", ", definition.Columns.Select(static column => $"{column.Expression} AS {InternalNames.Quote(column.Name)}"));
        _source = $"main.{InternalNames.Quote(definition.Table)} AS {InternalNames.Quote(definition.Alias)}";
        _where = definition.Where ?? "1";
    }

    public ViewDefinition Definition { get; }

    private string RowId => InternalNames.Quote(Definition.Alias) + "._rowid_";

    public void Create(SqliteSession session)
    {
        _table.Create(session, $"SELECT {_columns} FROM {_source}");
        _table.Fill(session, $"SELECT {RowId}, {_columns} FROM {_source} WHERE ({_where})");
    }

    public void Drop(SqliteSession session) => _table.Drop(session);

    public (ViewChange Change, long RecomputedGroups) Apply(SqliteSession session, int mostRows)
    {
        // A row may have changed several times in the transaction: what counts is how it is now.
        var affected = $"SELECT DISTINCT __row FROM temp.{ChangeTable.NameFor(Definition.Table)}";
        var now = $"SELECT {RowId}, {_columns} FROM {_source} WHERE ({_where}) AND {RowId} IN ({affected})";
        return (_table.Replace(session, affected, now, mostRows), 0);
    }
}
