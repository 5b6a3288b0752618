namespace Vivace.Storage.RowGroups;

/// <summary>Number fields that every span has.</summary>
public enum SpanNumber : byte
{
    /// <summary>Start, Unix nanoseconds (the bits of an unsigned number).</summary>
    Start = 0,

    /// <summary>End less start, wrapping, so that an end before the start comes back as sent.</summary>
    EndLessStart = 1,

    /// <summary>Span id, big endian.</summary>
    SpanId = 2,

    /// <summary>OTLP's <c>SpanKind</c>, any number.</summary>
    Kind = 3,

    /// <summary>OTLP's <c>Status.StatusCode</c>, any number.</summary>
    StatusCode = 4,

    /// <summary>Flags.</summary>
    Flags = 5,

    /// <summary>Attributes that the sender dropped.</summary>
    DroppedAttributes = 6,

    /// <summary>Events that the sender dropped.</summary>
    DroppedEvents = 7,

    /// <summary>Links that the sender dropped.</summary>
    DroppedLinks = 8,
}
