using System.Buffers;
using System.Numerics;

namespace Vivace.Storage.Columns;

/// <summary>Columns of 64-bit integers: all equal, or frame of reference with bit packing, of the numbers or of their differences.
/// The smallest wins.</summary>
/// <remarks>Frame of reference: Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006. Layout in
/// docs/block-format.md, "Integer columns". Keep both in step.</remarks>
internal static class IntegerEncoding
{
    /// <summary>Numbers that share a minimum and a width.</summary>
    internal const int FrameLength = 1024;

    private const byte Constant = 0;
    private const byte Frames = 1;
    private const byte DeltaFrames = 2;

    /// <summary>Writes a column.</summary>
    public static void Write(ByteWriter output, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty || !values.ContainsAnyExcept(values[0]))
        {
            output.WriteByte(Constant);
            output.WriteInt64(values.IsEmpty ? 0 : values[0]);
            return;
        }

        var deltas = ArrayPool<long>.Shared.Rent(values.Length);
        try
        {
            ComputeDeltas(values, deltas);
            var useDeltas = EstimateSize(deltas.AsSpan(0, values.Length)) < EstimateSize(values);
            output.WriteByte(useDeltas ? DeltaFrames : Frames);
            WriteFrames(output, useDeltas ? deltas.AsSpan(0, values.Length) : values);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(deltas);
        }
    }

    /// <summary>Reads a whole column.</summary>
    /// <param name="input">Positioned at the column; left behind it.</param>
    /// <param name="destination">Receives the numbers; its length is their count.</param>
    public static void Read(ref ByteReader input, Span<long> destination)
    {
        var encoding = input.ReadByte();
        switch (encoding)
        {
            case Constant:
                destination.Fill(input.ReadInt64());
                break;
            case Frames:
                ReadFrames(ref input, destination);
                break;
            case DeltaFrames:
                ReadFrames(ref input, destination);
                AddUp(destination);
                break;
            default:
                throw new BlockCorruptedException($"{encoding} is not an encoding of integers");
        }
    }

    private static void ComputeDeltas(ReadOnlySpan<long> values, Span<long> deltas)
    {
        // Zigzag: small differences of either sign become small numbers.
        var before = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var delta = values[i] - before;
            deltas[i] = (delta << 1) ^ (delta >> 63);
            before = values[i];
        }
    }

    private static void AddUp(Span<long> values)
    {
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var zigzag = (ulong)values[i];
            sum += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            values[i] = sum;
        }
    }

    private static long EstimateSize(ReadOnlySpan<long> values)
    {
        var size = 0L;
        for (; !values.IsEmpty; values = values[Math.Min(FrameLength, values.Length)..])
        {
            var frame = values[..Math.Min(FrameLength, values.Length)];
            var (_, width) = Bounds(frame);
            size += sizeof(long) + 1 + BitPacking.Size(frame.Length, width);
        }

        return size;
    }

    private static void WriteFrames(ByteWriter output, ReadOnlySpan<long> values)
    {
        for (; !values.IsEmpty; values = values[Math.Min(FrameLength, values.Length)..])
        {
            var frame = values[..Math.Min(FrameLength, values.Length)];
            var (minimum, width) = Bounds(frame);
            output.WriteInt64(minimum);
            output.WriteByte((byte)width);
            if (width > 0)
            {
                var size = BitPacking.Size(frame.Length, width);
                BitPacking.Pack(frame, minimum, width, output.Reserve(size + BitPacking.PaddingBytes));
                output.Shorten(BitPacking.PaddingBytes);
            }
        }

        output.Reserve(BitPacking.PaddingBytes).Clear();
    }

    private static void ReadFrames(ref ByteReader input, Span<long> destination)
    {
        for (; !destination.IsEmpty; destination = destination[Math.Min(FrameLength, destination.Length)..])
        {
            var frame = destination[..Math.Min(FrameLength, destination.Length)];
            var minimum = input.ReadInt64();
            var width = input.ReadByte();
            if (width > 64)
                throw new BlockCorruptedException($"{width} is not a bit width");
            if (width == 0)
            {
                frame.Fill(minimum);
                continue;
            }

            var size = BitPacking.Size(frame.Length, width);
            BitPacking.Unpack(input.Peek(size + BitPacking.PaddingBytes), minimum, width, frame);
            input.ReadBytes(size);
        }

        input.ReadBytes(BitPacking.PaddingBytes);
    }

    private static (long Minimum, int Width) Bounds(ReadOnlySpan<long> frame)
    {
        long minimum = frame[0], maximum = frame[0];
        foreach (var value in frame)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return (minimum, 64 - BitOperations.LeadingZeroCount((ulong)(maximum - minimum)));
    }
}
