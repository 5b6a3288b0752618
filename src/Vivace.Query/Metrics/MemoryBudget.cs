using System.Globalization;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>What the series or groups of one query may take; shared by its workers.</summary>
internal sealed class MemoryBudget(long limitBytes)
{
    /// <summary>What a query may take unless told otherwise: 1 GiB.</summary>
    public const long DefaultBytes = 1L << 30;

    private long _takenBytes;
    private readonly long _limitBytes = limitBytes;
    private long _allowedBytes = limitBytes;

    /// <summary>What was taken; set back after something was made and thrown away.</summary>
    public long TakenBytes
    {
        get => Interlocked.Read(ref _takenBytes);
        set => Interlocked.Exchange(ref _takenBytes, value);
    }

    /// <summary>Allows as much again, so that an answer can be made of what was computed until the limit was reached.</summary>
    public void Extend() => _allowedBytes = TakenBytes + _limitBytes;

    /// <summary>Takes memory that the query keeps to its end.</summary>
    /// <exception cref="QueryException">The limit is reached.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _takenBytes, bytes) <= _allowedBytes)
            return;

        throw new QueryException(
            string.Create(CultureInfo.InvariantCulture,
                $"the query needs more than {_limitBytes >> 20} MiB for what it groups by (vivace.query.max_memory_bytes); group by fields of fewer values, ask for a longer step or a shorter range, or raise the limit"),
            QueryErrorKind.LimitExceeded)
        {
            Limit = "vivace.query.max_memory_bytes",
        };
    }
}
