using Vivace.Core;

namespace Vivace.Store;

/// <summary>Asks for the structure of one trace without its attributes.</summary>
/// <param name="Tenants">Whose trace; what several have of it is put together. At least one.</param>
/// <param name="TraceId">Its id.</param>
/// <param name="Range">Only blocks that overlap this range need be looked at; recent data always is.</param>
/// <param name="Limit">Most rows; a larger trace is answered by a window. At least 1.</param>
public sealed record TraceSkeletonRequest(IReadOnlyList<TenantId> Tenants, TraceId TraceId, TimeRange Range, int Limit)
{
    /// <summary>The span whose subtree is wanted, big endian; null for the whole trace.</summary>
    public ulong? RootSpanId { get; init; }

    /// <summary>Most levels below the root, from 1 on (without a root, roots are the first level); 0 for all.</summary>
    public int MaxLevels { get; init; }

    /// <summary>Children of the root (without a root, roots) to pass over.</summary>
    public int Offset { get; init; }
}

/// <summary>The answer to a request for a skeleton.</summary>
/// <param name="Skeleton">The structure; null when the trace, or the root asked for, is not known.</param>
/// <param name="InspectedBytes">Bytes of columns read.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record TraceSkeletonResult(TraceSkeleton? Skeleton, ulong InspectedBytes, string? PartialReason);

/// <summary>The structure of a trace, or of a window of it, as columns: one entry per row, rows in depth-first order, siblings by start.</summary>
public sealed class TraceSkeleton
{
    /// <summary>The trace.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>Earliest start of all spans, Unix nanoseconds.</summary>
    public required ulong StartUnixNanoseconds { get; init; }

    /// <summary>Latest end less earliest start.</summary>
    public required ulong DurationNanoseconds { get; init; }

    /// <summary>Spans of the trace, in this window or not.</summary>
    public required int TotalSpans { get; init; }

    /// <summary>Spans whose parent is not in the trace.</summary>
    public required int OrphanCount { get; init; }

    /// <summary>Spans whose id another span before them has.</summary>
    public required int DuplicateCount { get; init; }

    /// <summary>Service of the root span; null without a root or without a name.</summary>
    public required string? RootServiceName { get; init; }

    /// <summary>Name of the root span; null without a root.</summary>
    public required string? RootName { get; init; }

    /// <summary>The part of the trace that this is; null for all of it.</summary>
    public required SkeletonWindow? Window { get; init; }

    /// <summary>Names of services, in order of first use; an empty one stands for spans without.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Names of spans, in order of first use.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Ids, big endian.</summary>
    public required ulong[] SpanIds { get; init; }

    /// <summary>Row of each span's parent; -1 without one here.</summary>
    public required int[] Parents { get; init; }

    /// <summary>Nanoseconds after the trace's start.</summary>
    public required double[] Starts { get; init; }

    /// <summary>End less start in nanoseconds; 0 when the end lies before the start.</summary>
    public required double[] Durations { get; init; }

    /// <summary>Nanoseconds of the duration that no child covers, children outside the window included.</summary>
    public required double[] SelfTimes { get; init; }

    /// <summary>Indexes into <see cref="Services"/>.</summary>
    public required uint[] ServiceIndexes { get; init; }

    /// <summary>Indexes into <see cref="Names"/>.</summary>
    public required uint[] NameIndexes { get; init; }

    /// <summary>OTLP's numbers; 255 for one beyond.</summary>
    public required byte[] Kinds { get; init; }

    /// <summary>OTLP's numbers; 255 for one beyond.</summary>
    public required byte[] Statuses { get; init; }

    /// <summary>What else there is to know at a glance.</summary>
    public required SkeletonFlags[] Flags { get; init; }

    /// <summary>Levels below the top of the trace; at most 65,535.</summary>
    public required ushort[] Depths { get; init; }

    /// <summary>Children in the trace.</summary>
    public required uint[] ChildCounts { get; init; }

    /// <summary>Spans below, on all levels, in the trace.</summary>
    public required uint[] DescendantCounts { get; init; }

    /// <summary>Row of each event's span, ascending.</summary>
    public required uint[] EventRows { get; init; }

    /// <summary>Time of each event, nanoseconds after the trace's start; negative for one before it.</summary>
    public required double[] EventOffsets { get; init; }

    /// <summary>1 for events that are exceptions.</summary>
    public required byte[] EventFlags { get; init; }
}

/// <summary>Which part of a trace a skeleton shows.</summary>
/// <param name="RootSpanId">The first row, whose subtree this is; null when roots are the first level.</param>
/// <param name="Levels">Levels shown below the root; without a root, roots are the first.</param>
/// <param name="Offset">Spans of the first level passed over.</param>
/// <param name="Limit">Most rows.</param>
/// <param name="Total">Spans of the first level in the trace.</param>
public sealed record SkeletonWindow(ulong? RootSpanId, int Levels, int Offset, int Limit, int Total);

/// <summary>Facts about a row of a skeleton.</summary>
[Flags]
public enum SkeletonFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It has events.</summary>
    Events = 1,

    /// <summary>One of them is an exception.</summary>
    Exception = 2,

    /// <summary>It has links.</summary>
    Links = 4,

    /// <summary>Its parent is not in the trace.</summary>
    Orphan = 8,

    /// <summary>A span before it has the same id.</summary>
    DuplicateId = 16,

    /// <summary>It has children that the window leaves out.</summary>
    MoreChildren = 32,
}
