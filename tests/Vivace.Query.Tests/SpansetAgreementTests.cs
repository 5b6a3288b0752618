using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class SpansetAgreementTests
{
    private static readonly string[] Filters =
        ["{}", "{ name = \"a\" }", "{ span.i > 0 }", "{ kind = server }", "{ status = error }", "{ nestedSetParent < 0 }", "{ false }"];

    private static readonly string[] Operators =
        ["&&", "||", ">", "<", ">>", "<<", "~", "!>", "!<", "!>>", "!<<", "!~", "&>", "&<", "&>>", "&<<", "&~"];

    public static MatrixTheoryData<int, Placement> Cases => new(Enumerable.Range(1, 2), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Operators_between_spansets_agree_with_the_rules_trace_by_trace(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 40);
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();

        for (var i = 0; i < 75; i++)
        {
            var text = Expression(random, random.Next(1, 4)) + (random.Next(3) == 0 ? " | " + Expression(random, 1) : "");
            var query = TraceQLParser.Parse(text).Query!;
            Assert.Empty(TraceQLChecker.Check(query));
            var expected = traces.SelectMany(trace => Select(((SearchRoot)query.Root).Pipeline, trace))
                .Select(span => ReferenceTrace.IdOf(span.Span.SpanId)).Order().ToList();
            var result = await store.SearchAsync(text);
            var actual = result.Traces.SelectMany(t => t.Spansets).SelectMany(s => s.Spans).Select(s => s.SpanId).Order().ToList();
            Assert.True(expected.SequenceEqual(actual), $"{text}: {expected.Count} expected, {actual.Count} found");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Groups_and_aggregates_agree_with_plain_counting(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 40);
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);

        var expected = spans.GroupBy(s => (s.Span.TraceId[15], s.Span.Name)).Where(g => g.Count() > 1)
            .Select(g => (g.Key.Name, g.Count())).Order().ToList();
        var result = await store.SearchAsync("{} | by(name) | count() > 1");

        var actual = result.Traces.SelectMany(t => t.Spansets).Select(s => (Text(s.Attributes[0].Value), s.Matched)).Order().ToList();
        Assert.Equal(expected, actual);

        static string Text(Core.AttributeValue value) => ((Core.AttributeValue.Text)value).Value;
    }

    private static string Expression(Random random, int depth) => depth == 0
        ? Filters[random.Next(Filters.Length)]
        : $"({Expression(random, depth - 1)}) {Operators[random.Next(Operators.Length)]} ({Expression(random, random.Next(depth))})";

    internal static List<StoredSpan> Select(Pipeline pipeline, ReferenceTrace trace)
    {
        var spans = trace.Spans.ToList();
        foreach (var stage in pipeline.Stages)
            spans = Select(((SpansetStage)stage).Expression, trace, spans);
        return spans;
    }

    private static List<StoredSpan> Select(SpansetExpression expression, ReferenceTrace trace, List<StoredSpan> input)
    {
        if (expression is SpansetFilter filter)
        {
            return filter.Condition is null
                ? input
                : input.FindAll(span => new ReferenceEvaluator(trace).Holds(filter.Condition, span));
        }

        var operation = (SpansetOperation)expression;
        var left = Select(operation.Left, trace, input);
        var right = Select(operation.Right, trace, input);
        switch (operation.Operator)
        {
            case SpansetOperator.And:
                return left.Count == 0 || right.Count == 0 ? [] : [.. left.Union(right)];
            case SpansetOperator.Or:
                return [.. left.Union(right)];
        }

        return operation.Form switch
        {
            SpansetOperatorForm.Negated => right.FindAll(r => !left.Exists(l => Relates(operation.Operator, trace, l, r))),
            SpansetOperatorForm.Union =>
            [
                .. right.FindAll(r => left.Exists(l => Relates(operation.Operator, trace, l, r)))
                    .Union(left.FindAll(l => right.Exists(r => Relates(operation.Operator, trace, l, r)))),
            ],
            _ => right.FindAll(r => left.Exists(l => Relates(operation.Operator, trace, l, r))),
        };
    }

    private static bool Relates(SpansetOperator operation, ReferenceTrace trace, StoredSpan left, StoredSpan right)
    {
        if (!trace.IsConnected(left) || !trace.IsConnected(right))
            return false;
        return operation switch
        {
            SpansetOperator.Child => trace.ParentOf(right) == left,
            SpansetOperator.Parent => trace.ParentOf(left) == right,
            SpansetOperator.Descendant => IsBelow(right, left),
            SpansetOperator.Ancestor => IsBelow(left, right),
            _ => left != right && trace.ParentOf(left) == trace.ParentOf(right),
        };

        bool IsBelow(StoredSpan span, StoredSpan ancestor)
        {
            for (var parent = trace.ParentOf(span); parent is not null; parent = trace.ParentOf(parent))
            {
                if (parent == ancestor)
                    return true;
            }

            return false;
        }
    }
}
