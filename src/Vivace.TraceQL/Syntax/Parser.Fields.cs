using Vivace.Core;

namespace Vivace.TraceQL.Syntax;

/// <summary>Expressions over one span.</summary>
internal sealed partial class Parser
{
    private const string FieldExpected = "a field, a literal, `(`, `!` or `-`";

    /// <summary>What the next operand belongs to.</summary>
    private OperandPlace _place = OperandPlace.Any;

    /// <summary>Parses operators of at least a level (see <see cref="BinaryOperators.Level"/>).</summary>
    private FieldExpression ParseField(int minimumLevel = BinaryOperators.LogicLevel)
    {
        if (!TryEnter())
            return BrokenField;

        var start = Start;
        var left = ParseOperand();
        var height = _height;
        while (FieldOperatorAfter(left, minimumLevel) is { } @operator)
        {
            var operatorRange = _token.Range;
            Advance();
            if (@operator is BinaryOperator.Equal or BinaryOperator.NotEqual && IsAt("nil"))
            {
                Advance();
                height = Raise(height, 0, operatorRange);
                left = Exists(left, @operator, start);
                continue;
            }

            var level = BinaryOperators.Level(@operator);
            var outer = _place;
            _place = new OperandPlace(OperandUse.Any, left, @operator);
            var right = ParseField(@operator == BinaryOperator.Power ? level : level + 1);
            _place = outer;
            height = Raise(height, _height, operatorRange);
            left = ConstantFolding.Fold(new BinaryExpression(@operator, left, right) { Range = From(start) });
        }

        _height = height;
        _nesting--;
        return left;
    }

    /// <summary>The operator at the cursor, if it is one of at least this level.</summary>
    private BinaryOperator? FieldOperatorAfter(FieldExpression left, int minimumLevel)
    {
        Noting?.AddOperators(OperatorSet.Field, minimumLevel, left);
        return BinaryOperators.FromToken(_token.Kind) is { } @operator && BinaryOperators.Level(@operator) >= minimumLevel
            ? @operator
            : null;
    }

    private FieldExpression ParseFieldAt(OperandUse use, int minimumLevel = BinaryOperators.LogicLevel)
    {
        var outer = _place;
        _place = new OperandPlace(use);
        var field = ParseField(minimumLevel);
        _place = outer;
        return field;
    }

    private FieldExpression ParseOperand()
    {
        var start = Start;
        var first = _token.Range;
        _height = 1;
        Noting?.Add(_place);
        switch (_token.Kind)
        {
            case TokenKind.OpenParenthesis:
                Advance();
                var inner = ParseFieldAt(OperandUse.Any);
                Expect(TokenKind.CloseParenthesis, "an operator or `)`");
                return inner;

            // A sign reaches over products: -a * 2 is -(a * 2).
            case TokenKind.Minus:
                Advance();
                var negated = ParseFieldAt(OperandUse.Number, BinaryOperators.NotLevel);
                Raise(_height, 0, first);
                return ConstantFolding.Fold(new UnaryExpression(UnaryOperator.Negate, negated) { Range = From(start) });

            case TokenKind.Not:
                Advance();
                var denied = ParseFieldAt(OperandUse.Boolean, BinaryOperators.ProductLevel);
                Raise(_height, 0, first);
                return ConstantFolding.Fold(new UnaryExpression(UnaryOperator.Not, denied) { Range = From(start) });

            case TokenKind.Keyword when _token.Text == "nil":
                return ParseNilFirst(start);
        }

        if (LiteralAtCursor() is { } literal)
        {
            Advance();
            return new LiteralExpression(literal) { Range = From(start) };
        }

        return ParseAttribute(FieldExpected);
    }

    private FieldExpression ParseNilFirst(int start)
    {
        Advance();
        Noting?.Add(TokenKind.Equal);
        Noting?.Add(TokenKind.NotEqual);
        if (BinaryOperators.FromToken(_token.Kind) is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            FailExpected("`=` or `!=` after nil");
            return BrokenField;
        }

        var @operator = BinaryOperators.FromToken(_token.Kind)!.Value;
        var operatorRange = _token.Range;
        Advance();
        if (IsAt("nil"))
        {
            // Both nil = nil and nil != nil are false: nil is nothing to compare.
            Advance();
            return new LiteralExpression(new Literal.Boolean(false)) { Range = From(start) };
        }

        var operand = ParseFieldAt(OperandUse.Any, BinaryOperators.SumLevel);
        Raise(_height, 0, operatorRange);
        return Exists(operand, @operator, start);
    }

    private FieldExpression Exists(FieldExpression operand, BinaryOperator @operator, int start) =>
        ConstantFolding.Fold(new ExistsExpression(operand, @operator == BinaryOperator.Equal) { Range = From(start) });

    /// <summary>Parses an attribute or an intrinsic.</summary>
    private FieldExpression ParseAttribute(string expected = "an attribute or an intrinsic")
    {
        var start = Start;
        Noting?.AddField();
        if (_token.Kind == TokenKind.Attribute)
        {
            var attribute = (AttributeExpression)_token.Value!;
            Advance();
            return attribute;
        }

        if (_token.Kind == TokenKind.ScopeColon)
        {
            var scope = _token.Text;
            Advance();
            Noting?.AddIntrinsicOf(scope);
            if (_token.Kind == TokenKind.Keyword && IntrinsicNames.Scoped(scope, _token.Text) is { } scoped)
            {
                Advance();
                return new IntrinsicExpression(scoped) { Range = From(start) };
            }

            FailExpected($"one of {IntrinsicNames.NamesAfter(scope)} after `{scope}:`");
            return BrokenField;
        }

        if (_token.Kind == TokenKind.Keyword && IntrinsicNames.Bare(_token.Text) is { } bare)
        {
            Advance();
            return new IntrinsicExpression(bare) { Range = From(start) };
        }

        FailExpected(expected);
        return BrokenField;
    }

    private List<FieldExpression> ParseAttributeList()
    {
        Expect(TokenKind.OpenParenthesis, "`(`");
        var fields = new List<FieldExpression>();
        do
        {
            fields.Add(ParseAttribute());
        }
        while (TryTake(TokenKind.Comma));

        Expect(TokenKind.CloseParenthesis, "`,` or `)`");
        return fields;
    }

    /// <summary>The literal at the cursor, which does not move; null if there is none.</summary>
    private Literal? LiteralAtCursor() => _token.Kind switch
    {
        TokenKind.Text or TokenKind.Integer or TokenKind.Real or TokenKind.Duration => (Literal)_token.Value!,
        TokenKind.Identifier when _token.Text == "minInt" => new Literal.Integer(long.MinValue),
        TokenKind.Identifier when _token.Text == "maxInt" => new Literal.Integer(long.MaxValue),
        TokenKind.Keyword => _token.Text switch
        {
            "true" => new Literal.Boolean(true),
            "false" => new Literal.Boolean(false),
            "ok" => new Literal.Status(SpanStatus.Ok),
            "error" => new Literal.Status(SpanStatus.Error),
            "unset" => new Literal.Status(SpanStatus.Unset),
            "unspecified" => new Literal.Kind(SpanKind.Unspecified),
            "internal" => new Literal.Kind(SpanKind.Internal),
            "server" => new Literal.Kind(SpanKind.Server),
            "client" => new Literal.Kind(SpanKind.Client),
            "producer" => new Literal.Kind(SpanKind.Producer),
            "consumer" => new Literal.Kind(SpanKind.Consumer),
            _ => null,
        },
        _ => null,
    };
}
