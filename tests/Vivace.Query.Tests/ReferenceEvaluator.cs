using System.Text;
using System.Text.RegularExpressions;
using Vivace.Core;
using Vivace.Testing.Otlp;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Tests;

/// <summary>The language's rules (traceql.md, chapters 4 and 5) span by span over decoded OTLP, written for plainness.
/// Values are: null for no value, bool, long, double, TimeSpan-like <see cref="Nanoseconds"/>, string, <see cref="SpanStatus"/>,
/// <see cref="SpanKind"/>, and lists for arrays.</summary>
internal sealed class ReferenceEvaluator(ReferenceTrace trace)
{
    /// <summary>True when the span satisfies what stands between braces.</summary>
    public bool Holds(FieldExpression expression, StoredSpan span) => Truth(expression, span) == true;

    /// <summary>The same; fails when any condition in it fails for the span, whether it decides or not.</summary>
    public bool HoldsOrFails(FieldExpression expression, StoredSpan span)
    {
        EvaluateAll(expression, span);
        return Holds(expression, span);
    }

    /// <summary>The value of a field; of events and links the first that the span has.</summary>
    public object? Read(FieldExpression field, StoredSpan span) => Elements(span.Span.Events)
        .SelectMany(e => Elements(span.Span.Links).Select(l => Evaluate(field, span, e, l)))
        .FirstOrDefault(value => value is not null);

    private void EvaluateAll(FieldExpression expression, StoredSpan span)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } logic:
                EvaluateAll(logic.Left, span);
                EvaluateAll(logic.Right, span);
                break;
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                EvaluateAll(not.Operand, span);
                break;
            default:
                foreach (var @event in Elements(span.Span.Events))
                {
                    foreach (var link in Elements(span.Span.Links))
                        Evaluate(expression, span, @event, link);
                }

                break;
        }
    }

    /// <summary>True, false, or null for no value.</summary>
    private bool? Truth(FieldExpression expression, StoredSpan span)
    {
        if (expression is UnaryExpression { Operator: UnaryOperator.Not } not && IsConditional(not.Operand))
            return !Truth(not.Operand, span);

        // A disjunction of conjunctions; conditions of one conjunction share the event and the link.
        return Conjunctions(expression).Exists(conjunction => Elements(span.Span.Events)
            .Any(e => Elements(span.Span.Links).Any(l => conjunction.TrueForAll(leaf => Leaf(leaf, span, e, l)))));
    }

    private bool Leaf(FieldExpression leaf, StoredSpan span, OtlpEvent? @event, OtlpLink? link)
    {
        if (leaf is UnaryExpression { Operator: UnaryOperator.Not } not && IsConditional(not.Operand))
            return Truth(leaf, span) == true;
        if ((Reads(leaf, AttributeScope.Event) && @event is null) || (Reads(leaf, AttributeScope.Link) && link is null))
            return false;
        return Evaluate(leaf, span, @event, link) is true;
    }

    private static IEnumerable<T?> Elements<T>(IReadOnlyList<T> elements)
        where T : class => elements.Cast<T?>().Append(null);

    private static List<List<FieldExpression>> Conjunctions(FieldExpression expression) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Or } or =>
            [.. Conjunctions(or.Left), .. Conjunctions(or.Right)],
        BinaryExpression { Operator: BinaryOperator.And } and =>
            [.. Conjunctions(and.Left).SelectMany(l => Conjunctions(and.Right).Select(r => l.Concat(r).ToList()))],
        _ => [[expression]],
    };

    private static bool IsConditional(FieldExpression expression) =>
        expression is ExistsExpression or BinaryExpression { Operator: >= BinaryOperator.Equal }
            or LiteralExpression { Value: Literal.Boolean }
        || (expression is UnaryExpression { Operator: UnaryOperator.Not } not && IsConditional(not.Operand));

    private static bool Reads(FieldExpression expression, AttributeScope scope) => expression switch
    {
        AttributeExpression attribute => attribute.Scope == scope,
        IntrinsicExpression { Intrinsic: Intrinsic.EventName or Intrinsic.EventTimeSinceStart } => scope == AttributeScope.Event,
        IntrinsicExpression { Intrinsic: Intrinsic.LinkTraceId or Intrinsic.LinkSpanId } => scope == AttributeScope.Link,
        BinaryExpression binary => Reads(binary.Left, scope) || Reads(binary.Right, scope),
        UnaryExpression unary => Reads(unary.Operand, scope),
        ExistsExpression exists => Reads(exists.Operand, scope),
        _ => false,
    };

    private object? Evaluate(FieldExpression expression, StoredSpan span, OtlpEvent? @event, OtlpLink? link)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return Of(literal.Value);
            case AttributeExpression attribute:
                return Attribute(attribute, span, @event, link);
            case IntrinsicExpression intrinsic:
                return IntrinsicOf(intrinsic.Intrinsic, span, @event, link);
            case ExistsExpression exists:
                return Evaluate(exists.Operand, span, @event, link) is null == exists.Negated;
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                return Evaluate(not.Operand, span, @event, link) is bool truth ? !truth : null;
            case UnaryExpression negate:
                return Evaluate(negate.Operand, span, @event, link) switch
                {
                    long number => unchecked(-number),
                    double number => -number,
                    Nanoseconds number => new Nanoseconds(unchecked(-number.Count)),
                    _ => null,
                };
        }

        var binary = (BinaryExpression)expression;
        var left = Evaluate(binary.Left, span, @event, link);
        var right = Evaluate(binary.Right, span, @event, link);
        if (binary.Operator is BinaryOperator.And)
            return left is true && right is true;
        if (binary.Operator is BinaryOperator.Or)
            return left is true || right is true;
        if (binary.Operator <= BinaryOperator.Power)
            return Compute(binary.Operator, left, right);
        return Compare(binary.Operator, Id(left, binary.Left, binary.Right), Id(right, binary.Right, binary.Left));

        static object? Id(object? value, FieldExpression operand, FieldExpression other) =>
            value is string text && operand is LiteralExpression
                && other is IntrinsicExpression { Intrinsic: Intrinsic.TraceId or Intrinsic.LinkTraceId }
                ? text.TrimStart('0') : value;
    }

    private static bool Compare(BinaryOperator comparison, object? left, object? right)
    {
        if (left is null || right is null)
            return false;
        if (left is List<object?> && right is List<object?>)
            throw new InvalidOperationException("two arrays");
        if (left is List<object?> elements)
        {
            return comparison is BinaryOperator.NotEqual or BinaryOperator.NotMatches
                ? elements.TrueForAll(e => Compare(comparison, e, right))
                : elements.Exists(e => Compare(comparison, e, right));
        }

        if (right is List<object?> others)
        {
            return comparison == BinaryOperator.NotEqual
                ? others.TrueForAll(e => Compare(comparison, left, e))
                : others.Exists(e => Compare(comparison, left, e));
        }

        if (comparison is BinaryOperator.Matches or BinaryOperator.NotMatches)
        {
            return left is string value && right is string pattern
                && Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.Singleline | RegexOptions.NonBacktracking) == (comparison == BinaryOperator.Matches);
        }

        return (left, right) switch
        {
            (long a, long b) => Holds(comparison, a.CompareTo(b)),
            (Nanoseconds a, Nanoseconds b) => Holds(comparison, a.Count.CompareTo(b.Count)),
            (string a, string b) => Holds(
                comparison, Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))),
            (bool or SpanStatus or SpanKind, _) when left.GetType() == right.GetType() =>
                (comparison == BinaryOperator.Equal && left.Equals(right))
                || (comparison == BinaryOperator.NotEqual && !left.Equals(right)),
            _ when Number(left) is { } a && Number(right) is { } b => comparison switch
            {
                BinaryOperator.Equal => a == b,
                BinaryOperator.NotEqual => a != b,
                BinaryOperator.Less => a < b,
                BinaryOperator.LessOrEqual => a <= b,
                BinaryOperator.Greater => a > b,
                _ => a >= b,
            },
            _ => false,
        };
    }

    private static bool Holds(BinaryOperator comparison, int order) => comparison switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static object? Compute(BinaryOperator arithmetic, object? left, object? right)
    {
        if (left is null || right is null)
            return null;
        if (left is List<object?> || right is List<object?>)
            throw new InvalidOperationException("arithmetic on an array");
        if (left is long a && right is long b)
        {
            return unchecked(arithmetic switch
            {
                BinaryOperator.Add => a + b,
                BinaryOperator.Subtract => a - b,
                BinaryOperator.Multiply => a * b,
                BinaryOperator.Divide => b == -1 ? -a : a / b,
                BinaryOperator.Modulo => b == -1 ? 0 : a % b,
                _ => (long)Math.Pow(a, b),
            });
        }

        if (Number(left) is not { } x || Number(right) is not { } y)
            return null;
        return arithmetic switch
        {
            BinaryOperator.Add => x + y,
            BinaryOperator.Subtract => x - y,
            BinaryOperator.Multiply => x * y,
            BinaryOperator.Divide => x / y,
            BinaryOperator.Modulo => x % y,
            _ => Math.Pow(x, y),
        };
    }

    private static double? Number(object value) => value switch
    {
        long number => number,
        double number => number,
        Nanoseconds number => number.Count,
        _ => null,
    };

    private static object? Attribute(AttributeExpression field, StoredSpan span, OtlpEvent? @event, OtlpLink? link) =>
        field.Scope switch
        {
            AttributeScope.Span => Find(span.Span.Attributes, field.Name),
            AttributeScope.Resource => Find(span.Resource?.Attributes, field.Name)
                ?? (field.Name == "service.name" ? "" : null),
            AttributeScope.Event => Find(@event?.Attributes, field.Name),
            AttributeScope.Link => Find(link?.Attributes, field.Name),
            AttributeScope.Instrumentation => Find(span.Scope?.Attributes, field.Name),
            _ => Find(span.Span.Attributes, field.Name) ?? Find(span.Resource?.Attributes, field.Name),
        };

    private static object? Find(IReadOnlyList<OtlpAttribute>? attributes, string key) =>
        attributes?.FirstOrDefault(a => a.Key == key)?.Value is { } value ? Of(value) : null;

    private static object? Of(OtlpValue value)
    {
        switch (value)
        {
            case OtlpValue.Text text:
                return text.Value;
            case OtlpValue.Int number:
                return number.Value;
            case OtlpValue.Double number:
                return number.Value;
            case OtlpValue.Bool truth:
                return truth.Value;
            case OtlpValue.Array array:
                var elements = array.Values.Select(Of).ToList();
                var isHomogeneous = elements.TrueForAll(e => e is not null and not List<object?>)
                    && elements.Select(e => e!.GetType()).Distinct().Count() <= 1;
                return isHomogeneous ? elements : null;
            default:
                return null;
        }
    }

    private static object Of(Literal literal) => literal switch
    {
        Literal.Text text => text.Value,
        Literal.Integer number => number.Value,
        Literal.Real number => number.Value,
        Literal.Duration number => new Nanoseconds(number.Nanoseconds),
        Literal.Boolean truth => truth.Value,
        Literal.Status status => status.Value,
        Literal.Kind kind => kind.Value,
        _ => throw new InvalidOperationException(),
    };

    private object? IntrinsicOf(Intrinsic intrinsic, StoredSpan stored, OtlpEvent? @event, OtlpLink? link)
    {
        var span = stored.Span;
        return intrinsic switch
        {
            Intrinsic.Name => span.Name,
            Intrinsic.Status => (SpanStatus)(span.Status?.Code ?? 0),
            Intrinsic.StatusMessage => span.Status?.Message ?? "",
            Intrinsic.Kind => (SpanKind)span.Kind,
            Intrinsic.Duration => new Nanoseconds(Math.Max(0, (long)(span.EndTimeUnixNano - span.StartTimeUnixNano))),
            Intrinsic.SpanId => Convert.ToHexStringLower(span.SpanId),
            Intrinsic.ParentId => Convert.ToHexStringLower(span.ParentSpanId),
            Intrinsic.ChildCount => (long)trace.ChildrenOf(stored).Count(),
            Intrinsic.TraceDuration => new Nanoseconds(trace.Duration),
            Intrinsic.TraceRootName => trace.RootName,
            Intrinsic.TraceRootService => trace.RootService,
            Intrinsic.TraceId => Convert.ToHexStringLower(span.TraceId).TrimStart('0'),
            Intrinsic.EventName => @event?.Name,
            Intrinsic.EventTimeSinceStart =>
                @event is null ? null : new Nanoseconds((long)(@event.TimeUnixNano - span.StartTimeUnixNano)),
            Intrinsic.LinkTraceId => link is null ? null : Convert.ToHexStringLower(link.TraceId).TrimStart('0'),
            Intrinsic.LinkSpanId => link is null ? null : Convert.ToHexStringLower(link.SpanId),
            Intrinsic.InstrumentationName => stored.Scope?.Name ?? "",
            Intrinsic.InstrumentationVersion => stored.Scope?.Version ?? "",
            Intrinsic.NestedSetLeft => trace.NestedOf(stored).Left,
            Intrinsic.NestedSetRight => trace.NestedOf(stored).Right,
            Intrinsic.NestedSetParent => trace.NestedOf(stored).Parent,
            _ => throw new InvalidOperationException(),
        };
    }

    internal readonly record struct Nanoseconds(long Count);
}
