namespace Vivace.Otlp;

/// <summary>Field numbers of the OTLP trace messages, by message (opentelemetry-proto 1.x, trace.proto and common.proto).</summary>
public static class OtlpFields
{
    /// <summary><c>ExportTraceServiceRequest</c> and <c>TracesData</c>: repeated <c>ResourceSpans</c>.</summary>
    public const int RequestResourceSpans = 1;

    /// <summary>Fields of <c>ResourceSpans</c>.</summary>
    public static class ResourceSpans
    {
        /// <summary><c>Resource</c>.</summary>
        public const int Resource = 1;

        /// <summary>Repeated <c>ScopeSpans</c>.</summary>
        public const int ScopeSpans = 2;

        /// <summary>String.</summary>
        public const int SchemaUrl = 3;
    }

    /// <summary>Fields of <c>Resource</c>.</summary>
    public static class Resource
    {
        /// <summary>Repeated <c>KeyValue</c>.</summary>
        public const int Attributes = 1;

        /// <summary>uint32.</summary>
        public const int DroppedAttributesCount = 2;
    }

    /// <summary>Fields of <c>ScopeSpans</c>.</summary>
    public static class ScopeSpans
    {
        /// <summary><c>InstrumentationScope</c>.</summary>
        public const int Scope = 1;

        /// <summary>Repeated <c>Span</c>.</summary>
        public const int Spans = 2;

        /// <summary>String.</summary>
        public const int SchemaUrl = 3;
    }

    /// <summary>Fields of <c>InstrumentationScope</c>.</summary>
    public static class Scope
    {
        /// <summary>String.</summary>
        public const int Name = 1;

        /// <summary>String.</summary>
        public const int Version = 2;

        /// <summary>Repeated <c>KeyValue</c>.</summary>
        public const int Attributes = 3;

        /// <summary>uint32.</summary>
        public const int DroppedAttributesCount = 4;
    }

    /// <summary>Fields of <c>Span</c>.</summary>
    public static class Span
    {
        /// <summary>16 bytes.</summary>
        public const int TraceId = 1;

        /// <summary>8 bytes.</summary>
        public const int SpanId = 2;

        /// <summary>String, W3C.</summary>
        public const int TraceState = 3;

        /// <summary>8 bytes, or empty for a root.</summary>
        public const int ParentSpanId = 4;

        /// <summary>String.</summary>
        public const int Name = 5;

        /// <summary>Enum <c>SpanKind</c>.</summary>
        public const int Kind = 6;

        /// <summary>fixed64, Unix nanoseconds.</summary>
        public const int StartTimeUnixNano = 7;

        /// <summary>fixed64, Unix nanoseconds.</summary>
        public const int EndTimeUnixNano = 8;

        /// <summary>Repeated <c>KeyValue</c>.</summary>
        public const int Attributes = 9;

        /// <summary>uint32.</summary>
        public const int DroppedAttributesCount = 10;

        /// <summary>Repeated <c>Event</c>.</summary>
        public const int Events = 11;

        /// <summary>uint32.</summary>
        public const int DroppedEventsCount = 12;

        /// <summary>Repeated <c>Link</c>.</summary>
        public const int Links = 13;

        /// <summary>uint32.</summary>
        public const int DroppedLinksCount = 14;

        /// <summary><c>Status</c>.</summary>
        public const int Status = 15;

        /// <summary>fixed32, W3C trace flags and more.</summary>
        public const int Flags = 16;
    }

    /// <summary>Fields of <c>Span.Event</c>.</summary>
    public static class Event
    {
        /// <summary>fixed64, Unix nanoseconds.</summary>
        public const int TimeUnixNano = 1;

        /// <summary>String.</summary>
        public const int Name = 2;

        /// <summary>Repeated <c>KeyValue</c>.</summary>
        public const int Attributes = 3;

        /// <summary>uint32.</summary>
        public const int DroppedAttributesCount = 4;
    }

    /// <summary>Fields of <c>Span.Link</c>.</summary>
    public static class Link
    {
        /// <summary>Bytes, 16 when valid.</summary>
        public const int TraceId = 1;

        /// <summary>Bytes, 8 when valid.</summary>
        public const int SpanId = 2;

        /// <summary>String.</summary>
        public const int TraceState = 3;

        /// <summary>Repeated <c>KeyValue</c>.</summary>
        public const int Attributes = 4;

        /// <summary>uint32.</summary>
        public const int DroppedAttributesCount = 5;

        /// <summary>fixed32.</summary>
        public const int Flags = 6;
    }

    /// <summary>Fields of <c>Status</c>.</summary>
    public static class Status
    {
        /// <summary>String.</summary>
        public const int Message = 2;

        /// <summary>Enum <c>StatusCode</c>.</summary>
        public const int Code = 3;
    }

    /// <summary>Fields of <c>KeyValue</c>.</summary>
    public static class KeyValue
    {
        /// <summary>String.</summary>
        public const int Key = 1;

        /// <summary><c>AnyValue</c>.</summary>
        public const int Value = 2;
    }

    /// <summary>Alternatives of <c>AnyValue</c>.</summary>
    public static class AnyValue
    {
        /// <summary>String.</summary>
        public const int String = 1;

        /// <summary>Boolean.</summary>
        public const int Bool = 2;

        /// <summary>int64.</summary>
        public const int Int = 3;

        /// <summary>Double.</summary>
        public const int Double = 4;

        /// <summary><c>ArrayValue</c>: repeated <c>AnyValue</c> in field 1.</summary>
        public const int Array = 5;

        /// <summary><c>KeyValueList</c>: repeated <c>KeyValue</c> in field 1.</summary>
        public const int KeyValueList = 6;

        /// <summary>Bytes.</summary>
        public const int Bytes = 7;
    }

    /// <summary><c>ArrayValue</c> and <c>KeyValueList</c>: repeated <c>AnyValue</c> or <c>KeyValue</c>.</summary>
    public const int ListValues = 1;
}
