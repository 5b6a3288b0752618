using System.Text.Json;
using Xunit;

namespace ReifyDb.Tests.EndToEnd;

/// <summary>A trace as Vivace returns it.</summary>
internal sealed class StoredTrace
{
    private StoredTrace(IReadOnlyList<StoredSpan> spans) => Spans = spans;

    public IReadOnlyList<StoredSpan> Spans { get; }

    /// <summary>Names, indented, in the order of beginning.</summary>
    public string Tree
    {
        get
        {
            var ids = Spans.Select(static span => span.Id).ToHashSet(StringComparer.Ordinal);
            return string.Join('\n', Spans.Where(span => !ids.Contains(span.Parent)).OrderBy(static span => span.Start).SelectMany(span => Lines(span, 0)));

            IEnumerable<string> Lines(StoredSpan span, int depth) => Spans.Where(child => child.Parent == span.Id)
                .OrderBy(static child => child.Start).SelectMany(child => Lines(child, depth + 1)).Prepend(new string(' ', 2 * depth) + span.Name);
        }
    }

    public StoredSpan this[string name] => Assert.Single(Spans, span => span.Name == name);

    /// <summary>Reads the answer of <c>/api/v2/traces/ID</c>.</summary>
    public static StoredTrace Read(JsonElement answer)
    {
        var spans = new List<StoredSpan>();
        foreach (var resource in answer.GetProperty("trace").GetProperty("resourceSpans").EnumerateArray())
        {
            var attributes = Attributes(resource.GetProperty("resource"));
            foreach (var scope in resource.GetProperty("scopeSpans").EnumerateArray())
            {
                foreach (var span in scope.GetProperty("spans").EnumerateArray())
                    spans.Add(ReadSpan(span, attributes));
            }
        }

        return new StoredTrace(spans);
    }

    private static StoredSpan ReadSpan(JsonElement span, IReadOnlyDictionary<string, string> resource) => new(
        Hex(span, "spanId"),
        Hex(span, "parentSpanId"),
        span.GetProperty("name").GetString()!,
        span.GetProperty("kind").GetString()!,
        ulong.Parse(span.GetProperty("startTimeUnixNano").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        span.TryGetProperty("status", out var status) && status.TryGetProperty("code", out var code) ? code.GetString()! : "STATUS_CODE_UNSET",
        Attributes(span),
        resource,
        span.TryGetProperty("events", out var events) ? [.. events.EnumerateArray().Select(static e => (e.GetProperty("name").GetString()!, Attributes(e)))] : [],
        span.TryGetProperty("links", out var links) ? [.. links.EnumerateArray().Select(static link => (Hex(link, "traceId"), Hex(link, "spanId")))] : []);

    private static string Hex(JsonElement element, string name) =>
        element.TryGetProperty(name, out var id) ? Convert.ToHexStringLower(id.GetBytesFromBase64()) : string.Empty;

    private static Dictionary<string, string> Attributes(JsonElement element) => element.TryGetProperty("attributes", out var attributes)
        ? attributes.EnumerateArray().ToDictionary(
            static pair => pair.GetProperty("key").GetString()!, static pair => pair.GetProperty("value").EnumerateObject().First().Value.ToString(), StringComparer.Ordinal)
        : [];
}
