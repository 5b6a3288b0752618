using Vivace.Storage.Columns;

namespace Vivace.Storage.Engine;

/// <summary>What the attributes of a tenant take, newest spans first, as far as they were counted.</summary>
/// <param name="Attributes">In no particular order.</param>
/// <param name="Blocks">Blocks that were counted whole.</param>
/// <param name="TotalBlocks">Blocks of the tenant.</param>
/// <param name="Spans">Spans that were counted, live ones included; as stored, those that were sent twice and not yet merged twice.</param>
/// <param name="TotalSpans">Spans of the tenant.</param>
/// <param name="BytesRead">Bytes of blocks read to count them.</param>
/// <param name="PartialReason">Why not all were counted; null when all were.</param>
public sealed record AttributeSurvey(
    IReadOnlyList<AttributeUse> Attributes, int Blocks, int TotalBlocks, long Spans, long TotalSpans, long BytesRead, string? PartialReason);

/// <summary>What one attribute of one type takes.</summary>
/// <param name="Owner">What carries it.</param>
/// <param name="Name">Its key.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="BlockBytes">Bytes on disk of its values and filters. Those of resources and instrumentation scopes lie together: theirs is a
/// share by the length of keys and values.</param>
/// <param name="LiveBytes">Length of its values in live data: texts by their bytes, numbers as eight, booleans as one; those of resources and
/// instrumentation scopes once for each row group that has them.</param>
/// <param name="Values">Values in blocks and live data; for resources and instrumentation scopes spans that have it.</param>
/// <param name="Distinct">Different values.</param>
/// <param name="IsDistinctExact">Whether <paramref name="Distinct"/> is exact; else it is an estimate with a standard error of 0.8 %.</param>
public sealed record AttributeUse(
    AttributeOwner Owner, string Name, AttributeType Type, long BlockBytes, long LiveBytes, long Values, long Distinct, bool IsDistinctExact);
