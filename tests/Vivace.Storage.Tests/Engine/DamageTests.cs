using System.Buffers.Binary;
using System.Text;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class DamageTests
{
    private static readonly StorageOptions Options = EngineBed.Options with { CompactionDisabled = true };

    [Fact]
    public async Task Every_flipped_byte_is_told_and_the_other_blocks_answer()
    {
        var disk = await Disk.MakeAsync();
        var surgery = new BlockSurgery(disk.Spans);
        var random = new Random(1);
        foreach (var (name, offset, length) in surgery.Parts())
        {
            foreach (var at in new[] { 0, length - 1, random.Next(length) }.Distinct())
                await disk.CheckAsync(surgery.Flip(offset + at, (byte)(1 << random.Next(8))), $"{name}, byte {at}");
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_emptied_zeroed_or_gone_is_told_and_the_other_blocks_answer()
    {
        var disk = await Disk.MakeAsync();
        var length = disk.Spans.Length;
        foreach (var rest in new[] { 0, 1, 8, 31, 32, 33, length / 2, length - 33, length - 32, length - 1 })
            await disk.CheckAsync(disk.Spans[..rest], $"cut to {rest}");
        await disk.CheckAsync(new byte[length], "all zero");
        await disk.CheckAsync([.. disk.Spans, 0], "longer");
        await disk.CheckAsync([.. disk.Spans.AsSpan(0, length / 2), .. new byte[length - (length / 2) - 32], .. disk.Spans.AsSpan(^32..)],
            "zero in the middle");
        await disk.CheckAsync(null, "gone");
    }

    [Fact]
    public async Task Another_version_is_told_by_its_number()
    {
        var disk = await Disk.MakeAsync();
        var other = disk.Spans.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(other.AsSpan(^16..), BlockFormat.Version + 1);
        Assert.Contains($"format {BlockFormat.Version + 1}", await disk.CheckAsync(other, "version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_meta_data_are_told_and_the_other_blocks_answer()
    {
        var disk = await Disk.MakeAsync();
        var text = Encoding.UTF8.GetString(disk.Meta);
        string[] damaged =
        [
            "", "null", "{}", "[1]", "\0\0\0\0", text[..(text.Length / 2)], text.Replace("replaces\": []", "replaces\": null", StringComparison.Ordinal),
            text.Replace(disk.BlockId, Guid.NewGuid().ToString(), StringComparison.Ordinal),
            text.Replace("\"startTime\": ", "\"startTime\": -", StringComparison.Ordinal),
            text.Replace("\"tenant\": \"single-tenant\"", "\"tenant\": null", StringComparison.Ordinal), new(' ', (1 << 20) + 1),
        ];
        foreach (var meta in damaged)
        {
            Assert.NotEqual(text, meta);
            await disk.CheckAsync(disk.Spans, $"meta.json is {meta[..Math.Min(meta.Length, 60)]}", Encoding.UTF8.GetBytes(meta));
        }
    }

    [Fact]
    public async Task Forged_blocks_with_right_checksums_are_damage_at_worst()
    {
        var disk = await Disk.MakeAsync();
        var surgery = new BlockSurgery(disk.Spans);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var what = "footer";
            var bytes = (seed % 8) switch
            {
                0 => surgery.ForgeFooter(Change),
                1 => ForgeDirectory(),
                _ => surgery.Forge(random, Change, out what),
            };
            try
            {
                await disk.ReadAsync(bytes);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, {what}", exception);
            }

            byte[] ForgeDirectory()
            {
                what = "directory";
                return surgery.ForgeDirectory(random, Change);
            }

            void Change(byte[] part)
            {
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    part[random.Next(Math.Min(part.Length, random.Next(2) == 0 ? 12 : part.Length))] =
                        (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
                }
            }
        }
    }

    [Fact]
    public async Task What_cannot_be_opened_now_is_not_damaged_for_ever()
    {
        var disk = await Disk.MakeAsync();
        var files = new ObservedFileSystem(disk.Files);
        await using var storage = await EngineBed.OpenAsync(files, Options);
        files.FailsToOpen = path => path.EndsWith(BlockFormat.SpansFile, StringComparison.Ordinal);
        var id = OtlpTraces.TraceIds(disk.Others)[0];
        var missing = storage.FindTrace(default, id, TimeRange.All, CancellationToken.None);
        Assert.Contains("Too many open files", missing.PartialReason, StringComparison.Ordinal);
        using (var partial = storage.OpenSnapshot(default, TimeRange.All))
            Assert.Contains("Too many open files", partial.PartialReason, StringComparison.Ordinal);
        Assert.Equal(0, storage.GetStatistics().BadBlocks);

        files.FailsToOpen = null;
        EngineBed.AssertStored(storage, [.. disk.Others, .. disk.Damaged]);
    }

    /// <summary>Three blocks of one tenant; the second is damaged.</summary>
    private sealed class Disk
    {
        private string _folder = "";

        public FaultyFileSystem Files { get; } = new();

        public byte[][] Others { get; private init; } = [];

        public byte[][] Damaged { get; private init; } = [];

        public byte[] Spans { get; private set; } = [];

        public byte[] Meta { get; private set; } = [];

        public string BlockId => Path.GetFileName(_folder);

        private string SpansPath => Path.Combine(_folder, BlockFormat.SpansFile);

        private string MetaPath => Path.Combine(_folder, BlockFormat.MetaFile);

        public static async Task<Disk> MakeAsync()
        {
            var source = new OtlpRandom(3, 50);
            var disk = new Disk
            {
                Others = [EngineBed.Checkout(1), EngineBed.Checkout(2)],
                Damaged = [source.Request().ToBytes(), source.Request().ToBytes(), source.Request().ToBytes(), EngineBed.Checkout(3)],
            };
            await using var storage = await EngineBed.OpenAsync(disk.Files, Options);
            await EngineBed.AppendAsync(storage, disk.Others[0]);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            var before = EngineBed.BlockFolders(disk.Files);
            foreach (var request in disk.Damaged)
                await EngineBed.AppendAsync(storage, request);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            disk._folder = Assert.Single(EngineBed.BlockFolders(disk.Files).Except(before));
            await EngineBed.AppendAsync(storage, disk.Others[1]);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            disk.Spans = disk.Files.ReadAllBytes(disk.SpansPath);
            disk.Meta = disk.Files.ReadAllBytes(disk.MetaPath);
            return disk;
        }

        /// <summary>Wants the damage told, every answer about the block's traces either right or partial, and the others whole.</summary>
        /// <returns>A reason given.</returns>
        public async Task<string> CheckAsync(byte[]? spans, string what, byte[]? meta = null)
        {
            try
            {
                var reasons = await ReadAsync(spans, meta);
                Assert.NotEmpty(reasons);
                return reasons[0];
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(what, exception);
            }
        }

        /// <summary>Reads everything there is, twice: the second time the block is set aside already.</summary>
        /// <returns>The reasons given for partial answers.</returns>
        public async Task<List<string>> ReadAsync(byte[]? spans, byte[]? meta = null)
        {
            if (spans is null)
                Files.DeleteFile(SpansPath);
            else
                Files.WriteAllBytes(SpansPath, spans);
            Files.WriteAllBytes(MetaPath, meta ?? Meta);
            var reasons = new List<string>();
            await using var storage = await EngineBed.OpenAsync(Files, Options);
            for (var round = 0; round < 2; round++)
            {
                ReadTraces(storage, reasons);
                ReadSnapshot(storage, reasons);
                Assert.Equal(reasons.Count > 0 ? 1 : 0, storage.GetStatistics().BadBlocks);
            }

            return reasons;
        }

        private void ReadTraces(TraceStorage storage, List<string> reasons)
        {
            foreach (var trace in StoredOnce.Of(Damaged).GroupBy(span => span.TraceId))
            {
                var found = storage.FindTrace(default, trace.Key, TimeRange.All, CancellationToken.None);
                if (found.PartialReason is { } reason)
                    reasons.Add(reason);
            }

            foreach (var trace in StoredOnce.Of(Others).GroupBy(span => span.TraceId))
            {
                var found = storage.FindTrace(default, trace.Key, TimeRange.All, CancellationToken.None);
                OtlpTraces.AssertSame([.. trace], OtlpTraces.Normalize(found.TracesData.ToArray()));
            }
        }

        private void ReadSnapshot(TraceStorage storage, List<string> reasons)
        {
            using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
            if (snapshot.PartialReason is { } partial)
                reasons.Add(partial);
            var read = new HashSet<TraceId>();
            foreach (var handle in snapshot.RowGroups)
            {
                try
                {
                    using var group = handle.Open();
                    BlockSurgery.ReadEverything(group);
                    read.UnionWith(group.TraceIds.ToArray());
                }
                catch (BlockCorruptedException damage)
                {
                    handle.ReportDamage(damage);
                    reasons.Add(damage.Message);
                }
            }

            Assert.Superset(OtlpTraces.TraceIds(Others).ToHashSet(), read);
        }
    }
}
