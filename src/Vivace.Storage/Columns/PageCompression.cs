using System.Buffers;
using System.IO.Compression;

namespace Vivace.Storage.Columns;

/// <summary>Compresses the texts of a column: one byte for the codec, the raw and stored sizes, the bytes.</summary>
/// <remarks>Brotli comes with the framework and works on spans; zstd and LZ4 would be dependencies of their own.</remarks>
internal static class PageCompression
{
    private const byte Stored = 0;
    private const byte Brotli = 1;

    // Quality 1 costs about a tenth of quality 4 and keeps most of the gain on texts that share prefixes; see docs/performance.md.
    private const int Quality = 1;
    private const int WindowBits = 18;
    private const int SmallestWorthTrying = 128;

    // The encoder begins anew every 128 KiB, so that a stored byte never stands for more: bounds what a header can ask for.
    private const long MaxRatio = 64 * 1024;

    /// <summary>Writes a page; as it is when compression saves less than an eighth.</summary>
    public static void Write(ByteWriter output, ReadOnlySpan<byte> raw)
    {
        if (raw.Length >= SmallestWorthTrying)
        {
            var limit = raw.Length - (raw.Length / 8);
            var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(raw.Length));
            try
            {
                if (BrotliEncoder.TryCompress(raw, buffer, out var size, Quality, WindowBits) && size <= limit)
                {
                    WriteHeader(output, Brotli, raw.Length, size);
                    output.WriteBytes(buffer.AsSpan(0, size));
                    return;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        WriteHeader(output, Stored, raw.Length, raw.Length);
        output.WriteBytes(raw);
    }

    /// <summary>Finds the next page without unpacking it.</summary>
    public static CompressedPage Find(ref ByteReader input)
    {
        var codec = input.ReadByte();
        var rawSize = input.ReadCount(int.MaxValue);
        var storedSize = input.ReadCount(input.Remaining);
        if (codec > Brotli || (codec == Stored && rawSize != storedSize))
            throw new BlockCorruptedException($"{codec} is not a codec of pages");
        if (rawSize > storedSize * MaxRatio)
            throw new BlockCorruptedException($"a page of {rawSize} bytes is stored in {storedSize}");
        var offset = input.Position;
        input.ReadBytes(storedSize);
        return new CompressedPage(codec == Brotli, rawSize, offset, storedSize);
    }

    /// <summary>Unpacks a page.</summary>
    /// <param name="region">The region it was found in.</param>
    /// <param name="page">The page.</param>
    /// <param name="destination">Receives the raw bytes; exactly <see cref="CompressedPage.RawSize"/> long.</param>
    public static void Read(ReadOnlySpan<byte> region, CompressedPage page, Span<byte> destination)
    {
        var stored = region.Slice(page.Offset, page.StoredSize);
        if (!page.IsCompressed)
            stored.CopyTo(destination);
        else if (!BrotliDecoder.TryDecompress(stored, destination, out var written) || written != destination.Length)
            throw new BlockCorruptedException($"a page of {page.RawSize} bytes does not unpack");
    }

    private static void WriteHeader(ByteWriter output, byte codec, int rawSize, int storedSize)
    {
        output.WriteByte(codec);
        output.WriteVarint((ulong)rawSize);
        output.WriteVarint((ulong)storedSize);
    }
}

/// <summary>Where a page lies in its region.</summary>
/// <param name="IsCompressed">Whether it must be unpacked.</param>
/// <param name="RawSize">Bytes when unpacked.</param>
/// <param name="Offset">Offset of its stored bytes in the region.</param>
/// <param name="StoredSize">Bytes stored.</param>
internal readonly record struct CompressedPage(bool IsCompressed, int RawSize, int Offset, int StoredSize);
