using System.Net.WebSockets;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.WebSockets;

public sealed class WsTests
{
    private const string Slow = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 400000) SELECT max(n) FROM c";
    private const string Endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT count(*) FROM c";

    [Fact]
    public async Task Answers_come_as_requests_end_with_the_id_they_answer()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        await client.SendAsync(new { id = "slow", type = "query", sql = Endless });
        await client.SendAsync(new { id = 2, type = "query", sql = "SELECT ? AS x", @params = new[] { 7 } });
        var quick = await client.ReceiveAsync();
        Assert.Equal("""{"id":2,"type":"result","columns":[{"name":"x"}],"rows":[[7]],"row_count":1""", quick.GetRawText().Split(",\"elapsed_ms\"")[0]);

        await client.SendAsync(new { id = 3, type = "cancel", request = "slow" });
        var answers = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() }.ToDictionary(static answer => answer.GetProperty("id").ToString());
        Assert.True(answers["3"].GetProperty("found").GetBoolean());
        Assert.Equal("canceled", answers["slow"].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_subscriber_gets_the_rows_and_every_commit_after_them()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        await client.AskAsync(new { id = 1, type = "command", sql = "CREATE TABLE orders(region, price); INSERT INTO orders VALUES ('eu', 5)" });
        await client.AskAsync(new { id = 2, type = "command", sql = "CREATE MATERIALIZED VIEW revenue AS SELECT region, sum(price) AS total FROM orders GROUP BY region" });
        var subscribed = await client.AskAsync(new { id = 3, type = "subscribe", view = "revenue" });
        Assert.Equal("subscribed", subscribed.GetProperty("type").GetString());
        Assert.Equal("""[["eu",5]]""", subscribed.GetProperty("rows").GetRawText());
        Assert.Equal(2, subscribed.GetProperty("version").GetInt64());

        await server.CommandAsync("INSERT INTO orders VALUES ('eu', 7), ('us', 1)");
        var change = await client.ReceiveAsync();
        Assert.Equal("change", change.GetProperty("type").GetString());
        Assert.Equal(subscribed.GetProperty("subscription").GetString(), change.GetProperty("subscription").GetString());
        Assert.Equal(3, change.GetProperty("version").GetInt64());
        Assert.Equal("""[["eu",12],["us",1]]""", change.GetProperty("inserted").GetRawText());
        Assert.Equal("""[["eu",5]]""", change.GetProperty("deleted").GetRawText());

        var statistics = await server.AdminAsync("/v1/statistics");
        Assert.Equal(1, statistics.GetProperty("subscriptions").GetInt64());
        var ended = await client.AskAsync(new { id = 4, type = "unsubscribe", subscription = subscribed.GetProperty("subscription").GetString() });
        Assert.Equal("unsubscribed", ended.GetProperty("type").GetString());
        await server.CommandAsync("INSERT INTO orders VALUES ('eu', 1)");
        Assert.Equal(5, (await client.AskAsync(new { id = 5, type = "query", sql = "SELECT 1" })).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Dropping_a_view_ends_its_subscriptions_with_the_reason()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        await client.AskAsync(new { id = 1, type = "command", sql = "CREATE TABLE t(x)" });
        await client.AskAsync(new { id = 2, type = "command", sql = "CREATE MATERIALIZED VIEW v AS SELECT x FROM t" });
        await client.AskAsync(new { id = 3, type = "subscribe", view = "v" });
        await server.CommandAsync("DROP MATERIALIZED VIEW v");
        var ended = await client.ReceiveAsync();
        Assert.Equal(("ended", "the view was dropped"), (ended.GetProperty("type").GetString(), ended.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("{", "bad_request", "not JSON")]
    [InlineData("""{"id":1}""", "bad_request", "\"type\" is missing")]
    [InlineData("""{"type":"query","sql":"SELECT 1"}""", "bad_request", "\"id\" is missing")]
    [InlineData("""{"id":[1],"type":"query"}""", "bad_request", "\"id\" must be a text or a number")]
    [InlineData("""{"id":1,"type":"dance"}""", "bad_request", "\"dance\" is not known")]
    [InlineData("""{"id":1,"type":"query"}""", "bad_request", "\"sql\" is missing")]
    [InlineData("""{"id":1,"type":"query","sql":"SELEC"}""", "sql_syntax", "begins no statement")]
    [InlineData("""{"id":1,"type":"subscribe","view":"nothing"}""", "not_found", "no materialized view \"nothing\"")]
    [InlineData("""{"id":1,"type":"unsubscribe","subscription":"s9"}""", "not_found", "no subscription s9")]
    public async Task A_wrong_message_is_answered_and_the_connection_goes_on(string message, string code, string reason)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        await client.SendTextAsync(message);
        var error = (await client.ReceiveAsync()).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("result", (await client.AskAsync(new { id = 9, type = "query", sql = "SELECT 1" })).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_browser_authenticates_by_its_first_message()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server, token: null);
        var refused = await client.AskAsync(new { id = 1, type = "query", sql = "SELECT 1" });
        Assert.Equal("unauthenticated", refused.GetProperty("error").GetProperty("code").GetString());
        var known = await client.AskAsync(new { id = 2, type = "auth", token = TestServer.ReadToken });
        Assert.Equal(("reader", "read"), (known.GetProperty("user").GetString(), known.GetProperty("access").GetString()));
        Assert.Equal("result", (await client.AskAsync(new { id = 3, type = "query", sql = "SELECT 1" })).GetProperty("type").GetString());
        Assert.Equal("forbidden", (await client.AskAsync(new { id = 4, type = "command", sql = "CREATE TABLE t(x)" })).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_wrong_token_ends_the_connection()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server, token: null);
        Assert.Equal("unauthenticated", (await client.AskAsync(new { id = 1, type = "auth", token = "guess" })).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, (await client.ClosedAsync()).Status);
        await Assert.ThrowsAsync<WebSocketException>(() => WsClient.ConnectAsync(server, "guess"));
    }

    [Fact]
    public async Task Who_does_not_authenticate_in_time_is_sent_away()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithWs(
            new WsConfig().WithAddress("127.0.0.1:0").WithAuthenticationTimeout(TimeSpan.FromMilliseconds(50))));
        await using var client = await WsClient.ConnectAsync(server, token: null);
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "no token came in time"), await client.ClosedAsync());
    }

    [Fact]
    public async Task Limits_of_a_connection_are_told()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithWs(new WsConfig().WithAddress("127.0.0.1:0")
            .WithMaxMessageBytes(1024).WithMaxRequestsPerConnection(1).WithMaxSubscriptionsPerConnection(1).WithMaxConnections(1)));
        await using var client = await WsClient.ConnectAsync(server);
        await Assert.ThrowsAsync<WebSocketException>(() => WsClient.ConnectAsync(server));

        await client.AskAsync(new { id = 1, type = "command", sql = "CREATE TABLE t(x)" });
        await client.AskAsync(new { id = 2, type = "command", sql = "CREATE MATERIALIZED VIEW v AS SELECT x FROM t" });
        Assert.Equal("subscribed", (await client.AskAsync(new { id = 3, type = "subscribe", view = "v" })).GetProperty("type").GetString());
        Assert.Equal("too_many", (await client.AskAsync(new { id = 4, type = "subscribe", view = "v" })).GetProperty("error").GetProperty("code").GetString());

        await client.SendAsync(new { id = 5, type = "query", sql = Endless });
        Assert.Equal("too_many", (await client.AskAsync(new { id = 6, type = "query", sql = "SELECT 1" })).GetProperty("error").GetProperty("code").GetString());
        await client.SendTextAsync(new string(' ', 2000));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, (await client.ClosedAsync()).Status);
    }

    [Fact]
    public async Task What_a_client_asked_for_ends_with_its_connection()
    {
        await using var server = await TestServer.StartAsync();
        await server.CommandAsync("CREATE TABLE t(x)");
        await server.CommandAsync("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        await using (var client = await WsClient.ConnectAsync(server))
        {
            await client.AskAsync(new { id = 1, type = "subscribe", view = "v" });
            await client.SendAsync(new { id = 2, type = "query", sql = Endless });
            while ((await server.AdminAsync("/v1/sessions")).GetProperty("statements").GetArrayLength() == 0)
                await Task.Delay(1, TestContext.Current.CancellationToken);
            client.Socket.Abort();
        }

        while ((await server.AdminAsync("/v1/sessions")).GetProperty("statements").GetArrayLength() > 0
            || (await server.AdminAsync("/v1/statistics")).GetProperty("subscriptions").GetInt64() > 0
            || (await server.AdminAsync("/v1/statistics")).GetProperty("sessions").GetInt64() > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_server_that_stops_answers_what_runs_and_says_good_bye()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        await client.SendAsync(new { id = 1, type = "query", sql = Slow });
        while ((await server.AdminAsync("/v1/sessions")).GetProperty("sessions")[0].GetProperty("requests").GetInt64() == 0)
            await Task.Yield();
        var stop = server.Server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(400000, (await client.ReceiveAsync()).GetProperty("rows")[0][0].GetInt64());
        Assert.Equal((WebSocketCloseStatus.EndpointUnavailable, "the server stops"), await client.ClosedAsync());
        await stop;
    }
}
