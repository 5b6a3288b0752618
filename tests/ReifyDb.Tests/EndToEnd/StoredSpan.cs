namespace ReifyDb.Tests.EndToEnd;

/// <summary>A span as Vivace returns it; ids in hex, values as text.</summary>
internal sealed record StoredSpan(
    string Id,
    string Parent,
    string Name,
    string Kind,
    ulong Start,
    string Status,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> Resource,
    IReadOnlyList<(string Name, Dictionary<string, string> Attributes)> Events,
    IReadOnlyList<(string TraceId, string SpanId)> Links);
