using System.Globalization;
using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>A view of groups with aggregates. A state table has a row for each group: its keys, how many rows it has, and of each
/// aggregate what can be added to and taken from.</summary>
/// <remarks>
/// A commit costs what it changes, not what the table holds: changes are summed up by group and added to the state. Only where that
/// cannot be exact is a group read again from the table: when the smallest or largest value goes, or a value that is no integer goes
/// out of a sum.
/// </remarks>
internal sealed class AggregateView : IFlowView
{
    private readonly ViewTable _table;
    private readonly string _state;
    private readonly string _delta;
    private readonly string _source;
    private readonly string _where;
    private readonly IReadOnlyList<string> _keys;
    private readonly List<(string Function, string Argument)> _aggregates;

    public AggregateView(ViewDefinition definition)
    {
        Definition = definition;
        _table = new ViewTable(definition);
        _state = "temp." + InternalNames.Quote(InternalNames.Prefix + "state_" + definition.Name);
        _delta = "temp." + InternalNames.Quote(InternalNames.Prefix + "delta_" + definition.Name);
        _source = $"main.{InternalNames.Quote(definition.Table)} AS {InternalNames.Quote(definition.Alias)}";
        _where = definition.Where ?? "1";
        _keys = [.. definition.GroupBy.Select(Expression)];
        _aggregates = [.. definition.Columns.Where(static column => column.Aggregate is not null && column.Expression != "*").Select(static column => (column.Aggregate!, column.Expression))];
    }

    public ViewDefinition Definition { get; }

    public void Create(SqliteSession session)
    {
        var keyColumns = _keys.Select((_, i) => Key(i) + ", ");
        var values = _aggregates.Select((_, i) => $", c{N(i)}, v{N(i)}");
        session.Execute($"CREATE TEMP TABLE {Bare(_state)} (gid INTEGER PRIMARY KEY, {string.Concat(keyColumns)}n{string.Concat(values)})");
        if (_keys.Count > 0)
            session.Execute($"CREATE INDEX temp.{InternalNames.Quote(InternalNames.Prefix + "keys_" + Definition.Name)} ON {Bare(_state)} ({string.Join(", ", _keys.Select((_, i) => Key(i)))})");
        var changes = _aggregates.Select((_, i) => $", dc{N(i)}, came{N(i)}, went{N(i)}");
        session.Execute($"CREATE TEMP TABLE {Bare(_delta)} (gid INTEGER, {string.Concat(keyColumns)}dn, again{string.Concat(changes)})");

        var groups = _keys.Count == 0 ? string.Empty : $" GROUP BY {string.Join(", ", _keys)}";
        var from = $"FROM {_source} WHERE ({_where}){groups}";
        session.Execute($"INSERT INTO {_state} ({string.Join(", ", StateColumns())}) SELECT {string.Join(", ", _keys.Concat(StateFromRows()))} {from}");
        _table.Create(session, $"SELECT {string.Join(", ", Definition.Columns.Select(TypedColumn))} {from}");
        _table.Fill(session, $"SELECT {Presented()} FROM {_state}");
    }

    public void Drop(SqliteSession session)
    {
        _table.Drop(session);
        session.Execute($"DROP TABLE {_state}");
        session.Execute($"DROP TABLE {_delta}");
    }

    public (ViewChange Change, long RecomputedGroups) Apply(SqliteSession session, int mostRows)
    {
        SumUpChanges(session);
        FindGroups(session);
        var again = MarkGroupsToReadAgain(session);
        AddChanges(session);
        if (again > 0)
            ReadAgain(session);
        if (_keys.Count > 0)
            session.Execute($"DELETE FROM {_state} WHERE n = 0 AND gid IN (SELECT gid FROM {_delta})");

        var change = _table.Replace(
            session, $"SELECT gid FROM {_delta}", $"SELECT {Presented()} FROM {_state} WHERE gid IN (SELECT gid FROM {_delta})", mostRows);
        session.Execute($"DELETE FROM {_delta}");
        return (change, again);
    }

    private void SumUpChanges(SqliteSession session)
    {
        var sums = _aggregates.Select(aggregate =>
        {
            var (function, argument) = aggregate;
            var counted = $"sum(CASE WHEN ({argument}) IS NOT NULL THEN __sign ELSE 0 END)";
            var combine = function is "min" or "max" ? function : "sum";
            return function == "count"
                ? $", {counted}, NULL, NULL"
                : $", {counted}, {combine}(CASE WHEN __sign = 1 THEN ({argument}) END), {combine}(CASE WHEN __sign = -1 THEN ({argument}) END)";
        });
        var inexact = _aggregates.Where(static aggregate => aggregate.Function is "sum" or "avg")
            .Select(static aggregate => $"max(__sign = -1 AND ({aggregate.Argument}) IS NOT NULL AND typeof({aggregate.Argument}) <> 'integer')").ToList();
        var again = inexact.Count switch
        {
            0 => "0",
            1 => inexact[0],
            _ => $"max({string.Join(", ", inexact)})",
        };
        var changes = $"temp.{ChangeTable.NameFor(Definition.Table)} AS {InternalNames.Quote(Definition.Alias)}";
        var keys = string.Concat(_keys.Select(static key => $", {key}"));

        // Without keys there is one group, also where no row of it has changed.
        var groups = _keys.Count == 0 ? " HAVING count(*) > 0" : $" GROUP BY {string.Join(", ", _keys)}";
        session.Execute($"INSERT INTO {_delta} SELECT NULL{keys}, sum(__sign), {again}{string.Concat(sums)} FROM {changes} WHERE ({_where}){groups}");
    }

    private void FindGroups(SqliteSession session)
    {
        if (_keys.Count == 0)
        {
            session.Execute($"UPDATE {_delta} SET gid = 1");
            return;
        }

        var same = string.Join(" AND ", _keys.Select((_, i) => $"s.{Key(i)} IS {Bare(_delta)}.{Key(i)}"));
        var find = $"UPDATE {_delta} SET gid = (SELECT gid FROM {_state} AS s WHERE {same}) WHERE gid IS NULL";
        session.Execute(find);
        var keys = string.Join(", ", _keys.Select((_, i) => Key(i)));
        var counts = string.Concat(_aggregates.Select((_, i) => $", c{N(i)}"));
        var zeros = string.Concat(_aggregates.Select(static _ => ", 0"));
        session.Execute($"INSERT INTO {_state} ({keys}, n{counts}) SELECT {keys}, 0{zeros} FROM {_delta} WHERE gid IS NULL");
        session.Execute(find);
    }

    private long MarkGroupsToReadAgain(SqliteSession session)
    {
        for (var i = 0; i < _aggregates.Count; i++)
        {
            var function = _aggregates[i].Function;
            if (function is not ("min" or "max"))
                continue;

            var reaches = function == "min" ? "<=" : ">=";
            session.Execute(
                $"UPDATE {_delta} SET again = 1 WHERE went{N(i)} IS NOT NULL AND EXISTS (SELECT 1 FROM {_state} AS s WHERE s.gid = {Bare(_delta)}.gid "
                + $"AND went{N(i)} {reaches} {Extreme(function, $"s.v{N(i)}", $"came{N(i)}", ifNone: $"went{N(i)}")})");
        }

        return (long)session.Execute($"SELECT count(*) FROM {_delta} WHERE again").Rows[0][0]!;
    }

    private void AddChanges(SqliteSession session)
    {
        var values = _aggregates.Select((aggregate, i) => aggregate.Function switch
        {
            "count" => $", c{N(i)} = c{N(i)} + d.dc{N(i)}",
            "sum" or "avg" => $", c{N(i)} = c{N(i)} + d.dc{N(i)}, v{N(i)} = coalesce(v{N(i)}, 0) + coalesce(d.came{N(i)}, 0) - coalesce(d.went{N(i)}, 0)",
            var function => $", c{N(i)} = c{N(i)} + d.dc{N(i)}, v{N(i)} = {Extreme(function, $"v{N(i)}", $"d.came{N(i)}", "NULL")}",
        });
        session.Execute($"UPDATE {_state} AS s SET n = n + d.dn{string.Concat(values)} FROM {_delta} AS d WHERE d.gid = s.gid AND NOT d.again");
    }

    private void ReadAgain(SqliteSession session)
    {
        var columns = string.Join(", ", StateColumns().Skip(_keys.Count));
        var same = string.Concat(_keys.Select((key, i) => $" AND ({key}) IS {Bare(_state)}.{Key(i)}"));
        session.Execute(
            $"UPDATE {_state} SET ({columns}) = (SELECT {string.Join(", ", StateFromRows())} FROM {_source} WHERE ({_where}){same}) "
            + $"WHERE gid IN (SELECT gid FROM {_delta} WHERE again)");
    }

    /// <summary>Ids and columns of groups as clients see them, from the state.</summary>
    private string Presented()
    {
        var aggregate = 0;
        var columns = new List<string> { "gid" };
        foreach (var column in Definition.Columns)
        {
            if (column.Aggregate is null)
            {
                columns.Add(Key(Enumerable.Range(0, _keys.Count).First(i => ViewReader.Same(Definition.GroupBy[i], column.Expression) || ViewReader.Same(Definition.GroupBy[i], column.Name))));
            }
            else if (column.Expression == "*")
            {
                columns.Add("n");
            }
            else
            {
                var (count, value) = ($"c{N(aggregate)}", $"v{N(aggregate)}");
                aggregate++;
                columns.Add(column.Aggregate switch
                {
                    "count" => count,
                    "avg" => $"CASE WHEN {count} > 0 THEN CAST({value} AS REAL) / {count} END",
                    _ => $"CASE WHEN {count} > 0 THEN {value} END",
                });
            }
        }

        return string.Join(", ", columns);
    }

    private IEnumerable<string> StateColumns() =>
        [.. _keys.Select((_, i) => Key(i)), "n", .. _aggregates.SelectMany((_, i) => new[] { $"c{N(i)}", $"v{N(i)}" })];

    private IEnumerable<string> StateFromRows() =>
        ["count(*)", .. _aggregates.SelectMany(static aggregate => new[]
        {
            $"count({aggregate.Argument})",
            aggregate.Function switch
            {
                "count" => "NULL",
                "avg" => $"sum({aggregate.Argument})",
                var function => $"{function}({aggregate.Argument})",
            },
        })];

    private static string TypedColumn(ViewColumn column) =>
        $"{(column.Aggregate is null ? column.Expression : $"{column.Aggregate}({column.Expression})")} AS {InternalNames.Quote(column.Name)}";

    /// <summary>A key may be given by the name of a column.</summary>
    private string Expression(string key) =>
        Definition.Columns.FirstOrDefault(column => column.Aggregate is null && ViewReader.Same(column.Name, key))?.Expression ?? key;

    private static string Extreme(string function, string kept, string came, string ifNone) =>
        $"CASE WHEN {kept} IS NULL THEN coalesce({came}, {ifNone}) WHEN {came} IS NULL THEN {kept} ELSE {function}({kept}, {came}) END";

    private static string Key(int index) => "k" + N(index);

    private static string N(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string Bare(string qualified) => qualified["temp.".Length..];
}
