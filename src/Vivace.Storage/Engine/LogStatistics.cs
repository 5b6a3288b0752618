namespace Vivace.Storage.Engine;

/// <summary>What the write-ahead log holds at one moment.</summary>
/// <param name="SizeBytes">Bytes of its segments.</param>
/// <param name="Segments">Its segments.</param>
/// <param name="OldestAge">Since when the oldest spans that are not in a block yet are live; zero when there are none.</param>
public readonly record struct LogStatistics(long SizeBytes, int Segments, TimeSpan OldestAge);
