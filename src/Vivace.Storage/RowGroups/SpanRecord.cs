namespace Vivace.Storage.RowGroups;

/// <summary>One stored span without attributes, events and links, for writing it as OTLP.</summary>
internal ref struct SpanRecord
{
    public Core.TraceId TraceId;
    public ulong SpanId;
    public ulong Start;
    public ulong End;

    /// <summary>Big endian; 0 for none.</summary>
    public ulong ParentId;

    /// <summary>A parent id that is neither empty nor eight bytes other than zero; else empty.</summary>
    public ReadOnlySpan<byte> OddParentId;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> TraceState;
    public ReadOnlySpan<byte> StatusMessage;
    public ReadOnlySpan<byte> Unknown;
    public int Kind;
    public int StatusCode;
    public bool HasStatus;
    public uint Flags;
    public uint DroppedAttributes;
    public uint DroppedEvents;
    public uint DroppedLinks;
    public int FirstEvent;
    public int EventCount;
    public int FirstLink;
    public int LinkCount;
}

/// <summary>One stored event without attributes.</summary>
internal ref struct EventRecord
{
    public ulong Time;
    public ReadOnlySpan<byte> Name;
    public uint Dropped;
    public ReadOnlySpan<byte> Unknown;
}

/// <summary>One stored link without attributes.</summary>
internal ref struct LinkRecord
{
    public ReadOnlySpan<byte> TraceId;
    public ReadOnlySpan<byte> SpanId;
    public ReadOnlySpan<byte> TraceState;
    public uint Flags;
    public uint Dropped;
    public ReadOnlySpan<byte> Unknown;
}

/// <summary>One stored attribute.</summary>
internal ref struct AttributeRecord
{
    public ReadOnlySpan<byte> Key;
    public Columns.AttributeType Type;
    public long Number;
    public ReadOnlySpan<byte> Bytes;
}
