using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage.Files;
using Vivace.Storage.Log;
using Xunit;

namespace Vivace.Storage.Tests.Log;

public sealed class WriteAheadLogTests
{
    [Fact]
    public async Task Replay_returns_exactly_what_was_acknowledged()
    {
        var folder = Directory.CreateTempSubdirectory("vivace-log-").FullName;
        try
        {
            var options = new LogOptions { Path = Path.Combine(folder, "wal"), SegmentBytes = 10_000, MinFreeBytes = 0 };
            var first = new Collected();
            await using (var log = await WriteAheadLog.OpenAsync(
                options, LocalFileSystem.Instance, TimeProvider.System, NullLogger.Instance, default))
            {
                var found = await log.ReplayAsync(first, default);
                Assert.Equal(0, found.RecordCount);
                log.Start(first);
                await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
                {
                    var result = await log.AppendAsync(TenantId.Single, new byte[i * 40], default);
                    Assert.True(result.IsAccepted);
                }));
                Assert.Equal(50UL, log.LastAppliedSequence);
                Assert.True(log.SegmentCount > 1);
            }

            var second = new Collected();
            await using (var log = await WriteAheadLog.OpenAsync(
                options, LocalFileSystem.Instance, TimeProvider.System, NullLogger.Instance, default))
            {
                var found = await log.ReplayAsync(second, default);
                Assert.Empty(found.Damages);
                Assert.Equal(0, found.TornBytes);
                Assert.Equal(first.Records, second.Records);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
