using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using ReifyDb.Engine;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Flow;

/// <summary>After every commit a view holds what its SELECT gives, and who applies the pushed changes holds the same.</summary>
public sealed class FlowPropertyTests
{
    private static readonly string[] Selects =
    [
        "SELECT * FROM orders",
        "SELECT id, price * 2 AS twice FROM orders AS o WHERE o.price > 3 AND region IS NOT NULL",
        "SELECT region, count(*) AS n, sum(price) AS total, avg(price) AS mean, min(price) AS low, max(price) AS high, count(price) AS priced FROM orders GROUP BY region",
        "SELECT upper(region) AS big, typeof(price) AS kind, count(*) AS n, max(note) AS note FROM orders WHERE price <> 4 GROUP BY upper(region), kind",
        "SELECT count(*) AS n, sum(price) AS total, min(id) AS first FROM orders",
    ];

    [Fact]
    public void Views_equal_their_selects_after_any_commits() => Check(1, static random => random.Next(8) switch
    {
        0 => null,
        var price => (long)price - 2,
    });

    [Fact]
    public void Views_equal_their_selects_where_columns_hold_values_of_any_type() => Check(2, static random => random.Next(6) switch
    {
        0 => null,
        1 => "text",
        2 => 0.5 + random.Next(8), // exact in sums, and equal to no integer
        var price => (long)price,
    });

    private static void Check(int stream, Func<Random, object?> price) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Run(new Random(seed ^ stream), price).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static async Task<bool> Run(Random random, Func<Random, object?> price)
    {
        using var database = new TestDatabase();
        await database.Command("CREATE TABLE orders(id INTEGER PRIMARY KEY, region TEXT, price, note UNIQUE)");
        for (var i = 0; i < 4; i++)
            await Change(database, random, price);
        for (var i = 0; i < Selects.Length; i++)
            await database.Command($"CREATE MATERIALIZED VIEW view{i} AS {Selects[i]}");

        var followers = new List<(string View, string Select, Follower Follower)>();
        for (var i = 0; i < Selects.Length; i++)
        {
            var (subscription, rows) = await database.Inner.SubscribeAsync($"view{i}", CancellationToken.None);
            followers.Add(($"view{i}", Selects[i], new Follower(subscription, rows)));
        }

        for (var i = 0; i < 12; i++)
        {
            await Change(database, random, price);
            foreach (var (view, select, follower) in followers)
            {
                var expected = (await database.Rows(select)).Order(StringComparer.Ordinal);
                Assert.Equal(expected, (await database.Rows($"SELECT * FROM {view}")).Order(StringComparer.Ordinal));
                Assert.Equal(expected, follower.Rows().Order(StringComparer.Ordinal));
            }
        }

        return true;
    }

    /// <summary>A transaction of one to four statements, some of which fail as a whole.</summary>
    private static async Task Change(TestDatabase database, Random random, Func<Random, object?> price)
    {
        string[] regions = ["'eu'", "'us'", "'asia'", "NULL"];
        var statements = new List<string>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var value = Literal(price(random));
            var note = random.Next(3) == 0 ? $"'n{random.Next(4)}'" : "NULL";
            statements.Add(random.Next(9) switch
            {
                0 => $"DELETE FROM orders WHERE id % 5 = {random.Next(5)}",
                1 => $"UPDATE orders SET price = {value} WHERE id % 3 = {random.Next(3)}",
                2 => $"UPDATE orders SET region = {regions[random.Next(4)]} WHERE id % 4 = {random.Next(4)}",
                3 => $"INSERT OR REPLACE INTO orders(id, region, price, note) VALUES ({random.Next(1, 20)}, {regions[random.Next(4)]}, {value}, {note})",
                4 => $"INSERT INTO orders(note, price) VALUES ('n{random.Next(4)}', {value}) ON CONFLICT DO UPDATE SET price = excluded.price",
                5 => $"UPDATE OR IGNORE orders SET id = id + 100 WHERE id = {random.Next(1, 20)}",
                _ => $"INSERT OR IGNORE INTO orders(region, price, note) VALUES ({regions[random.Next(4)]}, {value}, {note}), ({regions[random.Next(4)]}, {Literal(price(random))}, NULL)",
            });
        }

        if (random.Next(10) == 0)
            statements.Add("INSERT INTO orders(id) VALUES (1), (1)"); // fails: nothing of the command may remain
        try
        {
            await database.Command(string.Join("; ", statements));
        }
        catch (DatabaseException refused) when (refused.Code == ErrorCode.Constraint)
        {
        }
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)! + (value is double ? "e0" : string.Empty),
    };
}
