using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ReifyDb.Engine;

/// <summary>One connection to the engine, with its compiled statements. Used by one request at a time.</summary>
/// <remarks>Statements go to the engine directly rather than through <see cref="SqliteCommand"/>, which holds its thread while it waits
/// for locks; here waiting is asynchronous, visible in the trace, and ends with the request.</remarks>
internal sealed class SqliteSession : IDisposable
{
    private const int MostCachedStatements = 128;
    private const int MostOwnStatements = 512;
    private const int InstructionsBetweenChecks = 1000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, PreparedStatement> _cache = new(StringComparer.Ordinal);
    private readonly Queue<string> _cacheOrder = new();
    private readonly Dictionary<string, PreparedStatement> _own = new(StringComparer.Ordinal);
    private readonly StatementPolicy _policy;
    private CancellationToken _running;

    public SqliteSession(string connectionString, StatementPolicy policy, int mostTextBytes)
    {
        _policy = policy;
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        Execute("PRAGMA temp_store = MEMORY");
        Execute("PRAGMA foreign_keys = ON");

        // So that INSERT OR REPLACE tells triggers of the rows it deletes.
        Execute("PRAGMA recursive_triggers = ON");
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, mostTextBytes);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_progress_handler(Handle, InstructionsBetweenChecks, _ => _running.IsCancellationRequested ? 1 : 0, null);
        raw.sqlite3_set_authorizer(Handle, (_, action, first, second, _, inner) => _policy.Decide(action, first, second, inner), null);
    }

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(Handle);

    private sqlite3 Handle => _connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteSession));

    /// <summary>Compiles a statement, or finds it compiled.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="cacheHit">True where it was compiled before.</param>
    /// <exception cref="DatabaseException">The engine refuses it.</exception>
    /// <exception cref="EngineLockedException">The schema is being changed.</exception>
    public PreparedStatement Prepare(string sql, out bool cacheHit)
    {
        if (_cache.TryGetValue(sql, out var known))
        {
            cacheHit = true;
            return known;
        }

        cacheHit = false;
        var prepared = Compile(sql);
        while (_cache.Count >= MostCachedStatements && _cacheOrder.TryDequeue(out var oldest))
        {
            if (_cache.Remove(oldest, out var unused))
                unused.Dispose();
        }

        _cache.Add(sql, prepared);
        _cacheOrder.Enqueue(sql);
        return prepared;
    }

    /// <summary>Forgets compiled statements: the schema has changed, and with it plans.</summary>
    public void ClearCache()
    {
        foreach (var statement in _cache.Values.Concat(_own.Values))
            statement.Dispose();
        _cache.Clear();
        _cacheOrder.Clear();
        _own.Clear();
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <param name="statement">Of this session.</param>
    /// <param name="parameters">Its values.</param>
    /// <param name="mostRows">More rows than this are an error.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <returns>Rows, and how many were changed.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="DatabaseException">The engine refuses it, or there are too many rows.</exception>
    /// <exception cref="EngineLockedException">Another session holds a table.</exception>
    public (ResultSet Result, long ChangedRows) Run(
        PreparedStatement statement, Parameters parameters, int mostRows, CancellationToken cancellationToken)
    {
        var handle = statement.Handle;
        StatementBinder.Bind(handle, parameters);
        _running = cancellationToken;
        var changesBefore = raw.sqlite3_total_changes(Handle);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = new List<object?[]>();
            int code;
            while ((code = raw.sqlite3_step(handle)) == raw.SQLITE_ROW)
            {
                if (rows.Count == mostRows)
                    throw new DatabaseException(
                        ErrorCode.ResultTooLarge,
                        string.Create(CultureInfo.InvariantCulture, $"The statement returns more than {mostRows:N0} rows; add a LIMIT or raise WithMaxResultRows."));
                rows.Add(ReadRow(handle));
            }

            if (code != raw.SQLITE_DONE)
                throw Failure(cancellationToken);

            // Counted without triggers by changes(), which keeps the last statement's count where this one changes nothing.
            var changed = statement.IsReadOnly || raw.sqlite3_total_changes(Handle) == changesBefore ? 0 : raw.sqlite3_changes(Handle);
            return (rows.Count == 0 && raw.sqlite3_column_count(handle) == 0 ? ResultSet.Empty : new ResultSet(Columns(handle), rows), changed);
        }
        finally
        {
            _running = CancellationToken.None; // what follows (a rollback) must run to its end
            raw.sqlite3_reset(handle);
            raw.sqlite3_clear_bindings(handle);
        }
    }

    /// <summary>Interrupts the server's own statements on behalf of a request; none where they must run to their end.</summary>
    public CancellationToken OwnStatementsToken { get; set; }

    /// <summary>Runs a statement of the server's own.</summary>
    public ResultSet Execute(string sql, params object?[] parameters)
    {
        using var own = _policy.Own();
        if (!_own.TryGetValue(sql, out var statement))
        {
            statement = new PreparedStatement(PrepareHandle(sql), []);
            if (_own.Count >= MostOwnStatements)
            {
                foreach (var old in _own.Values)
                    old.Dispose();
                _own.Clear();
            }

            _own.Add(sql, statement);
        }

        return Run(statement, Parameters.Of(parameters), int.MaxValue, OwnStatementsToken).Result;
    }

    /// <summary>The collating sequence of a column.</summary>
    public string CollationOf(string table, string column) =>
        raw.sqlite3_table_column_metadata(Handle, "main", table, column, out _, out var collation, out _, out _, out _) == raw.SQLITE_OK
            ? collation
            : throw Failure(CancellationToken.None);

    public void Dispose()
    {
        ClearCache();
        _connection.Dispose();
    }

    private PreparedStatement Compile(string sql)
    {
        var handle = PrepareHandle(sql);
        try
        {
            return new PreparedStatement(handle, ExplainPlan(sql));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private sqlite3_stmt PrepareHandle(string sql)
    {
        _policy.Refusal = null;
        if (raw.sqlite3_prepare_v2(Handle, sql, out var handle) != raw.SQLITE_OK)
            throw Failure(CancellationToken.None);
        return handle;
    }

    private List<string> ExplainPlan(string sql)
    {
        using var own = _policy.Own();
        if (raw.sqlite3_prepare_v2(Handle, "EXPLAIN QUERY PLAN " + sql, out var handle) != raw.SQLITE_OK)
            return []; // EXPLAIN and some of the schema's statements cannot be explained themselves

        using (handle)
        {
            var plan = new List<string>();
            while (raw.sqlite3_step(handle) == raw.SQLITE_ROW)
                plan.Add(raw.sqlite3_column_text(handle, 3).utf8_to_string());
            return plan;
        }
    }

    private Exception Failure(CancellationToken cancellationToken)
    {
        var code = raw.sqlite3_extended_errcode(Handle);
        var message = raw.sqlite3_errmsg(Handle).utf8_to_string();
        return (code & 0xff) switch
        {
            raw.SQLITE_INTERRUPT => new OperationCanceledException(cancellationToken),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new EngineLockedException(message, code),
            raw.SQLITE_CONSTRAINT => new DatabaseException(ErrorCode.Constraint, Sentence(message), code),
            raw.SQLITE_AUTH or raw.SQLITE_ERROR when _policy.Refusal is { } refusal => new DatabaseException(ErrorCode.NotAllowed, refusal, code),
            raw.SQLITE_AUTH => new DatabaseException(ErrorCode.NotAllowed, Sentence(message), code),
            raw.SQLITE_TOOBIG => new DatabaseException(ErrorCode.TooLarge, Sentence(message), code),
            raw.SQLITE_ERROR when message.Contains("syntax error", StringComparison.Ordinal)
                || message.Contains("incomplete input", StringComparison.Ordinal) => new DatabaseException(ErrorCode.SqlSyntax, Sentence(message), code),
            _ => new DatabaseException(ErrorCode.SqlError, Sentence(message), code),
        };
    }

    private static string Sentence(string message) => Errors.Quoted(char.ToUpperInvariant(message[0]) + message[1..]) + ".";

    private static object?[] ReadRow(sqlite3_stmt handle)
    {
        var row = new object?[raw.sqlite3_column_count(handle)];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = raw.sqlite3_column_type(handle, i) switch
            {
                raw.SQLITE_NULL => null,
                raw.SQLITE_INTEGER => raw.sqlite3_column_int64(handle, i),
                raw.SQLITE_FLOAT => raw.sqlite3_column_double(handle, i),
                raw.SQLITE_TEXT => raw.sqlite3_column_text(handle, i).utf8_to_string(),
                raw.SQLITE_BLOB => raw.sqlite3_column_blob(handle, i).ToArray(),
                _ => throw new UnreachableException("SQLite has five types"),
            };
        }

        return row;
    }

    private static ResultColumn[] Columns(sqlite3_stmt handle)
    {
        var columns = new ResultColumn[raw.sqlite3_column_count(handle)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new ResultColumn(raw.sqlite3_column_name(handle, i).utf8_to_string(), raw.sqlite3_column_decltype(handle, i).utf8_to_string());
        return columns;
    }
}
