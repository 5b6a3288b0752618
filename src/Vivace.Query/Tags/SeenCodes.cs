using Vivace.Storage.Columns;

namespace Vivace.Query.Tags;

/// <summary>Codes of one dictionary that have been dealt with; grows with the dictionary.</summary>
internal sealed class SeenCodes(TextDictionary dictionary)
{
    private readonly bool _isDistinct = dictionary.IsDistinct;
    private ulong[] _words = new ulong[(dictionary.Count + 63) / 64];

    /// <summary>Adds a code; false when it was there. Codes of a dictionary with repetitions are never remembered.</summary>
    public bool Add(int code)
    {
        if (!_isDistinct)
            return true;

        var word = code >> 6;
        if (word >= _words.Length)
            Array.Resize(ref _words, Math.Max(word + 1, (dictionary.Count + 63) / 64));
        var bit = 1UL << code;
        if ((_words[word] & bit) != 0)
            return false;
        _words[word] |= bit;
        return true;
    }
}
