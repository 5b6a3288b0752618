using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>Compares everything a server says about a recording with what the file itself says.</summary>
internal sealed class RecordingAnswers(Recording recording)
{
    private readonly List<Trace> _traces = [.. recording.Spans.GroupBy(span => span.TraceId).Select(spans => new Trace(spans.Key, [.. spans]))];

    private readonly ConcurrentDictionary<string, Dictionary<string, Summary>> _expected = new(StringComparer.Ordinal);

    /// <summary>Asks for every trace and asks every question.</summary>
    /// <param name="client">Whom.</param>
    /// <param name="state">Where the data is at this moment, for the message.</param>
    /// <param name="traceIds">The traces to ask for by id; the searches find every trace anyway, with its times and counts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CheckAsync(VivaceClient client, string state, IEnumerable<string> traceIds, CancellationToken cancellationToken)
    {
        await CheckTracesAsync(client, state, traceIds, cancellationToken);
        foreach (var (query, matches) in RecordingSearches.Spans)
        {
            var expected = Expected(query, matches, withSpans: true);
            var actual = await SearchAsync(client, "q=" + Uri.EscapeDataString(query), cancellationToken);
            AssertSame($"{state}: {query}", expected, actual);
        }

        foreach (var (parameters, matches) in RecordingSearches.Tags)
            AssertSame($"{state}: {parameters}", Expected(parameters, matches, withSpans: false), await SearchAsync(client, parameters, cancellationToken));
        foreach (var (tag, values) in RecordingSearches.Values)
        {
            var expected = recording.Spans.SelectMany(values).Select(value => value.Text!).ToHashSet();
            using var answer = await client.JsonAsync($"/api/v2/search/tag/{tag}/values?{Range}", cancellationToken);
            var actual = answer.RootElement.GetProperty("tagValues").EnumerateArray().Select(value => value.GetProperty("value").GetString()!).ToHashSet();
            Assert.True(expected.SetEquals(actual), $"{state}: values of {tag}: {string.Join(", ", actual.Except(expected))} not expected, {string.Join(", ", expected.Except(actual))} missing");
        }
    }

    private string Range => string.Create(CultureInfo.InvariantCulture, $"start={recording.StartUnixSeconds}&end={recording.EndUnixSeconds}");

    private Task CheckTracesAsync(
        VivaceClient client, string state, IEnumerable<string> traceIds, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        traceIds,
        new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
        async (id, token) =>
        {
            if (recording.Difference(id, await client.TraceAsync(id, token)) is { } difference)
                Assert.Fail($"{state}: trace {id}: {difference}");
        });

    private Dictionary<string, Summary> Expected(string question, Func<RecordedSpan, bool> matches, bool withSpans) =>
        _expected.GetOrAdd(question, _ => Compute(matches, withSpans));

    private Dictionary<string, Summary> Compute(Func<RecordedSpan, bool> matches, bool withSpans) => _traces
        .Select(trace => (trace.Id, Summary: trace.Summarise(matches)))
        .Where(trace => trace.Summary.Matched > 0)
        .ToDictionary(trace => trace.Id, trace => withSpans ? trace.Summary : trace.Summary with { Matched = 0, Services = "" });

    private async Task<Dictionary<string, Summary>> SearchAsync(VivaceClient client, string parameters, CancellationToken cancellationToken)
    {
        using var answer = await client.JsonAsync($"/api/search?{parameters}&{Range}&limit=100000&spss=1", cancellationToken);
        return answer.RootElement.GetProperty("traces").EnumerateArray().ToDictionary(
            trace => trace.GetProperty("traceID").GetString()!.PadLeft(32, '0'), // leading zeros are not written
            ReadSummary);
    }

    private static Summary ReadSummary(JsonElement trace)
    {
        return new Summary(
            Text("rootServiceName"),
            Text("rootTraceName"),
            ulong.Parse(Text("startTimeUnixNano"), CultureInfo.InvariantCulture),
            trace.TryGetProperty("durationMs", out var duration) ? duration.GetInt64() : 0,
            trace.TryGetProperty("spanSets", out var sets) ? Assert.Single(sets.EnumerateArray()).GetProperty("matched").GetInt32() : 0,
            trace.TryGetProperty("serviceStats", out var services) ? JsonSerializer.Serialize(services) : "");

        string Text(string name) => trace.TryGetProperty(name, out var text) ? text.GetString()! : "";
    }

    private static void AssertSame(string question, Dictionary<string, Summary> expected, Dictionary<string, Summary> actual)
    {
        foreach (var (id, summary) in expected)
            Assert.True(actual.GetValueOrDefault(id) == summary,
                $"{question}: trace {id}: expected {summary}, found {actual.GetValueOrDefault(id)?.ToString() ?? "nothing"}; {expected.Count} traces expected, {actual.Count} found");
        Assert.True(actual.Count == expected.Count,
            $"{question}: {expected.Count} traces expected, {actual.Count} found, among them {actual.Keys.Except(expected.Keys).FirstOrDefault()}");
    }

    /// <summary>What a search says of a trace.</summary>
    private sealed record Summary(
        string RootService, string RootName, ulong StartUnixNanoseconds, long DurationMilliseconds, int Matched, string Services);

    private sealed class Trace
    {
        private readonly List<RecordedSpan> _spans;
        private readonly Summary _summary;

        public Trace(string id, List<RecordedSpan> spans)
        {
            Id = id;
            _spans = spans;
            var root = spans.SingleOrDefault(span => !span.HasParent);
            var start = spans.Min(span => span.StartUnixNanoseconds);
            _summary = new Summary(
                root is null ? "<root span not yet received>" : root.Resource["service.name"].Text!,
                root?.Name ?? "",
                start,
                (long)(spans.Max(span => span.EndUnixNanoseconds) - start) / 1_000_000,
                0,
                $$$"""{"{{{spans[0].Resource["service.name"].Text}}}":{"spanCount":{{{spans.Count}}}}}""");
        }

        public string Id { get; }

        public Summary Summarise(Func<RecordedSpan, bool> matches) => _summary with { Matched = _spans.Count(matches) };
    }
}
