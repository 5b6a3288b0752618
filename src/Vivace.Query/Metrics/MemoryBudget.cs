using System.Globalization;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>What the series or groups of one query may take; shared by its workers.</summary>
internal sealed class MemoryBudget(long limitBytes)
{
    /// <summary>What a query may take unless told otherwise: 1 GiB.</summary>
    public const long DefaultBytes = 1L << 30;

    private long _takenBytes;

    /// <summary>Takes memory that the query keeps to its end.</summary>
    /// <exception cref="QueryException">The limit is reached.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _takenBytes, bytes) <= limitBytes)
            return;

        throw new QueryException(
            string.Create(CultureInfo.InvariantCulture,
                $"the query needs more than {limitBytes >> 20} MiB for what it groups by (vivace.query.max_memory_bytes); group by fields of fewer values, ask for a longer step or a shorter range, or raise the limit"),
            QueryErrorKind.LimitExceeded)
        {
            Limit = "vivace.query.max_memory_bytes",
        };
    }
}
