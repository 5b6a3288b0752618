using Vivace.Core;

namespace Vivace.Testing.Otlp;

/// <summary>One span of a <see cref="TestTrace"/>, told in a chain of calls. Every call changes this span and returns it;
/// <see cref="Child(string)"/> returns the new child.</summary>
public sealed class TestSpan
{
    private readonly List<OtlpAttribute> _attributes = [];
    private readonly List<OtlpEvent> _events = [];
    private readonly List<OtlpLink> _links = [];
    private OtlpStatus _status = new();
    private SpanKind _kind = SpanKind.Internal;
    private string _traceState = "";
    private ulong? _startUnixNanoseconds;

    internal TestSpan(TestTrace trace, TestSpan? parent, string service, string name, ulong spanId)
    {
        Trace = trace;
        Parent = parent;
        Service = service;
        Name = name;
        SpanId = spanId;
        StartOffset = parent is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1);
        Duration = TimeSpan.FromMilliseconds(10);
    }

    public TestTrace Trace { get; }

    public TestSpan? Parent { get; }

    public string Service { get; }

    public string Name { get; }

    public ulong SpanId { get; }

    /// <summary>After the parent's start, or the trace's for a root.</summary>
    public TimeSpan StartOffset { get; private set; }

    public TimeSpan Duration { get; private set; }

    public bool IsError => _status.Code == (int)SpanStatus.Error;

    public ulong StartUnixNanoseconds => _startUnixNanoseconds
        ?? (Parent?.StartUnixNanoseconds ?? Trace.StartUnixNanoseconds) + Nanoseconds(StartOffset);

    public ulong EndUnixNanoseconds => StartUnixNanoseconds + Nanoseconds(Duration);

    /// <summary>Adds a child in the same service.</summary>
    public TestSpan Child(string name) => Child(Service, name);

    /// <summary>Adds a child in another service.</summary>
    public TestSpan Child(string service, string name) => Trace.Add(this, service, name);

    public TestSpan OfKind(SpanKind kind)
    {
        _kind = kind;
        return this;
    }

    public TestSpan After(TimeSpan startOffset)
    {
        StartOffset = startOffset;
        return this;
    }

    /// <summary>Starts at a point in time, wherever the parent is.</summary>
    public TestSpan At(ulong startUnixNanoseconds)
    {
        _startUnixNanoseconds = startUnixNanoseconds;
        return this;
    }

    public TestSpan Lasting(TimeSpan duration)
    {
        Duration = duration;
        return this;
    }

    public TestSpan With(string key, OtlpValue value)
    {
        _attributes.Add(new OtlpAttribute(key, value));
        return this;
    }

    public TestSpan WithEvent(string name, TimeSpan after, params OtlpAttribute[] attributes)
    {
        _events.Add(new OtlpEvent
        {
            Name = name,
            TimeUnixNano = Nanoseconds(after), // becomes absolute when the span is built
            Attributes = attributes,
        });
        return this;
    }

    public TestSpan WithLink(TraceId traceId, ulong spanId, params OtlpAttribute[] attributes)
    {
        _links.Add(new OtlpLink
        {
            TraceId = OtlpRandom.IdBytes(traceId),
            SpanId = OtlpRandom.IdBytes(spanId),
            Attributes = attributes,
        });
        return this;
    }

    public TestSpan WithTraceState(string traceState)
    {
        _traceState = traceState;
        return this;
    }

    public TestSpan WithStatus(SpanStatus status, string message = "")
    {
        _status = new OtlpStatus(message, (int)status);
        return this;
    }

    public TestSpan WithError(string message = "it failed") => WithStatus(SpanStatus.Error, message);

    public OtlpSpan ToModel() => new()
    {
        TraceId = OtlpRandom.IdBytes(Trace.Id),
        SpanId = OtlpRandom.IdBytes(SpanId),
        ParentSpanId = Parent is null ? [] : OtlpRandom.IdBytes(Parent.SpanId),
        TraceState = _traceState,
        Name = Name,
        Kind = (int)_kind,
        StartTimeUnixNano = StartUnixNanoseconds,
        EndTimeUnixNano = EndUnixNanoseconds,
        Attributes = [.. _attributes],
        Events = [.. _events.Select(e => e with { TimeUnixNano = StartUnixNanoseconds + e.TimeUnixNano })],
        Links = [.. _links],
        Status = _status,
    };

    private static ulong Nanoseconds(TimeSpan time) => (ulong)(time.Ticks * TimeSpan.NanosecondsPerTick);
}
