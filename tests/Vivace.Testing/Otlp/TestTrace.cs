using Vivace.Core;

namespace Vivace.Testing.Otlp;

/// <summary>A trace told span by span, for tests that people read.</summary>
/// <example><code>
/// var trace = new TestTrace(7);
/// trace.Root("shop", "GET /checkout").OfKind(SpanKind.Server).Child("query").With("db.system", "postgresql").WithError();
/// await store.AppendAsync(tenant, trace.ToBytes(), trace.Spans.Count, token);
/// </code></example>
public sealed class TestTrace
{
    /// <summary>2023-11-14T22:13:20Z, when traces start unless told otherwise.</summary>
    public const ulong DefaultStartUnixNanoseconds = 1_700_000_000_000_000_000;

    private readonly List<TestSpan> _spans = [];
    private readonly Dictionary<string, List<OtlpAttribute>> _resources = [];

    /// <summary>Starts an empty trace.</summary>
    /// <param name="number">Makes the ids: the same number gives the same trace.</param>
    public TestTrace(int number = 1) => Id = new TraceId(0x5EED_0000_0000_0000UL | (uint)number, ~(ulong)(uint)number * 0x9E37_79B9_7F4A_7C15);

    public TraceId Id { get; private set; }

    public ulong StartUnixNanoseconds { get; private set; } = DefaultStartUnixNanoseconds;

    public IReadOnlyList<TestSpan> Spans => _spans;

    public TestTrace WithId(TraceId id)
    {
        Id = id;
        return this;
    }

    /// <summary>Moves the whole trace.</summary>
    public TestTrace At(ulong startUnixNanoseconds)
    {
        StartUnixNanoseconds = startUnixNanoseconds;
        return this;
    }

    /// <inheritdoc cref="At(ulong)"/>
    public TestTrace At(DateTimeOffset start) => At((ulong)((start - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Adds a resource attribute to a service, after <c>service.name</c>.</summary>
    public TestTrace WithResource(string service, string key, OtlpValue value)
    {
        if (!_resources.TryGetValue(service, out var attributes))
            _resources[service] = attributes = [];
        attributes.Add(new OtlpAttribute(key, value));
        return this;
    }

    /// <summary>Makes the span that was added last fail, and each of its ancestors.</summary>
    public TestTrace WithError(string message = "it failed")
    {
        for (var span = _spans[^1]; span is not null; span = span.Parent!)
            span.WithError(message);
        return this;
    }

    /// <summary>Adds a span without parent.</summary>
    public TestSpan Root(string service, string name) => Add(null, service, name);

    /// <summary>The first span of a name.</summary>
    public TestSpan this[string name] => _spans.First(s => s.Name == name);

    public OtlpRequest ToRequest() => Traces.ToRequest(this);

    public byte[] ToBytes() => ToRequest().ToBytes();

    internal OtlpResource ResourceOf(string service) => new()
    {
        Attributes = [new("service.name", service), .. _resources.GetValueOrDefault(service, [])],
    };

    internal TestSpan Add(TestSpan? parent, string service, string name)
    {
        var span = new TestSpan(this, parent, service, name, (Id.Low ^ Id.High) + (ulong)_spans.Count + 1);
        _spans.Add(span);
        return span;
    }
}
