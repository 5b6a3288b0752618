using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>A record on its way from the log to the follower.</summary>
/// <param name="Sequence">Its number; higher than those of all earlier records.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Payload">The caller's own bytes, OTLP. Only to be read, and only until <see cref="ILogFollower.Apply"/> returns.</param>
internal readonly record struct LogEntry(ulong Sequence, TenantId Tenant, ReadOnlyMemory<byte> Payload);
