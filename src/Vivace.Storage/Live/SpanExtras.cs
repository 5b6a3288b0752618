namespace Vivace.Storage.Live;

/// <summary>The fields of a span that take few distinct combinations, stored once per combination.</summary>
/// <param name="Kind">OTLP's <c>SpanKind</c>, any number.</param>
/// <param name="StatusCode">OTLP's status code, any number.</param>
/// <param name="HasStatus">True when the span came with a <c>Status</c> message.</param>
/// <param name="Flags">Flags.</param>
/// <param name="DroppedAttributes">Attributes that the sender dropped.</param>
/// <param name="DroppedEvents">Events that the sender dropped.</param>
/// <param name="DroppedLinks">Links that the sender dropped.</param>
/// <param name="StatusMessage">Code of the status message.</param>
/// <param name="TraceState">Code of the trace state.</param>
/// <param name="Unknown">Code of the raw fields that Vivace does not know.</param>
internal readonly record struct SpanExtras(
    int Kind,
    int StatusCode,
    bool HasStatus,
    uint Flags,
    uint DroppedAttributes,
    uint DroppedEvents,
    uint DroppedLinks,
    int StatusMessage,
    int TraceState,
    int Unknown)
{
    public bool Equals(SpanExtras other) =>
        Kind == other.Kind && StatusCode == other.StatusCode && HasStatus == other.HasStatus && Flags == other.Flags
        && DroppedAttributes == other.DroppedAttributes && DroppedEvents == other.DroppedEvents
        && DroppedLinks == other.DroppedLinks && StatusMessage == other.StatusMessage
        && TraceState == other.TraceState && Unknown == other.Unknown;

    public override int GetHashCode()
    {
        var hash = Hashing.Mix((uint)Kind | ((ulong)Flags << 32), (uint)StatusCode | ((ulong)(uint)StatusMessage << 32));
        hash = Hashing.Mix(hash ^ (uint)TraceState, (uint)Unknown | ((ulong)DroppedAttributes << 32));
        return (int)Hashing.Mix(hash ^ (HasStatus ? 1UL : 0), DroppedEvents | ((ulong)DroppedLinks << 32));
    }
}
