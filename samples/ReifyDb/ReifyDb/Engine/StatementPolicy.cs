using SQLitePCL;

namespace ReifyDb.Engine;

/// <summary>What clients' statements may touch. The engine asks about every table, function and pragma while it compiles a
/// statement; the server's own statements are not asked about.</summary>
internal sealed class StatementPolicy
{
    private static readonly HashSet<string> HarmlessPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list",
    };

    private static readonly HashSet<string> ForbiddenFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer",
    };

    private readonly Func<string, string?> _isView;
    private readonly Func<string, string?> _viewOver;
    private int _own;

    /// <summary>Makes a policy for one session.</summary>
    /// <param name="isView">The view of that name, or null.</param>
    /// <param name="viewOver">A view that reads that table, or null.</param>
    public StatementPolicy(Func<string, string?> isView, Func<string, string?> viewOver)
    {
        _isView = isView;
        _viewOver = viewOver;
    }

    /// <summary>Why the statement that is being compiled is refused, for the client; null where it is not.</summary>
    public string? Refusal { get; set; }

    /// <summary>Until disposed, statements are the server's own.</summary>
    public OwnStatements Own() => new(this);

    /// <summary>The engine's question.</summary>
    /// <param name="action">One of SQLITE_CREATE_INDEX to SQLITE_RECURSIVE.</param>
    /// <param name="first">By action: mostly a table or a pragma.</param>
    /// <param name="second">By action: a column, a function, an argument.</param>
    /// <param name="inner">The trigger or view that asks for it; null where the statement itself does.</param>
    public int Decide(int action, string? first, string? second, string? inner)
    {
        if (_own > 0 || inner?.StartsWith(InternalNames.Prefix, StringComparison.Ordinal) == true)
            return raw.SQLITE_OK;

        var refusal = action switch
        {
            raw.SQLITE_ATTACH or raw.SQLITE_DETACH => "Other databases cannot be attached.",
            raw.SQLITE_PRAGMA when !HarmlessPragmas.Contains(first ?? string.Empty) => $"PRAGMA {first} is not allowed.",
            raw.SQLITE_FUNCTION when ForbiddenFunctions.Contains(second ?? string.Empty) => $"The function {second} is not allowed.",
            raw.SQLITE_READ or raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE or raw.SQLITE_CREATE_TABLE
                when first?.StartsWith(InternalNames.Prefix, StringComparison.OrdinalIgnoreCase) == true => $"Names that begin with {InternalNames.Prefix} are the server's own.",
            raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE when _isView(first ?? string.Empty) is { } view =>
                $"\"{view}\" is a materialized view: it changes with its table only.",
            raw.SQLITE_DROP_TABLE when _isView(first ?? string.Empty) is { } view => $"\"{view}\" is a materialized view: write DROP MATERIALIZED VIEW.",
            raw.SQLITE_CREATE_INDEX when _isView(second ?? string.Empty) is { } view => $"\"{view}\" is a materialized view: it has no indexes of its own.",
            raw.SQLITE_DROP_TABLE when _viewOver(first ?? string.Empty) is { } view => $"The materialized view \"{view}\" reads this table: drop it first.",
            raw.SQLITE_ALTER_TABLE when (_isView(second ?? string.Empty) ?? _viewOver(second ?? string.Empty)) is { } view =>
                $"The materialized view \"{view}\" depends on this table: drop it first.",
            _ => null,
        };
        Refusal ??= refusal;
        return refusal is null ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    /// <summary>Ends with <see cref="Dispose"/>.</summary>
    internal readonly struct OwnStatements : IDisposable
    {
        private readonly StatementPolicy _policy;

        public OwnStatements(StatementPolicy policy)
        {
            _policy = policy;
            policy._own++;
        }

        public void Dispose() => _policy._own--;
    }
}
