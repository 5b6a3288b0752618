using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ReifyDb.Flow;
using ReifyDb.Sql;
using ReifyDb.Subscriptions;
using ReifyDb.Tracing;

namespace ReifyDb.Engine;

/// <summary>The database: queries on a pool of sessions, commands one after the other on one session, views that follow them.</summary>
internal sealed class Database : IDisposable
{
    private readonly LimitsConfig _limits;
    private readonly TimeProvider _time;
    private readonly LockRetry _retry;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writerTurn = new(1, 1);
    private readonly SessionPool _readers;
    private readonly ConcurrentDictionary<long, RunningStatement> _running = new();
    private long _requests;
    private long _version;

    public Database(LimitsConfig limits, FlowConfig? flow, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        Flow = new FlowEngine(flow, limits.MaxResultRows);
        Hub = new SubscriptionHub(flow ?? new FlowConfig());
        _retry = new LockRetry(time, Statistics);

        // Lives as long as a session is open: the writer's.
        var connection = $"Data Source=reifydb-{Guid.NewGuid():N};Mode=Memory;Cache=Shared;Pooling=False";
        _writer = Open();
        _readers = new SessionPool(limits.MaxConcurrentQueries, Open);

        SqliteSession Open() => new(connection, new StatementPolicy(Flow.FindView, Flow.FindViewOver), limits.MaxValueBytes);
    }

    public FlowEngine Flow { get; }

    public SubscriptionHub Hub { get; }

    public Statistics Statistics { get; } = new();

    /// <summary>Commits so far.</summary>
    public long Version => Interlocked.Read(ref _version);

    public IEnumerable<RunningStatement> Running => _running.Values.OrderBy(static statement => statement.Id);

    public (int Busy, int Size) Readers => (_readers.Busy, _readers.Size);

    /// <summary>Runs one statement that only reads.</summary>
    /// <exception cref="DatabaseException">It could not be run.</exception>
    public Task<ResultSet> QueryAsync(StatementRequest request, CancellationToken cancellationToken) =>
        MeasuredAsync("engine::query_as", request, QueryCoreAsync, Statistics.Query, cancellationToken);

    /// <summary>Runs statements as one transaction, and brings what they change into views.</summary>
    /// <exception cref="DatabaseException">Nothing of it was done.</exception>
    public Task<CommandResult> CommandAsync(StatementRequest request, CancellationToken cancellationToken) =>
        MeasuredAsync("engine::command_as", request, CommandCoreAsync, Statistics.Command, cancellationToken);

    /// <summary>Gives what a view holds, and every change from there on.</summary>
    /// <exception cref="DatabaseException">There is no such view, or too many subscribe.</exception>
    public async Task<(Subscription Subscription, ResultSet Rows)> SubscribeAsync(string view, CancellationToken cancellationToken)
    {
        using var step = Steps.Start("subscription::open");
        using var limit = new CancellationTokenSource(_limits.StatementTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // No commit comes between the rows and the first change.
            await _writerTurn.WaitAsync(either.Token);
            try
            {
                var definition = Flow.Find(view) ?? throw new DatabaseException(ErrorCode.NotFound, $"There is no materialized view \"{Errors.Quoted(view)}\".");
                step?.SetTag(Attributes.View, definition.Name);
                var select = _writer.Prepare($"SELECT * FROM {InternalNames.Quote(definition.Name)}", out _);
                var rows = _writer.Run(select, Parameters.None, _limits.MaxResultRows, either.Token).Result;
                return (Hub.Subscribe(definition.Name, Version), rows);
            }
            finally
            {
                _writerTurn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            throw Ended(cancellationToken);
        }
        catch (DatabaseException failed)
        {
            step.Fail(failed);
            throw;
        }
    }

    public void Dispose()
    {
        Hub.Dispose();
        _readers.Dispose();
        _writer.Dispose();
        _writerTurn.Dispose();
    }

    private async Task<T> MeasuredAsync<T>(
        string name,
        StatementRequest request,
        Func<StatementRequest, RunningStatement, CancellationToken, Task<T>> run,
        Action<TimeSpan> count,
        CancellationToken cancellationToken)
    {
        using var step = Steps.Start(name);
        step?.SetTag(Attributes.DbSystemName, Attributes.SystemName).SetTag(Attributes.DbNamespace, "main").SetTag(Attributes.UserName, request.Identity.Name);
        var id = Interlocked.Increment(ref _requests);
        var started = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(_limits.StatementTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var running = _running[id] = new RunningStatement(id, request.Identity, started, step);
            return await run(request, running, either.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failed(step, Ended(cancellationToken));
        }
        catch (DatabaseException failed)
        {
            throw Failed(step, failed.Code == ErrorCode.Busy && cancellationToken.IsCancellationRequested ? Ended(cancellationToken) : failed);
        }
        finally
        {
            _running.TryRemove(id, out _);
            count(_time.GetElapsedTime(started));
        }

        DatabaseException Failed(Activity? activity, DatabaseException failed)
        {
            Statistics.Error(failed.Code);
            activity.Fail(failed);
            if (failed.EngineCode != 0)
                activity?.SetTag(Attributes.DbResponseStatusCode, Errors.EngineCodeName(failed.EngineCode));
            return failed;
        }
    }

    private async Task<ResultSet> QueryCoreAsync(StatementRequest request, RunningStatement running, CancellationToken cancellationToken)
    {
        var statements = Parse(request, running);
        if (statements.Count > 1)
            throw new DatabaseException(ErrorCode.BadRequest, "A query is one statement; send several as a command.");
        var statement = statements[0];
        if (statement.Kind != StatementKind.Query)
            throw new DatabaseException(ErrorCode.NotAllowed, $"{statement.Operation} is not a query: send it as a command.");

        SessionPool.Lease lease;
        using (Steps.StartDetail("transaction::begin_query"))
            lease = await _readers.RentAsync(cancellationToken);
        using (lease)
        {
            var prepared = await PlanAsync(lease.Session, statement, cancellationToken);
            if (!prepared.IsReadOnly)
                throw new DatabaseException(ErrorCode.NotAllowed, "The statement changes data: send it as a command.");
            var (result, _) = await ExecuteAsync(lease.Session, statement, prepared, request.Parameters, cancellationToken);
            running.Span?.SetTag(Attributes.DbResponseReturnedRows, result.Rows.Count);
            return result;
        }
    }

    private async Task<CommandResult> CommandCoreAsync(StatementRequest request, RunningStatement running, CancellationToken cancellationToken)
    {
        var statements = Parse(request, running);
        if (statements.Count > _limits.MaxStatementsPerCommand)
            throw new DatabaseException(
                ErrorCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The command has {statements.Count} statements; WithMaxStatementsPerCommand allows {_limits.MaxStatementsPerCommand}."));
        if (statements.Count > 1 && request.Parameters.ByPosition.Count > 0)
            throw new DatabaseException(ErrorCode.BadRequest, "Several statements take parameters by name, not by position.");
        if (statements.Count > 1 && statements.Any(static statement => statement.Kind is StatementKind.CreateView or StatementKind.DropView))
            throw new DatabaseException(ErrorCode.BadRequest, "Declaring or dropping a materialized view is a command of its own.");

        using (Steps.StartDetail("transaction::begin_command"))
            await _writerTurn.WaitAsync(cancellationToken);
        try
        {
            return await TransactAsync(statements, request.Parameters, running.Span, cancellationToken);
        }
        finally
        {
            _writerTurn.Release();
        }
    }

    private async Task<CommandResult> TransactAsync(
        IReadOnlyList<Statement> statements, Parameters parameters, Activity? span, CancellationToken cancellationToken)
    {
        _writer.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = ResultSet.Empty;
            long affected = 0;
            long inserted = 0;
            foreach (var statement in statements)
            {
                var (rows, changed) = await ExecuteOneAsync(statement, ParametersFor(statement, parameters, statements.Count), cancellationToken);
                affected += changed;
                if (changed > 0 && statement.Operation is "INSERT" or "REPLACE")
                    inserted = _writer.LastInsertRowId;
                if (rows.Columns.Count > 0)
                    result = rows;
            }

            var (version, changes) = await CommitAsync(cancellationToken);
            if (statements.Any(static statement => statement.Kind is not (StatementKind.Query or StatementKind.Write)))
            {
                _writer.ClearCache();
                _readers.SchemaChanged();
            }

            span?.SetTag(Attributes.AffectedRows, affected).SetTag(Attributes.CommitVersion, version).SetTag(Attributes.DbResponseReturnedRows, result.Rows.Count);
            return new CommandResult(result, affected, inserted, version, changes);
        }
        catch
        {
            using (Steps.StartDetail("transaction::command::rollback"))
                Rollback();
            throw;
        }
    }

    private async Task<(ResultSet Rows, long Changed)> ExecuteOneAsync(Statement statement, Parameters parameters, CancellationToken cancellationToken)
    {
        if (statement.Kind is StatementKind.CreateView or StatementKind.DropView)
        {
            using var step = Steps.Start(statement.Kind == StatementKind.CreateView ? "flow::declare" : "flow::drop");
            await _retry.RunAsync(
                step,
                () =>
                {
                    _writer.Execute("SAVEPOINT declare");
                    try
                    {
                        if (statement.Kind == StatementKind.CreateView)
                            Flow.Declare(_writer, statement);
                        else
                            Hub.EndView(Flow.Drop(_writer, statement));
                        _writer.Execute("RELEASE declare");
                        return 0;
                    }
                    catch
                    {
                        _writer.Execute("ROLLBACK TO declare");
                        throw;
                    }
                },
                cancellationToken);
            return (ResultSet.Empty, 0);
        }

        var prepared = await PlanAsync(_writer, statement, cancellationToken);
        return await ExecuteAsync(_writer, statement, prepared, parameters, cancellationToken);
    }

    private async Task<(long Version, IReadOnlyList<ViewChange> Changes)> CommitAsync(CancellationToken cancellationToken)
    {
        using var step = Steps.Start("transaction::command::commit");
        try
        {
            _writer.OwnStatementsToken = cancellationToken;
            IReadOnlyList<ViewChange> changes;
            try
            {
                changes = await _retry.RunAsync(step, UpdateViews, cancellationToken);
            }
            finally
            {
                _writer.OwnStatementsToken = CancellationToken.None; // COMMIT and ROLLBACK run to their end
            }

            using (Steps.StartDetail("store::commit"))
                _writer.Execute("COMMIT");
            Flow.Committed();
            var version = Interlocked.Increment(ref _version);
            step?.SetTag(Attributes.CommitVersion, version);

            // Within the writer's turn: subscribers see commits in their order.
            Hub.Publish(changes, version, Activity.Current?.Context ?? default);
            return (version, changes);
        }
        catch (Exception failed) when (failed is DatabaseException or OperationCanceledException)
        {
            step.Fail(failed);
            throw;
        }
    }

    private IReadOnlyList<ViewChange> UpdateViews()
    {
        _writer.Execute("SAVEPOINT flow");
        try
        {
            var changes = Flow.Update(_writer);
            _writer.Execute("RELEASE flow");
            return changes;
        }
        catch (EngineLockedException)
        {
            _writer.Execute("ROLLBACK TO flow");
            throw;
        }
    }

    private void Rollback()
    {
        _writer.OwnStatementsToken = CancellationToken.None;
        Flow.RolledBack();
        _writer.ClearCache();
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (DatabaseException gone) when (gone.Message.Contains("no transaction", StringComparison.OrdinalIgnoreCase))
        {
            // Some failures (out of memory, disk full) have rolled back already.
        }
    }

    private static IReadOnlyList<Statement> Parse(StatementRequest request, RunningStatement running)
    {
        using var step = Steps.Start("sql::parse");
        try
        {
            var statements = StatementReader.Read(request.Sql);
            step?.SetTag("reifydb.statement_count", statements.Count);
            running.Sql = string.Join("; ", statements.Select(static statement => statement.SanitizedText));
            Describe(running, statements);
            return statements;
        }
        catch (DatabaseException failed)
        {
            step.Fail(failed);
            throw;
        }
    }

    /// <summary>The query as the conventions describe it; of a batch what its statements have in common.</summary>
    private static void Describe(RunningStatement running, IReadOnlyList<Statement> statements)
    {
        if (running.Span is not { IsAllDataRequested: true } span)
            return;

        var operations = statements.Select(static statement => statement.Operation).Distinct(StringComparer.Ordinal).ToList();
        var tables = statements.SelectMany(static statement => statement.Tables).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var prefix = statements.Count > 1 ? "BATCH " : string.Empty;
        span.SetTag(Attributes.DbQueryText, running.Sql);
        span.SetTag(Attributes.DbQuerySummary, prefix + string.Join("; ", statements.Select(static statement => statement.Summary).Distinct(StringComparer.Ordinal).Take(5)));
        if (operations.Count == 1)
            span.SetTag(Attributes.DbOperationName, prefix + operations[0]);
        if (tables.Count == 1)
            span.SetTag(Attributes.DbCollectionName, tables[0]);
        if (statements.Count > 1)
            span.SetTag(Attributes.DbOperationBatchSize, statements.Count);
    }

    private async Task<PreparedStatement> PlanAsync(SqliteSession session, Statement statement, CancellationToken cancellationToken)
    {
        using var step = Steps.Start("sql::plan");
        try
        {
            var hit = false;
            var prepared = await _retry.RunAsync(step, () => session.Prepare(statement.Text, out hit), cancellationToken);
            Statistics.Cache(hit);
            step.Event(hit ? Attributes.CacheHitEvent : Attributes.CacheMissEvent, ("cache.name", "plan"));
            step?.SetTag(Attributes.CacheHit, hit).SetTag(Attributes.PlanFullScan, prepared.IsFullScan);
            if (prepared.Plan.Count > 0)
                step?.SetTag(Attributes.PlanDetail, string.Join("; ", prepared.Plan));
            return prepared;
        }
        catch (DatabaseException failed)
        {
            step.Fail(failed);
            throw;
        }
    }

    private async Task<(ResultSet Result, long ChangedRows)> ExecuteAsync(
        SqliteSession session, Statement statement, PreparedStatement prepared, Parameters parameters, CancellationToken cancellationToken)
    {
        using var step = Steps.Start("executor::execute");
        step?.SetTag(Attributes.DbOperationName, statement.Operation).SetTag(Attributes.DbQuerySummary, statement.Summary);
        try
        {
            var (result, changed) = await _retry.RunAsync(
                step,
                () =>
                {
                    using (Steps.StartDetail("store::run"))
                        return session.Run(prepared, parameters, _limits.MaxResultRows, cancellationToken);
                },
                cancellationToken);
            step?.SetTag(Attributes.DbResponseReturnedRows, result.Rows.Count);
            if (!prepared.IsReadOnly)
                step?.SetTag(Attributes.AffectedRows, changed);
            return (result, changed);
        }
        catch (Exception failed) when (failed is DatabaseException or OperationCanceledException)
        {
            step.Fail(failed);
            throw;
        }
    }

    /// <summary>Of values by name, each statement of several takes those that it names.</summary>
    private static Parameters ParametersFor(Statement statement, Parameters parameters, int statementCount) =>
        statementCount == 1 ? parameters : parameters.Only(statement.Tokens.Where(static token => token.Kind == TokenKind.Parameter).Select(static token => token.Text[1..]));

    private DatabaseException Ended(CancellationToken client) => client.IsCancellationRequested
        ? new DatabaseException(ErrorCode.Canceled, "The request was cancelled.")
        : new DatabaseException(
            ErrorCode.StatementTimeout,
            string.Create(CultureInfo.InvariantCulture, $"The statement ran longer than {_limits.StatementTimeout.TotalSeconds:0.###} s and was stopped; make it cheaper (see its plan in the trace) or raise WithStatementTimeout."));
}
