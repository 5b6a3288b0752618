using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Log;

public sealed class LogPowerCutTests
{
    private const int Bursts = 12;
    private const int BurstSize = 3;

    [Fact]
    public async Task Whatever_the_moment_of_a_power_cut_every_acknowledged_record_survives_and_no_half_one_appears()
    {
        var rehearsal = new FaultyFileSystem();
        await RunAsync(rehearsal, new Dictionary<ulong, string>(), []);
        Assert.True(rehearsal.OperationCount > 30);

        for (var operation = 1; operation <= rehearsal.OperationCount; operation++)
        {
            var files = new FaultyFileSystem { CutPowerAt = operation };
            var acknowledged = new Dictionary<ulong, string>();
            var sent = new HashSet<string>(StringComparer.Ordinal);
            var releasedBefore = await RunAsync(files, acknowledged, sent);
            for (var seed = 0; seed < 6; seed++)
                await CheckAsync(files.AfterPowerCut(seed), acknowledged, sent, releasedBefore);
        }
    }

    [Fact]
    public async Task A_second_power_cut_during_recovery_loses_nothing_either()
    {
        var before = new FaultyFileSystem { CutPowerAt = 41 };
        var acknowledged = new Dictionary<ulong, string>();
        var sent = new HashSet<string>(StringComparer.Ordinal);
        var releasedBefore = await RunAsync(before, acknowledged, sent);
        for (var seed = 0; seed < 20; seed++)
        {
            for (var operation = 1; operation <= 12; operation++)
            {
                var files = before.AfterPowerCut(seed);
                files.CutPowerAt = operation;
                var both = new Dictionary<ulong, string>(acknowledged);
                await RunAsync(files, both, sent, bursts: 2, release: false);
                await CheckAsync(files.AfterPowerCut(seed + operation), both, sent, releasedBefore);
            }
        }
    }

    /// <summary>Appends in bursts until done or dark, releasing part of the log half way.</summary>
    private static async Task<ulong> RunAsync(
        FaultyFileSystem files, Dictionary<ulong, string> acknowledged, HashSet<string> sent, int bursts = Bursts, bool release = true)
    {
        var releasedBefore = 0UL;
        try
        {
            await using var log = await LogTestBed.StartAsync(
                files, new Collected(), LogTestBed.Options with { SegmentBytes = 2_000 });
            for (var burst = 0; burst < bursts; burst++)
            {
                var payloads = Enumerable.Range(burst * BurstSize, BurstSize).Select(LogTestBed.Payload).ToArray();
                sent.UnionWith(payloads.Select(Convert.ToHexString));
                var appends = payloads.Select(payload => log.AppendAsync(LogTestBed.Tenant("shop"), payload, default).AsTask());
                var results = await Task.WhenAll(appends.ToArray());
                for (var i = 0; i < BurstSize; i++)
                {
                    if (results[i].IsAccepted)
                        acknowledged.Add(results[i].Sequence, Convert.ToHexString(payloads[i]));
                }

                if (release && burst == bursts / 2 && results[0].IsAccepted)
                {
                    releasedBefore = results[0].Sequence;
                    log.ReleaseBefore(releasedBefore);
                }
            }
        }
        catch (PowerCutException)
        {
            // While opening or replaying.
        }

        return releasedBefore;
    }

    private static async Task CheckAsync(
        FaultyFileSystem files, Dictionary<ulong, string> acknowledged, HashSet<string> sent, ulong releasedBefore)
    {
        var seen = new Collected();
        await using var log = await LogTestBed.OpenAsync(files);
        await log.ReplayAsync(seen, default);
        var records = seen.Records;

        Assert.Equal(records.Select(record => record.Sequence).Distinct().Order(), records.Select(record => record.Sequence));
        Assert.All(records, record => Assert.Contains(record.Payload, sent));
        var found = records.ToDictionary(record => record.Sequence, record => record.Payload);
        foreach (var (sequence, payload) in acknowledged)
        {
            if (sequence >= releasedBefore)
                Assert.Equal(payload, found.GetValueOrDefault(sequence));
        }

        // And the log works on, under numbers that nobody was ever told.
        log.Start(new Collected());
        var next = await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(1000), default);
        Assert.True(next.IsAccepted);
        Assert.True(acknowledged.Count == 0 || next.Sequence > acknowledged.Keys.Max());
    }
}
