namespace Vivace.Storage.Blocks;

/// <summary>The columns of a row group that are not attributes. Numbers are stored: never change one.</summary>
internal enum Region : byte
{
    TraceIds = 1,
    TraceRowCounts = 2,
    TraceUnconnectedCounts = 3,
    TraceStarts = 4,
    TraceDurations = 5,

    Depths = 10,
    SpanIds = 11,
    Starts = 12,
    EndsLessStarts = 13,
    Kinds = 14,
    StatusCodes = 15,
    HasStatus = 16,
    Flags = 17,
    DroppedAttributes = 18,
    DroppedEvents = 19,
    DroppedLinks = 20,
    Names = 21,
    StatusMessages = 22,
    TraceStates = 23,
    Unknown = 24,
    Contexts = 25,
    ContextTable = 26,
    ExplicitParentRows = 27,
    ExplicitParents = 28,

    SpanShapes = 30,
    SpanShapeTable = 31,

    EventCounts = 40,
    EventTimes = 41,
    EventNames = 42,
    EventDropped = 43,
    EventUnknown = 44,
    EventShapes = 45,
    EventShapeTable = 46,

    LinkCounts = 50,
    LinkTraceIds = 51,
    LinkSpanIds = 52,
    LinkTraceStates = 53,
    LinkFlags = 54,
    LinkDropped = 55,
    LinkUnknown = 56,
    LinkShapes = 57,
    LinkShapeTable = 58,
}
