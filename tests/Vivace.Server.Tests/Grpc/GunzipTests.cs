using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Server.Grpc;
using Xunit;

namespace Vivace.Server.Tests.Grpc;

public sealed class GunzipTests
{
    [Fact]
    public void What_was_packed_comes_back_if_it_fits_and_is_too_large_if_not() =>
        Prop.ForAll<byte[], NonNegativeInt>((bytes, limit) =>
        {
            using var packed = Buffer(RawGrpcClient.Gzip(bytes));
            using var unpacked = new PooledBuffer();
            var outcome = Gunzip.Run(packed, unpacked, limit.Get);
            return bytes.Length > limit.Get
                ? outcome == GunzipOutcome.TooLarge
                : outcome == GunzipOutcome.Done && unpacked.Written.Span.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_byte_or_an_early_end_never_passes_for_other_content() =>
        Prop.ForAll<byte[], int, byte>((bytes, position, flip) =>
        {
            var file = RawGrpcClient.Gzip([.. bytes, 1]);
            var at = (int)((uint)position % (uint)file.Length);
            var damaged = flip == 0 ? file[..at] : [.. file];
            if (flip != 0)
                damaged[at] ^= flip;

            using var packed = Buffer(damaged);
            using var unpacked = new PooledBuffer();
            var outcome = Gunzip.Run(packed, unpacked, 100_000);
            return outcome != GunzipOutcome.Done
                || damaged.Length == 0
                || unpacked.Written.ToArray().SequenceEqual([.. bytes, (byte)1]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bomb_costs_no_more_than_the_limit()
    {
        using var packed = Buffer(RawGrpcClient.Gzip(new byte[20_000_000]));
        using var unpacked = new PooledBuffer();

        Assert.Equal(GunzipOutcome.TooLarge, Gunzip.Run(packed, unpacked, 100_000));
        Assert.InRange(unpacked.Array.Length, 1, 262_144);
    }

    private static PooledBuffer Buffer(byte[] bytes)
    {
        var buffer = new PooledBuffer();
        buffer.Append(new ReadOnlySequence<byte>(bytes));
        return buffer;
    }
}
