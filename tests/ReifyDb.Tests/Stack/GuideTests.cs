using System.Diagnostics;
using ReifyDb.Tests.EndToEnd;
using Vivace.Server.Tests;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace ReifyDb.Tests.Stack;

/// <summary>What the guides say works: their commands are run, against servers on other ports, and their queries are asked.</summary>
public sealed class GuideTests
{
    private const string StackGuide = "infra/tracing/README.md";
    private const string SampleGuide = "samples/ReifyDb/README.md";

    [Fact]
    public async Task Commands_print_what_the_guides_say_and_queries_find_something()
    {
        await using var vivace = await ServerProcess.StartAsync(null, "-vivace.web.address=127.0.0.1", "-vivace.web.port=0");
        using var queries = new VivaceQueries(vivace);
        await using var reify = await ReifyProcess.StartAsync("reifydb-server", ("OTEL_EXPORTER_OTLP_ENDPOINT", queries.Grpc), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        var workload = await RunAsync(
            $"OTEL_EXPORTER_OTLP_ENDPOINT={queries.Grpc} dotnet {AppContext.BaseDirectory}/reifydb-workload.dll --http http://127.0.0.1:{reify.Port("http")} --ws {reify.Ws} --duration 4 --rate 60 --slow 0.1 --wrong 0.2");
        Assert.True(workload.ExitCode == 0, workload.Output);

        var ports = new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["localhost:3200"] = vivace.Port("query API"),
            ["localhost:3000"] = vivace.Port("web page"),
            ["localhost:8090"] = reify.Port("http"),
            ["localhost:9092"] = reify.Port("admin"),
        };
        var run = 0;
        foreach (var guide in (string[])[SampleGuide, StackGuide])
        {
            foreach (var command in Guide.Commands(await Repository.ReadAsync(guide)).Where(static command => command.Line.StartsWith("curl ", StringComparison.Ordinal)))
            {
                var line = ports.Aggregate(command.Line, static (text, port) => text.Replace(port.Key, $"127.0.0.1:{port.Value}", StringComparison.Ordinal));
                var (exitCode, output) = await RunAsync(line);
                Assert.True(exitCode == 0, $"{guide}: {line}: {output}");
                Assert.NotEmpty(command.Expected);
                foreach (var expected in command.Expected)
                    Assert.True(output.Contains(expected, StringComparison.Ordinal), $"{guide}: {line} printed {output}, not {expected}");
                run++;
            }
        }

        Assert.True(run >= 10, "the guides' commands were found");
        var asked = Guide.Queries(await Repository.ReadAsync(StackGuide)).ToList();
        Assert.True(asked.Count >= 8, "the guide's queries were found");
        foreach (var query in asked)
        {
            if (query.Contains("rate()", StringComparison.Ordinal) || query.Contains("_over_time", StringComparison.Ordinal))
            {
                var answer = await queries.JsonAsync($"/api/metrics/query_range?step=10s&since=10m&q={Uri.EscapeDataString(query)}");
                Assert.True(answer.GetProperty("series").GetArrayLength() > 0, $"{query} finds nothing");
            }
            else
            {
                Assert.True((await queries.SearchAsync(query, 1)).Count > 0, $"{query} finds nothing");
            }
        }
    }

    [Fact]
    public async Task Commands_of_docker_and_dotnet_name_what_is_there()
    {
        var commands = new List<GuideCommand>();
        foreach (var guide in (string[])[SampleGuide, StackGuide])
            commands.AddRange(Guide.Commands(await Repository.ReadAsync(guide)));
        var services = Directory.GetFiles(ComposeFile.Folder, "docker-compose*.yml").SelectMany(static file => ComposeFile.Read(Path.GetFileName(file)).ServiceNames).ToHashSet(StringComparer.Ordinal);
        var composed = 0;
        foreach (var words in commands.Select(static command => command.Line.Split(' ')))
        {
            var project = Array.IndexOf(words, "--project");
            if (project >= 0)
                Assert.True(Directory.Exists(Path.Combine(Repository.Folder, words[project + 1])), words[project + 1]);
            if (words is not ["docker", "compose", ..])
                continue;

            composed++;
            for (var i = 2; i < words.Length; i++)
            {
                if (words[i] == "-f")
                    Assert.True(File.Exists(Path.Combine(ComposeFile.Folder, words[i + 1])), words[i + 1]);
                if (words[i] == "--profile")
                    Assert.Equal("sample", words[i + 1]);
                if (words[i] == "run")
                    Assert.Contains(words.Skip(i + 1).First(static word => word[0] != '-'), services);
            }
        }

        Assert.True(composed >= 8, "the guide's commands were found");
    }

    [Theory]
    [InlineData(StackGuide)]
    [InlineData(SampleGuide)]
    public async Task Links_lead_somewhere(string guide)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Folder, guide))!;
        Assert.All(Guide.Links(await Repository.ReadAsync(guide)), link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
