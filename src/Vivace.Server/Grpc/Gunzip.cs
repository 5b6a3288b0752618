using System.Buffers.Binary;
using System.IO.Compression;

namespace Vivace.Server.Grpc;

/// <summary>What became of unpacking a gzip body.</summary>
internal enum GunzipOutcome
{
    /// <summary>All of it was unpacked.</summary>
    Done,

    /// <summary>It unpacks to more than the limit; it was abandoned there.</summary>
    TooLarge,

    /// <summary>It is not gzip, damaged, or ends early.</summary>
    Damaged,
}

/// <summary>Unpacks gzip (RFC 1952) from one buffer into another, never past a limit.</summary>
/// <remarks>One member only, with nothing behind it, which is what every OTLP client sends.</remarks>
internal static class Gunzip
{
    // Deflate cannot pack better than 1032:1, and telemetry packs about 8:1.
    private const int UsualRatio = 16;
    private const int SmallestFileBytes = 20;

    /// <summary>Unpacks a whole gzip file.</summary>
    /// <param name="packed">The compressed bytes.</param>
    /// <param name="unpacked">Receives the bytes; empty before. What it holds afterwards means something only if the outcome
    /// is <see cref="GunzipOutcome.Done"/>.</param>
    /// <param name="limitBytes">Most bytes to unpack.</param>
    public static GunzipOutcome Run(PooledBuffer packed, PooledBuffer unpacked, int limitBytes)
    {
        if (packed.Length == 0)
            return GunzipOutcome.Done; // some compressors write nothing for nothing
        if (packed.Length < SmallestFileBytes)
            return GunzipOutcome.Damaged;

        // The last four bytes claim the unpacked length. Believed when usual, so that the buffer rarely has to grow.
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(packed.Written.Span[^4..]);
        var usual = Math.Min((long)packed.Length * UsualRatio, limitBytes);
        if (claimed <= usual)
            unpacked.Reserve((int)claimed + 1);

        try
        {
            using var source = new MemoryStream(packed.Array, 0, packed.Length, writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            while (true)
            {
                // One byte more than the limit tells "exactly the limit" from "too large".
                var count = gzip.Read(unpacked.Free(limitBytes + 1));
                if (count == 0)
                    break;
                unpacked.Advance(count);
                if (unpacked.Length > limitBytes)
                    return GunzipOutcome.TooLarge;
            }
        }
        catch (InvalidDataException)
        {
            return GunzipOutcome.Damaged;
        }

        // GZipStream takes an early end for the end; the trailer's length tells them apart.
        return claimed == (uint)unpacked.Length ? GunzipOutcome.Done : GunzipOutcome.Damaged;
    }
}
