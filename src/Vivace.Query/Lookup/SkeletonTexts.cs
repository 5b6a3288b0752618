namespace Vivace.Query.Lookup;

/// <summary>Collects the texts that rows use, each once, in order of first use.</summary>
/// <param name="codeCount">Codes from 0 on.</param>
/// <param name="rowCount">Rows of the trace; a dictionary of many more codes than rows is not mapped whole.</param>
/// <param name="read">The text of a code.</param>
internal sealed class SkeletonTexts(int codeCount, int rowCount, Func<int, string> read)
{
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, uint> _byText = new(StringComparer.Ordinal); // codes may repeat a text
    private readonly Dictionary<int, uint>? _byCode = codeCount > 8L * rowCount + 1024 ? [] : null;
    private readonly uint[] _places = codeCount > 8L * rowCount + 1024 ? [] : new uint[codeCount]; // index + 1; 0 when not met

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Index of a code's text.</summary>
    public uint IndexOf(int code)
    {
        if (_byCode is null)
        {
            ref var place = ref _places[code];
            if (place == 0)
                place = Add(code) + 1;
            return place - 1;
        }

        if (!_byCode.TryGetValue(code, out var index))
            _byCode.Add(code, index = Add(code));
        return index;
    }

    private uint Add(int code)
    {
        var text = read(code);
        if (_byText.TryGetValue(text, out var known))
            return known;
        _byText.Add(text, (uint)_texts.Count);
        _texts.Add(text);
        return (uint)_texts.Count - 1;
    }
}
