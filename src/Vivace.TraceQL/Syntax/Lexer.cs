using System.Globalization;

namespace Vivace.TraceQL.Syntax;

/// <summary>Cuts a query into tokens, one at a time; linear in its length.</summary>
/// <remarks>An attribute is one token, so that the other rules for its name (almost every character is part of it)
/// end where it ends.</remarks>
internal sealed class Lexer(string text)
{
    private static readonly (string Text, TokenKind Kind)[] Operators =
    [
        ("!>>", TokenKind.NotDoubleGreater), ("!<<", TokenKind.NotDoubleLess),
        ("&>>", TokenKind.AndDoubleGreater), ("&<<", TokenKind.AndDoubleLess),
        ("!=", TokenKind.NotEqual), ("=~", TokenKind.Matches), ("!~", TokenKind.NotTilde),
        (">=", TokenKind.GreaterOrEqual), ("<=", TokenKind.LessOrEqual),
        ("&&", TokenKind.And), ("||", TokenKind.Or), (">>", TokenKind.DoubleGreater), ("<<", TokenKind.DoubleLess),
        ("!>", TokenKind.NotGreater), ("!<", TokenKind.NotLess),
        ("&>", TokenKind.AndGreater), ("&<", TokenKind.AndLess), ("&~", TokenKind.AndTilde),
        ("{", TokenKind.OpenBrace), ("}", TokenKind.CloseBrace),
        ("(", TokenKind.OpenParenthesis), (")", TokenKind.CloseParenthesis), (",", TokenKind.Comma),
        ("=", TokenKind.Equal), (">", TokenKind.Greater), ("<", TokenKind.Less),
        ("+", TokenKind.Plus), ("-", TokenKind.Minus), ("*", TokenKind.Star), ("/", TokenKind.Slash),
        ("%", TokenKind.Percent), ("^", TokenKind.Caret), ("!", TokenKind.Not), ("|", TokenKind.Pipe),
        ("~", TokenKind.Tilde),
    ];

    private int _position;

    /// <summary>What the text breaks off in, for completion; null while all is whole.</summary>
    public UnfinishedToken? Unfinished { get; private set; }

    /// <summary>The next token. At the end, and after something invalid: <see cref="TokenKind.End"/>, for ever.</summary>
    public Token Next()
    {
        if (SkipBlanks() is { } unclosed)
            return unclosed;
        if (_position >= text.Length)
            return new Token(TokenKind.End, new TextRange(text.Length, 0));

        var start = _position;
        var c = text[start];
        if (char.IsLetter(c) || c == '_')
            return Word(start);
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return Number(start);

        switch (c)
        {
            case '.':
                _position++;
                return Attribute(start, AttributeScope.Unscoped, ofParent: false);
            case '"':
                if (QuotedText.TryRead(text, ref _position, out var value) is { } problem)
                {
                    Unfinished = new UnfinishedToken(UnfinishedKind.Text, start, start + 1);
                    return Invalid(_position, problem);
                }

                return Literal(TokenKind.Text, start, new Literal.Text(value));
            case '`':
                return RawText(start);
            case '\'':
                return Invalid(start, "single quotes are not part of the language", "use \"double quotes\" or `backticks`");
        }

        foreach (var (spelling, kind) in Operators)
        {
            if (string.CompareOrdinal(text, start, spelling, 0, spelling.Length) == 0)
            {
                _position += spelling.Length;
                return new Token(kind, From(start));
            }
        }

        var unknown = char.IsHighSurrogate(c) && start + 1 < text.Length ? text.Substring(start, 2) : c.ToString();
        return Invalid(start, $"found {Diagnostic.Quote(unknown)}, which is not part of the language", HintFor(c));
    }

    private static string? HintFor(char c) => c switch
    {
        '&' => "write && for and",
        '#' => "a comment starts with //",
        '[' => "write alternatives with ||",
        _ => null,
    };

    private Token? SkipBlanks()
    {
        while (_position < text.Length)
        {
            var c = text[_position];
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                _position++;
                continue;
            }

            var next = c == '/' && _position + 1 < text.Length ? text[_position + 1] : '\0';
            if (next == '/')
            {
                var end = text.IndexOf('\n', _position);
                if (end < 0)
                    Unfinished = new UnfinishedToken(UnfinishedKind.Comment, _position, _position);
                _position = end < 0 ? text.Length : end + 1;
            }
            else if (next == '*')
            {
                var end = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    Unfinished = new UnfinishedToken(UnfinishedKind.Comment, _position, _position);
                    return Invalid(_position, "the comment is not closed", "close it with */");
                }

                _position = end + 2;
            }
            else
            {
                break;
            }
        }

        return null;
    }

    private Token Word(int start)
    {
        while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] == '_'))
            _position++;
        var word = text[start.._position];
        var next = _position < text.Length ? text[_position] : '\0';
        if (next == ':' && Keywords.IsColonScope(word))
        {
            _position++;
            return new Token(TokenKind.ScopeColon, From(start), word);
        }

        if (next == '.' && word == "parent")
        {
            _position++;
            foreach (var scope in (ReadOnlySpan<AttributeScope>)[AttributeScope.Span, AttributeScope.Resource])
            {
                var prefix = scope == AttributeScope.Span ? "span." : "resource.";
                if (string.CompareOrdinal(text, _position, prefix, 0, prefix.Length) == 0)
                {
                    _position += prefix.Length;
                    return Attribute(start, scope, ofParent: true);
                }
            }

            return Attribute(start, AttributeScope.Unscoped, ofParent: true);
        }

        if (next == '.' && Keywords.DottedScope(word) is { } dotted)
        {
            _position++;
            return Attribute(start, dotted, ofParent: false);
        }

        return new Token(Keywords.IsReserved(word) ? TokenKind.Keyword : TokenKind.Identifier, From(start), word);
    }

    private Token Attribute(int start, AttributeScope scope, bool ofParent)
    {
        var nameStart = _position;
        if (AttributeName.TryRead(text, ref _position, out var name) is { } problem)
        {
            Unfinished = new UnfinishedToken(UnfinishedKind.Name, start, nameStart, scope, ofParent);
            return Invalid(
                nameStart, $"{problem} after {Diagnostic.Quote(text[start..nameStart])}", "no space may stand before a name");
        }

        var range = From(start);
        return new Token(TokenKind.Attribute, range, Value: new AttributeExpression(scope, name, ofParent) { Range = range });
    }

    private Token Number(int start)
    {
        var isReal = false;
        SkipDigits();
        if (Peek() == '.')
        {
            isReal = true;
            _position++;
            SkipDigits();
        }

        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            isReal = true;
            _position += 2;
            SkipDigits();
        }

        if (char.IsLetter(Peek()) || Peek() == '_')
            return Duration(start);

        var digits = text.AsSpan(start, _position - start);
        if (!isReal)
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer)
                ? Literal(TokenKind.Integer, start, new Literal.Integer(integer))
                : Invalid(start, $"the integer {Diagnostic.Quote(digits.ToString())} is larger than 9223372036854775807");
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(digits, Style, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? Literal(TokenKind.Real, start, new Literal.Real(real))
            : Invalid(start, $"the number {Diagnostic.Quote(digits.ToString())} does not fit a double");
    }

    private Token Duration(int start)
    {
        while (char.IsLetterOrDigit(Peek()) || Peek() is '_' or '.')
            _position++;
        var written = text[start.._position];
        if (DurationText.TryParse(written, out var nanoseconds))
            return Literal(TokenKind.Duration, start, new Literal.Duration(nanoseconds));

        if (_position == text.Length)
            Unfinished = new UnfinishedToken(UnfinishedKind.Number, start, start);
        return Invalid(
            start,
            $"{Diagnostic.Quote(written)} is neither a number nor a duration",
            "durations look like 1d12h, 1m30s, 1.5s, 250ms, 10us");
    }

    private Token RawText(int start)
    {
        var end = text.IndexOf('`', start + 1);
        if (end < 0)
        {
            Unfinished = new UnfinishedToken(UnfinishedKind.RawText, start, start + 1);
            return Invalid(start, "the string is not closed", "close it with a backtick");
        }

        _position = end + 1;
        var value = text[(start + 1)..end].Replace("\r", "", StringComparison.Ordinal);
        return Literal(TokenKind.Text, start, new Literal.Text(value));
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek()))
            _position++;
    }

    private char Peek(int ahead = 0) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private TextRange From(int start) => new(start, _position - start);

    private Token Literal(TokenKind kind, int start, Literal value) => new(kind, From(start), Value: value);

    private Token Invalid(int at, string message, string? hint = null)
    {
        _position = text.Length;
        return new Token(TokenKind.Invalid, new TextRange(at, at < text.Length ? 1 : 0), message, hint);
    }
}
