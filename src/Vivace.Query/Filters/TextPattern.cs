using System.Buffers;
using System.Text;
using Vivace.TraceQL.Checking;

namespace Vivace.Query.Filters;

/// <summary>A regular expression over UTF-8. What amounts to a search for texts is one over bytes; only what does not is
/// turned into characters for the linear-time engine.</summary>
internal sealed class TextPattern
{
    private const int StackCharacters = 256;

    private readonly TraceQLRegex _regex;
    private readonly byte[][]? _texts;

    public TextPattern(TraceQLRegex regex)
    {
        _regex = regex;
        if (regex.Literal is { } literal)
            _texts = [.. literal.Texts.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Rough cost of one evaluation, in nanoseconds.</summary>
    public double CostPerValue => _texts is null ? 200 : 10 * _texts.Length;

    /// <summary>The only text that matches; null when there are several.</summary>
    public ReadOnlyMemory<byte>? OnlyText =>
        _texts is [var text] && _regex.Literal!.Kind == LiteralPatternKind.Exact ? text : (ReadOnlyMemory<byte>?)null;

    /// <summary>True when the whole text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (_texts is null)
            return IsRegexMatch(text);

        foreach (var wanted in _texts)
        {
            var found = _regex.Literal!.Kind switch
            {
                LiteralPatternKind.Exact => text.SequenceEqual(wanted),
                LiteralPatternKind.Prefix => text.StartsWith(wanted),
                LiteralPatternKind.Suffix => text.EndsWith(wanted),
                _ => text.IndexOf(wanted) >= 0,
            };
            if (found)
                return true;
        }

        return false;
    }

    private bool IsRegexMatch(ReadOnlySpan<byte> text)
    {
        if (text.Length <= StackCharacters)
        {
            Span<char> characters = stackalloc char[StackCharacters];
            var length = Encoding.UTF8.GetChars(text, characters);
            return _regex.Regex.IsMatch(characters[..length]);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            // One byte of UTF-8 never makes more than one UTF-16 code unit.
            var length = Encoding.UTF8.GetChars(text, rented);
            return _regex.Regex.IsMatch(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
