using System.Text.Json;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>A real recording, sent as recorded, is answered exactly in every state that data can be in.</summary>
public sealed class RecordingTests(RecordingFixture fixture) : IClassFixture<RecordingFixture>
{
    private const string NoMerging = "-compactor.compaction.compaction_cycle=1h";
    private const string Merging = "-compactor.compaction.compaction_cycle=100ms";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recording_is_answered_exactly_while_live()
    {
        var (recording, answers) = Read();
        await using var server = await ServerProcess.StartAsync(null, NoMerging);
        using var client = new VivaceClient(server);
        await client.ExportAsync(recording.Requests, Stop);
        await answers.CheckAsync(client, "live", recording.TraceIds, Stop);
        Assert.Empty(CompactionLevels(server));
    }

    [Fact]
    public async Task A_recording_is_answered_exactly_from_blocks_and_log_after_a_kill_and_after_compaction()
    {
        var (recording, answers) = Read();
        await using var first = await ServerProcess.StartAsync(null, NoMerging);
        using (var client = new VivaceClient(first))
        {
            // Traces lie across the cuts: in several blocks and in what is still live when the process dies.
            foreach (var part in recording.Requests.Take(60).Chunk(20))
            {
                await client.ExportAsync(part, Stop);
                await client.FlushAsync(Stop);
            }

            await client.ExportAsync(recording.Requests.Skip(60), Stop);
        }

        await first.SignalAsync("KILL");
        await first.WaitForExitAsync();
        Assert.Equal([0, 0, 0], CompactionLevels(first));
        await using (var second = await ServerProcess.StartAsync(first.Folder, NoMerging))
        {
            using var client = new VivaceClient(second);
            await answers.CheckAsync(client, "three blocks and a live rest after a kill", recording.TraceIds, Stop);
            await client.FlushAsync(Stop);
            await second.SignalAsync("KILL");
            await second.WaitForExitAsync();
        }

        Assert.Equal([0, 0, 0, 0], CompactionLevels(first));
        await using var third = await ServerProcess.StartAsync(first.Folder, Merging);
        using (var client = new VivaceClient(third))
        {
            while (!Array.Exists(CompactionLevels(third), level => level > 0))
                await Task.Delay(TimeSpan.FromMilliseconds(20), Stop);
            await answers.CheckAsync(client, "compacted", recording.TraceIds, Stop);
        }
    }

    private (Recording Recording, RecordingAnswers Answers) Read()
    {
        Assert.SkipWhen(fixture.Recording is null, "shared/data/reifydb.otlp.gz is not beside the checkout");
        return (fixture.Recording!, fixture.Answers!);
    }

    /// <summary>Of blocks in use: a merged one's <c>meta.json</c> has another name.</summary>
    private static string[] MetaFiles(ServerProcess server) =>
        Directory.GetFiles(Path.Combine(server.Folder, "blocks"), "meta.json", SearchOption.AllDirectories);

    private static int[] CompactionLevels(ServerProcess server)
    {
        try
        {
            return [.. MetaFiles(server).Select(file =>
            {
                using var meta = JsonDocument.Parse(File.ReadAllBytes(file));
                return meta.RootElement.GetProperty("compactionLevel").GetInt32();
            })];
        }
        catch (Exception changing) when (changing is IOException or JsonException)
        {
            return []; // a merge is under way
        }
    }
}
