using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>Sees the records of an earlier run.</summary>
internal interface ILogVisitor
{
    /// <summary>Takes one intact record.</summary>
    /// <param name="sequence">Its number; higher than those of all records visited before.</param>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="payload">The bytes as appended; valid until the call returns.</param>
    /// <remarks>An exception ends the replay and is passed on.</remarks>
    void Visit(ulong sequence, TenantId tenant, ReadOnlySpan<byte> payload);
}
