using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vivace.Storage.Columns;

/// <summary>Unpacks numbers of up to 57 bits, eight at a time, where the processor has AVX2: bytes are moved to the lanes that need them,
/// then each lane is shifted by its own count.</summary>
/// <remarks>Eight numbers are as many bytes as one has bits, so every group of eight begins at a whole byte and one set of
/// masks serves all. <see cref="BitPacking"/> is the scalar twin that defines what is right, and finishes the tail.</remarks>
internal static class VectorUnpacking
{
    /// <summary>The widest number of which the four bytes from its first on hold all bits.</summary>
    private const int WidestNarrow = 25;

    /// <summary>The widest number of which the eight bytes from its first on hold all bits.</summary>
    private const int WidestWide = 57;

    private const int Group = 8;

    private static readonly Vector256<byte>[] MovesOfWidth = [.. Enumerable.Range(0, WidestNarrow + 1).Select(MovesOf)];
    private static readonly Vector256<uint>[] ShiftsOfWidth = [.. Enumerable.Range(0, WidestNarrow + 1).Select(ShiftsOf)];

    // By width and half: the second four numbers of a group need not begin at a whole byte.
    private static readonly Vector256<byte>[] WideMoves = [.. Enumerable.Range(0, 2 * (WidestWide + 1)).Select(WideMovesOf)];
    private static readonly Vector256<ulong>[] WideShifts = [.. Enumerable.Range(0, 2 * (WidestWide + 1)).Select(WideShiftsOf)];

    /// <summary>Unpacks into 64-bit numbers and adds a minimum, wrapping.</summary>
    /// <returns>How many were unpacked, from the first on; the caller does the others.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, long minimum, int width, Span<long> destination)
    {
        if (width > WidestNarrow)
            return UnpackWide(packed, minimum, width, destination);
        if (!IsSuitable(packed, width))
            return 0;
        var added = Vector256.Create(minimum);
        var groups = CountGroups(packed, width, destination.Length);
        ref var place = ref MemoryMarshal.GetReference(packed);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (var group = 0; group < groups; group++)
        {
            var (low, high) = Vector256.Widen(UnpackGroup(ref place, group * width, width));
            (low.AsInt64() + added).StoreUnsafe(ref target, (nuint)(group * Group));
            (high.AsInt64() + added).StoreUnsafe(ref target, (nuint)((group * Group) + 4));
        }

        return groups * Group;
    }

    /// <summary>Unpacks into 32-bit numbers and adds a minimum, wrapping.</summary>
    /// <returns>How many were unpacked, from the first on; the caller does the others.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, int minimum, int width, Span<int> destination)
    {
        if (!IsSuitable(packed, width))
            return 0;
        var added = Vector256.Create(minimum);
        var groups = CountGroups(packed, width, destination.Length);
        ref var place = ref MemoryMarshal.GetReference(packed);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (var group = 0; group < groups; group++)
            (UnpackGroup(ref place, group * width, width).AsInt32() + added).StoreUnsafe(ref target, (nuint)(group * Group));
        return groups * Group;
    }

    private static int UnpackWide(ReadOnlySpan<byte> packed, long minimum, int width, Span<long> destination)
    {
        var reach = OffsetOf(6, width) + Vector128<byte>.Count; // of the load for the last two numbers
        if (!Avx2.IsSupported || width > WidestWide || packed.Length < reach)
            return 0;
        var groups = Math.Min(destination.Length / Group, ((packed.Length - reach) / width) + 1);
        var added = Vector256.Create(minimum);
        ref var place = ref MemoryMarshal.GetReference(packed);
        ref var target = ref MemoryMarshal.GetReference(destination);
        for (var group = 0; group < groups; group++)
        {
            var low = UnpackFour(ref place, group * width, width, half: 0).AsInt64();
            var high = UnpackFour(ref place, group * width, width, half: 1).AsInt64();
            (low + added).StoreUnsafe(ref target, (nuint)(group * Group));
            (high + added).StoreUnsafe(ref target, (nuint)((group * Group) + 4));
        }

        return groups * Group;
    }

    private static Vector256<ulong> UnpackFour(ref byte place, int offset, int width, int half)
    {
        var bytes = Vector256.Create(
            Vector128.LoadUnsafe(ref place, (nuint)(offset + OffsetOf(4 * half, width))),
            Vector128.LoadUnsafe(ref place, (nuint)(offset + OffsetOf((4 * half) + 2, width))));
        var words = Avx2.Shuffle(bytes, WideMoves[(2 * width) + half]).AsUInt64();
        return Avx2.ShiftRightLogicalVariable(words, WideShifts[(2 * width) + half]) & Vector256.Create((1UL << width) - 1);
    }

    /// <summary>The byte of a group in which a number begins.</summary>
    private static int OffsetOf(int number, int width) => number * width >> 3;

    private static bool IsSuitable(ReadOnlySpan<byte> packed, int width) =>
        Avx2.IsSupported && width <= WidestNarrow && packed.Length >= ReachOf(width);

    /// <summary>Groups whose loads stay inside the packed bytes.</summary>
    private static int CountGroups(ReadOnlySpan<byte> packed, int width, int count) =>
        Math.Min(count / Group, ((packed.Length - ReachOf(width)) / width) + 1);

    /// <summary>Bytes that the loads of one group span.</summary>
    private static int ReachOf(int width) => (4 * width >> 3) + Vector128<byte>.Count;

    private static Vector256<uint> UnpackGroup(ref byte place, int offset, int width)
    {
        var bytes = Vector256.Create(
            Vector128.LoadUnsafe(ref place, (nuint)offset),
            Vector128.LoadUnsafe(ref place, (nuint)(offset + (4 * width >> 3))));
        var words = Avx2.Shuffle(bytes, MovesOfWidth[width]).AsUInt32();
        return Avx2.ShiftRightLogicalVariable(words, ShiftsOfWidth[width]) & Vector256.Create((1U << width) - 1);
    }

    /// <summary>The four bytes of each lane, counted from where the load of its half begins.</summary>
    private static Vector256<byte> MovesOf(int width)
    {
        Span<byte> moves = stackalloc byte[Vector256<byte>.Count];
        for (var lane = 0; lane < Group; lane++)
        {
            var first = (lane * width >> 3) - (lane < 4 ? 0 : 4 * width >> 3);
            for (var i = 0; i < sizeof(uint); i++)
                moves[(lane * sizeof(uint)) + i] = (byte)(first + i);
        }

        return Vector256.Create<byte>(moves);
    }

    private static Vector256<uint> ShiftsOf(int width)
    {
        Span<uint> shifts = stackalloc uint[Group];
        for (var lane = 0; lane < Group; lane++)
            shifts[lane] = (uint)(lane * width & 7);
        return Vector256.Create<uint>(shifts);
    }

    /// <summary>The eight bytes of each of four numbers, counted from where the load of its pair begins.</summary>
    private static Vector256<byte> WideMovesOf(int widthAndHalf)
    {
        var (width, half) = (widthAndHalf >> 1, widthAndHalf & 1);
        Span<byte> moves = stackalloc byte[Vector256<byte>.Count];
        for (var lane = 0; lane < 4; lane++)
        {
            var first = OffsetOf((4 * half) + lane, width) - OffsetOf((4 * half) + (lane & 2), width);
            for (var i = 0; i < sizeof(ulong); i++)
                moves[(lane * sizeof(ulong)) + i] = (byte)(first + i);
        }

        return Vector256.Create<byte>(moves);
    }

    private static Vector256<ulong> WideShiftsOf(int widthAndHalf)
    {
        var (width, half) = (widthAndHalf >> 1, widthAndHalf & 1);
        Span<ulong> shifts = stackalloc ulong[4];
        for (var lane = 0; lane < 4; lane++)
            shifts[lane] = (ulong)(((4 * half) + lane) * width & 7);
        return Vector256.Create<ulong>(shifts);
    }
}
