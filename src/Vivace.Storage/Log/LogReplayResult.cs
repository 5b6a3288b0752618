namespace Vivace.Storage.Log;

/// <summary>What a replay found.</summary>
/// <param name="RecordCount">Intact records visited.</param>
/// <param name="PayloadBytes">Their bytes without headers.</param>
/// <param name="LastSequence">The number of the last one; zero when there was none.</param>
/// <param name="TornBytes">Bytes of unfinished writes at the end of the log, which nobody was told to be stored; dropped.</param>
/// <param name="Damages">Damaged stretches; their intact neighbours were visited. Segments that have one are kept as
/// <c>*.damaged</c> instead of being deleted.</param>
public sealed record LogReplayResult(
    long RecordCount,
    long PayloadBytes,
    ulong LastSequence,
    long TornBytes,
    IReadOnlyList<LogDamage> Damages);
