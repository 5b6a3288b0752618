using System.Diagnostics;
using System.Text.Json;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Tracing;

/// <summary>Alone: what other tests listen to decides who begins a request's span.</summary>
[Collection(AloneCollection.Name)]
public sealed class TraceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_query_is_traced_from_request_to_answer_under_its_caller(bool framework)
    {
        using var recorder = new SpanRecorder(framework);
        await using var server = await TestServer.StartAsync();
        await server.CommandAsync("CREATE TABLE orders(id INTEGER PRIMARY KEY, price)");
        var spans = await TraceAsync(recorder, server, "/v1/query", "SELECT * FROM orders WHERE price = 42");
        Assert.Equal(
            """
            POST /v1/query
              http::query
                auth::authenticate
                engine::query_as
                  sql::parse
                  transaction::begin_query
                  sql::plan
                  executor::execute
                    store::run
                http::respond
                  http::encode
            """.ReplaceLineEndings("\n"),
            SpanRecorder.Tree(spans));

        var request = spans.Single(static span => span.Kind == ActivityKind.Server);
        Is(request, "http.request.method", "POST");
        Is(request, "url.path", "/v1/query");
        Is(request, "http.route", "/v1/query");
        Is(request, "http.response.status_code", 200);
        Is(request, "server.port", server.Server.HttpAddress!.Port);

        var query = Named(spans, "engine::query_as");
        Is(query, "db.system.name", "reifydb");
        Is(query, "db.namespace", "main");
        Is(query, "db.operation.name", "SELECT");
        Is(query, "db.collection.name", "orders");
        Is(query, "db.query.text", "SELECT * FROM orders WHERE price = ?");
        Is(query, "db.query.summary", "SELECT orders");
        Is(query, "db.response.returned_rows", 0);
        Is(query, "user.name", "tester");
        Is(query, "code.file.path", "Engine/Database.cs");
        Assert.NotNull(query.GetTagItem("code.line.number"));
        Assert.NotNull(query.GetTagItem("thread.id"));

        var plan = Named(spans, "sql::plan");
        Is(plan, "reifydb.plan.detail", "SCAN orders");
        Is(plan, "reifydb.plan.full_scan", true);
        Assert.Equal("cache.miss", Assert.Single(plan.Events).Name);
    }

    [Fact]
    public async Task A_plan_that_is_known_is_a_cache_hit()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync(static builder => builder.WithLimits(static limits => limits.WithMaxConcurrentQueries(1)));
        await server.CommandAsync("CREATE TABLE orders(id INTEGER PRIMARY KEY)");
        await server.QueryAsync("SELECT * FROM orders WHERE id = 1");
        var plan = Named(await TraceAsync(recorder, server, "/v1/query", "SELECT * FROM orders WHERE id = 1"), "sql::plan");
        var hit = Assert.Single(plan.Events);
        Assert.Equal("cache.hit", hit.Name);
        Assert.Equal("plan", hit.Tags.Single().Value);
        Is(plan, "reifydb.plan.full_scan", false);
        Is(plan, "reifydb.plan.detail", "SEARCH orders USING INTEGER PRIMARY KEY (rowid=?)");
    }

    [Fact]
    public async Task A_command_is_traced_through_commit_and_views()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        await server.CommandAsync("CREATE TABLE orders(region, price)");
        await server.CommandAsync("CREATE MATERIALIZED VIEW revenue AS SELECT region, sum(price) AS total FROM orders GROUP BY region");
        var spans = await TraceAsync(recorder, server, "/v1/command", "INSERT INTO orders VALUES ('eu', 5); DELETE FROM orders WHERE price = 1");
        Assert.Equal(
            """
            POST /v1/command
              http::command
                auth::authenticate
                engine::command_as
                  sql::parse
                  transaction::begin_command
                  sql::plan
                  executor::execute
                    store::run
                  sql::plan
                  executor::execute
                    store::run
                  transaction::command::commit
                    flow::update
                      flow::view::apply
                    store::commit
                http::respond
                  http::encode
            """.ReplaceLineEndings("\n"),
            SpanRecorder.Tree(spans));

        var command = Named(spans, "engine::command_as");
        Is(command, "db.operation.batch.size", 2);
        Is(command, "db.query.summary", "BATCH INSERT orders; DELETE orders");
        Is(command, "reifydb.affected_rows", 1L);
        Is(Named(spans, "flow::update"), "reifydb.flow.change_count", 1L);
        Is(Named(spans, "flow::view::apply"), "reifydb.view", "revenue");
        Is(Named(spans, "flow::view::apply"), "reifydb.view.inserted_rows", 1);
        Is(Named(spans, "transaction::command::commit"), "reifydb.commit.version", 3L);
    }

    [Theory]
    [InlineData("SELECT * FROM missing", "sql_error", "SQLITE_ERROR")]
    [InlineData("SELEC", "sql_syntax", null)]
    [InlineData("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT count(*) FROM c", "statement_timeout", null)]
    public async Task An_error_is_a_status_an_exception_event_and_an_answer_with_the_trace(string sql, string type, string? engineCode)
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync(static builder => builder.WithLimits(static limits => limits.WithStatementTimeout(TimeSpan.FromMilliseconds(100))));
        var parent = SpanRecorder.NewTraceParent(out var traceId);
        var (_, body) = await server.PostTextAsync("/v1/query", JsonSerializer.Serialize(new { sql }), request => request.Headers.Add("traceparent", parent));
        Assert.Equal(traceId, body.GetProperty("error").GetProperty("trace_id").GetString());

        var query = Named(await recorder.TraceAsync(traceId), "engine::query_as");
        Assert.Equal(ActivityStatusCode.Error, query.Status);
        Is(query, "error.type", type);
        Is(query, "db.response.status_code", engineCode);
        var exception = Assert.Single(query.Events, static e => e.Name == "exception");
        Assert.Equal(body.GetProperty("error").GetProperty("message").GetString(), exception.Tags.Single(static tag => tag.Key == "exception.message").Value);
        Assert.Contains("DatabaseException", (string)exception.Tags.Single(static tag => tag.Key == "exception.type").Value!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_fails_its_span_but_not_the_servers()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var spans = await TraceAsync(recorder, server, "/v1/query", "SELECT 1");
        Assert.Equal("POST /v1/query\n  http::query\n    auth::authenticate\n    http::respond", SpanRecorder.Tree(spans));
        Assert.Equal(ActivityStatusCode.Error, Named(spans, "auth::authenticate").Status);
        Assert.Equal(ActivityStatusCode.Unset, Named(spans, "POST /v1/query").Status);
        Is(Named(spans, "POST /v1/query"), "http.response.status_code", 401);
    }

    [Fact]
    public async Task Waiting_for_a_lock_is_told_by_retry_events()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        await server.CommandAsync("CREATE TABLE t(x); INSERT INTO t VALUES (0)");
        for (var tries = 0; tries < 50; tries++)
        {
            var write = server.CommandAsync("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 300000) UPDATE t SET x = (SELECT max(n) FROM c)");
            var spans = await TraceAsync(recorder, server, "/v1/query", "SELECT x FROM t");
            await write;
            if (spans.FirstOrDefault(static span => span.Events.Any(static e => e.Name == "retry")) is not { } waited)
                continue;

            var first = waited.Events.First(static e => e.Name == "retry");
            Assert.Equal(1, first.Tags.Single(static tag => tag.Key == "retry.attempt").Value);
            Assert.Equal(waited.Events.Count(static e => e.Name == "retry") >= 16, (int)waited.GetTagItem("reifydb.retry.count")! >= 16);
            return;
        }

        Assert.Fail("no reader met the writer");
    }

    [Fact]
    public async Task A_websocket_message_continues_its_callers_trace_and_links_its_connection()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        var parent = SpanRecorder.NewTraceParent(out var traceId);
        await client.AskAsync(new { id = "a7", type = "query", sql = "SELECT 1", traceparent = parent });
        var spans = await recorder.TraceAsync(traceId);
        Assert.Equal(
            """
            ws::query
              auth::authenticate
              engine::query_as
                sql::parse
                transaction::begin_query
                sql::plan
                executor::execute
                  store::run
              ws::respond
            """.ReplaceLineEndings("\n"),
            SpanRecorder.Tree(spans));
        var message = Named(spans, "ws::query");
        Assert.Equal(parent.Split('-')[2], message.ParentSpanId.ToHexString());
        Is(message, "network.protocol.name", "websocket");
        Is(message, "reifydb.request.id", "\"a7\"");
        Assert.Equal("cache.hit", Assert.Single(Named(spans, "auth::authenticate").Events).Name);
        Assert.NotEqual(traceId, Assert.Single(message.Links).Context.TraceId.ToHexString());
    }

    [Fact]
    public async Task A_pushed_change_is_a_trace_of_its_own_that_links_the_commit()
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        await server.CommandAsync("CREATE TABLE t(x)");
        await server.CommandAsync("CREATE MATERIALIZED VIEW v AS SELECT x FROM t");
        await using var client = await WsClient.ConnectAsync(server);
        await client.AskAsync(new { id = 1, type = "subscribe", view = "v" });
        var parent = SpanRecorder.NewTraceParent(out var traceId);
        await server.PostTextAsync("/v1/command", """{"sql":"INSERT INTO t VALUES (1)"}""", request => request.Headers.Add("traceparent", parent));
        var change = await client.ReceiveAsync();

        var push = await recorder.LinkedToAsync(traceId, "subscription::push");
        var commit = Named(await recorder.TraceAsync(traceId), "transaction::command::commit");
        Assert.Equal(commit.SpanId, Assert.Single(push.Links).Context.SpanId);
        Assert.NotEqual(traceId, push.TraceId.ToHexString());
        Assert.Equal(default, push.ParentSpanId);
        Assert.Equal(ActivityKind.Producer, push.Kind);
        Assert.Equal(push.Id, change.GetProperty("traceparent").GetString());
        Assert.Equal(traceId, change.GetProperty("commit_trace_id").GetString());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public async Task A_context_that_cannot_be_read_begins_a_new_trace(string parent)
    {
        using var recorder = new SpanRecorder();
        await using var server = await TestServer.StartAsync();
        await using var client = await WsClient.ConnectAsync(server);
        var answer = await client.AskAsync(new { id = 1, type = "query", sql = "SELECT 1", traceparent = parent });
        var spans = await recorder.TraceAsync(answer.GetProperty("trace_id").GetString()!);
        Assert.Equal(default, Named(spans, "ws::query").ParentSpanId);
    }

    private static async Task<IReadOnlyList<Activity>> TraceAsync(SpanRecorder recorder, TestServer server, string path, string sql)
    {
        var parent = SpanRecorder.NewTraceParent(out var traceId);
        await server.PostTextAsync(path, JsonSerializer.Serialize(new { sql }), request => request.Headers.Add("traceparent", parent));
        var spans = await recorder.TraceAsync(traceId);
        Assert.Equal(parent.Split('-')[2], spans.Single(static span => span.Kind == ActivityKind.Server).ParentSpanId.ToHexString());
        return spans;
    }

    private static Activity Named(IReadOnlyList<Activity> spans, string name) => Assert.Single(spans, span => span.DisplayName == name);

    private static void Is(Activity span, string key, object? expected) => Assert.Equal(expected, span.GetTagItem(key));
}
