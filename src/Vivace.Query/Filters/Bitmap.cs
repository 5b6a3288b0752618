using System.Numerics;

namespace Vivace.Query.Filters;

/// <summary>A set of rows of one table of a row group, one bit each. Bits past the length are always zero.</summary>
internal sealed class Bitmap
{
    private ulong[] _words = [];

    /// <summary>Rows of the table.</summary>
    public int Length { get; private set; }

    /// <summary>The bits, least significant first.</summary>
    public Span<ulong> Words => _words.AsSpan(0, (Length + 63) >> 6);

    /// <summary>True when the row is in the set.</summary>
    public bool this[int row] => (_words[row >> 6] >> row & 1) != 0;

    /// <summary>Empties the set and gives it a length.</summary>
    public void Reset(int length)
    {
        var words = (length + 63) >> 6;
        if (_words.Length < words)
            _words = new ulong[Math.Max(words, 64)];
        Length = length;
        Words.Clear();
    }

    /// <summary>Adds a row.</summary>
    public void Set(int row) => _words[row >> 6] |= 1UL << row;

    /// <summary>Puts all rows in the set.</summary>
    public void SetAll()
    {
        Words.Fill(ulong.MaxValue);
        TrimTail();
    }

    /// <summary>Empties the set.</summary>
    public void Clear() => Words.Clear();

    /// <summary>Clears the bits past the length, after words were written whole.</summary>
    public void TrimTail()
    {
        if ((Length & 63) != 0)
            _words[Length >> 6] &= (1UL << Length) - 1;
    }

    /// <summary>Makes the set equal to another of the same length.</summary>
    public void CopyFrom(Bitmap other) => other.Words.CopyTo(Words);

    /// <summary>Keeps what is also in the other set.</summary>
    public void And(Bitmap other)
    {
        var words = Words;
        var others = other.Words;
        for (var i = 0; i < words.Length && i < others.Length; i++)
            words[i] &= others[i];
    }

    /// <summary>Removes what is in the other set.</summary>
    public void AndNot(Bitmap other)
    {
        var words = Words;
        var others = other.Words;
        for (var i = 0; i < words.Length && i < others.Length; i++)
            words[i] &= ~others[i];
    }

    /// <summary>Adds what is in the other set.</summary>
    public void Or(Bitmap other)
    {
        var words = Words;
        var others = other.Words;
        for (var i = 0; i < words.Length && i < others.Length; i++)
            words[i] |= others[i];
    }

    /// <summary>True when any row is in the set.</summary>
    public bool Any() => Words.ContainsAnyExcept(0UL);

    /// <summary>Rows in the set.</summary>
    public int Count()
    {
        var count = 0;
        foreach (var word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>First row of the set from a row on; -1 when there is none.</summary>
    public int Next(int from) => Next(from, Length);

    /// <summary>First row of the set within a range; -1 when there is none.</summary>
    public int Next(int from, int endExclusive)
    {
        if (from >= endExclusive)
            return -1;

        var index = from >> 6;
        var word = _words[index] & (ulong.MaxValue << from);
        var last = (endExclusive - 1) >> 6;
        while (word == 0)
        {
            if (++index > last)
                return -1;
            word = _words[index];
        }

        var row = (index << 6) + BitOperations.TrailingZeroCount(word);
        return row < endExclusive ? row : -1;
    }

    /// <summary>Rows of the set within a range.</summary>
    public int Count(int from, int endExclusive)
    {
        if (from >= endExclusive)
            return 0;

        var first = from >> 6;
        var last = (endExclusive - 1) >> 6;
        var count = 0;
        for (var i = first; i <= last; i++)
            count += BitOperations.PopCount(_words[i] & MaskOf(i, from, endExclusive));
        return count;
    }

    /// <summary>Adds all rows of a range.</summary>
    public void SetRange(int from, int endExclusive)
    {
        if (from >= endExclusive)
            return;
        for (var i = from >> 6; i <= (endExclusive - 1) >> 6; i++)
            _words[i] |= MaskOf(i, from, endExclusive);
    }

    /// <summary>Removes all rows of a range.</summary>
    public void ClearRange(int from, int endExclusive)
    {
        if (from >= endExclusive)
            return;
        for (var i = from >> 6; i <= (endExclusive - 1) >> 6; i++)
            _words[i] &= ~MaskOf(i, from, endExclusive);
    }

    private static ulong MaskOf(int word, int from, int endExclusive)
    {
        var mask = ulong.MaxValue;
        if (word == from >> 6)
            mask &= ulong.MaxValue << from;
        if (word == (endExclusive - 1) >> 6)
            mask &= ulong.MaxValue >> (63 - ((endExclusive - 1) & 63));
        return mask;
    }
}
