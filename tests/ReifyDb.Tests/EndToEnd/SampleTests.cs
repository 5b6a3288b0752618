using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ReifyDb.Tests.Support;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace ReifyDb.Tests.EndToEnd;

/// <summary>The server programs beside a running Vivace, as users start them.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Traces_come_back_from_vivace_as_they_happened()
    {
        await using var vivace = await ServerProcess.StartAsync();
        using var queries = new VivaceQueries(vivace);
        await using var reify = await ReifyProcess.StartAsync("reifydb-server", ("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Grpc));
        Assert.Contains($"OpenTelemetry subsystem started service=reifydb endpoint={queries.Grpc}", reify.Log, StringComparison.Ordinal);

        await reify.SendAsync("/v1/command", "CREATE TABLE orders(id INTEGER PRIMARY KEY, region TEXT, price INTEGER)");
        await reify.SendAsync("/v1/command", "CREATE MATERIALIZED VIEW revenue AS SELECT region, sum(price) AS total FROM orders GROUP BY region");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {ServerBuilder.DevelopmentToken}");
        await socket.ConnectAsync(reify.Ws, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"id":1,"type":"subscribe","view":"revenue"}"""), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await ReceiveAsync(socket);

        var insertParent = SpanRecorder.NewTraceParent(out var insertId);
        await reify.SendAsync("/v1/command", "INSERT INTO orders(region, price) VALUES ('eu', 5)", insertParent);
        var pushId = (await ReceiveAsync(socket)).GetProperty("traceparent").GetString()!.Split('-')[1];
        var ownId = (await reify.SendAsync("/v1/command", "INSERT INTO orders(region, price) VALUES ('us', 2)")).GetProperty("trace_id").GetString()!;
        var selectParent = SpanRecorder.NewTraceParent(out var selectId);
        await reify.SendAsync("/v1/query", "SELECT * FROM orders WHERE price > 3", selectParent);
        var wrong = await reify.SendAsync("/v1/query", "SELECT * FROM missing", null, HttpStatusCode.BadRequest);
        var wrongId = wrong.GetProperty("error").GetProperty("trace_id").GetString()!;
        await reify.StopAsync();

        var insert = await queries.TraceAsync(insertId);
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
                  transaction::command::commit
                    flow::update
                      flow::view::apply
                    store::commit
                http::respond
                  http::encode
            """.ReplaceLineEndings("\n"),
            insert.Tree);
        var root = insert["POST /v1/command"];
        Assert.Equal((insertParent.Split('-')[2], "SPAN_KIND_SERVER", "200"), (root.Parent, root.Kind, root.Attributes["http.response.status_code"]));
        Assert.Equal("reifydb", root.Resource["service.name"]);
        Assert.Equal("sample", root.Resource["reifydb.edition"]);
        var command = insert["engine::command_as"];
        Assert.Equal("INSERT orders", command.Attributes["db.query.summary"]);
        Assert.Equal("INSERT INTO orders(region, price) VALUES (?, ?)", command.Attributes["db.query.text"]);

        var push = (await queries.TraceAsync(pushId))["subscription::push"];
        Assert.Equal((insertId, insert["transaction::command::commit"].Id), Assert.Single(push.Links));
        Assert.Equal("SPAN_KIND_PRODUCER", push.Kind);

        var select = await queries.TraceAsync(selectId);
        Assert.Equal("SCAN orders", select["sql::plan"].Attributes["reifydb.plan.detail"]);
        Assert.Equal("1", select["engine::query_as"].Attributes["db.response.returned_rows"]);

        var failed = (await queries.TraceAsync(wrongId))["engine::query_as"];
        Assert.Equal("STATUS_CODE_ERROR", failed.Status);
        Assert.Equal("No such table: missing.", Assert.Single(failed.Events, static e => e.Name == "exception").Attributes["exception.message"]);

        Assert.Contains(selectId, await queries.SearchAsync("{ span.reifydb.plan.full_scan = true }", 1));
        Assert.Equal([wrongId], await queries.SearchAsync("{ name = \"engine::query_as\" && span.error.type = \"sql_error\" }", 1));
        Assert.Contains(insertId, await queries.SearchAsync("{ span.reifydb.view = \"revenue\" && name = \"flow::view::apply\" }", 2));

        // Structural operators look at what hangs on a root; the first insert's root is its caller's, which nobody has sent.
        Assert.Equal([ownId], await queries.SearchAsync("{ kind = server } >> { name = \"flow::view::apply\" }", 1));
    }

    [Theory]
    [InlineData("builder code in testcontainer", "reifydb-testcontainer", false, "reifydb-testcontainer", "")]
    [InlineData("builder code in server", "reifydb-server", false, "reifydb", "sample")]
    [InlineData("environment variables only", "reifydb-server", true, "from-environment", "sample")]
    public async Task Each_way_of_configuration_works(string way, string program, bool http, string service, string edition)
    {
        await using var vivace = await ServerProcess.StartAsync();
        using var queries = new VivaceQueries(vivace);
        (string, string)[] variables = http
            ? [
                ("OTEL_SERVICE_NAME", "from-environment"), ("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Otlp), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("REIFYDB_TOKEN", ServerBuilder.DevelopmentToken),
            ]
            : [("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Grpc)];
        await using var reify = await ReifyProcess.StartAsync(program, variables);
        var traceId = (await reify.SendAsync("/v1/query", "SELECT 1")).GetProperty("trace_id").GetString()!;
        await reify.StopAsync();

        Assert.Contains($"OpenTelemetry subsystem started service={service} endpoint={(http ? queries.Otlp : queries.Grpc)}", reify.Log, StringComparison.Ordinal);
        var resource = (await queries.TraceAsync(traceId)).Spans[0].Resource;
        Assert.True(service == resource["service.name"], way);
        Assert.Equal(edition, resource.GetValueOrDefault("reifydb.edition", string.Empty));
        Assert.Equal(http ? "test" : null, resource.GetValueOrDefault("deployment.environment.name"));
    }

    [Fact]
    public async Task A_tenth_of_traces_is_kept_whole_and_of_none_none()
    {
        const int Requests = 1500;
        await using var vivace = await ServerProcess.StartAsync();
        using var queries = new VivaceQueries(vivace);
        var kept = await RunAsync(queries, "tenth", "0.1", Requests);
        Assert.Equal(0, await RunAsync(queries, "none", "0.0", 100));

        // 150 expected, standard deviation 11.6; seven of them are never seen.
        Assert.InRange(kept, 69, 231);
        Assert.Equal(kept, (await queries.SearchAsync("{ resource.service.name = \"tenth\" }", kept)).Count);
        Assert.Equal(kept, (await queries.SearchAsync("{ resource.service.name = \"tenth\" } | count() = 11", kept)).Count);
        Assert.Empty(await queries.SearchAsync("{ resource.service.name = \"none\" }"));
    }

    /// <summary>Sends equal queries.</summary>
    /// <returns>How many answers said that there is a trace of them.</returns>
    private static async Task<int> RunAsync(VivaceQueries queries, string service, string ratio, int requests)
    {
        await using var reify = await ReifyProcess.StartAsync(
            "reifydb-server", ("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Grpc), ("OTEL_SERVICE_NAME", service), ("OTEL_TRACES_SAMPLER_ARG", ratio));
        var kept = 0;
        for (var i = 0; i < requests; i++)
        {
            if ((await reify.SendAsync("/v1/query", "SELECT 1")).TryGetProperty("trace_id", out _))
                kept++;
        }

        await reify.StopAsync();
        Assert.Contains(" 0 dropped", reify.Log, StringComparison.Ordinal);
        return kept;
    }

    private static async Task<JsonElement> ReceiveAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1 << 16];
        var frame = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        using var json = JsonDocument.Parse(buffer.AsMemory(0, frame.Count));
        return json.RootElement.Clone();
    }
}
