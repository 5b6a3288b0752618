namespace Vivace.Storage.Columns;

/// <summary>Distinct byte strings with consecutive codes from 0.</summary>
/// <remarks>One instance may serve several row groups (all row groups of a live view share the live block's), so what
/// was computed for a code may be kept by instance.</remarks>
public abstract class TextDictionary
{
    /// <summary>How many codes there are.</summary>
    public abstract int Count { get; }

    /// <summary>True when codes ascend with the byte order of their values, so that ranges and equality are found by bisection.</summary>
    public abstract bool IsSorted { get; }

    /// <summary>True when no two codes have equal bytes; a column of mostly different values does not look for repetitions.</summary>
    public abstract bool IsDistinct { get; }

    /// <summary>The bytes of a code; valid as long as the row group is not disposed.</summary>
    /// <param name="code">0 to <see cref="Count"/> - 1.</param>
    public abstract ReadOnlySpan<byte> this[int code] { get; }

    /// <summary>Finds the entries that have a value, in a dictionary that is not distinct.</summary>
    /// <param name="codes">The entries' codes.</param>
    /// <param name="value">The value.</param>
    /// <param name="entries">One bit per entry, least significant first, all clear; those of the value are set.</param>
    public virtual void SelectEqual(ReadOnlySpan<int> codes, ReadOnlySpan<byte> value, Span<ulong> entries)
    {
        for (var entry = 0; entry < codes.Length; entry++)
        {
            if (this[codes[entry]].SequenceEqual(value))
                entries[entry >> 6] |= 1UL << entry;
        }
    }
}
