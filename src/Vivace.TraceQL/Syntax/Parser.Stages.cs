namespace Vivace.TraceQL.Syntax;

/// <summary>Pipelines: what stands between bars, and what may be put in parentheses and combined.</summary>
/// <remarks>Whether <c>(</c> opens a spanset, a pipeline, an aggregate, a constant or a metric shows only inside, so
/// each piece is parsed first and has a <see cref="Shape"/>; shapes decide which operators may follow.</remarks>
internal sealed partial class Parser
{
    /// <summary>What stands before the next piece.</summary>
    private PiecePlace _piecePlace = PiecePlace.Any;

    private enum Shape
    {
        /// <summary>A spanset expression of filters.</summary>
        Spanset,

        /// <summary>Pipelines in parentheses, one or several with operators between them.</summary>
        Piped,

        /// <summary>An aggregate, or arithmetic with one.</summary>
        Scalar,

        /// <summary>A pipeline in parentheses that ends in an aggregate, or arithmetic with such.</summary>
        ScalarPiped,

        /// <summary>A constant number or duration.</summary>
        Constant,

        /// <summary>A comparison of scalars: a stage.</summary>
        ScalarFilter,

        /// <summary>A comparison of scalar pipelines: a query.</summary>
        ScalarComparison,

        /// <summary>A metrics pipeline, in parentheses, or arithmetic with such.</summary>
        Metric,

        /// <summary>A metrics pipeline without parentheses around it.</summary>
        BareMetric,
    }

    private QueryRoot ParseRoot()
    {
        var start = Start;
        var piece = ParsePipeline(inParentheses: false);
        if (piece.Shape is Shape.Metric)
            piece = piece with { Node = WithStages((MetricsExpression)piece.Node, ParseSeriesStages()) };

        QueryRoot root = piece.Node switch
        {
            MetricsExpression metrics => new MetricsRoot(metrics),
            ScalarComparisonRoot comparison => comparison,
            PipelineExpression { Pipeline: var pipeline } => new SearchRoot(pipeline),
            SpansetExpression spanset => new SearchRoot(Alone(spanset)),
            _ => new SearchRoot(Alone(new SpansetFilter(null))),
        };
        return root with { Range = From(start) };
    }

    private static Pipeline Alone(SpansetExpression spanset) =>
        new([new SpansetStage(spanset) { Range = spanset.Range }]) { Range = spanset.Range };

    /// <summary>Parses stages up to the end, a closing parenthesis or whatever cannot follow.</summary>
    private Piece ParsePipeline(bool inParentheses)
    {
        var start = Start;
        var stages = new List<PipelineStage>();
        do
        {
            var stageStart = Start;
            if (_piecePlace == PiecePlace.Any)
                Noting?.AddStage(isFirst: stages.Count == 0);
            if (_token.Kind == TokenKind.Keyword && Keywords.MetricsFunction(_token.Text) is { } function)
                return ParseMetricsEnd(function, stages, start);

            if (TryParseKeywordStage(isFirst: stages.Count == 0) is { } stage)
            {
                stages.Add(stage);
                continue;
            }

            var piece = ParseExpression();
            switch (piece.Shape)
            {
                case Shape.Spanset:
                    stages.Add(new SpansetStage((SpansetExpression)piece.Node) { Range = From(stageStart) });
                    break;
                case Shape.ScalarFilter:
                    stages.Add((ScalarFilterStage)piece.Node);
                    break;
                case Shape.Scalar when inParentheses && stages.Count > 0
                    && _token.Kind == TokenKind.CloseParenthesis && piece.Node is AggregateExpression aggregate
                    && !piece.InParentheses:
                    var before = new Pipeline(stages) { Range = new TextRange(start, stages[^1].Range.End - start) };
                    return new Piece(Shape.ScalarPiped, new ScalarPipeline(before, aggregate) { Range = From(start) });
                case Shape.Scalar or Shape.Constant when inParentheses && stages.Count == 0:
                    return piece;
                case Shape.Scalar or Shape.Constant:
                    FailExpected("an operator and a comparison: a filter on a number needs one");
                    return piece;
                case Shape.ScalarPiped when !inParentheses:
                    FailExpected("a comparison");
                    return piece;
                case Shape.ScalarComparison when inParentheses:
                    FailExpected("no comparison of pipelines inside parentheses");
                    return piece;
                default:
                    // Stands for a whole query: alone or not at all.
                    if (stages.Count > 0)
                        Fail(new TextRange(stageStart, _lastEnd - stageStart), "a pipeline in parentheses cannot be a stage");
                    return piece;
            }
        }
        while (TryTakePipe());

        if (stages is [SpansetStage only])
            return new Piece(Shape.Spanset, only.Expression);
        var range = From(start);
        return new Piece(Shape.Piped, new PipelineExpression(new Pipeline(stages) { Range = range }) { Range = range });
    }

    private bool TryTakePipe()
    {
        // After a spanset no pipeline can follow, even in parentheses: a bar is read there, but not offered.
        if (_piecePlace.Use != PieceUse.Spanset)
            Noting?.Add(TokenKind.Pipe);
        if (_token.Kind != TokenKind.Pipe)
            return false;

        Advance();
        _piecePlace = PiecePlace.Any;
        return true;
    }

    private PipelineStage? TryParseKeywordStage(bool isFirst)
    {
        if (_token.Kind != TokenKind.Keyword)
            return null;

        var start = Start;
        switch (_token.Text)
        {
            case "by":
                Advance();
                Expect(TokenKind.OpenParenthesis, "`(`");
                var expression = ParseFieldAt(OperandUse.Any);
                Expect(TokenKind.CloseParenthesis, "an operator or `)`: a pipeline groups by one expression");
                return new GroupByStage(expression) { Range = From(start) };
            case "select":
                Advance();
                var fields = ParseAttributeList();
                return new SelectStage(fields) { Range = From(start) };
            case "coalesce" when !isFirst:
                Advance();
                Expect(TokenKind.OpenParenthesis, "`(`");
                Expect(TokenKind.CloseParenthesis, "`)`");
                return new CoalesceStage { Range = From(start) };
            default:
                return null;
        }
    }

    private Piece ParseExpression(int minimumLevel = BinaryOperators.LogicLevel)
    {
        if (!TryEnter())
            return Piece.Broken;

        var start = Start;
        var left = ParsePiece();
        var height = _height;
        while (LevelAfter(left, minimumLevel) is { } level && level >= minimumLevel)
        {
            var kind = _token.Kind;
            var operatorRange = _token.Range;
            Advance();
            var rightStart = Start;
            var outer = _piecePlace;
            _piecePlace = PlaceAfter(left, kind);
            var right = ParseExpression(kind == TokenKind.Caret ? level : level + 1);
            _piecePlace = outer;
            height = Raise(height, _height, operatorRange);
            if (Failure is not null)
                break;

            left = Combine(kind, left, right, From(start)) ?? Refuse(operatorRange, new TextRange(rightStart, _lastEnd - rightStart));
        }

        _height = height;
        _nesting--;
        return left;

        Piece Refuse(TextRange operatorRange, TextRange rightRange)
        {
            var @operator = _text.Substring(operatorRange.Start, operatorRange.Length);
            var right = Diagnostic.Quote(_text.Substring(rightRange.Start, rightRange.Length));
            Fail(rightRange, $"{right} cannot stand after `{@operator}` here", HintAfter(left.Shape));
            return Piece.Broken;
        }
    }

    private static string HintAfter(Shape left) => left switch
    {
        Shape.Spanset => "two filters, or two pipelines in parentheses, can be combined, not one of each",
        Shape.Piped => "both sides must be pipelines in parentheses",
        Shape.Metric => "metrics in parentheses combine with each other and with numbers",
        _ => "aggregates combine with aggregates and numbers; of two constants neither is an aggregate",
    };

    private static PiecePlace PlaceAfter(Piece left, TokenKind @operator) => left.Shape switch
    {
        Shape.Spanset => PiecePlace.Spanset,
        Shape.Piped => PiecePlace.Piped,
        Shape.Metric => PiecePlace.MetricOrNumber,
        Shape.Constant or Shape.ScalarPiped => PiecePlace.Any,
        _ when BinaryOperators.FromToken(@operator) is { } binary && !BinaryOperators.IsArithmetic(binary) => new PiecePlace(
            PieceUse.Constant, left.Node is AggregateExpression { Argument: { } argument } ? argument : null),
        _ => new PiecePlace(PieceUse.Constant),
    };

    /// <summary>Level of the operator at the cursor, if it is one that may follow this.</summary>
    private int? LevelAfter(Piece piece, int minimumLevel)
    {
        var left = piece.Shape;
        if (OperatorsAfter(left) is { } set)
            Noting?.AddOperators(set, minimumLevel, null);
        if (left is Shape.Spanset or Shape.Piped)
            return SpansetOperators.FromToken(_token.Kind) is { } spanset ? SpansetOperators.Level(spanset.Operator) : null;

        if (BinaryOperators.FromToken(_token.Kind) is not { } @operator)
            return null;
        var allowed = left switch
        {
            Shape.Scalar or Shape.Constant or Shape.ScalarPiped =>
                BinaryOperators.IsArithmetic(@operator) || BinaryOperators.IsComparison(@operator),
            Shape.Metric => @operator <= BinaryOperator.Divide,
            _ => false,
        };
        return allowed ? BinaryOperators.Level(@operator) : null;
    }

    private static OperatorSet? OperatorsAfter(Shape left) => left switch
    {
        Shape.Spanset or Shape.Piped => OperatorSet.Spanset,
        Shape.Scalar => OperatorSet.Scalar,
        Shape.Constant or Shape.ScalarPiped => OperatorSet.Arithmetic,
        Shape.Metric => OperatorSet.Metric,
        _ => null,
    };

    /// <summary>Applies an operator; null if these two cannot stand on its sides.</summary>
    private Piece? Combine(TokenKind kind, Piece left, Piece right, TextRange range)
    {
        if (left.Node is SpansetExpression leftSpanset)
        {
            // A filter alone in parentheses is also a pipeline, but only on the right.
            var compatible = left.Shape == Shape.Spanset
                ? right.Shape == Shape.Spanset
                : right.Shape == Shape.Piped || right is { Shape: Shape.Spanset, InParentheses: true };
            if (!compatible)
                return null;
            var (relation, form) = SpansetOperators.FromToken(kind)!.Value;
            return new Piece(
                left.Shape,
                new SpansetOperation(relation, form, leftSpanset, (SpansetExpression)right.Node) { Range = range });
        }

        var @operator = BinaryOperators.FromToken(kind)!.Value;
        if (left.Shape == Shape.Metric || right.Shape == Shape.Metric)
            return CombineMetrics(@operator, left, right, range);
        if (left.Node is not ScalarExpression leftScalar || right.Node is not ScalarExpression rightScalar)
            return null;

        if (left.Shape == Shape.Constant && right.Shape == Shape.Constant)
        {
            return BinaryOperators.IsArithmetic(@operator)
                ? FoldConstants(@operator, (ScalarLiteral)leftScalar, (ScalarLiteral)rightScalar, range)
                : null;
        }

        var piped = left.Shape == Shape.ScalarPiped || right.Shape == Shape.ScalarPiped;
        if (BinaryOperators.IsArithmetic(@operator))
        {
            return piped && left.Shape != right.Shape
                ? null
                : new Piece(left.Shape == Shape.Constant ? right.Shape : left.Shape, new ScalarOperation(@operator, leftScalar, rightScalar) { Range = range });
        }

        if (!piped)
            return new Piece(Shape.ScalarFilter, new ScalarFilterStage(leftScalar, @operator, rightScalar) { Range = range });
        return left.Shape == Shape.ScalarPiped && right.Shape is Shape.ScalarPiped or Shape.Constant
            ? new Piece(Shape.ScalarComparison, new ScalarComparisonRoot(leftScalar, @operator, rightScalar) { Range = range })
            : null;
    }

    private Piece ParsePiece()
    {
        var start = Start;
        Noting?.Add(_piecePlace);
        switch (_token.Kind)
        {
            case TokenKind.OpenBrace:
                return new Piece(Shape.Spanset, ParseFilter());

            case TokenKind.OpenParenthesis:
                Advance();
                var inner = ParsePipeline(inParentheses: true);
                Expect(TokenKind.CloseParenthesis, ExpectedInside(inner.Shape));
                return inner with
                {
                    Shape = inner.Shape == Shape.BareMetric ? Shape.Metric : inner.Shape,
                    InParentheses = true,
                };

            case TokenKind.Minus:
                return ParseNegativeConstant(start);

            case TokenKind.Integer or TokenKind.Real or TokenKind.Duration:
                var literal = (Literal)_token.Value!;
                Advance();
                _height = 1;
                return new Piece(Shape.Constant, new ScalarLiteral(literal) { Range = From(start) });

            case TokenKind.Keyword when Keywords.Aggregate(_token.Text) is { } function:
                return new Piece(Shape.Scalar, ParseAggregate(function));

            default:
                FailExpected("`{`, `(`, by, select, an aggregate or a metrics function");
                return Piece.Broken;
        }
    }

    private static string ExpectedInside(Shape shape) => shape switch
    {
        Shape.Spanset => "an operator between spansets, `|` or `)`",
        Shape.Metric => "an operator or `)`: stages after it must stand inside its own parentheses or at the end",
        _ => "an operator or `)`",
    };

    private SpansetFilter ParseFilter()
    {
        var start = Start;
        Advance();
        Noting?.Add(TokenKind.CloseBrace);
        var condition = _token.Kind == TokenKind.CloseBrace ? null : ParseFieldAt(OperandUse.Any);
        Expect(TokenKind.CloseBrace, "an operator or `}`");
        _height = 1;
        return new SpansetFilter(condition) { Range = From(start) };
    }

    private AggregateExpression ParseAggregate(AggregateFunction function)
    {
        var start = Start;
        Advance();
        Expect(TokenKind.OpenParenthesis, "`(`");
        var argument = function == AggregateFunction.Count ? null : ParseFieldAt(OperandUse.Number);
        Expect(TokenKind.CloseParenthesis, argument is null ? "`)`: count takes nothing" : "an operator or `)`");
        _height = 1;
        return new AggregateExpression(function, argument) { Range = From(start) };
    }

    private Piece ParseNegativeConstant(int start)
    {
        if (!TryEnter())
            return Piece.Broken;

        Advance();
        var operandStart = Start;
        var outer = _piecePlace;
        _piecePlace = new PiecePlace(PieceUse.Constant);
        var operand = ParsePiece();
        _piecePlace = outer;
        _nesting--;
        if (Failure is null && operand.Shape != Shape.Constant)
            Fail(new TextRange(operandStart, _lastEnd - operandStart), "only a constant number can be negated here", "write -1 * (...)");
        if (Failure is not null)
            return Piece.Broken;

        var value = ScalarConstants.Negate(((ScalarLiteral)operand.Node).Value);
        return new Piece(Shape.Constant, new ScalarLiteral(value) { Range = From(start) });
    }

    private Piece? FoldConstants(BinaryOperator @operator, ScalarLiteral left, ScalarLiteral right, TextRange range)
    {
        if (ScalarConstants.TryCompute(@operator, left.Value, right.Value, out var value) is not { } problem)
            return new Piece(Shape.Constant, new ScalarLiteral(value) { Range = range });

        Fail(range, problem);
        return Piece.Broken;
    }

    /// <summary>Something parsed whose place is not decided yet.</summary>
    /// <param name="Shape">What it is.</param>
    /// <param name="Node">A spanset, scalar or metrics expression, a scalar filter stage or a comparison root.</param>
    /// <param name="InParentheses">Whether it stands directly in parentheses.</param>
    private sealed record Piece(Shape Shape, object Node, bool InParentheses = false)
    {
        public static readonly Piece Broken = new(Shape.Spanset, new SpansetFilter(null));
    }
}
