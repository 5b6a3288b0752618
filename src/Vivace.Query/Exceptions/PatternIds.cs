using System.Buffers;
using Vivace.Query.Tags;
using Vivace.Storage.Columns;

namespace Vivace.Query.Exceptions;

/// <summary>Numbers of the patterns of messages, found once for each message of a dictionary.</summary>
internal sealed class PatternIds
{
    private const int Unknown = -1;

    private readonly ByteStringSet _patterns = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(MessagePattern.MaxLength);
    private TextDictionary? _dictionary;
    private int[] _ids = [];
    private int _count;

    /// <summary>A pattern.</summary>
    public ReadOnlySpan<byte> this[int id] => _patterns[id];

    /// <summary>The pattern of an event's message.</summary>
    public int Of(EventTexts messages, int eventRow)
    {
        var code = messages.CodeOf(eventRow);
        if (code < 0)
            return _patterns.GetOrAdd(default);
        Use(messages.Dictionary!);
        return _ids[code] >= 0 ? _ids[code] : _ids[code] = Find(messages[eventRow]);
    }

    private void Use(TextDictionary dictionary)
    {
        if (ReferenceEquals(dictionary, _dictionary) && dictionary.Count == _count)
            return;
        var known = ReferenceEquals(dictionary, _dictionary) ? _count : 0;
        _dictionary = dictionary;
        _count = dictionary.Count;
        if (_ids.Length < _count)
            Array.Resize(ref _ids, Math.Max(_count, 2 * _ids.Length));
        _ids.AsSpan(known, _count - known).Fill(Unknown);
    }

    private int Find(ReadOnlySpan<byte> message)
    {
        _buffer.ResetWrittenCount();
        MessagePattern.Write(message, _buffer);
        return _patterns.GetOrAdd(_buffer.WrittenSpan);
    }
}
