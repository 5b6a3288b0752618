using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests;

/// <summary>Makes syntax trees of every kind, as the parser could have made them.</summary>
internal sealed class TreeGenerator(int seed)
{
    private static readonly string[] Strings =
    [
        "", "a", "GET /x", "back`tick", "quo\"te", @"back\slash", "line\nbreak", "return\r", "tab\t", "grüße 😀", "}", "//", "nil", "'",
    ];

    private static readonly string[] Names =
    [
        "a", "http.status_code", "user name", "", "a\"b", @"a\b", "5foo", "span.x", "resource.y", "event.z", "a-b", "x{y}", "true", "ü", "a,b",
        "new\nline", "..", "a/b:c",
    ];

    private readonly Random _random = new(seed);

    public TraceQuery Query()
    {
        QueryRoot root = _random.Next(4) switch
        {
            0 => new MetricsRoot(RootMetrics(3)),
            1 => Chance(4)
                ? new ScalarComparisonRoot(ScalarPiped(2), Comparison(), Chance(2) ? ScalarPiped(1) : Constant())
                : new SearchRoot(new Pipeline([new SpansetStage(PipedOperation(2))])),
            _ => new SearchRoot(Pipeline(3)),
        };
        return new TraceQuery("", root, Chance(3) ? Many(1, 3, () => new Hint(Pick("a", "most_recent", "_x9"), HintValue(), default)) : []);
    }

    public FieldExpression Field(int depth)
    {
        if (depth == 0 || Chance(5))
            return Leaf();
        return ConstantFolding.Fold(_random.Next(6) switch
        {
            0 => new UnaryExpression(Chance(2) ? UnaryOperator.Negate : UnaryOperator.Not, Field(depth - 1)),
            1 => new ExistsExpression(Field(depth - 1), Chance(2)),
            _ => new BinaryExpression((BinaryOperator)_random.Next(16), Field(depth - 1), Field(depth - 1)),
        });
    }

    private FieldExpression Leaf() => _random.Next(3) switch
    {
        0 => new LiteralExpression(Literal()),
        1 => new IntrinsicExpression((Intrinsic)_random.Next((int)Intrinsic.Parent + 1)),
        _ => Attribute(),
    };

    private AttributeExpression Attribute()
    {
        var ofParent = Chance(6);
        return new AttributeExpression((AttributeScope)_random.Next(ofParent ? 3 : 6), Pick(Names), ofParent);
    }

    private FieldExpression Reference() =>
        Chance(2) ? Attribute() : new IntrinsicExpression((Intrinsic)_random.Next((int)Intrinsic.Parent + 1));

    private Literal Literal() => _random.Next(3) switch
    {
        0 => HintValue(),
        1 => Number(),
        _ => new Literal.Duration(_random.NextInt64(-long.MaxValue, long.MaxValue) >> _random.Next(64)),
    };

    private Literal Number() => Chance(2)
        ? new Literal.Integer(_random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64))
        : new Literal.Real((_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-30, 30)));

    private Literal HintValue() => _random.Next(8) switch
    {
        0 => new Literal.Text(Pick(Strings)),
        1 => new Literal.Integer(_random.NextInt64(long.MaxValue) >> _random.Next(64)),
        2 => new Literal.Integer(Chance(2) ? long.MinValue : long.MaxValue),
        3 => new Literal.Real(_random.NextDouble() * Math.Pow(10, _random.Next(-30, 30))),
        4 => new Literal.Duration(_random.NextInt64(long.MaxValue) >> _random.Next(64)),
        5 => new Literal.Boolean(Chance(2)),
        6 => new Literal.Status((SpanStatus)_random.Next(3)),
        _ => new Literal.Kind((SpanKind)_random.Next(6)),
    };

    private Pipeline Pipeline(int depth)
    {
        var stages = new List<PipelineStage> { Stage(depth, isFirst: true) };
        while (Chance(2))
            stages.Add(Stage(depth, isFirst: false));
        return new Pipeline(stages);
    }

    private PipelineStage Stage(int depth, bool isFirst) => _random.Next(8) switch
    {
        0 => new GroupByStage(Field(depth)),
        1 => new SelectStage(Many(1, 3, Reference)),
        2 when !isFirst => new CoalesceStage(),
        3 or 4 => ScalarFilter(depth),
        _ => new SpansetStage(Spanset(depth)),
    };

    private ScalarFilterStage ScalarFilter(int depth) => _random.Next(3) switch
    {
        0 => new ScalarFilterStage(Constant(), Comparison(), Scalar(depth)),
        1 => new ScalarFilterStage(Scalar(depth), Comparison(), Scalar(depth)),
        _ => new ScalarFilterStage(Scalar(depth), Comparison(), Constant()),
    };

    private SpansetExpression Spanset(int depth) => depth == 0 || Chance(2)
        ? new SpansetFilter(Chance(4) ? null : Field(depth + 1))
        : Operation(Spanset(depth - 1), Spanset(depth - 1));

    private SpansetExpression Piped(int depth)
    {
        if (depth > 0 && Chance(3))
            return PipedOperation(depth - 1);
        var pipeline = Pipeline(Math.Max(0, depth - 1));
        return pipeline.Stages is [SpansetStage]
            ? new PipelineExpression(new Pipeline([.. pipeline.Stages, new CoalesceStage()]))
            : new PipelineExpression(pipeline);
    }

    private SpansetOperation PipedOperation(int depth) =>
        Operation(Piped(depth), Chance(3) ? Spanset(depth) : Piped(depth));

    private SpansetOperation Operation(SpansetExpression left, SpansetExpression right)
    {
        var @operator = (SpansetOperator)_random.Next(7);
        var form = @operator is SpansetOperator.And or SpansetOperator.Or ? SpansetOperatorForm.Plain : (SpansetOperatorForm)_random.Next(3);
        return new SpansetOperation(@operator, form, left, right);
    }

    private ScalarExpression Scalar(int depth) => (depth == 0 ? 0 : _random.Next(4)) switch
    {
        1 => new ScalarOperation(Arithmetic(), Scalar(depth - 1), Chance(2) ? Constant() : Scalar(depth - 1)),
        2 => new ScalarOperation(Arithmetic(), Constant(), Scalar(depth - 1)),
        _ => Aggregate(depth),
    };

    private AggregateExpression Aggregate(int depth)
    {
        var function = (AggregateFunction)_random.Next(5);
        return new AggregateExpression(function, function == AggregateFunction.Count ? null : Field(depth));
    }

    private ScalarExpression ScalarPiped(int depth) => depth > 0 && Chance(3)
        ? new ScalarOperation(Arithmetic(), ScalarPiped(depth - 1), ScalarPiped(depth - 1))
        : new ScalarPipeline(Pipeline(depth), Aggregate(depth));

    private ScalarLiteral Constant() =>
        new(Chance(3) ? new Literal.Duration(_random.NextInt64(-long.MaxValue, long.MaxValue) >> _random.Next(64)) : Number());

    private MetricsExpression RootMetrics(int depth)
    {
        var expression = Chance(2) ? Metrics(0) : MetricsOperation(depth);
        return expression is MetricsOperation operation ? operation with { Stages = Stages() } : expression;
    }

    private MetricsExpression Metrics(int depth) =>
        depth > 0 && Chance(2) ? MetricsOperation(depth - 1) : new MetricsPipeline(Pipeline(1), Function(), Stages());

    private MetricsOperation MetricsOperation(int depth)
    {
        var @operator = (BinaryOperator)_random.Next(4);
        return _random.Next(3) switch
        {
            0 => new MetricsOperation(@operator, new MetricsConstant(Number()), Metrics(depth), []),
            1 => new MetricsOperation(@operator, Metrics(depth), new MetricsConstant(Number()), []),
            _ => new MetricsOperation(@operator, Metrics(depth), Metrics(depth), []),
        };
    }

    private MetricsFunction Function()
    {
        var kind = (MetricsFunctionKind)_random.Next(9);
        if (kind == MetricsFunctionKind.Compare)
        {
            var hasTimes = Chance(2);
            return new MetricsFunction(kind, null, [], [], new CompareArguments(
                new SpansetFilter(Field(1)), _random.Next(2000), hasTimes ? _random.NextInt64() : null, hasTimes ? _random.NextInt64() : null));
        }

        var argument = kind is MetricsFunctionKind.Rate or MetricsFunctionKind.CountOverTime ? null : Reference();
        List<double> quantiles = kind == MetricsFunctionKind.QuantileOverTime ? Many(1, 3, _random.NextDouble) : [];
        return new MetricsFunction(kind, argument, quantiles, Chance(2) ? Many(1, 6, Reference) : [], null);
    }

    private List<SeriesStage> Stages() => Chance(2)
        ? []
        : Many<SeriesStage>(1, 3, () => Chance(2) ? new RankStage(Chance(2), _random.Next(9)) : new ThresholdStage(Comparison(), Constant().Value));

    private BinaryOperator Comparison() => BinaryOperator.Equal + _random.Next(6);

    private BinaryOperator Arithmetic() => (BinaryOperator)_random.Next(6);

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private List<T> Many<T>(int least, int most, Func<T> make) =>
        [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make())];
}
