namespace Vivace.Server.Tests.EndToEnd;

/// <summary>A span of a recording, as plain as can be, to compute expected answers from.</summary>
internal sealed record RecordedSpan
{
    public required string TraceId { get; init; }

    public required bool HasParent { get; init; }

    public required string Name { get; init; }

    public required int Kind { get; init; }

    public required ulong StartUnixNanoseconds { get; init; }

    public required ulong EndUnixNanoseconds { get; init; }

    public required int StatusCode { get; init; }

    public required string Scope { get; init; }

    public required IReadOnlyDictionary<string, RecordedValue> Resource { get; init; }

    public required IReadOnlyDictionary<string, RecordedValue> Attributes { get; init; }

    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    public long DurationNanoseconds => (long)(EndUnixNanoseconds - StartUnixNanoseconds);

    public string? Text(string key) => Attributes.TryGetValue(key, out var value) ? value.Text : null;

    public long? Integer(string key) => Attributes.TryGetValue(key, out var value) ? value.Integer : null;
}
