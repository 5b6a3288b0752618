using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vivace.Server.Configuration;
using Vivace.Server.Hosting.Logging;
using Xunit;

namespace Vivace.Server.Tests.Hosting;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public void Logfmt_quotes_what_needs_it() => Assert.Equal(
        "ts=2026-01-02T03:04:05.006Z level=warn component=Server msg=\"a \\\"b\\\"\\nc=d\" suppressed=3",
        LogLineFormatter.Format(LogFormat.Logfmt, Time, LogLevel.Warning, "Server", "a \"b\"\nc=d", null, 3));

    [Fact]
    public void Json_is_one_object_that_reads_back()
    {
        var line = LogLineFormatter.Format(LogFormat.Json, Time, LogLevel.Critical, "S", "a \"b\"\n\u0001é", new InvalidDataException("x"), 0);
        Assert.DoesNotContain('\n', line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("a \"b\"\n\u0001é", json.RootElement.GetProperty("msg").GetString());
        Assert.Equal("error", json.RootElement.GetProperty("level").GetString());
        Assert.Contains("InvalidDataException", json.RootElement.GetProperty("err").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storm_of_warnings_is_cut_to_ten_a_second_and_levels_are_respected()
    {
        var output = new MemoryStream();
        var frozen = new FrozenTime();
        await using (var provider = new VivaceLoggerProvider(output, new LoggingOptions(LogLevel.Information), frozen))
        {
            var logger = provider.CreateLogger("Vivace.Server");
            for (var i = 0; i < 1000; i++)
                logger.Log(LogLevel.Warning, new EventId(7), $"warning {i}", null, (text, _) => text);
            logger.Log(LogLevel.Debug, default, "not this", null, (text, _) => text);
            provider.CreateLogger("Microsoft.AspNetCore").Log(LogLevel.Information, default, "nor this", null, (text, _) => text);
            frozen.Now += TimeSpan.TicksPerSecond;
            logger.Log(LogLevel.Warning, new EventId(7), "last", null, (text, _) => text);
        }
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.EndsWith("msg=last suppressed=990", lines[^1], StringComparison.Ordinal);
    }

    private sealed class FrozenTime : TimeProvider
    {
        public long Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
