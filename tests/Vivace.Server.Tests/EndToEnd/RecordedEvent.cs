namespace Vivace.Server.Tests.EndToEnd;

/// <summary>An event of a recorded span.</summary>
internal sealed record RecordedEvent(string Name, IReadOnlyDictionary<string, RecordedValue> Attributes);
