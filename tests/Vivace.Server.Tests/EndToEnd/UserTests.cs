using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>What somebody sees who has just started the server.</summary>
public sealed partial class UserTests
{
    private const string TraceId = "5b8efff798038103d269b633813fc60c";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_trace_of_the_README_is_sent_read_back_and_kept()
    {
        var readme = await Repository.ReadAsync("README.md");
        var request = SentInReadme().Match(readme).Groups["json"].Value.Replace("'$now'", Now(), StringComparison.Ordinal);
        var question = ReadInReadme().Match(readme).Groups["path"].Value;
        Assert.Contains(TraceId, request, StringComparison.Ordinal);
        Assert.Contains(TraceId, question, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("vivace-test-");
        try
        {
            await using (var first = await ServerProcess.StartWithDefaultPathsAsync(folder.FullName))
            {
                using var client = new VivaceClient(first);
                Assert.Equal("""{"partialSuccess":{}}""", await client.ExportJsonAsync(request, Stop));
                await AssertAnswersAsync(client);
                await first.SignalAsync("KILL");
                await first.WaitForExitAsync();
            }

            Assert.Equal(["blocks", "wal"], Directory.GetDirectories(Path.Combine(folder.FullName, "data")).Select(Path.GetFileName).Order());
            await using (var second = await ServerProcess.StartWithDefaultPathsAsync(folder.FullName))
            {
                using var client = new VivaceClient(second);
                await AssertAnswersAsync(client);
                await second.SignalAsync("TERM");
                Assert.Equal(0, await second.WaitForExitAsync());
            }

            await using (var third = await ServerProcess.StartWithDefaultPathsAsync(folder.FullName))
            {
                using var client = new VivaceClient(third);
                await AssertAnswersAsync(client);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task AssertAnswersAsync(VivaceClient client)
        {
            using var trace = await client.JsonAsync(question, Stop);
            var span = trace.RootElement.GetProperty("trace").GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0];
            Assert.Equal("GET /cart", span.GetProperty("name").GetString());
            using var found = await client.JsonAsync("/api/search?q=" + Uri.EscapeDataString("""{ resource.service.name = "shop" && kind = server }"""), Stop);
            Assert.Equal(TraceId, Assert.Single(found.RootElement.GetProperty("traces").EnumerateArray()).GetProperty("traceID").GetString());
        }
    }

    [Fact]
    public async Task Search_sees_each_span_within_a_second_of_the_answer()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new VivaceClient(server);
        for (var number = 1; number <= 5; number++)
        {
            await client.ExportJsonAsync(Request(number), Stop);
            var accepted = TimeProvider.System.GetTimestamp();
            bool isLastChance, isFound;
            do
            {
                isLastChance = TimeProvider.System.GetElapsedTime(accepted) >= TimeSpan.FromSeconds(1);
                using var found = await client.JsonAsync("/api/search?q=" + Uri.EscapeDataString($$"""{ name = "step {{number}}" }"""), Stop);
                isFound = found.RootElement.GetProperty("traces").GetArrayLength() == 1;
            }
            while (!isFound && !isLastChance);
            Assert.True(isFound, $"span {number} is not found a second after it was accepted");
        }

        static string Request(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "{{number:x32}}", "spanId": "{{number:x16}}",
            "name": "step {{number}}", "startTimeUnixNano": "{{Now()}}", "endTimeUnixNano": "{{Now()}}"}]}]}]}
            """);
    }

    [Fact]
    public async Task A_wrong_request_is_answered_400_with_what_is_wrong()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new VivaceClient(server);
        foreach (var version in new[] { "", "v2/" })
        {
            await Refused($"/api/{version}traces/5b8efff79803810xd269b633813fc60c", "invalid character 'x' at position 16");
            await Refused($"/api/{version}traces/{TraceId}00", "larger than 128 bits");
            await Refused($"/api/{version}traces/{TraceId}?start=20&end=10", "start must be before end");
            await Refused($"/api/{version}traces/{TraceId}?start=yesterday", "start");
        }

        await Refused("/api/search?q={ name = }", "line 1, col 10");
        await Refused("/api/search?q={ name = \"a\"", "line 1, col 13");
        await Refused("/api/search?q={ name %26%26 duration }", "line 1, col");
        await Refused("/api/search?q={ name =~ \"(\" }", "line 1, col");
        await Refused("/api/search?q={}&start=20&end=10", "start must be before end");
        await Refused("/api/search?q={}&start=20", "only one of start and end");
        await Refused("/api/search?q={}&start=1.5&end=2", "1.5");
        await Refused("/api/search?q={}&start=1000000&end=2000000", "exceeds");
        await Refused("/api/search?q={}&limit=0", "limit");
        await Refused("/api/search?q={}&limit=many", "many");
        await Refused("/api/search?q={}&limit=9999999", "exceeds max limit 262144");
        await Refused("/api/search?q={}&spss=-1", "-1");
        await Refused("/api/search?tags=a%3Db%3Dc d", "tags");
        await Refused("/api/search?minDuration=long", "long");
        await Refused("/api/search/tags?scope=moon", "moon");
        await Refused("/api/v2/search/tag/nothing.such%20%7B/values", "tag");
        Assert.Equal("ready", (await client.Http.GetStringAsync("/ready", Stop)).Trim());

        async Task Refused(string request, string fact)
        {
            using var answer = await client.Http.GetAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{request}: {answer.StatusCode}: {text}");
            Assert.True(text.Contains(fact, StringComparison.Ordinal), $"{request}: expected \"{fact}\" in: {text}");
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_query()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new VivaceClient(server);
        var start = ulong.Parse(Now(), CultureInfo.InvariantCulture);
        var spans = Enumerable.Range(1, 20_000).Select(number => new OtlpSpan
        {
            TraceId = [.. BitConverter.GetBytes(1UL), .. BitConverter.GetBytes((ulong)number)],
            SpanId = BitConverter.GetBytes((ulong)number),
            Name = $"{new string('a', 30)} {number}",
            StartTimeUnixNano = start,
            EndTimeUnixNano = start,
        });
        var request = new OtlpRequest([new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [.. spans] }] }]);
        await client.ExportAsync([request.ToBytes()], Stop);

        // Hundreds of expressions over twenty thousand names: long enough to leave in the middle.
        var conditions = Enumerable.Range(1, 200).Select(number => $"name =~ \"(a|b)*.*x{number}y*\"");
        var slow = "/api/search?q=" + Uri.EscapeDataString($"{{ {string.Join(" || ", conditions)} }}");
        string metrics;
        var patience = TimeSpan.FromMilliseconds(20);
        do
        {
            using var leaving = new CancellationTokenSource(patience);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Http.GetAsync(slow, leaving.Token));
            metrics = await client.Http.GetStringAsync("/metrics", Stop);
            patience *= 1.5; // until it leaves after the query began
        }
        while (!CanceledSearch().IsMatch(metrics));
    }

    private static string Now() =>
        ((ulong)(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("localhost:4318/v1/traces .*? -d '(?<json>.*)'\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentInReadme();

    [GeneratedRegex("tempo_query_frontend_queries_total\\{[^}]*op=\"search\"[^}]*result=\"canceled\"[^}]*\\} [1-9]", RegexOptions.None, 1000)]
    private static partial Regex CanceledSearch();

    [GeneratedRegex("localhost:3200(?<path>/api/v2/traces/[0-9a-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadInReadme();
}
