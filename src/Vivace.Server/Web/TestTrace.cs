using System.Buffers.Binary;
using System.Security.Cryptography;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Web;

/// <summary>A small trace of two services, for whoever wants to see one without an application that sends any.</summary>
internal sealed class TestTrace
{
    private const ulong Millisecond = 1_000_000;
    private const string Shop = "vivace-test-shop";
    private const string Payments = "vivace-test-payments";

    private readonly ulong _start;
    private readonly ulong _firstSpanId;

    private TestTrace(TraceId id, ulong firstSpanId, ulong start)
    {
        Id = id;
        _firstSpanId = firstSpanId;
        _start = start;
    }

    /// <summary>Its id.</summary>
    public TraceId Id { get; }

    /// <summary>Makes a trace with ids of its own.</summary>
    /// <param name="now">It ended a moment before.</param>
    public static TestTrace Create(DateTimeOffset now)
    {
        var random = RandomNumberGenerator.GetBytes(TraceId.SizeBytes + sizeof(ulong));
        var start = (ulong)(now - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick - 200 * Millisecond;
        return new TestTrace(
            TraceId.FromBytes(random), BinaryPrimitives.ReadUInt64LittleEndian(random.AsSpan(TraceId.SizeBytes)) & ~0xFFUL | 0x100, start);
    }

    /// <summary>Writes an OTLP request with all of its spans.</summary>
    public void WriteTo(ProtoWriter output)
    {
        WriteService(output, Shop,
        [
            new(1, 0, "GET /checkout", SpanKind.Server, 0, 120, [("http.request.method", "GET"), ("http.route", "/checkout"), ("http.response.status_code", 200)]),
            new(2, 1, "validate cart", SpanKind.Internal, 4, 9, [("cart.items", 3)]),
            new(3, 1, "POST /payments", SpanKind.Client, 12, 110, [("http.request.method", "POST"), ("server.address", "payments")]),
        ]);
        WriteService(output, Payments,
        [
            new(4, 3, "POST /payments", SpanKind.Server, 15, 105, [("http.request.method", "POST"), ("http.route", "/payments"), ("http.response.status_code", 201)]),
            new(5, 4, "SELECT accounts", SpanKind.Client, 20, 60, [("db.system.name", "postgresql"), ("db.query.text", "SELECT balance FROM accounts WHERE id = $1")]),
            new(6, 4, "charge card", SpanKind.Internal, 62, 100, [("card.brand", "test")]) { Event = ("retry", 80) },
        ]);
    }

    private void WriteService(ProtoWriter output, string service, Span[] spans)
    {
        var resourceSpans = output.BeginMessage(OtlpFields.RequestResourceSpans);
        var resource = output.BeginMessage(OtlpFields.ResourceSpans.Resource);
        WriteAttribute(output, OtlpFields.Resource.Attributes, "service.name", service);
        output.EndMessage(resource);
        var scopeSpans = output.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        var scope = output.BeginMessage(OtlpFields.ScopeSpans.Scope);
        output.WriteString(OtlpFields.Scope.Name, "vivace.test");
        output.EndMessage(scope);
        foreach (var span in spans)
            WriteSpan(output, span);
        output.EndMessage(scopeSpans);
        output.EndMessage(resourceSpans);
    }

    private void WriteSpan(ProtoWriter output, Span span)
    {
        var message = output.BeginMessage(OtlpFields.ScopeSpans.Spans);
        Span<byte> id = stackalloc byte[TraceId.SizeBytes];
        Id.CopyTo(id);
        output.WriteBytes(OtlpFields.Span.TraceId, id);
        WriteSpanId(output, OtlpFields.Span.SpanId, span.Number);
        if (span.Parent != 0)
            WriteSpanId(output, OtlpFields.Span.ParentSpanId, span.Parent);
        output.WriteString(OtlpFields.Span.Name, span.Name);
        output.WriteVarint(OtlpFields.Span.Kind, (ulong)span.Kind);
        output.WriteFixed64(OtlpFields.Span.StartTimeUnixNano, _start + span.FromMilliseconds * Millisecond);
        output.WriteFixed64(OtlpFields.Span.EndTimeUnixNano, _start + span.ToMilliseconds * Millisecond);
        foreach (var (key, value) in span.Attributes)
            WriteAttribute(output, OtlpFields.Span.Attributes, key, value);
        if (span.Event is { } occurred)
        {
            var item = output.BeginMessage(OtlpFields.Span.Events);
            output.WriteFixed64(OtlpFields.Event.TimeUnixNano, _start + occurred.AtMilliseconds * Millisecond);
            output.WriteString(OtlpFields.Event.Name, occurred.Name);
            WriteAttribute(output, OtlpFields.Event.Attributes, "attempt", 1);
            output.EndMessage(item);
        }

        output.EndMessage(message);
    }

    private void WriteSpanId(ProtoWriter output, int field, ulong number)
    {
        Span<byte> id = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(id, _firstSpanId + number);
        output.WriteBytes(field, id);
    }

    private static void WriteAttribute(ProtoWriter output, int field, string key, object value)
    {
        var attribute = output.BeginMessage(field);
        output.WriteString(OtlpFields.KeyValue.Key, key);
        var any = output.BeginMessage(OtlpFields.KeyValue.Value);
        if (value is int number)
            output.WriteVarint(OtlpFields.AnyValue.Int, (ulong)number);
        else
            output.WriteString(OtlpFields.AnyValue.String, (string)value);
        output.EndMessage(any);
        output.EndMessage(attribute);
    }

    private sealed record Span(
        ulong Number, ulong Parent, string Name, SpanKind Kind, ulong FromMilliseconds, ulong ToMilliseconds, (string Key, object Value)[] Attributes)
    {
        public (string Name, ulong AtMilliseconds)? Event { get; init; }
    }
}
