using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Vivace.Core;

namespace Vivace.Storage.Live;

/// <summary>Spans as columns in memory, in order of arrival.</summary>
/// <remarks>One writer (see <see cref="OtlpAppender"/>). Readers may look at the first n rows once n was published to them:
/// nothing that was appended moves or changes.</remarks>
internal sealed class LiveColumns
{
    private readonly Dictionary<int, byte[]> _oddParentIds = [];
    private readonly Lock _oddParentIdsLock = new();
    private int[] _lastRows = new int[64];

    /// <summary>Code 0 in <see cref="Texts"/> and <see cref="Unknowns"/> is the empty value.</summary>
    public LiveColumns()
    {
        Texts.Intern(default);
        Unknowns.Intern(default);
    }

    public TraceIndex Traces { get; } = new();

    /// <summary>Trace ordinal of each span.</summary>
    public ChunkedList<int> TraceOrdinals { get; } = new();

    /// <summary>The span of the same trace that arrived before, or -1.</summary>
    public ChunkedList<int> PreviousOfTrace { get; } = new();

    public ChunkedList<ulong> SpanIds { get; } = new();

    /// <summary>Parent span id, big endian; 0 for a root or an odd id (<see cref="OddParentId"/>).</summary>
    public ChunkedList<ulong> ParentIds { get; } = new();

    public ChunkedList<ulong> Starts { get; } = new();

    /// <summary>End less start, wrapping.</summary>
    public ChunkedList<ulong> EndsLessStarts { get; } = new();

    /// <summary>Code of each span's name in <see cref="Names"/>.</summary>
    public ChunkedList<int> NameCodes { get; } = new();

    /// <summary>Code of each span's resource and scope in <see cref="Contexts"/>.</summary>
    public ChunkedList<int> ContextCodes { get; } = new();

    /// <summary>Code of each span's rarer fields in <see cref="Extras"/>.</summary>
    public ChunkedList<int> ExtrasCodes { get; } = new();

    /// <summary>Events of all spans up to and including each.</summary>
    public ChunkedList<int> EventEnds { get; } = new();

    /// <summary>Links of all spans up to and including each.</summary>
    public ChunkedList<int> LinkEnds { get; } = new();

    public LiveTable Spans { get; } = new();

    public LiveTable Events { get; } = new();

    public LiveTable Links { get; } = new();

    /// <summary>Name, time and rarer fields of each event.</summary>
    public ChunkedList<LiveEvent> EventRows { get; } = new();

    /// <summary>Ids and rarer fields of each link.</summary>
    public ChunkedList<LiveLink> LinkRows { get; } = new();

    public TextPool Names { get; } = new();

    public TextPool EventNames { get; } = new();

    /// <summary>Trace ids of links as sent.</summary>
    public TextPool LinkTraceIds { get; } = new();

    /// <summary>Span ids of links as sent.</summary>
    public TextPool LinkSpanIds { get; } = new();

    /// <summary>Status messages and trace states.</summary>
    public TextPool Texts { get; } = new();

    /// <summary>Raw fields that Vivace does not know.</summary>
    public TextPool Unknowns { get; } = new();

    /// <summary>Distinct resources with their schema URLs, see <see cref="ContextBytes"/>.</summary>
    public TextPool Resources { get; } = new();

    /// <summary>Distinct scopes with their schema URLs, see <see cref="ContextBytes"/>.</summary>
    public TextPool Scopes { get; } = new();

    public InternTable<LiveContext> Contexts { get; } = new();

    public InternTable<SpanExtras> Extras { get; } = new();

    /// <summary>First row of each source (a request, or a block that is merged): repetitions are told from retries by it.</summary>
    public ChunkedList<int> SourceStarts { get; } = new();

    /// <summary>Spans appended; for the writer.</summary>
    public int RowCount => Starts.Count;

    /// <summary>An estimate of the memory held.</summary>
    public long SizeBytes =>
        (RowCount * 64L) + Traces.SizeBytes + Spans.SizeBytes + Events.SizeBytes + Links.SizeBytes + EventRows.SizeBytes
        + LinkRows.SizeBytes + Names.SizeBytes + EventNames.SizeBytes + LinkTraceIds.SizeBytes + LinkSpanIds.SizeBytes
        + Texts.SizeBytes + Unknowns.SizeBytes + Resources.SizeBytes + Scopes.SizeBytes + Contexts.SizeBytes + Extras.SizeBytes;

    /// <summary>The parent id of a span when it is neither empty nor eight bytes that are not all zero; else null.</summary>
    public byte[]? OddParentId(int row)
    {
        lock (_oddParentIdsLock)
            return _oddParentIds.GetValueOrDefault(row);
    }

    public bool HasOddParentIds
    {
        get
        {
            lock (_oddParentIdsLock)
                return _oddParentIds.Count > 0;
        }
    }

    /// <summary>Appends a span whose attributes, events and links were appended; for the writer.</summary>
    /// <param name="traceId">Its trace.</param>
    /// <param name="spanId">Its id, big endian.</param>
    /// <param name="parentId">See <see cref="ParentIdOfNext"/>.</param>
    /// <param name="start">Start, Unix nanoseconds.</param>
    /// <param name="endLessStart">End less start, wrapping.</param>
    /// <param name="name">Code in <see cref="Names"/>.</param>
    /// <param name="context">Code in <see cref="Contexts"/>.</param>
    /// <param name="extras">The rarer fields.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddSpan(
        TraceId traceId, ulong spanId, ulong parentId, ulong start, ulong endLessStart, int name, int context, in SpanExtras extras)
    {
        AddToTrace(traceId);
        SpanIds.Add(spanId);
        ParentIds.Add(parentId);
        EndsLessStarts.Add(endLessStart);
        NameCodes.Add(name);
        ContextCodes.Add(context);
        ExtrasCodes.Add(Extras.Intern(extras));
        EventEnds.Add(EventRows.Count);
        LinkEnds.Add(LinkRows.Count);
        Starts.Add(start); // last: RowCount counts starts
    }

    /// <summary>Takes a parent id as sent for the next span; an odd one is kept apart.</summary>
    /// <returns>What <see cref="ParentIds"/> holds of it.</returns>
    public ulong ParentIdOfNext(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return 0;
        if (id.Length == sizeof(ulong) && BinaryPrimitives.ReadUInt64BigEndian(id) is not 0 and var parent)
            return parent;
        lock (_oddParentIdsLock)
            _oddParentIds.Add(RowCount, id.ToArray());
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToTrace(TraceId id)
    {
        var row = RowCount;
        var ordinal = Traces.FindOrAdd(id);
        if (ordinal >= _lastRows.Length)
            Array.Resize(ref _lastRows, _lastRows.Length * 2);
        TraceOrdinals.Add(ordinal);
        PreviousOfTrace.Add(_lastRows[ordinal] - 1);
        _lastRows[ordinal] = row + 1;
    }

    /// <summary>Gives the memory back: nobody reads the spans any more.</summary>
    public void Release()
    {
        foreach (var list in (ReadOnlySpan<ChunkedList<int>>)[
            TraceOrdinals, PreviousOfTrace, NameCodes, ContextCodes, ExtrasCodes, EventEnds, LinkEnds, SourceStarts])
        {
            list.Release();
        }

        foreach (var list in (ReadOnlySpan<ChunkedList<ulong>>)[SpanIds, ParentIds, Starts, EndsLessStarts])
            list.Release();
        foreach (var table in (ReadOnlySpan<LiveTable>)[Spans, Events, Links])
            table.Release();
        foreach (var pool in (ReadOnlySpan<TextPool>)[
            Names, EventNames, LinkTraceIds, LinkSpanIds, Texts, Unknowns, Resources, Scopes])
        {
            pool.Release();
        }

        Traces.Release();
        EventRows.Release();
        LinkRows.Release();
        Contexts.Release();
        Extras.Release();
    }

    /// <summary>The newest row of a trace; under the live block's lock.</summary>
    public int LastRow(int ordinal) => _lastRows[ordinal] - 1;
}

/// <summary>Resource and scope of a span.</summary>
/// <param name="Resource">Code in <see cref="LiveColumns.Resources"/>.</param>
/// <param name="Scope">Code in <see cref="LiveColumns.Scopes"/>.</param>
internal readonly record struct LiveContext(int Resource, int Scope)
{
    public override int GetHashCode() => (int)Hashing.Mix((uint)Resource, (uint)Scope);
}

/// <summary>One event without its attributes.</summary>
/// <param name="TimeSinceStart">Event time less span start, wrapping.</param>
/// <param name="Name">Code in <see cref="LiveColumns.EventNames"/>.</param>
/// <param name="Dropped">Attributes that the sender dropped.</param>
/// <param name="Unknown">Code in <see cref="LiveColumns.Unknowns"/>.</param>
internal readonly record struct LiveEvent(ulong TimeSinceStart, int Name, uint Dropped, int Unknown);

/// <summary>One link without its attributes.</summary>
/// <param name="TraceId">Code in <see cref="LiveColumns.LinkTraceIds"/>.</param>
/// <param name="SpanId">Code in <see cref="LiveColumns.LinkSpanIds"/>.</param>
/// <param name="TraceState">Code in <see cref="LiveColumns.Texts"/>.</param>
/// <param name="Flags">Flags.</param>
/// <param name="Dropped">Attributes that the sender dropped.</param>
/// <param name="Unknown">Code in <see cref="LiveColumns.Unknowns"/>.</param>
internal readonly record struct LiveLink(int TraceId, int SpanId, int TraceState, uint Flags, uint Dropped, int Unknown);
