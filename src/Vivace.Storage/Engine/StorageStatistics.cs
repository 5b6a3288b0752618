namespace Vivace.Storage.Engine;

/// <summary>What the engine holds at one moment, over all tenants.</summary>
/// <param name="Tenants">Tenants known.</param>
/// <param name="LiveSpans">Spans that are not in a block yet.</param>
/// <param name="LiveTraces">Traces that have such spans.</param>
/// <param name="LiveBytes">Estimate of the memory they take.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="BadBlocks">Blocks set aside because they are damaged.</param>
/// <param name="BlockBytes">Bytes of blocks.</param>
/// <param name="BlockSpans">Spans in blocks.</param>
public sealed record StorageStatistics(
    int Tenants, long LiveSpans, long LiveTraces, long LiveBytes, int Blocks, int BadBlocks, long BlockBytes, long BlockSpans);
