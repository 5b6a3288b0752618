using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReifyDb.Engine;
using ReifyDb.Tests.Support;
using ReifyDb.Workload;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace ReifyDb.Tests.EndToEnd;

public sealed class WorkloadTests
{
    [Fact]
    public void The_same_seed_sends_the_same_statements()
    {
        Assert.Equal(First(7), First(7));
        Assert.NotEqual(First(7), First(8));

        static List<string> First(int seed)
        {
            var mix = new StatementMix(seed, 0.1, 0.1);
            return [.. Enumerable.Range(0, 50).Select(_ => mix.Next()).Select(static next => $"{next.Sql} {string.Join(',', next.Values)}")];
        }
    }

    [Fact]
    public async Task Statements_are_right_but_those_that_are_wrong_on_purpose()
    {
        using var database = new TestDatabase(static limits => limits.WithStatementTimeout(TimeSpan.FromMinutes(1)));
        foreach (var sql in StatementMix.Schema)
            await database.Command(sql);
        var mix = new StatementMix(1, 0, 0.3);
        for (var i = 0; i < 300; i++)
        {
            var next = mix.Next();
            var wrong = false;
            try
            {
                if (next.IsCommand)
                    await database.Command(next.Sql, next.Values);
                else
                    await database.Query(next.Sql, next.Values);
            }
            catch (DatabaseException refused)
            {
                wrong = true;
                Assert.True(next.Kind == Workload.StatementKind.Error, $"{next.Sql}: {refused.Message}");
            }

            Assert.True(wrong == (next.Kind == Workload.StatementKind.Error), next.Sql);
        }
    }

    [Fact]
    public async Task It_drives_a_server_and_traces_run_from_client_to_server()
    {
        await using var vivace = await ServerProcess.StartAsync();
        using var queries = new VivaceQueries(vivace);
        await using var reify = await ReifyProcess.StartAsync("reifydb-server", ("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Grpc));
        var (exitCode, output) = await RunAsync(
            queries.Grpc, "--http", $"http://127.0.0.1:{reify.Port("http")}", "--ws", reify.Ws.ToString(), "--duration", "3", "--rate", "60", "--slow", "0", "--wrong", "0.2");
        Assert.True(exitCode == 0, output);
        Assert.Contains(" 0 unanswered", output, StringComparison.Ordinal);
        Assert.Contains("The slowest statement's trace", output, StringComparison.Ordinal);
        await reify.StopAsync();

        Assert.NotEmpty(await queries.SearchAsync("{ resource.service.name = \"reifydb-workload\" && kind = client } > { resource.service.name = \"reifydb\" && kind = server }", 1));
        Assert.NotEmpty(await queries.SearchAsync("{ name = \"subscription::push\" } > { resource.service.name = \"reifydb-workload\" && kind = consumer }", 1));
        Assert.NotEmpty(await queries.SearchAsync("{ resource.service.name = \"reifydb\" && status = error && event.exception.message != nil }", 1));
    }

    [Fact]
    public async Task Without_a_server_it_says_how_to_start_one()
    {
        var (exitCode, output) = await RunAsync("http://127.0.0.1:1", "--http", "http://127.0.0.1:1", "--no-ws", "--wait", "0");
        Assert.Equal(1, exitCode);
        Assert.Contains("--with-server", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_lets_what_is_under_way_end()
    {
        // A server that answers what prepares it, and then nothing until it is told to.
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = StatementMix.Schema.Count + 1;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapPost("/v1/{kind}", async () =>
        {
            if (Interlocked.Decrement(ref waits) < 0)
            {
                asked.TrySetResult();
                await answer.Task;
            }

            return Results.Json(new { row_count = 0 });
        });
        await server.StartAsync(TestContext.Current.CancellationToken);

        using var workload = Start("http://127.0.0.1:1", [], "--http", server.Urls.Single(), "--no-ws", "--clients", "1", "--rate", "1000");
        var output = workload.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = workload.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await OutputAsync("kill", "-TERM", workload.Id.ToString(CultureInfo.InvariantCulture));

        // Longer than the 2 s after which the command line's library ends a program by default.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.False(workload.HasExited, "it did not wait for an answer");
        answer.SetResult();
        await workload.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(workload.ExitCode == 0, await output + await error);
        Assert.Contains("OpenTelemetry subsystem stopped", await output + await error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_own_server_outlasts_the_Ctrl_C_that_ends_the_workload()
    {
        var admin = FreePort();
        string[] own = [$"REIFYDB_HTTP=127.0.0.1:{FreePort()}", $"REIFYDB_WS=127.0.0.1:{FreePort()}", $"REIFYDB_ADMIN=127.0.0.1:{admin}"];
        using var workload = Start("http://127.0.0.1:1", own, "--http", $"http://{own[0].Split('=')[1]}", "--no-ws", "--with-server");
        var output = workload.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = workload.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var health = new Uri($"http://127.0.0.1:{admin}/health");
        while (!await AnswersAsync(http, health))
            await Task.Delay(100, TestContext.Current.CancellationToken);

        // A terminal sends it to both; the server is to wait for the workload's word.
        var server = (await OutputAsync("pgrep", "-P", workload.Id.ToString(CultureInfo.InvariantCulture))).Trim();
        await OutputAsync("kill", "-INT", server);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.True(await AnswersAsync(http, health), "the server has ended before the workload");
        await OutputAsync("kill", "-INT", workload.Id.ToString(CultureInfo.InvariantCulture));
        await workload.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(workload.ExitCode == 0, await output + await error);
        Assert.False(await AnswersAsync(http, health), "the server has outlived the workload");
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string endpoint, params string[] arguments)
    {
        using var process = Start(endpoint, [], arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + "\n" + await error);
    }

    private static Process Start(string endpoint, string[] variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "reifydb-workload.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        start.Environment["COLUMNS"] = "400";
        foreach (var variable in variables)
            start.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        return Process.Start(start)!;
    }
}
