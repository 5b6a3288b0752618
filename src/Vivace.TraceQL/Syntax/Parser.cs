namespace Vivace.TraceQL.Syntax;

/// <summary>Recursive descent with operator precedence. This part: the cursor, errors, and the query as a whole.</summary>
/// <remarks>The first mistake is kept and the cursor then stays at the end of the text, so that every loop stops
/// by itself; what is built after it is never looked at.</remarks>
internal sealed partial class Parser
{
    private static readonly FieldExpression BrokenField = new LiteralExpression(new Literal.Boolean(false));

    private readonly string _text;
    private readonly Lexer _lexer;
    private readonly Expectations? _expectations;
    private Token _token;
    private int _lastEnd;
    private int _nesting;

    /// <summary>Height of the tree of the expression parsed last.</summary>
    private int _height;

    public Parser(string text, Expectations? expectations = null)
    {
        _text = text;
        _expectations = expectations;
        _lexer = new Lexer(text);
        _token = _lexer.Next();
    }

    /// <summary>The first mistake; null while there is none.</summary>
    public Diagnostic? Failure { get; private set; }

    private int Start => _token.Range.Start;

    /// <summary>Takes notes of what could stand at the end of a text that is right so far; null anywhere else.</summary>
    private Expectations? Noting => Failure is null && _token.Kind == TokenKind.End ? _expectations : null;

    public TraceQuery ParseQuery()
    {
        var root = ParseRoot();
        IReadOnlyList<Hint> hints = [];
        while (IsAt("with"))
            hints = ParseHints();

        if (_token.Kind != TokenKind.End)
            FailExpected(ExpectedAfter(root));
        return new TraceQuery(_text, root, hints);
    }

    public FieldExpression ParseSingleField()
    {
        var field = ParseAttribute();
        if (_token.Kind != TokenKind.End)
            FailExpected("nothing after the field");
        return field;
    }

    private static string ExpectedAfter(QueryRoot root) => root switch
    {
        SearchRoot => "`|`, an operator between spansets, `with` or the end",
        MetricsRoot => "a comparison with a constant, `| topk`, `| bottomk`, `with` or the end",
        _ => "`with` or the end",
    };

    private List<Hint> ParseHints()
    {
        var hints = new List<Hint>();
        Advance();
        Expect(TokenKind.OpenParenthesis, "`(`");
        do
        {
            var start = Start;
            var name = _token.Text;
            Noting?.AddHintName();
            Expect(TokenKind.Identifier, "the name of a hint");
            Expect(TokenKind.Equal, "`=`");
            Noting?.AddHintValue(name);
            var value = LiteralAtCursor();
            if (value is null)
            {
                FailExpected("a literal as the hint's value");
                break;
            }

            Advance();
            hints.Add(new Hint(name, value, From(start)));
        }
        while (TryTake(TokenKind.Comma));

        Expect(TokenKind.CloseParenthesis, "`,` or `)`");
        return hints;
    }

    private void Advance()
    {
        _lastEnd = _token.Range.End;
        _token = Failure is null ? _lexer.Next() : new Token(TokenKind.End, new TextRange(_text.Length, 0));
    }

    private bool IsAt(string keyword)
    {
        Noting?.Add(keyword);
        return _token.Is(keyword);
    }

    private bool TryTake(TokenKind kind)
    {
        Noting?.Add(kind);
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind, string expected)
    {
        if (!TryTake(kind))
            FailExpected(expected);
    }

    private TextRange From(int start) => new(start, Math.Max(0, _lastEnd - start));

    private void FailExpected(string expected)
    {
        if (_token.Kind == TokenKind.Invalid)
        {
            Fail(_token.Range, _token.Text, (string?)_token.Value);
            return;
        }

        var found = _token.Kind == TokenKind.End
            ? "the end of the query"
            : Diagnostic.Quote(_text.Substring(_token.Range.Start, _token.Range.Length));
        Fail(_token.Range, $"found {found}, expected {expected}", SyntaxHints.For(_token, _text));
    }

    private void Fail(TextRange range, string message, string? hint = null)
    {
        Failure ??= Diagnostic.At(DiagnosticKind.Syntax, _text, range, message, hint);
        _token = new Token(TokenKind.End, new TextRange(_text.Length, 0));
    }

    /// <summary>Counts one more level of recursion.</summary>
    private bool TryEnter()
    {
        if (_nesting >= TraceQLParser.NestingLimit)
        {
            Fail(_token.Range, $"the query nests more than {TraceQLParser.NestingLimit} levels deep");
            return false;
        }

        _nesting++;
        return true;
    }

    /// <summary>Notes the height of a tree whose root was put on trees of these heights.</summary>
    private int Raise(int left, int right, TextRange @operator)
    {
        _height = Math.Max(left, right) + 1;
        if (_height > TraceQLParser.HeightLimit)
        {
            var message = $"more than {TraceQLParser.HeightLimit} operators follow each other";
            Fail(@operator, message, "match lists of values with one =~");
        }

        return _height;
    }
}
