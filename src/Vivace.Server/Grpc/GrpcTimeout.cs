using System.Globalization;

namespace Vivace.Server.Grpc;

/// <summary>The header <c>grpc-timeout</c>: 1 to 8 digits and a unit (<c>H M S m u n</c>).</summary>
internal static class GrpcTimeout
{
    /// <summary>Longer deadlines are cut to this: a timer cannot count further, and no call of ours lasts a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads the header.</summary>
    /// <param name="text">The value as received.</param>
    /// <param name="timeout">From zero to <see cref="Longest"/>; a tick is the shortest step, shorter times round up.</param>
    /// <returns>False when the value is not what the protocol defines.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9
            || !ulong.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        // At most 99,999,999 hours: no overflow in 64 bits.
        var ticks = text[^1] switch
        {
            'H' => count * TimeSpan.TicksPerHour,
            'M' => count * TimeSpan.TicksPerMinute,
            'S' => count * TimeSpan.TicksPerSecond,
            'm' => count * TimeSpan.TicksPerMillisecond,
            'u' => count * TimeSpan.TicksPerMicrosecond,
            'n' => (count + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick,
            _ => ulong.MaxValue,
        };
        if (ticks == ulong.MaxValue)
            return false;

        timeout = ticks > (ulong)Longest.Ticks ? Longest : new TimeSpan((long)ticks);
        return true;
    }
}
