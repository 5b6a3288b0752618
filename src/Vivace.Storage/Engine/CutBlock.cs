using Vivace.Core;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>A live block that takes no more spans and waits to be written.</summary>
/// <param name="Tenant">Whose spans.</param>
/// <param name="Live">The spans.</param>
/// <param name="FirstSequence">Log record of its first spans.</param>
/// <param name="Since">Timestamp of its first spans' arrival.</param>
/// <param name="LogEnd">All records of the tenant below this are in this block or an earlier one.</param>
internal sealed record CutBlock(TenantId Tenant, LiveBlock Live, ulong FirstSequence, long Since, ulong LogEnd)
{
    /// <summary>Estimate of the memory held.</summary>
    public long SizeBytes { get; } = Live.SizeBytes;

    /// <summary>Done when the block is on disk and in its tenant's list; cancelled when the engine stops before.</summary>
    public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
