using Vivace.Storage.Columns;

namespace Vivace.Query.Filters;

/// <summary>What a text condition says of the codes of one dictionary, found out when a code is first met.</summary>
/// <remarks>Shared by the workers of a query. Two of them may find out the same thing at the same time; they write the
/// same. The dictionary of live data grows; the memo grows after it.</remarks>
internal sealed class TextMemo(TextDictionary dictionary, TextTest test)
{
    private const byte Misses = 1;
    private const byte Matches = 2;

    private readonly Lock _growing = new();
    private byte[] _states = [];
    private int _searched;
    private int _foundCode = -1;

    /// <summary>States by code, at least as many as the dictionary has now: 0 unknown, 1 no match, 2 match.</summary>
    public byte[] States
    {
        get
        {
            var states = Volatile.Read(ref _states);
            return states.Length >= dictionary.Count ? states : Grow();
        }
    }

    /// <summary>True when the code's text satisfies the condition.</summary>
    /// <param name="states">What <see cref="States"/> gave.</param>
    /// <param name="code">A code within it.</param>
    public bool IsMatch(byte[] states, int code)
    {
        var state = states[code];
        if (state == 0)
        {
            state = test.Matches(dictionary[code]) ? Matches : Misses;
            states[code] = state;
        }

        return state == Matches;
    }

    /// <summary>The code of a text in a dictionary of distinct texts; -1 when it has none.</summary>
    /// <param name="text">The text, always the same for one memo.</param>
    public int FindCode(ReadOnlySpan<byte> text)
    {
        if (dictionary.IsSorted)
            return Bisect(text);

        lock (_growing)
        {
            // Only codes that were not there at the last search are looked at.
            for (var count = dictionary.Count; _foundCode < 0 && _searched < count; _searched++)
            {
                if (dictionary[_searched].SequenceEqual(text))
                    _foundCode = _searched;
            }

            return _foundCode;
        }
    }

    private int Bisect(ReadOnlySpan<byte> text)
    {
        var low = 0;
        var high = dictionary.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = dictionary[middle].SequenceCompareTo(text);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private byte[] Grow()
    {
        lock (_growing)
        {
            if (_states.Length < dictionary.Count)
            {
                var grown = new byte[dictionary.Count];
                _states.CopyTo(grown, 0);
                Volatile.Write(ref _states, grown);
            }

            return _states;
        }
    }
}
