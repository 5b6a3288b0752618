namespace Vivace.Ingest;

/// <summary>One tenant's byte budget: refilled at a rate, at most as deep as the burst. Starts full.</summary>
/// <remarks>Thread safe. The lock guards <c>_tokens</c> and <c>_updated</c>; limits are passed in each time because they may be
/// reloaded.</remarks>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private double _tokens = double.PositiveInfinity; // full, whatever the burst is when it is first asked
    private long _updated;

    /// <summary>Takes bytes from the budget, or none.</summary>
    /// <param name="costBytes">Bytes of the push.</param>
    /// <param name="rateBytes">Refill in bytes per second, above 0.</param>
    /// <param name="burstBytes">Depth in bytes.</param>
    /// <param name="time">Where the time comes from.</param>
    /// <param name="wait">When refused: how long until the budget holds the push.</param>
    public bool TryTake(long costBytes, long rateBytes, long burstBytes, TimeProvider time, out TimeSpan wait)
    {
        lock (_lock)
        {
            var tokens = Refilled(rateBytes, burstBytes, time);
            _updated = time.GetTimestamp();
            _tokens = tokens;
            if (costBytes <= tokens)
            {
                _tokens = tokens - costBytes;
                wait = TimeSpan.Zero;
                return true;
            }

            wait = TimeSpan.FromSeconds(Math.Min((costBytes - tokens) / rateBytes, MaxWaitSeconds));
            return false;
        }
    }

    /// <summary>True when the budget would be full now, so that forgetting the bucket changes nothing.</summary>
    public bool IsFull(long rateBytes, long burstBytes, TimeProvider time)
    {
        lock (_lock)
            return Refilled(rateBytes, burstBytes, time) >= burstBytes;
    }

    private const double MaxWaitSeconds = 24 * 60 * 60;

    private double Refilled(long rateBytes, long burstBytes, TimeProvider time) => double.IsPositiveInfinity(_tokens)
        ? burstBytes
        : Math.Min(burstBytes, _tokens + (time.GetElapsedTime(_updated).TotalSeconds * rateBytes));
}
