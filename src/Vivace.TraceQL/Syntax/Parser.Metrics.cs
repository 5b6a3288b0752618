namespace Vivace.TraceQL.Syntax;

/// <summary>Metrics functions, second stages, and arithmetic between metrics.</summary>
internal sealed partial class Parser
{
    private const long DefaultTopN = 10;

    private Piece ParseMetricsEnd(MetricsFunctionKind kind, List<PipelineStage> stages, int start)
    {
        if (stages.Count == 0)
        {
            FailExpected("a spanset filter before a metrics function, such as { } | rate()");
            return Piece.Broken;
        }

        var pipeline = new Pipeline(stages) { Range = new TextRange(start, stages[^1].Range.End - start) };
        var function = ParseMetricsFunction(kind);
        var seriesStages = ParseSeriesStages(function.Argument);
        return new Piece(Shape.BareMetric, new MetricsPipeline(pipeline, function, seriesStages) { Range = From(start) });
    }

    private MetricsFunction ParseMetricsFunction(MetricsFunctionKind kind)
    {
        var start = Start;
        FieldExpression? argument = null;
        var quantiles = new List<double>();
        CompareArguments? compare = null;
        Advance();
        Expect(TokenKind.OpenParenthesis, "`(`");
        switch (kind)
        {
            case MetricsFunctionKind.Rate or MetricsFunctionKind.CountOverTime:
                break;
            case MetricsFunctionKind.Compare:
                compare = ParseCompareArguments();
                break;
            case MetricsFunctionKind.QuantileOverTime:
                argument = ParseAttribute();
                do
                {
                    Expect(TokenKind.Comma, "`,` and a quantile");
                    quantiles.Add(ParseQuantile());
                }
                while (IsAtComma());
                break;
            default:
                argument = ParseAttribute();
                break;
        }

        Expect(TokenKind.CloseParenthesis, "`)`");
        List<FieldExpression> by = [];
        if (kind != MetricsFunctionKind.Compare && IsAt("by"))
        {
            Advance();
            by = ParseAttributeList();
        }

        return new MetricsFunction(kind, argument, quantiles, by, compare) { Range = From(start) };
    }

    private bool IsAtComma()
    {
        Noting?.Add(TokenKind.Comma);
        return _token.Kind == TokenKind.Comma;
    }

    private double ParseQuantile()
    {
        Noting?.AddQuantile();
        var value = _token.Value;
        if (!TryTake(TokenKind.Integer))
            Expect(TokenKind.Real, "a number");
        return value switch
        {
            Literal.Integer integer => integer.Value,
            Literal.Real real => real.Value,
            _ => 0,
        };
    }

    private CompareArguments ParseCompareArguments()
    {
        Noting?.Add(TokenKind.OpenBrace);
        if (_token.Kind != TokenKind.OpenBrace)
        {
            FailExpected("a spanset filter");
            return new CompareArguments(new SpansetFilter(null), DefaultTopN, null, null);
        }

        var selection = ParseFilter();
        var topN = DefaultTopN;
        long? start = null;
        long? end = null;
        if (TryTake(TokenKind.Comma))
        {
            topN = ParseInteger();
            if (TryTake(TokenKind.Comma))
            {
                start = ParseInteger();
                Expect(TokenKind.Comma, "`,` and the end of the selection");
                end = ParseInteger();
            }
        }

        return new CompareArguments(selection, topN, start, end);
    }

    private long ParseInteger()
    {
        Noting?.AddCount();
        var value = (_token.Value as Literal.Integer)?.Value ?? 0;
        Expect(TokenKind.Integer, "an integer");
        return value;
    }

    private List<SeriesStage> ParseSeriesStages(FieldExpression? measured = null)
    {
        var stages = new List<SeriesStage>();
        while (true)
        {
            var start = Start;
            Noting?.AddOperators(OperatorSet.Comparison, BinaryOperators.ComparisonLevel, null);
            Noting?.Add(TokenKind.Pipe);
            if (BinaryOperators.FromToken(_token.Kind) is { } @operator && BinaryOperators.IsComparison(@operator))
            {
                Advance();
                var operandStart = Start;
                var outer = _piecePlace;
                _piecePlace = new PiecePlace(PieceUse.Constant, measured);
                var operand = ParseExpression(BinaryOperators.SumLevel);
                _piecePlace = outer;
                if (operand is { Shape: Shape.Constant, Node: ScalarLiteral threshold })
                    stages.Add(new ThresholdStage(@operator, threshold.Value) { Range = From(start) });
                else if (Failure is null)
                    Fail(new TextRange(operandStart, _lastEnd - operandStart), "series can only be compared with a constant");
            }
            else if (_token.Kind == TokenKind.Pipe)
            {
                Advance();
                stages.Add(ParseRank(start));
            }
            else
            {
                return stages;
            }
        }
    }

    private RankStage ParseRank(int start)
    {
        var largest = IsAt("topk");
        if (!largest && !IsAt("bottomk"))
            FailExpected("topk or bottomk");
        Advance();
        Expect(TokenKind.OpenParenthesis, "`(`");
        var count = ParseInteger();
        Expect(TokenKind.CloseParenthesis, "`)`");
        return new RankStage(largest, count) { Range = From(start) };
    }

    private Piece? CombineMetrics(BinaryOperator @operator, Piece left, Piece right, TextRange range)
    {
        if (@operator > BinaryOperator.Divide || Operand(left) is not { } leftOperand || Operand(right) is not { } rightOperand)
            return null;
        if (leftOperand is MetricsConstant { Value: Literal.Duration } || rightOperand is MetricsConstant { Value: Literal.Duration })
        {
            Fail(range, "a duration cannot be part of arithmetic between metrics", "write it as a number of seconds");
            return Piece.Broken;
        }

        return new Piece(Shape.Metric, new MetricsOperation(@operator, leftOperand, rightOperand, []) { Range = range });

        static MetricsExpression? Operand(Piece piece) => piece.Node switch
        {
            MetricsExpression metrics when piece.Shape == Shape.Metric => metrics,
            ScalarLiteral constant when piece.Shape == Shape.Constant =>
                new MetricsConstant(constant.Value) { Range = constant.Range },
            _ => null,
        };
    }

    private static MetricsExpression WithStages(MetricsExpression expression, List<SeriesStage> stages) => expression switch
    {
        _ when stages.Count == 0 => expression,
        MetricsPipeline pipeline => pipeline with { Stages = [.. pipeline.Stages, .. stages] },
        MetricsOperation operation => operation with { Stages = [.. operation.Stages, .. stages] },
        _ => expression,
    };
}
