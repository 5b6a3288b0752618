using System.IO.Compression;
using System.Runtime.CompilerServices;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Tests.Engine;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Blocks;

/// <summary>Blocks that earlier releases wrote, one folder per format version, are read by this one as they were sent.</summary>
/// <remarks>A new version gets a folder of its own: <c>VIVACE_WRITE_GOLDEN=1 dotnet test tests/Vivace.Storage.Tests --filter
/// GoldenBlock</c> writes it. The folders of older versions are never written again.</remarks>
public sealed class GoldenBlockTests
{
    private const string SentFile = "sent.otlp.gz";

    [Theory]
    [InlineData(1)]
    public async Task A_block_of_every_version_is_read_as_it_was_sent(int version)
    {
        var folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Golden", $"version-{version}");
        if (version == BlockFormat.Version && Environment.GetEnvironmentVariable("VIVACE_WRITE_GOLDEN") == "1")
            await WriteAsync(folder);

        var sent = await ReadSentAsync(folder);
        var meta = await File.ReadAllBytesAsync(Path.Combine(folder, BlockFormat.MetaFile), TestContext.Current.CancellationToken);
        var files = new FaultyFileSystem();
        var block = Path.Combine(EngineBed.BlocksFolder, TenantId.Single.Value, BlockMeta.FromJson(meta).BlockId.ToString());
        files.CreateDirectory(block);
        files.WriteAllBytes(Path.Combine(block, BlockFormat.MetaFile), meta);
        files.WriteAllBytes(
            Path.Combine(block, BlockFormat.SpansFile),
            await File.ReadAllBytesAsync(Path.Combine(folder, BlockFormat.SpansFile), TestContext.Current.CancellationToken));

        await using var storage = await EngineBed.OpenAsync(files);
        Assert.Equal(1, storage.GetStatistics().Blocks);
        Assert.Equal(0, storage.GetStatistics().BadBlocks);
        EngineBed.AssertStored(storage, [sent]);
    }

    private static async Task WriteAsync(string folder)
    {
        var sent = MakeRequest();
        var files = new FaultyFileSystem();
        await using (var storage = await EngineBed.OpenAsync(files))
        {
            await EngineBed.AppendAsync(storage, sent);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        Directory.CreateDirectory(folder);
        var block = Assert.Single(EngineBed.BlockFolders(files));
        foreach (var name in new[] { BlockFormat.MetaFile, BlockFormat.SpansFile })
            await File.WriteAllBytesAsync(Path.Combine(folder, name), files.ReadAllBytes(Path.Combine(block, name)));
        await using var packed = new GZipStream(File.Create(Path.Combine(folder, SentFile)), CompressionLevel.SmallestSize);
        await packed.WriteAsync(sent);
    }

    /// <summary>Everything that OTLP allows, odd cases above all, and columns of few and of many values, so that every encoding
    /// comes up. Protobuf joins messages that stand behind each other: several requests are one.</summary>
    private static byte[] MakeRequest()
    {
        var random = new OtlpRandom(1, 60);
        var requests = Enumerable.Range(0, 12).Select(_ => random.Request().ToBytes()).ToList();
        for (var number = 0; number < 1_500; number++)
        {
            var trace = Traces.Checkout(number);
            foreach (var (i, span) in trace.Spans.Index())
                span.With("golden.few", $"value {number % 7}").With("golden.many", $"request {(number * 6151) + i:x8}").With("golden.number", number);
            requests.Add(trace.ToBytes());
        }

        return [.. requests.SelectMany(static request => request)];
    }

    private static async Task<byte[]> ReadSentAsync(string folder)
    {
        await using var packed = new GZipStream(File.OpenRead(Path.Combine(folder, SentFile)), CompressionMode.Decompress);
        using var sent = new MemoryStream();
        await packed.CopyToAsync(sent);
        return sent.ToArray();
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
