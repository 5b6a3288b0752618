using System.Globalization;

namespace ReifyDb.Workload;

/// <summary>A shop's statements, chosen by a seed: mostly quick ones, some slow, some wrong.</summary>
internal sealed class StatementMix
{
    public const int Customers = 500;

    private static readonly string[] Regions = ["emea", "amer", "apac"];
    private static readonly string[] States = ["placed", "paid", "shipped", "returned"];

    private readonly Random _random;
    private readonly double _slowShare;
    private readonly double _errorShare;

    public StatementMix(int seed, double slowShare, double errorShare)
    {
        _random = new Random(seed);
        _slowShare = slowShare;
        _errorShare = errorShare;
    }

    /// <summary>Tables, indexes and views, for a server that has none yet.</summary>
    public static IReadOnlyList<string> Schema { get; } =
    [
        """
        CREATE TABLE IF NOT EXISTS customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, region TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS orders(id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), region TEXT NOT NULL, status TEXT NOT NULL, price INTEGER NOT NULL CHECK (price > 0));
        CREATE INDEX IF NOT EXISTS orders_by_customer ON orders(customer_id)
        """,
        "CREATE MATERIALIZED VIEW revenue_by_region AS SELECT region, count(*) AS orders, sum(price) AS revenue, max(price) AS largest FROM orders WHERE status <> 'returned' GROUP BY region",
        "CREATE MATERIALIZED VIEW large_orders AS SELECT id, customer_id, price FROM orders WHERE price > 950",
        string.Create(
            CultureInfo.InvariantCulture,
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Customers}) INSERT OR IGNORE INTO customers(id, name, email, region) SELECT i, 'Customer ' || i, 'c' || i || '@example.com', CASE i % 3 WHEN 0 THEN 'emea' WHEN 1 THEN 'amer' ELSE 'apac' END FROM n"),
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO orders(customer_id, region, status, price) "
        + "SELECT c.id, c.region, 'paid', 1 + n.i * 7919 % 999 FROM n JOIN customers c ON c.id = 1 + n.i * 31 % 500 WHERE NOT EXISTS (SELECT 1 FROM orders)",
    ];

    /// <summary>The next statement. Not for several threads at once.</summary>
    public PlannedStatement Next()
    {
        var share = _random.NextDouble();
        if (share < _slowShare)
            return Slow();
        if (share < _slowShare + _errorShare)
            return Wrong();

        return _random.Next(10) switch
        {
            < 4 => Lookup(),
            < 6 => Report(),
            _ => Write(),
        };
    }

    private PlannedStatement Lookup() => _random.Next(3) switch
    {
        0 => new(StatementKind.Lookup, false, "SELECT customers", "SELECT name, region FROM customers WHERE id = ?", Customer()),
        1 => new(StatementKind.Lookup, false, "SELECT orders", "SELECT id, status, price FROM orders WHERE customer_id = ? ORDER BY id DESC LIMIT 20", Customer()),
        _ => new(StatementKind.Lookup, false, "SELECT revenue_by_region", "SELECT * FROM revenue_by_region WHERE region = ?", Any(Regions)),
    };

    private PlannedStatement Report() => _random.Next(2) switch
    {
        0 => new(StatementKind.Report, false, "SELECT orders customers",
            "SELECT c.name, count(*) AS orders, sum(o.price) AS spent FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.region = ? GROUP BY c.id ORDER BY spent DESC LIMIT 10", Any(Regions)),
        _ => new(StatementKind.Report, false, "SELECT orders", "SELECT status, count(*) AS n, avg(price) AS mean FROM orders GROUP BY status"),
    };

    private PlannedStatement Write() => _random.Next(6) switch
    {
        0 => new(StatementKind.Write, true, "UPDATE orders", "UPDATE orders SET status = ? WHERE id = (SELECT max(id) - ? FROM orders)", Any(States), (long)_random.Next(50)),
        1 => new(StatementKind.Write, true, "DELETE orders", "DELETE FROM orders WHERE id = (SELECT min(id) FROM orders) AND (SELECT count(*) FROM orders) > 3000"),
        _ => new(StatementKind.Write, true, "INSERT orders", "INSERT INTO orders(customer_id, region, status, price) SELECT id, region, 'placed', ? FROM customers WHERE id = ?", Price(), Customer()),
    };

    /// <summary>What real slow queries are: a join without an index, and a sum over everything times everything.</summary>
    private PlannedStatement Slow() => _random.Next(2) switch
    {
        0 => new(StatementKind.Slow, false, "SELECT orders",
            "SELECT count(*) AS pairs FROM orders a, orders b WHERE a.price + b.price = ?", (long)_random.Next(100, 1900)),
        _ => new(StatementKind.Slow, false, "SELECT",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT sum(i * i % 97) AS checksum FROM n", (long)_random.Next(300_000, 2_000_000)),
    };

    private PlannedStatement Wrong() => _random.Next(4) switch
    {
        0 => new(StatementKind.Error, false, "SELECT invoices", "SELECT * FROM invoices WHERE customer_id = ?", Customer()),
        1 => new(StatementKind.Error, true, "INSERT customers", "INSERT INTO customers(name, email, region) VALUES ('Twin', ?, 'emea')", $"c{_random.Next(1, Customers).ToString(CultureInfo.InvariantCulture)}@example.com"),
        2 => new(StatementKind.Error, true, "INSERT orders", "INSERT INTO orders(customer_id, region, status, price) VALUES (?, 'emea', 'placed', ?)", Customer(), -Price()),
        _ => new(StatementKind.Error, false, "SELECT orders", "SELECT id, FROM orders"),
    };

    private long Customer() => _random.Next(1, Customers + 1);

    private long Price() => _random.Next(1, 1000);

    private string Any(string[] values) => values[_random.Next(values.Length)];
}
