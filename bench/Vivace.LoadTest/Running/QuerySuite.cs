using System.Globalization;
using System.Text.Json;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Replaying;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Running;

/// <summary>The queries of the comparison, with the answers the corpus demands.</summary>
internal static class QuerySuite
{
    private const int SearchLimit = 20;

    public static IReadOnlyList<QueryDefinition> For(CorpusFacts facts)
    {
        // Seconds, outward, so that the range holds every span.
        var start = facts.FirstUnixNanoseconds / 1_000_000_000;
        var end = facts.LastUnixNanoseconds / 1_000_000_000 + 1;
        var range = string.Create(CultureInfo.InvariantCulture, $"start={start}&end={end}");
        var random = new CorpusRandom(facts.TraceIds.Count > 0 ? 4242UL : 0);
        var picks = Enumerable.Range(0, 1000).Select(_ => random.Below(facts.TraceIds.Count)).ToArray();

        return
        [
            new("trace by id", 3,
                call => $"/api/v2/traces/{Convert.ToHexStringLower(facts.TraceIds[picks[call % picks.Length]])}",
                CountSpans,
                call => facts.TraceSpanCounts[picks[call % picks.Length]],
                Protobuf: true),
            Search("""{ span.enduser.id = "user-777" }""", 5, facts.TracesOfUser777),
            Search("""{ span.db.query.text =~ ".*id = 4242.*" }""", 15, facts.TracesWithStatement4242),
            Search("{ status = error } | avg(duration) > 200ms", 15, facts.TracesWithSlowErrors),
            Metrics("{} | rate() by (resource.service.name)", 5, CorpusVocabulary.ServiceCount),
            Metrics(
                "{ kind = server } | quantile_over_time(duration, .5, .9, .99) by (resource.service.name)",
                15,
                3 * CorpusVocabulary.ServiceCount),
            new("values of span.enduser.id", 60,
                _ => $"/api/v2/search/tag/span.enduser.id/values?{range}",
                answer => CountMembers(answer, "tagValues"),
                _ => facts.DistinctUsers),
            // Nodes: the services, their database and the user.
            new("service graph", 150,
                _ => $"/api/vivace/service-graph?{range}",
                answer => CountMembers(answer, "nodes"),
                _ => CorpusVocabulary.ServiceCount + 2),
        ];

        QueryDefinition Search(string query, double goal, int traces) => new(
            $"`{query}`", goal,
            _ => $"/api/search?q={Uri.EscapeDataString(query)}&limit={SearchLimit}&{range}",
            answer => CountMembers(answer, "traces"),
            _ => Math.Min(SearchLimit, traces));

        QueryDefinition Metrics(string query, double goal, int series) => new(
            $"`{query}`", goal,
            _ => $"/api/metrics/query_range?q={Uri.EscapeDataString(query)}&{range}",
            answer => CountMembers(answer, "series"),
            _ => series);
    }

    private static int CountMembers(byte[] answer, string list)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty(list, out var members) ? members.GetArrayLength() : 0;
    }

    /// <summary>Counts the spans of a <c>TraceByIDResponse</c>; its trace has the layout of an export request.</summary>
    private static int CountSpans(byte[] answer)
    {
        const int Trace = 1;
        var spans = 0;
        var reader = new ProtoReader(answer);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == Trace && wireType == WireType.LengthDelimited)
                spans += SpanTimes.Read(reader.ReadBytes().ToArray()).SpanCount;
            else
                reader.Skip(field, wireType);
        }

        return spans;
    }
}
