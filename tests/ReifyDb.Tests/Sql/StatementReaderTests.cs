using FsCheck;
using FsCheck.Fluent;
using ReifyDb.Engine;
using ReifyDb.Sql;
using Xunit;

namespace ReifyDb.Tests.Sql;

public sealed class StatementReaderTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT", "")]
    [InlineData("select * from orders where id = 7", "SELECT", "orders")]
    [InlineData("SELECT * FROM orders o, customers AS c JOIN main.regions r ON r.id = c.region", "SELECT", "orders customers regions")]
    [InlineData("SELECT * FROM \"strange name\" WHERE x IN (SELECT y FROM [other])", "SELECT", "strange name other")]
    [InlineData("WITH recent AS (SELECT * FROM orders) SELECT * FROM recent", "SELECT", "orders")]
    [InlineData("WITH r AS (SELECT 1) INSERT INTO log SELECT * FROM r", "INSERT", "log")]
    [InlineData("SELECT * FROM a WHERE x IS DISTINCT FROM b", "SELECT", "a")]
    [InlineData("SELECT * FROM json_each('[1]')", "SELECT", "")]
    [InlineData("INSERT OR REPLACE INTO orders VALUES (1)", "INSERT", "orders")]
    [InlineData("UPDATE orders SET price = 1", "UPDATE", "orders")]
    [InlineData("DELETE FROM orders", "DELETE", "orders")]
    [InlineData("CREATE TABLE IF NOT EXISTS orders(id)", "CREATE TABLE", "orders")]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT a FROM t", "CREATE MATERIALIZED VIEW", "v t")]
    [InlineData("DROP MATERIALIZED VIEW v", "DROP MATERIALIZED VIEW", "v")]
    public void A_statement_says_what_it_does_to_which_tables(string sql, string operation, string tables)
    {
        var statement = Assert.Single(StatementReader.Read(sql));
        Assert.Equal(operation, statement.Operation);
        Assert.Equal(tables, string.Join(' ', statement.Tables));
        Assert.Equal(tables.Length == 0 ? operation : $"{operation} {tables}", statement.Summary);
    }

    [Theory]
    [InlineData("SELECT * FROM t WHERE name = 'O''Hara' AND age > 4.2e+1 -- hint 5", "SELECT * FROM t WHERE name = ? AND age > ?")]
    [InlineData("INSERT INTO t VALUES (x'00ff', 0x1F, 'a', NULL)", "INSERT INTO t VALUES (?, ?, ?, NULL)")]
    [InlineData("SELECT * FROM t2 WHERE c1 = ?1 AND d = 'kept'", "SELECT * FROM t2 WHERE c1 = ?1 AND d = 'kept'")]
    public void Traces_get_no_literals_unless_values_come_as_parameters(string sql, string expected) =>
        Assert.Equal(expected, Assert.Single(StatementReader.Read(sql)).SanitizedText);

    [Fact]
    public void Semicolons_part_statements_but_not_within_texts_and_comments()
    {
        var statements = StatementReader.Read("; SELECT ';' /* ; */ ; -- ;\n DELETE FROM t;");
        Assert.Equal(["SELECT ';'", "DELETE FROM t"], statements.Select(static statement => statement.Text));
    }

    [Theory]
    [InlineData("", ErrorCode.SqlSyntax, "no statement")]
    [InlineData("-- nothing", ErrorCode.SqlSyntax, "no statement")]
    [InlineData("SELEC 1", ErrorCode.SqlSyntax, "\"SELEC\" begins no statement")]
    [InlineData("SELECT 'open", ErrorCode.SqlSyntax, "At position 8: the text that begins here has no closing '")]
    [InlineData("SELECT /* open", ErrorCode.SqlSyntax, "At position 8: the comment")]
    [InlineData("SELECT 1 \u0001", ErrorCode.SqlSyntax, "At position 10: the character U+0001")]
    [InlineData("BEGIN", ErrorCode.NotAllowed, "each command is a transaction")]
    [InlineData("commit", ErrorCode.NotAllowed, "each command is a transaction")]
    [InlineData("PRAGMA journal_mode = off", ErrorCode.NotAllowed, "PRAGMA is not allowed")]
    [InlineData("ATTACH '/etc/passwd' AS x", ErrorCode.NotAllowed, "ATTACH is not allowed")]
    [InlineData("CREATE TEMP TABLE t(a)", ErrorCode.NotAllowed, "Temporary tables")]
    [InlineData("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", ErrorCode.NotAllowed, "Triggers are not supported")]
    public void What_is_wrong_is_said(string sql, object code, string reason)
    {
        var wrong = Assert.Throws<DatabaseException>(() => StatementReader.Read(sql));
        Assert.Equal((ErrorCode)code, wrong.Code);
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_statements_within_it_or_an_error_for_the_client() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            try
            {
                return StatementReader.Read(text ?? string.Empty).All(statement => text!.Contains(statement.Text, StringComparison.Ordinal) && statement.SanitizedText.Length > 0);
            }
            catch (DatabaseException wrong)
            {
                return wrong.Code is ErrorCode.SqlSyntax or ErrorCode.NotAllowed && wrong.Message.Length > 0;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_pieces_of_sql_give_statements_or_an_error_for_the_client()
    {
        string[] pieces = ["SELECT", "FROM", "t", "'a", "'", "\"", "[", "]", "(", ")", ",", ";", "--", "/*", "*/", "1.", ".5", "0x", "e+", "?", ":n", "WITH", "AS", "x'", "CREATE", "MATERIALIZED", "VIEW", "\n", "DISTINCT"];
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(pieces)).ToArbitrary(), words =>
        {
            var text = string.Join(' ', words);
            try
            {
                return StatementReader.Read(text).All(statement => text.Contains(statement.Text, StringComparison.Ordinal));
            }
            catch (DatabaseException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }
}
