using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>What may be meant by a text that is no query, by what stands at the mistake.</summary>
internal static class SyntaxGuesses
{
    private static readonly (string Written, string Meant)[] ForeignOperators =
    [
        ("==", "="), ("<>", "!="), ("&", "&&"), ("and", "&&"), ("AND", "&&"), ("or", "||"), ("OR", "||"), ("not", "!"), ("NOT", "!"),
        ("#", "//"), ("null", "nil"), ("NULL", "nil"), ("None", "nil"), ("True", "true"), ("TRUE", "true"), ("False", "false"),
        ("FALSE", "false"), ("~", "=~"),
    ];

    private static readonly string[] Words =
    [
        .. IntrinsicNames.Spellings.Where(entry => entry.Intrinsic != Intrinsic.Parent).Select(entry => entry.Bare).OfType<string>(),
        "error", "ok", "unset", "server", "client", "internal", "producer", "consumer", "unspecified", "true", "false", "nil",
        "by", "select", "coalesce", "count", "avg", "max", "min", "sum", "with", "topk", "bottomk", "rate", "count_over_time",
        "min_over_time", "max_over_time", "avg_over_time", "sum_over_time", "quantile_over_time", "histogram_over_time", "compare",
    ];

    /// <summary>Lists guesses of several sorts, the likelier sort and guess first. Most are wrong: they are to be tried, and
    /// of one sort that helps the later ones are not wanted.</summary>
    /// <param name="text">The query.</param>
    /// <param name="mistake">What the parser could not read.</param>
    public static IEnumerable<IEnumerable<QueryFix>> For(string text, TextRange mistake) =>
    [
        OperatorAt(text, mistake.Start),
        SingleQuotedAt(text, mistake.Start) is { } quoted ? [quoted] : [],
        NameAt(text, mistake),
        Closing(text) is { } closing ? [closing] : [],
    ];

    private static IEnumerable<QueryFix> OperatorAt(string text, int start)
    {
        // The mistake may be the second character of the sign.
        int[] places = [start, start - 1];
        foreach (var (written, meant) in ForeignOperators)
        {
            foreach (var from in places)
            {
                if (from < 0 || string.CompareOrdinal(text, from, written, 0, written.Length) != 0)
                    continue;
                var end = from + written.Length;
                var isWord = char.IsLetter(written[0]);
                if (end > start && !(isWord && end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
                    yield return QueryFix.Replace(new TextRange(from, written.Length), meant);
            }
        }
    }

    private static QueryFix? SingleQuotedAt(string text, int start)
    {
        if (start >= text.Length || text[start] != '\'')
            return null;
        var end = text.IndexOf('\'', start + 1);
        return end < 0
            ? null
            : QueryFix.Replace(new TextRange(start, end + 1 - start), QuotedText.WriteEscaped(text[(start + 1)..end]));
    }

    /// <summary>A word that is no field: an attribute without its scope, an intrinsic without or with the wrong sign, or a
    /// slip of the keyboard.</summary>
    private static IEnumerable<QueryFix> NameAt(string text, TextRange mistake)
    {
        var start = mistake.Start;
        if (start >= text.Length || !(char.IsLetter(text[start]) || text[start] == '_'))
            yield break;

        var end = start;
        if (AttributeName.TryRead(text, ref end, out var name) is not null)
            yield break;
        var range = new TextRange(start, end - start);
        var word = text[start..WordEnd(text, start)];

        foreach (var known in Words.Where(known => known != word && IsSlip(word, known)).OrderBy(known => Distance(word, known)))
            yield return QueryFix.Replace(new TextRange(start, word.Length), known);

        // span:http.method, and an intrinsic behind the wrong scope.
        if (start > 0 && text[start - 1] == ':')
        {
            var scopeStart = WordStart(text, start - 1);
            var scope = text[scopeStart..(start - 1)];
            var whole = new TextRange(scopeStart, end - scopeStart);
            if (Keywords.DottedScope(scope) is { } dotted)
                yield return QueryFix.Replace(whole, $"{scope}.{AttributeName.Write(name, dotted, ofParent: false)}");
            foreach (var entry in IntrinsicNames.Spellings.Where(entry => entry.Scoped == name))
                yield return QueryFix.Replace(whole, $"{entry.Scope}:{entry.Scoped}");
            yield break;
        }

        // trace.rootName
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && IntrinsicNames.Scoped(name[..dot], name[(dot + 1)..]) is not null)
            yield return QueryFix.Replace(range, $"{name[..dot]}:{name[(dot + 1)..]}");
        foreach (var entry in IntrinsicNames.Spellings.Where(entry => entry.Scoped == name && entry.Bare is null))
            yield return QueryFix.Replace(range, $"{entry.Scope}:{entry.Scoped}");
        foreach (var scope in ConventionalScopes.Of(name))
            yield return QueryFix.Replace(range, ConventionalScopes.Write(scope, name));
    }

    /// <summary>What is still open at the end: a string, parentheses, braces.</summary>
    private static QueryFix? Closing(string text)
    {
        var lexer = new Lexer(text);
        var open = new Stack<char>();
        Token token;
        while ((token = lexer.Next()).Kind is not (TokenKind.End or TokenKind.Invalid))
        {
            switch (token.Kind)
            {
                case TokenKind.OpenBrace:
                    open.Push('}');
                    break;
                case TokenKind.OpenParenthesis:
                    open.Push(')');
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseParenthesis:
                    if (!open.TryPop(out _))
                        return null;
                    break;
            }
        }

        var sign = lexer.Unfinished switch
        {
            { Kind: UnfinishedKind.Text } => "\"",
            { Kind: UnfinishedKind.RawText } => "`",
            { Kind: UnfinishedKind.Name } unfinished when text.AsSpan(unfinished.ContentStart).Contains('"') => "\"",
            _ => "",
        };
        if (open.Count == 0 && sign.Length == 0)
            return null;

        var end = text.TrimEnd().Length;
        if (sign.Length > 0)
            end = text.Length;
        var closing = sign;
        foreach (var bracket in open)
            closing += bracket == '}' ? " }" : ")";
        return QueryFix.Replace(new TextRange(end, text.Length - end), closing);
    }

    private static int WordEnd(string text, int start)
    {
        while (start < text.Length && (char.IsLetterOrDigit(text[start]) || text[start] == '_'))
            start++;
        return start;
    }

    private static int WordStart(string text, int end)
    {
        while (end > 0 && char.IsLetter(text[end - 1]))
            end--;
        return end;
    }

    private static bool IsSlip(string word, string known) =>
        word.Length >= 2
        && Math.Abs(word.Length - known.Length) <= 2
        && (string.Equals(word, known, StringComparison.OrdinalIgnoreCase) || Distance(word, known) <= (known.Length < 5 ? 1 : 2));

    /// <summary>Characters put in, left out, changed or exchanged with their neighbour to get from one word to another.</summary>
    private static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
