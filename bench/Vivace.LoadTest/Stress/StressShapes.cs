using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Running;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Stress;

/// <summary>The loads of <c>stress</c>.</summary>
internal static class StressShapes
{
    private const int SpansPerRequest = 500;
    private const int Keys = 10_000;
    private const int AttributesPerSpan = 8;
    private const int LargeBytes = 1_000_000;
    private const int SearchLimit = 20;
    private const ulong Second = 1_000_000_000;
    private const ulong Day = 86_400 * Second;
    private const double AnyGoal = 0; // no goal is set for these

    /// <summary>All shapes, each of a number of spans (large spans and small requests: fewer).</summary>
    /// <param name="spans">Spans of a shape.</param>
    /// <param name="now">Unix nanoseconds that spans end before, unless their times are the odd thing.</param>
    public static IReadOnlyList<StressShape> All(int spans, ulong now)
    {
        return
        [
            new("keys", "10,000 distinct attribute keys",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = Recent, WriteAttributes = WriteKeys }.Requests(),
                [CountAll(spans), Search("{ span.key-04242 = \"value\" }", SearchLimit), Names("tag names", Keys)]),
            new("distinct", "every attribute value distinct",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = Recent, WriteAttributes = WriteDistinct }.Requests(),
                [CountAll(spans), Search("{ span.request.id-3 = \"0000003-000004242\" }", 1), ById(Math.Min(4242, spans / 20), 10)]),
            new("one-trace", "one trace of all spans",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = Recent, TraceOf = static _ => 0, WriteAttributes = WriteOne }.Requests(),
                [CountAll(spans), Search("{ span.number = 4242 }", 1)]),
            new("single-span-traces", "traces of one span",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = Recent, TraceOf = static span => span, WriteAttributes = WriteOne }.Requests(),
                [CountAll(spans), Search("{ span.number = 4242 }", 1), ById(4242, 1)]),
            new("large", "spans of 1 MB",
                () => new StressSpans(spans / 2000, 1) { StartOf = Recent, TraceOf = static span => span, WriteAttributes = WriteLarge }.Requests(),
                [CountAll(spans / 2000), ById(7, 1)]),
            new("past", "times a year ago",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = span => Recent(span) - (365 * Day), WriteAttributes = WriteOne }.Requests(),
                [ById(4242, 10)]),
            new("future", "times a day ahead",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = span => Recent(span) + Day, WriteAttributes = WriteOne }.Requests(),
                [ById(4242, 10)]),
            new("same-time", "times all equal",
                () => new StressSpans(spans, SpansPerRequest) { StartOf = _ => now - (60 * Second), WriteAttributes = WriteOne }.Requests(),
                [CountAll(spans), Search("{ span.number = 4242 }", 1), ById(4242, 10)]),
            new("small-requests", "1,000 requests of 10 spans a second from 200 connections",
                () => new StressSpans(spans / 3, 10) { StartOf = Recent, WriteAttributes = WriteOne }.Requests(),
                [CountAll(spans / 3), ById(4242, 10)])
            {
                Connections = 200,
                SpansPerSecond = 10_000,
            },
        ];

        ulong Recent(int span) => now - (10 * 60 * Second) + ((ulong)span * (9 * 60 * Second) / (ulong)spans);

        QueryDefinition CountAll(int expected) => new(
            "`{} | count_over_time()`", AnyGoal,
            _ => Path($"/api/metrics/query?q={Uri.EscapeDataString("{} | count_over_time()")}"),
            static answer => CountOf(answer),
            _ => expected);

        QueryDefinition Search(string query, int expected) => new(
            $"`{query}`", AnyGoal,
            _ => Path($"/api/search?q={Uri.EscapeDataString(query)}&limit={SearchLimit}"),
            static answer => Members(answer, "traces"),
            _ => expected);

        QueryDefinition Names(string name, int expected) => new(
            name, AnyGoal,
            _ => Path("/api/v2/search/tags?scope=span"),
            static answer => NamesOf(answer),
            _ => expected);

        QueryDefinition ById(int trace, int expected) => new(
            "trace by id", AnyGoal,
            _ => $"/api/traces/{StressSpans.TraceIdText(trace)}",
            static answer => SpansOf(answer),
            _ => expected);

        string Path(string query) => string.Create(
            CultureInfo.InvariantCulture, $"{query}&start={(now / Second) - 3600}&end={(now / Second) + 3600}");
    }

    private static void WriteKeys(ProtoWriter writer, int span)
    {
        for (var i = 0; i < AttributesPerSpan; i++)
            EncodedAttribute.Write(writer, Utf8($"key-{((span * AttributesPerSpan) + i) % Keys:d5}"), "value"u8);
    }

    private static void WriteDistinct(ProtoWriter writer, int span)
    {
        for (var i = 0; i < AttributesPerSpan; i++)
            EncodedAttribute.Write(writer, Utf8($"request.id-{i}"), Utf8($"{i:d7}-{span:d9}"));
    }

    private static void WriteOne(ProtoWriter writer, int span) => EncodedAttribute.Write(writer, "number"u8, span);

    private static void WriteLarge(ProtoWriter writer, int span) => EncodedAttribute.Write(
        writer, "body"u8, Utf8(Convert.ToBase64String(RandomNumberGenerator.GetBytes(LargeBytes * 3 / 4))));

    private static byte[] Utf8(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static int CountOf(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("series").EnumerateArray().Sum(static series => (int)series.GetProperty("value").GetDouble());
    }

    private static int Members(byte[] answer, string list)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty(list, out var members) ? members.GetArrayLength() : 0;
    }

    private static int NamesOf(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("scopes").EnumerateArray().Sum(static scope => scope.GetProperty("tags").GetArrayLength());
    }

    private static int SpansOf(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("batches").EnumerateArray()
            .SelectMany(static batch => batch.GetProperty("scopeSpans").EnumerateArray())
            .Sum(static scope => scope.GetProperty("spans").GetArrayLength());
    }
}
