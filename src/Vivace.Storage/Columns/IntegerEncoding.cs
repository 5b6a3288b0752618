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

    /// <summary>Name of an encoding, by the first byte of a column.</summary>
    public static string? NameOf(byte encoding) => encoding switch
    {
        Constant => "constant",
        Frames => "frames",
        DeltaFrames => "delta-frames",
        _ => null,
    };

    /// <summary>Writes a column.</summary>
    public static void Write(ByteWriter output, ReadOnlySpan<long> values)
    {
        if (values.IsEmpty || !values.ContainsAnyExcept(values[0]))
        {
            output.WriteByte(Constant);
            output.WriteInt64(values.IsEmpty ? 0 : values[0]);
            return;
        }

        var (plain, withDeltas) = EstimateSizes(values);
        output.WriteByte(withDeltas < plain ? DeltaFrames : Frames);
        WriteFrames(output, withDeltas < plain, values);
    }

    /// <summary>Reads a whole column.</summary>
    /// <param name="input">Positioned at the column; left behind it.</param>
    /// <param name="destination">Receives the numbers; its length is their count.</param>
    public static void Read(ref ByteReader input, Span<long> destination) =>
        ReadRange(ref input, destination.Length, 0, destination);

    /// <summary>Reads some numbers of a column; frames outside are passed over without unpacking.</summary>
    /// <param name="input">Positioned at the column; left behind it.</param>
    /// <param name="count">Numbers of the column.</param>
    /// <param name="first">The first number wanted.</param>
    /// <param name="destination">Receives the numbers; its length is how many are wanted.</param>
    public static void ReadRange(ref ByteReader input, int count, int first, Span<long> destination)
    {
        var encoding = input.ReadByte();
        switch (encoding)
        {
            case Constant:
                destination.Fill(input.ReadInt64());
                break;
            case Frames:
            case DeltaFrames:
                ReadFrames(ref input, encoding == DeltaFrames, count, first, destination);
                break;
            default:
                throw new BlockCorruptedException($"{encoding} is not an encoding of integers");
        }
    }

    /// <summary>Reads some numbers of a column of codes or counts.</summary>
    /// <param name="input">Positioned at the column; left behind it.</param>
    /// <param name="count">Numbers of the column.</param>
    /// <param name="first">The first number wanted.</param>
    /// <param name="limit">All numbers must be from 0 to less than this, at most <see cref="int.MaxValue"/>.</param>
    /// <param name="destination">Receives the numbers; its length is how many are wanted.</param>
    public static void ReadCodes(ref ByteReader input, int count, int first, int limit, Span<int> destination)
    {
        var encoding = input.ReadByte();
        switch (encoding)
        {
            case Constant:
                var constant = input.ReadInt64();
                if ((ulong)constant >= (ulong)limit && !destination.IsEmpty)
                    throw OutOfRange(constant, limit);
                destination.Fill((int)constant);
                return;
            case Frames:
            case DeltaFrames:
                ReadCodeFrames(ref input, encoding == DeltaFrames, count, first, limit, destination);
                return;
            default:
                throw new BlockCorruptedException($"{encoding} is not an encoding of integers");
        }
    }

    private static BlockCorruptedException OutOfRange(long number, int limit) =>
        new($"code {number} where {limit} are known");

    /// <summary>Turns the numbers of a frame into their differences, zigzag: small ones of either sign become small numbers.</summary>
    private static void ComputeDeltas(ReadOnlySpan<long> frame, Span<long> deltas)
    {
        var before = frame[0];
        for (var i = 0; i < frame.Length; i++)
        {
            var delta = frame[i] - before;
            deltas[i] = (delta << 1) ^ (delta >> 63);
            before = frame[i];
        }
    }

    private static void AddUp(long first, Span<long> deltas)
    {
        var sum = first;
        for (var i = 0; i < deltas.Length; i++)
        {
            var zigzag = (ulong)deltas[i];
            sum += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            deltas[i] = sum;
        }
    }

    private static (long Plain, long Deltas) EstimateSizes(ReadOnlySpan<long> values)
    {
        Span<long> deltas = stackalloc long[FrameLength];
        long plain = 0, withDeltas = 0;
        for (; !values.IsEmpty; values = values[Math.Min(FrameLength, values.Length)..])
        {
            var frame = values[..Math.Min(FrameLength, values.Length)];
            plain += sizeof(long) + BitPacking.Size(frame.Length, Bounds(frame).Width);
            ComputeDeltas(frame, deltas);
            withDeltas += (2 * sizeof(long)) + BitPacking.Size(frame.Length, Bounds(deltas[..frame.Length]).Width);
        }

        return (plain, withDeltas);
    }

    private static void WriteFrames(ByteWriter output, bool useDeltas, ReadOnlySpan<long> values)
    {
        Span<long> deltas = stackalloc long[FrameLength];
        for (; !values.IsEmpty; values = values[Math.Min(FrameLength, values.Length)..])
        {
            var frame = values[..Math.Min(FrameLength, values.Length)];
            if (useDeltas)
            {
                output.WriteInt64(frame[0]);
                ComputeDeltas(frame, deltas);
                WriteFrame(output, deltas[..frame.Length]);
            }
            else
            {
                WriteFrame(output, frame);
            }
        }

        output.Reserve(BitPacking.PaddingBytes).Clear();
    }

    private static void WriteFrame(ByteWriter output, ReadOnlySpan<long> frame)
    {
        var (minimum, width) = Bounds(frame);
        output.WriteInt64(minimum);
        output.WriteByte((byte)width);
        if (width == 0)
            return;
        var size = BitPacking.Size(frame.Length, width);
        BitPacking.Pack(frame, minimum, width, output.Reserve(size + BitPacking.PaddingBytes));
        output.Shorten(BitPacking.PaddingBytes);
    }

    private static void ReadFrames(ref ByteReader input, bool useDeltas, int count, int first, Span<long> destination)
    {
        Span<long> scratch = stackalloc long[FrameLength];
        var end = first + destination.Length;
        for (var start = 0; start < count; start += FrameLength)
        {
            var length = Math.Min(FrameLength, count - start);
            var (wantedFirst, wantedEnd) = (Math.Max(start, first), Math.Min(start + length, end));
            if (wantedFirst >= wantedEnd)
            {
                SkipFrame(ref input, useDeltas, length);
            }
            else if (wantedEnd - wantedFirst == length)
            {
                ReadFrame(ref input, useDeltas, destination.Slice(start - first, length));
            }
            else
            {
                ReadFrame(ref input, useDeltas, scratch[..length]);
                scratch[(wantedFirst - start)..(wantedEnd - start)].CopyTo(destination[(wantedFirst - first)..]);
            }
        }

        input.ReadBytes(BitPacking.PaddingBytes);
    }

    private static void ReadCodeFrames(
        ref ByteReader input, bool useDeltas, int count, int first, int limit, Span<int> destination)
    {
        Span<int> scratch = stackalloc int[FrameLength];
        var end = first + destination.Length;
        for (var start = 0; start < count; start += FrameLength)
        {
            var length = Math.Min(FrameLength, count - start);
            var (wantedFirst, wantedEnd) = (Math.Max(start, first), Math.Min(start + length, end));
            if (wantedFirst >= wantedEnd)
            {
                SkipFrame(ref input, useDeltas, length);
            }
            else if (wantedEnd - wantedFirst == length)
            {
                ReadCodeFrame(ref input, useDeltas, limit, destination.Slice(start - first, length));
            }
            else
            {
                ReadCodeFrame(ref input, useDeltas, limit, scratch[..length]);
                scratch[(wantedFirst - start)..(wantedEnd - start)].CopyTo(destination[(wantedFirst - first)..]);
            }
        }

        input.ReadBytes(BitPacking.PaddingBytes);
    }

    private static void ReadCodeFrame(ref ByteReader input, bool useDeltas, int limit, scoped Span<int> frame)
    {
        if (useDeltas)
        {
            Span<long> numbers = stackalloc long[FrameLength];
            ReadFrame(ref input, useDeltas, numbers[..frame.Length]);
            for (var i = 0; i < frame.Length; i++)
            {
                if ((ulong)numbers[i] >= (ulong)limit)
                    throw OutOfRange(numbers[i], limit);
                frame[i] = (int)numbers[i];
            }

            return;
        }

        var minimum = input.ReadInt64();
        var width = ReadWidth(ref input);
        if ((ulong)minimum >= (ulong)limit)
            throw OutOfRange(minimum, limit);
        if (width == 0)
        {
            frame.Fill((int)minimum);
            return;
        }

        if (width > 31)
            throw new BlockCorruptedException($"codes below {limit} in {width} bits");
        var size = BitPacking.Size(frame.Length, width);
        BitPacking.Unpack(input.Peek(size + BitPacking.PaddingBytes), (int)minimum, width, frame);
        input.ReadBytes(size);
        CheckLimit(frame, limit);
    }

    /// <summary>Checks that all codes are less than a limit; a sum past <see cref="int.MaxValue"/> has become negative.</summary>
    private static void CheckLimit(ReadOnlySpan<int> codes, int limit)
    {
        var wrong = codes.IndexOfAnyExceptInRange(0, limit - 1);
        if (wrong >= 0)
            throw OutOfRange((uint)codes[wrong], limit);
    }

    private static void SkipFrame(ref ByteReader input, bool useDeltas, int length)
    {
        input.ReadBytes(useDeltas ? 2 * sizeof(long) : sizeof(long));
        input.ReadBytes(BitPacking.Size(length, ReadWidth(ref input)));
    }

    private static void ReadFrame(ref ByteReader input, bool useDeltas, scoped Span<long> frame)
    {
        var first = useDeltas ? input.ReadInt64() : 0;
        var minimum = input.ReadInt64();
        var width = ReadWidth(ref input);
        if (width == 0)
        {
            frame.Fill(minimum);
        }
        else
        {
            var size = BitPacking.Size(frame.Length, width);
            BitPacking.Unpack(input.Peek(size + BitPacking.PaddingBytes), minimum, width, frame);
            input.ReadBytes(size);
        }

        if (useDeltas)
            AddUp(first, frame);
    }

    private static int ReadWidth(ref ByteReader input)
    {
        var width = input.ReadByte();
        return width <= 64 ? width : throw new BlockCorruptedException($"{width} is not a bit width");
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
