using Vivace.Core;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class PowerCutTests
{
    private static readonly TenantId Brief = EngineBed.Tenant("brief");

    /// <summary>Small blocks that are merged at once, folders removed at once; one tenant's blocks expire at once.</summary>
    private static StorageOptions Options => EngineBed.Options with
    {
        MaxBlockBytes = 6_000,
        CompactedBlockRetention = TimeSpan.Zero,
        RetentionInterval = TimeSpan.Zero,
        TenantBlockRetention = static tenant => tenant == "brief" ? TimeSpan.FromTicks(1) : null,
    };

    [Fact]
    public async Task Whatever_the_moment_of_a_power_cut_every_acknowledged_trace_is_found_whole_and_once()
    {
        var rehearsal = new FaultyFileSystem();
        await RunAsync(rehearsal, [], []);
        Assert.True(rehearsal.OperationCount > 100, $"only {rehearsal.OperationCount} operations");

        for (var operation = 1; operation <= rehearsal.OperationCount; operation += 2)
        {
            var files = new FaultyFileSystem { CutPowerAt = operation };
            List<byte[]> sent = [], acknowledged = [];
            await RunAsync(files, sent, acknowledged);
            foreach (var seed in new[] { 0, operation })
            {
                try
                {
                    await CheckAsync(files.AfterPowerCut(seed), sent, acknowledged);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"power cut at operation {operation}, seed {seed}", exception);
                }
            }
        }
    }

    /// <summary>Traces in two halves, apart in time, with cuts, merges and expiry between them, until done or dark.</summary>
    private static async Task RunAsync(FaultyFileSystem files, List<byte[]> sent, List<byte[]> acknowledged)
    {
        try
        {
            await using var storage = await EngineBed.OpenAsync(files, Options);
            for (var i = 0; i < 10 && files.HasPower; i++)
            {
                await SendAsync(storage, EngineBed.Half(i, second: false));
                await storage.AppendAsync(Brief, EngineBed.Checkout(i), CancellationToken.None);
                if (i >= 3)
                    await SendAsync(storage, EngineBed.Half(i - 3, second: true));
                if (i % 3 == 2)
                    await WhileThereIsPowerAsync(files, storage.FlushAsync);
                if (i % 4 == 3)
                    await WhileThereIsPowerAsync(files, storage.MaintainAsync);
            }

            await WhileThereIsPowerAsync(files, storage.FlushAsync);
            await WhileThereIsPowerAsync(files, storage.MaintainAsync);
            await SendAsync(storage, EngineBed.Checkout(50));
        }
        catch (IOException)
        {
            // Dark before it was open.
        }

        async Task SendAsync(TraceStorage storage, byte[] request)
        {
            sent.Add(request);
            if ((await storage.AppendAsync(default, request, CancellationToken.None)).IsAccepted)
                acknowledged.Add(request);
        }
    }

    private static async Task WhileThereIsPowerAsync(FaultyFileSystem files, Func<CancellationToken, Task> run)
    {
        using var dark = new CancellationTokenSource();
        var running = run(dark.Token);
        while (!running.IsCompleted && files.HasPower)
            await Task.WhenAny(running, Task.Delay(5, TestContext.Current.CancellationToken));
        await dark.CancelAsync();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CheckAsync(FaultyFileSystem files, List<byte[]> sent, List<byte[]> acknowledged)
    {
        await using var storage = await EngineBed.OpenAsync(files, Options);
        Check(storage);

        // The next run goes on from there: blocks are cut and merged, and it is all still there.
        await storage.FlushAsync(TestContext.Current.CancellationToken);
        await storage.MaintainAsync(TestContext.Current.CancellationToken);
        Check(storage);

        void Check(TraceStorage opened)
        {
            Assert.Equal(0, opened.GetStatistics().BadBlocks);
            var mayBe = StoredOnce.Of(sent).ToHashSet();
            using var snapshot = opened.OpenSnapshot(default, TimeRange.All);
            var answered = EngineBed.SpanCounts(snapshot).ToDictionary(trace => trace.Id, trace => trace.SpanCount);
            foreach (var trace in StoredOnce.Of(acknowledged).GroupBy(span => span.TraceId))
            {
                var found = opened.FindTrace(default, trace.Key, TimeRange.All, CancellationToken.None);
                Assert.Null(found.PartialReason);
                var spans = OtlpTraces.Normalize(found.TracesData.ToArray());
                Assert.Equal(spans.Count, spans.Distinct().Count());
                Assert.Subset(spans.ToHashSet(), trace.ToHashSet());
                Assert.Subset(mayBe, spans.ToHashSet());
                Assert.Equal(spans.Count, answered[trace.Key]);
            }
        }
    }
}
