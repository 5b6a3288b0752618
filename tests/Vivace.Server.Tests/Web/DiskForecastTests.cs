using Vivace.Server.Web.Storage;
using Vivace.Storage.Engine;
using Xunit;

namespace Vivace.Server.Tests.Web;

public sealed class DiskForecastTests
{
    [Fact]
    public void Half_a_day_of_blocks_tells_what_a_day_takes() =>
        Assert.Equal(new DiskForecast(200, 5), DiskForecast.Of(Measured(100, TimeSpan.FromHours(12)), 100, 1_000, TimeSpan.Zero));

    [Fact]
    public void A_disk_that_retention_keeps_from_filling_is_never_full()
    {
        Assert.Null(DiskForecast.Of(Measured(100, TimeSpan.FromDays(1)), 600, 500, TimeSpan.FromDays(10)).DaysUntilFull);
        Assert.Equal(5, DiskForecast.Of(Measured(100, TimeSpan.FromDays(1)), 600, 500, TimeSpan.FromDays(12)).DaysUntilFull);
    }

    [Fact]
    public void Less_than_an_hour_tells_nothing() =>
        Assert.Equal(default, DiskForecast.Of(Measured(100, TimeSpan.FromMinutes(59)), 100, 100, TimeSpan.Zero));

    private static MaintenanceStatistics Measured(long bytes, TimeSpan period) => new(0, 0, 0, 0, 0, 0, 0, null, bytes, period);
}
