using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Http;

public sealed class HttpTests
{
    [Fact]
    public async Task A_query_is_answered_with_columns_and_rows()
    {
        await using var server = await TestServer.StartAsync();
        var (status, made) = await server.CommandAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, data); INSERT INTO t(name, data) VALUES (:name, :data)", new { name = "ä", data = new { base64 = "AAE=" } });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"affected_rows":1,"last_insert_rowid":1,"version":1,"views":[]""", made.GetRawText().Split(",\"elapsed_ms\"")[0]);

        (status, var found) = await server.QueryAsync("SELECT id, name, data, 1.5 AS real, NULL AS none FROM t WHERE id = ?", new object[] { 1 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"columns":[{"name":"id","type":"INTEGER"},{"name":"name","type":"TEXT"},{"name":"data"},{"name":"real"},{"name":"none"}],"rows":[[1,"ä",{"base64":"AAE="},1.5,null]],"row_count":1""",
            found.GetRawText().Split(",\"elapsed_ms\"")[0]);
    }

    [Theory]
    [InlineData("/v1/query", "{", 400, "bad_request", "not JSON")]
    [InlineData("/v1/query", "[]", 400, "bad_request", "must be a JSON object")]
    [InlineData("/v1/query", "{}", 400, "bad_request", "\"sql\" is missing")]
    [InlineData("/v1/query", """{"sql":5}""", 400, "bad_request", "must be a text")]
    [InlineData("/v1/query", """{"sql":"\ud800"}""", 400, "bad_request", "half a character")]
    [InlineData("/v1/query", """{"sql":"SELECT 1","sqll":1}""", 400, "bad_request", "\"sqll\" is not known")]
    [InlineData("/v1/query", """{"sql":"SELECT 1","params":"x"}""", 400, "bad_request", "params must be")]
    [InlineData("/v1/query", """{"sql":"SELECT ?","params":[[1]]}""", 400, "bad_request", "params[0] must be")]
    [InlineData("/v1/query", """{"sql":"SELECT 1","params":{"x":1}}""", 400, "bad_request", "no parameter named \"x\"")]
    [InlineData("/v1/query", """{"sql":"SELECT 1 FROM t WHERE"}""", 400, "sql_syntax", "Incomplete input")]
    [InlineData("/v1/query", """{"sql":"SELECT * FROM missing"}""", 400, "sql_error", "No such table: missing")]
    [InlineData("/v1/query", """{"sql":"DROP TABLE t"}""", 403, "not_allowed", "send it as a command")]
    [InlineData("/v1/command", """{"sql":"INSERT INTO t VALUES (1), (1)"}""", 409, "constraint", "UNIQUE constraint failed: t.x")]
    [InlineData("/v1/query", """{"sql":"VALUES (1), (2), (3)"}""", 422, "result_too_large", "more than 2 rows")]
    [InlineData("/v1/query", """{"sql":"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT count(*) FROM c"}""", 504, "statement_timeout", "longer than 0.2 s")]
    [InlineData("/v1/nothing", "{}", 404, "not_found", "POST /v1/query")]
    public async Task A_mistake_gets_its_status_and_says_what_to_do(string path, string body, int status, string code, string reason)
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithLimits(static limits =>
            limits.WithMaxResultRows(2).WithStatementTimeout(TimeSpan.FromMilliseconds(200))));
        await server.CommandAsync("CREATE TABLE t(x UNIQUE)");
        var (actual, answer) = await server.PostTextAsync(path, body);
        var error = answer.GetProperty("error");
        Assert.Equal((status, code), ((int)actual, error.GetProperty("code").GetString()));
        Assert.Equal(status, error.GetProperty("status").GetInt32());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_and_content_types_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var get = await server.Http.GetAsync(new Uri("/v1/query", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(["POST"], get.Content.Headers.Allow);

        var (status, _) = await server.PostTextAsync("/v1/query", "sql=SELECT", static request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Basic c2VjcmV0", 401)]
    [InlineData("Bearer " + TestServer.ReadToken, 403)]
    [InlineData("bearer " + TestServer.Token, 200)]
    public async Task A_command_needs_a_token_that_may_write(string? authorization, int expected)
    {
        await using var server = await TestServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var (status, _) = await server.PostTextAsync("/v1/command", """{"sql":"CREATE TABLE t(x)"}""", request =>
        {
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });
        Assert.Equal(expected, (int)status);
    }

    [Fact]
    public async Task A_token_that_reads_may_query()
    {
        await using var server = await TestServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.ReadToken);
        Assert.Equal(HttpStatusCode.OK, (await server.QueryAsync("SELECT 1")).Status);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_whether_or_not_it_says_its_length()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithHttp(new HttpConfig().WithAddress("127.0.0.1:0").WithMaxBodyBytes(1024)));
        var large = $$"""{"sql":"SELECT '{{new string('x', 1100)}}'"}""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.PostTextAsync("/v1/query", large)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await server.PostTextAsync("/v1/query", large, static request => request.Headers.TransferEncodingChunked = true)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.PostTextAsync("/v1/query", """{"sql":"SELECT 1"}""", static request => request.Headers.TransferEncodingChunked = true)).Status);
    }

    [Fact]
    public async Task A_connection_too_many_is_told_so()
    {
        await using var server = await TestServer.StartAsync(static builder => builder.WithHttp(new HttpConfig().WithAddress("127.0.0.1:0").WithMaxConnections(1)));
        using var first = new TcpClient();
        await first.ConnectAsync(server.Server.HttpAddress!, TestContext.Current.CancellationToken);
        var (status, body) = await server.QueryAsync("SELECT 1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("WithMaxConnections", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        first.Dispose();
        while ((await server.QueryAsync("SELECT 1")).Status != HttpStatusCode.OK)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_server_that_stops_finishes_what_runs()
    {
        await using var server = await TestServer.StartAsync();
        var slow = server.QueryAsync("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000) SELECT max(n) FROM c");
        while ((await server.AdminAsync("/v1/sessions")).GetProperty("statements").GetArrayLength() == 0 && !slow.IsCompleted)
            await Task.Yield();
        await server.Server.StopAsync(TestContext.Current.CancellationToken);
        var (status, body) = await slow;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1000000, body.GetProperty("rows")[0][0].GetInt64());
    }
}
