using ReifyDb.Engine;

namespace ReifyDb.Sql;

/// <summary>Cuts a text into statements and says of each what it does. Whether it is right SQL is for SQLite to say.</summary>
internal static class StatementReader
{
    private static readonly HashSet<string> Reads = new(StringComparer.OrdinalIgnoreCase) { "SELECT", "VALUES", "EXPLAIN" };
    private static readonly HashSet<string> Writes = new(StringComparer.OrdinalIgnoreCase) { "INSERT", "UPDATE", "DELETE", "REPLACE" };
    private static readonly HashSet<string> Schemas = new(StringComparer.OrdinalIgnoreCase) { "CREATE", "DROP", "ALTER", "ANALYZE", "REINDEX" };
    private static readonly HashSet<string> Transactions = new(StringComparer.OrdinalIgnoreCase)
    {
        "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE",
    };

    private static readonly HashSet<string> NotForClients = new(StringComparer.OrdinalIgnoreCase) { "ATTACH", "DETACH", "PRAGMA", "VACUUM" };

    private static readonly HashSet<string> NoObject = new(StringComparer.OrdinalIgnoreCase)
    {
        "TEMP", "TEMPORARY", "UNIQUE", "VIRTUAL", "MATERIALIZED", "IF", "NOT", "EXISTS",
    };

    /// <summary>Reads one or more statements, separated by semicolons.</summary>
    /// <exception cref="DatabaseException">There is none, or one that this server never runs.</exception>
    public static IReadOnlyList<Statement> Read(string sql)
    {
        var statements = new List<Statement>();
        var tokens = new List<Token>();
        foreach (var token in Tokenizer.Read(sql))
        {
            if (!token.IsSymbol(";"))
            {
                tokens.Add(token);
            }
            else if (tokens.Count > 0)
            {
                statements.Add(Describe(sql, tokens));
                tokens = [];
            }
        }

        if (tokens.Count > 0)
            statements.Add(Describe(sql, tokens));
        if (statements.Count == 0)
            throw new DatabaseException(ErrorCode.SqlSyntax, "The text holds no statement.");
        return statements;
    }

    private static Statement Describe(string sql, List<Token> tokens)
    {
        var (kind, operation) = Classify(tokens);
        return new Statement
        {
            Text = sql[tokens[0].Start..tokens[^1].End],
            Tokens = tokens,
            Kind = kind,
            Operation = operation,
            Tables = TablesOf(tokens),
        };
    }

    private static (StatementKind Kind, string Operation) Classify(List<Token> tokens)
    {
        var verb = tokens[0].Is("WITH") ? MainVerb(tokens) : tokens[0];
        var word = verb.Text.ToUpperInvariant();
        if (verb.Kind != TokenKind.Word)
            throw new DatabaseException(ErrorCode.SqlSyntax, $"\"{Errors.Quoted(verb.Text)}\" begins no statement.");
        if (Reads.Contains(word))
            return (StatementKind.Query, word);
        if (Writes.Contains(word))
            return (StatementKind.Write, word);
        if (Transactions.Contains(word))
            throw new DatabaseException(ErrorCode.NotAllowed, $"{word} is not allowed: each command is a transaction of its own; put statements that belong together into one command.");
        if (NotForClients.Contains(word))
            throw new DatabaseException(ErrorCode.NotAllowed, $"{word} is not allowed: it concerns the engine, not the data.");
        if (!Schemas.Contains(word))
            throw new DatabaseException(ErrorCode.SqlSyntax, $"\"{Errors.Quoted(verb.Text)}\" begins no statement; SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER and WITH do.");

        var what = tokens.Skip(1).FirstOrDefault(static token => token.Kind == TokenKind.Word && !NoObject.Contains(token.Text)).Text?.ToUpperInvariant();
        if (what == "TRIGGER" && word == "CREATE")
            throw new DatabaseException(ErrorCode.NotAllowed, "Triggers are not supported; declare a materialized view for what follows from data.");

        if (tokens.Count > 1 && tokens[1].Is("MATERIALIZED"))
            return (word == "DROP" ? StatementKind.DropView : StatementKind.CreateView, word + " MATERIALIZED VIEW");
        if (word is "CREATE" && tokens.Count > 1 && (tokens[1].Is("TEMP") || tokens[1].Is("TEMPORARY")))
            throw new DatabaseException(ErrorCode.NotAllowed, "Temporary tables are not supported: a connection to the engine serves many clients.");
        return (StatementKind.Schema, what is "TABLE" or "INDEX" or "VIEW" or "TRIGGER" ? $"{word} {what}" : word);
    }

    private static Token MainVerb(List<Token> tokens)
    {
        var depth = 0;
        foreach (var token in tokens.Skip(1))
        {
            if (token.IsSymbol("("))
                depth++;
            else if (token.IsSymbol(")"))
                depth--;
            else if (depth == 0 && token.Kind == TokenKind.Word && (Reads.Contains(token.Text) || Writes.Contains(token.Text)))
                return token;
        }

        throw new DatabaseException(ErrorCode.SqlSyntax, "WITH is not followed by SELECT, INSERT, UPDATE or DELETE.");
    }

    private static List<string> TablesOf(List<Token> tokens)
    {
        var tables = new List<string>();
        var ownNames = CommonTableNames(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            var isList = tokens[i].Is("FROM") && !(i > 1 && tokens[i - 1].Is("DISTINCT") && (tokens[i - 2].Is("IS") || tokens[i - 2].Is("NOT")));
            var isSingle = tokens[i].Is("JOIN") || tokens[i].Is("INTO") || tokens[i].Is("TABLE") || (i == 0 && tokens[i].Is("UPDATE"))
                || (tokens[i].Is("VIEW") && i <= 2);
            if (isList || isSingle)
                ReadTables(tokens, i + 1, isList, tables, ownNames);
        }

        return tables;
    }

    private static void ReadTables(List<Token> tokens, int at, bool list, List<string> tables, HashSet<string> ownNames)
    {
        while (at < tokens.Count)
        {
            while (at < tokens.Count && tokens[at].Kind == TokenKind.Word && NoObject.Contains(tokens[at].Text))
                at++;
            if (at >= tokens.Count || !tokens[at].IsName || tokens[at].Is("SELECT"))
                return;

            if (at + 2 < tokens.Count && tokens[at + 1].IsSymbol(".") && tokens[at + 2].IsName)
                at += 2;
            var name = tokens[at].Name;
            var isFunction = list && at + 1 < tokens.Count && tokens[at + 1].IsSymbol("(");
            if (!isFunction && !ownNames.Contains(name) && !tables.Contains(name, StringComparer.OrdinalIgnoreCase))
                tables.Add(name);

            // FROM a AS x, b y
            at++;
            if (at < tokens.Count && tokens[at].Is("AS"))
                at++;
            if (at + 1 < tokens.Count && tokens[at].IsName && tokens[at + 1].IsSymbol(","))
                at++;
            if (!list || at >= tokens.Count || !tokens[at].IsSymbol(","))
                return;
            at++;
        }
    }

    /// <summary>Names of <c>WITH name AS (...)</c>: no tables.</summary>
    private static HashSet<string> CommonTableNames(List<Token> tokens)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!tokens[0].Is("WITH"))
            return names;

        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].IsName && (tokens[i + 1].Is("AS") || tokens[i + 1].IsSymbol("(")) && (tokens[i - 1].IsSymbol(",") || tokens[i - 1].Is("WITH") || tokens[i - 1].Is("RECURSIVE")))
                names.Add(tokens[i].Name);
        }

        return names;
    }
}
