namespace Vivace.Server.Tests.Api;

/// <summary>A clock that stands still; timers are the system's.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary><see cref="Noon"/> in Unix seconds.</summary>
    public const ulong NoonSeconds = 1_772_366_400;

    public override DateTimeOffset GetUtcNow() => now;
}
