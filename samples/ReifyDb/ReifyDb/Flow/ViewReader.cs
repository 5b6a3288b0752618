using ReifyDb.Engine;
using ReifyDb.Sql;

namespace ReifyDb.Flow;

/// <summary>Reads <c>CREATE MATERIALIZED VIEW name AS SELECT columns FROM table [WHERE ...] [GROUP BY ...]</c>. What cannot be kept up to
/// date row by row (joins, subqueries, DISTINCT, HAVING, LIMIT) is refused by name.</summary>
internal static class ViewReader
{
    private const string Form = "CREATE MATERIALIZED VIEW name AS SELECT columns FROM table [WHERE condition] [GROUP BY columns]";

    private static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase) { "count", "sum", "avg", "min", "max" };

    private static readonly HashSet<string> OtherAggregates = new(StringComparer.OrdinalIgnoreCase)
    {
        "total", "group_concat", "string_agg", "json_group_array", "json_group_object",
    };

    // Their value depends on when they are asked: what was added could never be taken away again.
    private static readonly HashSet<string> Unsteady = new(StringComparer.OrdinalIgnoreCase)
    {
        "random", "randomblob", "current_timestamp", "current_date", "current_time", "changes", "total_changes", "last_insert_rowid",
        "date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff",
    };

    private static readonly HashSet<string> NotKept = new(StringComparer.OrdinalIgnoreCase)
    {
        "JOIN", "DISTINCT", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "OVER", "WINDOW", "SELECT", "WITH", "COLLATE", "FILTER",
    };

    /// <summary>Reads the statement.</summary>
    /// <exception cref="DatabaseException">It has another form, or cannot be kept up to date.</exception>
    public static ViewDefinition Read(Statement statement)
    {
        var tokens = statement.Tokens;
        if (tokens.Count < 6 || !tokens[2].Is("VIEW") || !tokens[3].IsName || !tokens[4].Is("AS") || !tokens[5].Is("SELECT"))
            throw Wrong($"A view is declared by {Form}.");

        var body = tokens.Skip(6).ToList();
        Check(body);
        var from = Find(body, "FROM", 0);
        if (from < 0 || from + 1 >= body.Count || !body[from + 1].IsName)
            throw Wrong("FROM and the name of a table are missing.");

        var next = from + 2;
        var alias = body[from + 1].Name;
        if (next < body.Count && body[next].Is("AS"))
            next++;
        if (next < body.Count && body[next].IsName && !body[next].Is("WHERE") && !body[next].Is("GROUP"))
            alias = body[next++].Name;
        if (next < body.Count && body[next].IsSymbol(","))
            throw Wrong("A materialized view reads one table; joins are not built.");

        var group = Find(body, "GROUP", next);
        var where = next < body.Count && body[next].Is("WHERE") ? next : -1;
        if (where < 0 && group != next && next < body.Count)
            throw Wrong($"\"{Errors.Quoted(body[next].Text)}\" is not expected after the table; a view is declared by {Form}.");
        if (group >= 0 && (group + 1 >= body.Count || !body[group + 1].Is("BY")))
            throw Wrong("BY is missing after GROUP.");

        var source = new Source(statement);
        var keys = group < 0 ? [] : Split(body[(group + 2)..]);
        if (keys.Any(static key => key is [{ Kind: TokenKind.Number }]))
            throw Wrong("GROUP BY takes columns by name, not by number.");
        var groupBy = keys.ConvertAll(source.Text);
        var columns = ReadColumns(Split(body[..from]), source);
        var definition = new ViewDefinition
        {
            Name = tokens[3].Name,
            Table = body[from + 1].Name,
            Alias = alias,
            Columns = columns,
            Where = where < 0 ? null : source.Text(body[(where + 1)..(group < 0 ? body.Count : group)]),
            GroupBy = groupBy,
            Select = source.Text([.. tokens.Skip(5)]),
        };
        CheckGroups(definition);
        return definition;
    }

    /// <summary>The view that <c>DROP MATERIALIZED VIEW name</c> names.</summary>
    /// <exception cref="DatabaseException">It has another form.</exception>
    public static string ReadDropped(Statement statement)
    {
        var tokens = statement.Tokens;
        if (tokens.Count != 4 || !tokens[2].Is("VIEW") || !tokens[3].IsName)
            throw Wrong("A view is dropped by DROP MATERIALIZED VIEW name.");
        return tokens[3].Name;
    }

    private static void Check(List<Token> body)
    {
        for (var i = 0; i < body.Count; i++)
        {
            var token = body[i];
            if (token.Kind == TokenKind.Parameter)
                throw Wrong("A materialized view has no parameters.");
            if (token.Kind != TokenKind.Word)
                continue;
            if (NotKept.Contains(token.Text))
                throw Wrong($"{token.Text.ToUpperInvariant()} cannot be kept up to date by a materialized view; query the view with it instead.");

            var isCall = i + 1 < body.Count && body[i + 1].IsSymbol("(");
            if (isCall && OtherAggregates.Contains(token.Text))
                throw Wrong($"The aggregate {token.Text} cannot be kept up to date; count, sum, avg, min and max can.");
            if ((isCall || token.Text.StartsWith("current_", StringComparison.OrdinalIgnoreCase)) && Unsteady.Contains(token.Text))
                throw Wrong($"{token.Text} may give another value each time, which a materialized view cannot follow.");
        }
    }

    private static List<ViewColumn> ReadColumns(List<List<Token>> items, Source source)
    {
        if (items is [[var star]] && star.IsSymbol("*"))
            return [];

        var columns = items.ConvertAll(item => ReadColumn(item, source));
        var twice = columns.GroupBy(static column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static same => same.Count() > 1);
        return twice is null ? columns : throw Wrong($"Two columns are named \"{twice.Key}\".");
    }

    private static ViewColumn ReadColumn(List<Token> item, Source source)
    {
        if (item.Count == 0)
            throw Wrong("A column is missing between commas.");

        string? name = null;
        if (item.Count > 2 && item[^2].Is("AS") && item[^1].IsName)
        {
            name = item[^1].Name;
            item = item[..^2];
        }
        else if (item.Count is 1 or 3 && item[^1].IsName && (item.Count == 1 || item[1].IsSymbol(".")))
        {
            name = item[^1].Name;
        }

        if (name is null)
            throw Wrong($"The column \"{Errors.Quoted(source.Text(item))}\" has no name; write AS name.");
        if (name.Equals("rowid", StringComparison.OrdinalIgnoreCase) || name.Equals("_rowid_", StringComparison.OrdinalIgnoreCase) || name.Equals("oid", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"A column of a view cannot be named {name}.");
        if (!IsAggregateCall(item))
            return item.Where((_, i) => IsAggregateCall(item[i..], whole: false)).Any()
                ? throw Wrong("An aggregate must stand alone in its column; calculate with it when you query the view.")
                : new ViewColumn(name, source.Text(item), null);

        var argument = item[2..^1];
        if (argument.Where((_, i) => IsAggregateCall(argument[i..], whole: false)).Any())
            throw Wrong("Aggregates cannot be nested.");
        if (argument.Count == 0 || (argument is [var star] && star.IsSymbol("*") && !item[0].Is("count")))
            throw Wrong($"{item[0].Text} needs an expression.");
        return new ViewColumn(name, source.Text(argument), item[0].Text.ToLowerInvariant());
    }

    /// <summary>True for <c>sum(...)</c>: as a whole, or as the beginning. With two arguments min and max are no aggregates.</summary>
    private static bool IsAggregateCall(List<Token> tokens, bool whole = true)
    {
        if (tokens.Count < 3 || tokens[0].Kind != TokenKind.Word || !Aggregates.Contains(tokens[0].Text) || !tokens[1].IsSymbol("("))
            return false;

        var depth = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("("))
                depth++;
            else if (tokens[i].IsSymbol(")"))
                depth--;
            else if (depth == 1 && tokens[i].IsSymbol(","))
                return false;
            if (depth == 0)
                return !whole || i == tokens.Count - 1;
        }

        return false;
    }

    private static void CheckGroups(ViewDefinition view)
    {
        if (!view.IsAggregate)
            return;
        if (view.Columns.Count == 0)
            throw Wrong("With GROUP BY the columns must be named.");

        foreach (var column in view.Columns.Where(static column => column.Aggregate is null))
        {
            if (!view.GroupBy.Any(key => Same(key, column.Expression) || Same(key, column.Name)))
                throw Wrong($"The column \"{column.Name}\" is neither an aggregate nor in GROUP BY.");
        }
    }

    internal static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <summary>The place of a word outside parentheses; -1 where there is none.</summary>
    private static int Find(List<Token> tokens, string word, int start)
    {
        var depth = 0;
        for (var i = start; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("("))
                depth++;
            else if (tokens[i].IsSymbol(")"))
                depth--;
            else if (depth == 0 && tokens[i].Is(word))
                return i;
        }

        return -1;
    }

    private static List<List<Token>> Split(List<Token> tokens)
    {
        var parts = new List<List<Token>> { new() };
        var depth = 0;
        foreach (var token in tokens)
        {
            if (token.IsSymbol("("))
                depth++;
            else if (token.IsSymbol(")"))
                depth--;

            if (depth == 0 && token.IsSymbol(","))
                parts.Add([]);
            else
                parts[^1].Add(token);
        }

        return parts;
    }

    private static DatabaseException Wrong(string message) => new(ErrorCode.SqlError, message);

    /// <summary>The text between tokens, as it was written.</summary>
    private readonly struct Source(Statement statement)
    {
        public string Text(List<Token> tokens)
        {
            if (tokens.Count == 0)
                throw Wrong($"Something is missing; a view is declared by {Form}.");
            var offset = statement.Tokens[0].Start;
            return statement.Text[(tokens[0].Start - offset)..(tokens[^1].End - offset)];
        }
    }
}
