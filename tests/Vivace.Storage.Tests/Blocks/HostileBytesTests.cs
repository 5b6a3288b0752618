using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;
using Xunit;

namespace Vivace.Storage.Tests.Blocks;

/// <summary>Any bytes give a value or say that they are damaged, within bounded memory.</summary>
public sealed class HostileBytesTests
{
    private const int Entries = 100;
    private const long MostBytes = 64 << 20;

    public static TheoryData<string> Decoders => [.. DecoderTable.Keys];

    private static Dictionary<string, Action<byte[]>> DecoderTable { get; } = new(StringComparer.Ordinal)
    {
        ["integers"] = static bytes =>
        {
            var input = new ByteReader(bytes);
            IntegerEncoding.Read(ref input, new long[Entries]);
        },
        ["range of integers"] = static bytes =>
        {
            var input = new ByteReader(bytes);
            IntegerEncoding.ReadRange(ref input, 3000, 1500, new long[Entries]);
        },
        ["texts"] = static bytes =>
        {
            using var arrays = new RentedArrays();
            var texts = TextEncoding.Read(bytes, Entries, arrays);
            for (var i = 0; i < Entries; i++)
                _ = texts[i].Length;
        },
        ["page"] = static bytes =>
        {
            var input = new ByteReader(bytes);
            var page = PageCompression.Find(ref input);
            PageCompression.Read(bytes, page, new byte[page.RawSize]);
        },
        ["footer"] = static bytes => BlockFooter.Read(bytes),
        ["directory"] = static bytes => RowGroupDirectory.Read(bytes),
        ["contexts"] = static bytes =>
        {
            var contexts = BlockContexts.Read(bytes);
            for (var i = 0; i < contexts.Count; i++)
                _ = (contexts.Resources[contexts.ResourceOfPair[i]], contexts.Scopes[contexts.ScopeOfPair[i]]);
        },
        ["page filters"] = static bytes => PageFilters.Read(bytes).MayContain("value"u8),
        ["context"] = static bytes => ContextBytes.Read(bytes),
        ["shapes"] = static bytes =>
        {
            var shapes = BlockShapes.Read(bytes, 4, 3, new[] { 0, 1, 2, 3 });
            shapes.FindRows(1, new int[2]);
        },
        ["explicit parents"] = static bytes => BlockExplicitParents.Read([0, 3, 7], bytes),
        ["meta.json"] = static bytes => BlockMeta.FromJson(bytes),
    };

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_decoder_gives_a_value_or_says_damaged(string decoder) =>
        Prop.ForAll(Bytes(), bytes =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                DecoderTable[decoder](bytes);
            }
            catch (BlockCorruptedException)
            {
                // As it should be.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>Noise in which small numbers, zeros and ones, which mean something to decoders, are common.</summary>
    private static Arbitrary<byte[]> Bytes() => Arb.From(
        Gen.Choose(0, int.MaxValue).Select(static seed =>
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(300)];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(random.Next(4) switch { 0 => 0, 1 => random.Next(4), 2 => 0xFF, _ => random.Next(256) });
            return bytes;
        }));
}
