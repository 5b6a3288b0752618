using Vivace.Storage.Engine;

namespace Vivace.Server.Web.Storage;

/// <summary>How blocks grow, judged by the last day.</summary>
/// <param name="BytesPerDay">Bytes of blocks a day; null while there is less than an hour to judge by.</param>
/// <param name="DaysUntilFull">When the disk is full; null when retention keeps it from that, or nothing is known.</param>
internal readonly record struct DiskForecast(double? BytesPerDay, double? DaysUntilFull)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Judges.</summary>
    /// <param name="measured">Bytes of the last day.</param>
    /// <param name="usedBytes">Bytes that blocks and log take now.</param>
    /// <param name="freeBytes">Room on the disk.</param>
    /// <param name="retention">How long blocks stay; zero for ever.</param>
    public static DiskForecast Of(MaintenanceStatistics measured, long usedBytes, long freeBytes, TimeSpan retention)
    {
        if (measured.RecentPeriod < Shortest)
            return default;
        var perDay = measured.RecentBlockBytes / measured.RecentPeriod.TotalDays;
        var isKeptInBounds = retention > TimeSpan.Zero && perDay * retention.TotalDays <= usedBytes + freeBytes;
        return new DiskForecast(perDay, isKeptInBounds || perDay <= 0 ? null : freeBytes / perDay);
    }
}
