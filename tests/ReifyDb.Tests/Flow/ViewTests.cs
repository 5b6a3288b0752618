using ReifyDb.Engine;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Flow;

public sealed class ViewTests
{
    [Theory]
    [InlineData("SELECT a.x, b.y FROM t a JOIN t b ON 1", "JOIN cannot be kept up to date")]
    [InlineData("SELECT x FROM t, u", "reads one table")]
    [InlineData("SELECT DISTINCT x FROM t", "DISTINCT cannot be kept up to date")]
    [InlineData("SELECT x FROM t ORDER BY x", "ORDER cannot be kept up to date")]
    [InlineData("SELECT x FROM t LIMIT 5", "LIMIT cannot be kept up to date")]
    [InlineData("SELECT x, count(*) AS n FROM t GROUP BY x HAVING count(*) > 1", "HAVING cannot be kept up to date")]
    [InlineData("SELECT (SELECT 1) AS one FROM t", "SELECT cannot be kept up to date")]
    [InlineData("SELECT random() AS r FROM t", "random may give another value")]
    [InlineData("SELECT datetime('now') AS d FROM t", "datetime may give another value")]
    [InlineData("SELECT group_concat(x) AS g FROM t", "The aggregate group_concat cannot")]
    [InlineData("SELECT sum(x) / count(*) AS mean FROM t", "must stand alone in its column")]
    [InlineData("SELECT sum(x) FROM t", "\"sum(x)\" has no name; write AS name")]
    [InlineData("SELECT x + 1 FROM t", "\"x + 1\" has no name")]
    [InlineData("SELECT x, y AS x FROM t", "Two columns are named \"x\"")]
    [InlineData("SELECT y, count(*) AS n FROM t GROUP BY x", "\"y\" is neither an aggregate nor in GROUP BY")]
    [InlineData("SELECT x, count(*) AS n FROM t GROUP BY 1", "by name, not by number")]
    [InlineData("SELECT x FROM t WHERE x = ?", "has no parameters")]
    [InlineData("SELECT z FROM t", "No such column: z")]
    [InlineData("SELECT x FROM nowhere", "No such table: nowhere")]
    [InlineData("SELECT x FROM without_ids", "WITHOUT ROWID")]
    [InlineData("SELECT x FROM folded", "has a collation")]
    [InlineData("SELECT x FROM plain_view", "is a view")]
    [InlineData("SELECT x FROM other", "views over views are not built")]
    [InlineData("SELECT x FROM t extra words", "\"words\" is not expected")]
    public async Task A_view_that_cannot_be_kept_up_to_date_is_refused_with_the_reason(string select, string reason)
    {
        using var database = new TestDatabase();
        await database.Command(
            "CREATE TABLE t(x, y); CREATE TABLE u(x); CREATE TABLE without_ids(x PRIMARY KEY) WITHOUT ROWID; "
            + "CREATE TABLE folded(x TEXT COLLATE NOCASE); CREATE VIEW plain_view AS SELECT x FROM t");
        await database.Command("CREATE MATERIALIZED VIEW other AS SELECT x FROM u");

        var wrong = await Assert.ThrowsAsync<DatabaseException>(() => database.Command($"CREATE MATERIALIZED VIEW v AS {select}"));
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);

        // Nothing of it stays, and the name is still free.
        await database.Command("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        await database.Command("INSERT INTO t VALUES (1, 2)");
        Assert.Equal(["1"], await database.Rows("SELECT * FROM v"));
    }

    [Fact]
    public async Task A_view_is_written_by_its_table_only_and_guards_it()
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(x)");
        await database.Command("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        await Refused("INSERT INTO v VALUES (1)", "changes with its table only");
        await Refused("UPDATE v SET x = 1", "changes with its table only");
        await Refused("DELETE FROM v", "changes with its table only");
        await Refused("DROP TABLE v", "DROP MATERIALIZED VIEW");
        await Refused("CREATE INDEX i ON v(x)", "no indexes of its own");
        await Refused("DROP TABLE t", "drop it first");
        await Refused("ALTER TABLE t ADD COLUMN z", "drop it first");
        await Refused("ALTER TABLE t RENAME TO z", "drop it first");
        await Refused("SELECT * FROM temp.__flow_changes_t", "server's own");
        await Refused("CREATE TABLE __flow_x(a)", "server's own");
        await Refused("CREATE MATERIALIZED VIEW v AS SELECT x FROM t", "exists already");
        await Refused("DROP MATERIALIZED VIEW nothing", "no materialized view");

        await database.Command("DROP MATERIALIZED VIEW v");
        await database.Command("ALTER TABLE t ADD COLUMN z");
        await database.Command("DROP TABLE t");

        async Task Refused(string sql, string reason) =>
            Assert.Contains(reason, (await Assert.ThrowsAsync<DatabaseException>(() => database.Command(sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_fails_leaves_views_and_subscribers_alone()
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE t(x UNIQUE)");
        await database.Command("CREATE MATERIALIZED VIEW v AS SELECT count(*) AS n FROM t");
        var (subscription, rows) = await database.Inner.SubscribeAsync("V", CancellationToken.None);
        Assert.Equal(["0"], rows.Rows.Select(TestDatabase.Text));

        await Assert.ThrowsAsync<DatabaseException>(() => database.Command("INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)"));
        Assert.False(subscription.Changes.TryRead(out _));
        Assert.Equal(["0"], await database.Rows("SELECT n FROM v"));

        var result = await database.Command("INSERT INTO t VALUES (1), (2)");
        Assert.True(subscription.Changes.TryRead(out var change));
        Assert.Equal(result.Version, change.Version);
        Assert.Equal(["0"], change.Change.Deleted.Select(TestDatabase.Text));
        Assert.Equal(["2"], change.Change.Inserted.Select(TestDatabase.Text));
    }

    [Fact]
    public async Task A_subscriber_that_does_not_keep_up_is_dropped_with_the_reason()
    {
        using var database = new TestDatabase(flow: static flow => flow.WithMaxPendingChanges(2));
        await database.Command("CREATE TABLE t(x)");
        await database.Command("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        var (subscription, _) = await database.Inner.SubscribeAsync("v", CancellationToken.None);
        for (var i = 0; i < 3; i++)
            await database.Command("INSERT INTO t VALUES (1)");

        Assert.Equal("the client did not keep up; subscribe again for the rows as they are", subscription.EndReason);
        Assert.Equal(0, database.Inner.Hub.Count);
    }

    [Fact]
    public async Task A_change_of_too_many_rows_ends_subscriptions_but_not_the_view()
    {
        using var database = new TestDatabase(static limits => limits.WithMaxResultRows(10));
        await database.Command("CREATE TABLE t(x)");
        await database.Command("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        var (subscription, _) = await database.Inner.SubscribeAsync("v", CancellationToken.None);
        await database.Command("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 11) INSERT INTO t SELECT n FROM c");

        Assert.Contains("more rows than WithMaxResultRows", subscription.EndReason, StringComparison.Ordinal);
        Assert.Equal(["11"], await database.Rows("SELECT count(*) FROM v"));
    }

    [Fact]
    public async Task Without_flow_views_are_refused()
    {
        using var database = new Database(new LimitsConfig(), flow: null, TimeProvider.System);
        await database.CommandAsync(TestDatabase.Request("CREATE TABLE t(x)"), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<DatabaseException>(
            () => database.CommandAsync(TestDatabase.Request("CREATE MATERIALIZED VIEW v AS SELECT x FROM t"), TestContext.Current.CancellationToken));
        Assert.Contains("WithFlow", refused.Message, StringComparison.Ordinal);
    }
}
