using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Makes a short text that is right out of one with mistakes, and that ends the same way: in the same
/// parentheses, with the same last operand. So a mistake elsewhere does not end completion.</summary>
internal static class TextBeforeCursor
{
    /// <summary>Reduces a text.</summary>
    /// <param name="text">What stands before the word at the cursor.</param>
    /// <param name="tokens">Its tokens.</param>
    public static string Reduce(string text, List<Token> tokens)
    {
        var open = OpenBrackets(tokens);
        if (open.Count == 0)
            return ReducePipeline(text, tokens);

        var bracket = open.Peek();
        var opener = bracket > 0 && tokens[bracket].Kind == TokenKind.OpenParenthesis ? tokens[bracket - 1] : default;
        var function = opener.Kind == TokenKind.Keyword ? opener.Text : "";
        var inFilter = tokens[bracket].Kind == TokenKind.OpenBrace || open.Any(index => tokens[index].Kind == TokenKind.OpenBrace);
        var all = text[tokens[bracket].Range.End..];
        if (inFilter)
            return $"{{{(tokens[bracket].Kind == TokenKind.OpenBrace ? "" : "(")} {LastPart(text, tokens, bracket, isLogic: true)}";

        switch (function)
        {
            case "by" when bracket > 1 && tokens[bracket - 2].Kind == TokenKind.CloseParenthesis:
                return $"{{}} | rate() by({LastPart(text, tokens, bracket, isLogic: false)}";
            case "by" or "avg" or "min" or "max" or "sum":
                return $"{{}} | {function}({LastPart(text, tokens, bracket, isLogic: true)}";
            case "select":
                return $"{{}} | select({LastPart(text, tokens, bracket, isLogic: false)}";
            case "with":
                return $"{{}} with({LastPart(text, tokens, bracket, isLogic: false)}";
            case "topk" or "bottomk":
                return $"{{}} | rate() | {function}({all}";
            case not "" when Keywords.MetricsFunction(function) is not null:
                return $"{{}} | {function}({all}";
            default:
                var inner = tokens[(bracket + 1)..];
                return inner.Count == 0 ? "(" : "(" + ReducePipeline(text, inner);
        }
    }

    /// <summary>Indexes of brackets that are not closed, the innermost on top.</summary>
    private static Stack<int> OpenBrackets(List<Token> tokens)
    {
        var open = new Stack<int>();
        var braces = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenParenthesis:
                    open.Push(i);
                    braces += tokens[i].Kind == TokenKind.OpenBrace ? 1 : 0;
                    break;
                case TokenKind.CloseParenthesis when open.TryPeek(out var top) && tokens[top].Kind == TokenKind.OpenParenthesis:
                    open.Pop();
                    break;
                case TokenKind.CloseBrace when braces > 0:
                    braces--;
                    // Parentheses that were not closed within the braces end with them.
                    while (tokens[open.Pop()].Kind != TokenKind.OpenBrace)
                    {
                    }

                    break;
            }
        }

        return open;
    }

    /// <summary>What stands after the last logical operator, or the last comma, directly in a bracket.</summary>
    private static string LastPart(string text, List<Token> tokens, int bracket, bool isLogic)
    {
        var start = tokens[bracket].Range.End;
        var depth = 0;
        for (var i = bracket + 1; i < tokens.Count; i++)
        {
            var kind = tokens[i].Kind;
            depth += kind == TokenKind.OpenParenthesis ? 1 : kind == TokenKind.CloseParenthesis ? -1 : 0;
            if (depth == 0 && (isLogic ? kind is TokenKind.And or TokenKind.Or : kind == TokenKind.Comma))
                start = tokens[i].Range.End;
        }

        return text[start..];
    }

    private static string ReducePipeline(string text, List<Token> tokens)
    {
        var afterMetric = false;
        var sawMetric = false;
        var depth = 0;
        var prefix = "";
        var start = tokens.Count == 0 ? text.Length : tokens[0].Range.Start;
        foreach (var token in tokens)
        {
            depth += token.Kind switch
            {
                TokenKind.OpenParenthesis or TokenKind.OpenBrace => 1,
                TokenKind.CloseParenthesis or TokenKind.CloseBrace => -1,
                _ => 0,
            };
            if (depth > 0)
                continue;

            sawMetric |= token.Kind == TokenKind.Keyword && Keywords.MetricsFunction(token.Text) is not null;
            if (token.Kind == TokenKind.Pipe)
            {
                afterMetric = sawMetric;
                (prefix, start) = (afterMetric ? "{} | rate() | " : "{} | ", token.Range.End);
            }
            else if (!sawMetric && token.Kind is TokenKind.And or TokenKind.Or or TokenKind.DoubleGreater or TokenKind.DoubleLess)
            {
                (prefix, start) = ("{} && ", token.Range.End);
            }
        }

        return prefix + text[start..];
    }
}
