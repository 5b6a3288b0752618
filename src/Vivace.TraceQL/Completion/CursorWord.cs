using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>The word that is being typed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where its token starts: what stands before decides what may stand here.</param>
/// <param name="Replace">What a completion replaces.</param>
/// <param name="Typed">What is typed of it up to the cursor, without quotes.</param>
/// <param name="Scope">Of a name.</param>
internal readonly record struct CursorWord(
    CursorWordKind Kind, int Start, TextRange Replace, string Typed = "", AttributeScope Scope = AttributeScope.Unscoped)
{
    private static readonly string[] NameClosings = ["", "\"", "\\\""];

    /// <summary>Finds it.</summary>
    /// <param name="text">The query.</param>
    /// <param name="cursor">An offset in it.</param>
    /// <param name="tokens">The tokens that end before the word.</param>
    public static CursorWord At(string text, int cursor, out List<Token> tokens)
    {
        var before = text[..cursor];
        var lexer = new Lexer(before);
        tokens = [];
        Token token;
        while ((token = lexer.Next()).Kind is not (TokenKind.End or TokenKind.Invalid))
            tokens.Add(token);

        if (lexer.Unfinished is { } unfinished)
            return Of(unfinished, text, before);
        if (token.Kind == TokenKind.Invalid)
        {
            return token.Range.Start == cursor - 1 && before[^1] == '&'
                ? new CursorWord(CursorWordKind.Operator, cursor - 1, new TextRange(cursor - 1, 1), "&")
                : new CursorWord(CursorWordKind.Unreadable, cursor, new TextRange(cursor, 0));
        }

        if (tokens.Count == 0 || tokens[^1].Range.End < cursor)
            return new CursorWord(CursorWordKind.None, cursor, new TextRange(cursor, 0));

        var last = tokens[^1];
        var start = last.Range.Start;
        switch (last.Kind)
        {
            case TokenKind.Keyword or TokenKind.Identifier:
                tokens.RemoveAt(tokens.Count - 1);
                return new CursorWord(CursorWordKind.Word, start, Until(text, start, start, cursor), before[start..]);
            case TokenKind.Integer or TokenKind.Real or TokenKind.Duration:
                tokens.RemoveAt(tokens.Count - 1);
                return new CursorWord(CursorWordKind.Number, start, Until(text, start, start, cursor), before[start..]);
            case TokenKind.Attribute:
                tokens.RemoveAt(tokens.Count - 1);
                var attribute = (AttributeExpression)last.Value!;
                var nameStart = start + PrefixLength(attribute);
                return new CursorWord(
                    attribute.OfParent ? CursorWordKind.Unreadable : CursorWordKind.Name,
                    start, Until(text, start, nameStart, cursor), attribute.Name, attribute.Scope);
            case TokenKind.Not:
                tokens.RemoveAt(tokens.Count - 1);
                return new CursorWord(CursorWordKind.Operator, start, last.Range, before[start..]);
            default:
                return new CursorWord(CursorWordKind.None, cursor, new TextRange(cursor, 0));
        }
    }

    private static CursorWord Of(UnfinishedToken unfinished, string text, string before)
    {
        var start = unfinished.Start;
        var content = before[unfinished.ContentStart..];
        switch (unfinished.Kind)
        {
            case UnfinishedKind.Name when !unfinished.OfParent:
                var replace = Until(text, start, unfinished.ContentStart, before.Length);
                return new CursorWord(CursorWordKind.Name, start, replace, NameIn(content), unfinished.Scope);
            case UnfinishedKind.Text:
                var position = 0;
                var value = QuotedText.TryRead($"\"{content}\"", ref position, out var whole) is null ? whole : content;
                return new CursorWord(CursorWordKind.Text, start, StringUntil(text, start, before.Length), value);
            case UnfinishedKind.RawText:
                return new CursorWord(CursorWordKind.RawText, start, StringUntil(text, start, before.Length), content);
            case UnfinishedKind.Number:
                return new CursorWord(CursorWordKind.Number, start, Until(text, start, start, before.Length), content);
            default:
                return new CursorWord(CursorWordKind.Unreadable, before.Length, new TextRange(before.Length, 0));
        }
    }

    private static string NameIn(string content)
    {
        foreach (var closing in NameClosings)
        {
            var position = 0;
            if (AttributeName.TryRead(content + closing, ref position, out var name) is null)
                return name;
        }

        return content.Replace("\"", "", StringComparison.Ordinal);
    }

    private static int PrefixLength(AttributeExpression attribute)
    {
        var scope = attribute.Scope switch
        {
            AttributeScope.Span => "span.".Length,
            AttributeScope.Resource => "resource.".Length,
            AttributeScope.Event => "event.".Length,
            AttributeScope.Link => "link.".Length,
            AttributeScope.Instrumentation => "instrumentation.".Length,
            _ => attribute.OfParent ? 0 : 1,
        };
        return scope + (attribute.OfParent ? "parent.".Length : 0);
    }

    /// <summary>From <paramref name="from"/> to the end of the token that starts at <paramref name="start"/> in the whole text.</summary>
    private static TextRange Until(string text, int start, int from, int cursor)
    {
        var end = cursor;
        var lexer = new Lexer(text);
        Token token;
        while ((token = lexer.Next()).Kind is not (TokenKind.End or TokenKind.Invalid) && token.Range.Start <= start)
        {
            if (token.Range.Start < start)
                continue;

            end = Math.Max(cursor, token.Range.End);
            if (token.Kind == TokenKind.ScopeColon && token.Range.End > cursor)
            {
                // In the scope of an intrinsic: the whole field is replaced.
                var next = lexer.Next();
                if (next.Kind is TokenKind.Keyword or TokenKind.Identifier)
                    end = next.Range.End;
            }

            break;
        }

        return new TextRange(from, end - from);
    }

    /// <summary>From a string's start to its end, or to the cursor when the quote behind it rather opens the next string.</summary>
    private static TextRange StringUntil(string text, int start, int cursor)
    {
        var closed = Until(text, start, start, cursor);
        if (closed.End == cursor)
            return closed;

        return UnreadAfter(closed.End) <= UnreadAfter(cursor) ? closed : new TextRange(start, cursor - start);

        int UnreadAfter(int end)
        {
            var changed = string.Concat(text.AsSpan(0, start), "\"\"", text.AsSpan(end));
            return TraceQLParser.Parse(changed).Diagnostics is [var first, ..] ? changed.Length - first.Range.Start : -1;
        }
    }
}

internal enum CursorWordKind
{
    /// <summary>Nothing is typed yet.</summary>
    None,

    /// <summary>A keyword or the beginning of anything that has letters.</summary>
    Word,

    /// <summary>A number or duration.</summary>
    Number,

    /// <summary>A string in double quotes.</summary>
    Text,

    /// <summary>A string in backticks.</summary>
    RawText,

    /// <summary>An attribute's name after its scope.</summary>
    Name,

    /// <summary>The beginning of an operator.</summary>
    Operator,

    /// <summary>A comment, or something after a mistake that hides the rest.</summary>
    Unreadable,
}
