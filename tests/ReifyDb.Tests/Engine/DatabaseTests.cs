using ReifyDb.Engine;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Engine;

public sealed class DatabaseTests
{
    private const string Endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c";

    [Fact]
    public async Task Values_of_every_type_come_back_as_they_went_in()
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(a, b, c, d, e)");
        await database.Command("INSERT INTO t VALUES (?, ?, ?, ?, ?)", null, long.MinValue, 0.1, "äöü😀'\"", new byte[] { 0, 1, 255 });
        Assert.Equal(["null|-9223372036854775808|0.1r|äöü😀'\"|0001FF"], await database.Rows("SELECT * FROM t"));
        Assert.Equal(["|"], await database.Rows("SELECT ?, ?", string.Empty, Array.Empty<byte>()));
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "BadRequest", "send several as a command")]
    [InlineData("DELETE FROM t", "NotAllowed", "send it as a command")]
    [InlineData("SELECT * FROM missing", "SqlError", "No such table: missing")]
    [InlineData("SELECT 1 +", "SqlSyntax", "Incomplete input")]
    [InlineData("SELECT ?", "BadRequest", "Parameter ?1 has no value")]
    [InlineData("SELECT :name", "BadRequest", "Parameter :name has no value")]
    [InlineData("SELECT load_extension('x')", "NotAllowed", "load_extension is not allowed")]
    [InlineData("SELECT * FROM pragma_database_list", "NotAllowed", "PRAGMA database_list is not allowed")]
    [InlineData("SELECT randomblob(2000000)", "TooLarge", "too big")]
    public async Task A_query_that_cannot_be_run_says_why(string sql, string code, string reason)
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(x)");
        var wrong = await Assert.ThrowsAsync<DatabaseException>(() => database.Query(sql));
        Assert.Equal(code, wrong.Code.ToString());
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(1, database.Inner.Statistics.Errors[wrong.Code]);
    }

    [Fact]
    public async Task A_value_without_a_parameter_is_refused()
    {
        using var database = new TestDatabase();
        Assert.Contains("0 parameters, 1 values", (await Assert.ThrowsAsync<DatabaseException>(() => database.Query("SELECT 1", 5L))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_done_as_a_whole_or_not_at_all()
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(x UNIQUE)");
        var wrong = await Assert.ThrowsAsync<DatabaseException>(() => database.Command("INSERT INTO t VALUES (1); CREATE TABLE u(y); INSERT INTO t VALUES (1)"));
        Assert.Equal(ErrorCode.Constraint, wrong.Code);
        Assert.Equal("SQLITE_CONSTRAINT_UNIQUE", Errors.EngineCodeName(wrong.EngineCode));
        Assert.Equal(["0"], await database.Rows("SELECT count(*) FROM t"));
        await Assert.ThrowsAsync<DatabaseException>(() => database.Query("SELECT * FROM u"));
        Assert.Equal(1, database.Inner.Version);
    }

    [Fact]
    public async Task A_command_tells_what_it_has_done()
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
        var result = await database.Command("INSERT INTO t(x) VALUES (5), (6); UPDATE t SET x = x + 1; INSERT INTO t(id, x) VALUES (41, 0) RETURNING id, x");
        Assert.Equal((5, 41, 2), (result.AffectedRows, result.LastInsertRowId, result.Version));
        Assert.Equal(["41|0"], result.Result.Rows.Select(TestDatabase.Text));
        Assert.Equal(0, (await database.Command("DELETE FROM t WHERE id = 99")).AffectedRows);
    }

    [Fact]
    public async Task A_statement_that_runs_too_long_is_stopped()
    {
        using var database = new TestDatabase(static limits => limits.WithStatementTimeout(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(ErrorCode.StatementTimeout, (await Assert.ThrowsAsync<DatabaseException>(() => database.Query(Endless))).Code);
        Assert.Equal(ErrorCode.StatementTimeout, (await Assert.ThrowsAsync<DatabaseException>(() => database.Command($"CREATE TABLE t AS {Endless}"))).Code);
        Assert.Equal(["1"], await database.Rows("SELECT 1"));
    }

    [Fact]
    public async Task A_client_that_goes_ends_its_statement()
    {
        using var database = new TestDatabase();
        using var client = new CancellationTokenSource();
        var query = Task.Run(() => database.Inner.QueryAsync(TestDatabase.Request(Endless), client.Token), TestContext.Current.CancellationToken);
        while (!database.Inner.Running.Any(static statement => statement.Sql.Length > 0))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await client.CancelAsync();
        Assert.Equal(ErrorCode.Canceled, (await Assert.ThrowsAsync<DatabaseException>(() => query)).Code);
        Assert.Empty(database.Inner.Running);
    }

    [Fact]
    public async Task An_answer_of_too_many_rows_is_an_error_and_not_a_part_of_it()
    {
        using var database = new TestDatabase(static limits => limits.WithMaxResultRows(3));
        Assert.Equal(3, (await database.Rows("VALUES (1), (2), (3)")).Length);
        var wrong = await Assert.ThrowsAsync<DatabaseException>(() => database.Query("VALUES (1), (2), (3), (4)"));
        Assert.Equal(ErrorCode.ResultTooLarge, wrong.Code);
    }

    [Fact]
    public async Task A_command_of_too_many_statements_is_refused()
    {
        using var database = new TestDatabase(static limits => limits.WithMaxStatementsPerCommand(2));
        Assert.Equal(ErrorCode.TooLarge, (await Assert.ThrowsAsync<DatabaseException>(() => database.Command("SELECT 1; SELECT 1; SELECT 1"))).Code);
    }

    [Fact]
    public async Task A_plan_is_kept_until_the_schema_changes()
    {
        using var database = new TestDatabase(static limits => limits.WithMaxConcurrentQueries(1));
        await database.Command("CREATE TABLE t(x)");
        await database.Query("SELECT * FROM t WHERE x = ?", 1L);
        var misses = database.Inner.Statistics.CacheMisses;
        await database.Query("SELECT * FROM t WHERE x = ?", 2L);
        Assert.Equal(misses, database.Inner.Statistics.CacheMisses);

        await database.Command("CREATE INDEX by_x ON t(x)");
        misses = database.Inner.Statistics.CacheMisses;
        await database.Query("SELECT * FROM t WHERE x = ?", 2L);
        Assert.Equal(misses + 1, database.Inner.Statistics.CacheMisses);
    }

    [Fact]
    public async Task A_reader_waits_for_a_writer_that_holds_the_table_and_sees_it_whole()
    {
        // Without waiting, SQLite's shared cache answers "locked" at once.
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(x)");
        await database.Command("INSERT INTO t VALUES (0)");
        var slow = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 300000) UPDATE t SET x = (SELECT max(n) FROM c)";
        for (var tries = 0; tries < 50 && database.Inner.Statistics.Retries == 0; tries++)
        {
            var write = Task.Run(() => database.Command(slow), TestContext.Current.CancellationToken);
            while (!write.IsCompleted)
                Assert.Contains((await database.Rows("SELECT x FROM t"))[0], (string[])["0", "300000"]);
            await write;
            await database.Command("UPDATE t SET x = 0");
        }

        Assert.True(database.Inner.Statistics.Retries > 0, "the reader met the writer");
        Assert.Empty(database.Inner.Statistics.Errors);
    }

    [Fact]
    public async Task Many_clients_lose_no_write()
    {
        using var database = new TestDatabase(static limits => limits.WithStatementTimeout(TimeSpan.FromMinutes(1)));
        await database.Command("CREATE TABLE t(who, x)");
        await database.Command("CREATE MATERIALIZED VIEW totals AS SELECT who, count(*) AS n, sum(x) AS total FROM t GROUP BY who");
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (who, _) =>
        {
            for (var i = 0; i < 25; i++)
            {
                await database.Command("INSERT INTO t VALUES (?, 1)", (long)who);
                await database.Query("SELECT * FROM totals");
            }
        });
        Assert.Equal(["8|25|25"], await database.Rows("SELECT count(*), min(n), max(total) FROM totals"));
        Assert.Equal(202, database.Inner.Version);
    }
}
