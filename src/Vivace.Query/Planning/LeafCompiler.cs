using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Planning;

/// <summary>Finds the column-wise way to ask one field a condition.</summary>
internal static class LeafCompiler
{
    /// <summary>A condition on spans; null when it must be evaluated row by row.</summary>
    /// <param name="field">An attribute or intrinsic.</param>
    /// <param name="test">The condition on its value.</param>
    public static Condition? Compile(FieldExpression field, ValueTest test)
    {
        if (field is AttributeExpression attribute)
        {
            var key = attribute.Name;
            return attribute switch
            {
                { OfParent: true } => ConstantCondition.None,
                { Scope: AttributeScope.Span } => new AttributeCondition(ColumnTable.Spans, key, test),
                { Scope: AttributeScope.Resource } =>
                    new ResourceCondition(key, test, key == "service.name" ? string.Empty : null),
                { Scope: AttributeScope.Instrumentation } => new ScopeCondition(key, isVersion: false, test),
                { Scope: AttributeScope.Event } =>
                    new TableCondition(ColumnTable.Events, new AttributeCondition(ColumnTable.Events, key, test)),
                { Scope: AttributeScope.Link } =>
                    new TableCondition(ColumnTable.Links, new AttributeCondition(ColumnTable.Links, key, test)),
                _ => new UnscopedCondition(key, test),
            };
        }

        var intrinsic = ((IntrinsicExpression)field).Intrinsic;
        switch (intrinsic)
        {
            case Intrinsic.EventName or Intrinsic.EventTimeSinceStart:
                return Wrap(ColumnTable.Events, CompileOver(field, ColumnTable.Events, test));
            case Intrinsic.LinkTraceId or Intrinsic.LinkSpanId:
                return Wrap(ColumnTable.Links, CompileOver(field, ColumnTable.Links, test));
            case Intrinsic.Duration:
                return Numbers(DenseNumber.Duration, test.Durations);
            case Intrinsic.Status:
                return Numbers(DenseNumber.Status, test.Statuses);
            case Intrinsic.Kind:
                return Numbers(DenseNumber.Kind, test.Kinds);
            case Intrinsic.ChildCount:
                return Numbers(DenseNumber.ChildCount, test.Integers);
            case Intrinsic.NestedSetLeft:
                return Numbers(DenseNumber.NestedSetLeft, test.Integers);
            case Intrinsic.NestedSetRight:
                return Numbers(DenseNumber.NestedSetRight, test.Integers);
            case Intrinsic.NestedSetParent:
                return Numbers(DenseNumber.NestedSetParent, test.Integers);
            case Intrinsic.Name:
                return Texts(DenseText.Name, test);
            case Intrinsic.StatusMessage:
                return Texts(DenseText.StatusMessage, test);
            case Intrinsic.SpanId:
                return CompileSpanId(test);
            case Intrinsic.ParentId:
                return CompileParentId(test);
            case Intrinsic.InstrumentationName:
                return new ScopeCondition(null, isVersion: false, test);
            case Intrinsic.InstrumentationVersion:
                return new ScopeCondition(null, isVersion: true, test);
            case Intrinsic.TraceDuration or Intrinsic.TraceId or Intrinsic.TraceRootName or Intrinsic.TraceRootService:
                return new TraceCondition(intrinsic, test);
            default:
                return ConstantCondition.None;
        }

        static Condition? Wrap(ColumnTable table, Condition? condition) =>
            condition is null ? null : new TableCondition(table, condition);
    }

    /// <summary>A condition on events or links; null when the field is none of theirs.</summary>
    public static Condition? CompileOver(FieldExpression field, ColumnTable table, ValueTest test)
    {
        if (field is AttributeExpression attribute)
        {
            var own = table == ColumnTable.Events ? AttributeScope.Event : AttributeScope.Link;
            return attribute.Scope == own && !attribute.OfParent ? new AttributeCondition(table, attribute.Name, test) : null;
        }

        return (((IntrinsicExpression)field).Intrinsic, table) switch
        {
            (Intrinsic.EventName, ColumnTable.Events) => Texts(DenseText.EventName, test),
            (Intrinsic.EventTimeSinceStart, ColumnTable.Events) => Numbers(DenseNumber.EventTimeSinceStart, test.Durations),
            (Intrinsic.LinkTraceId, ColumnTable.Links) =>
                Texts(DenseText.LinkTraceId, test.WithTexts(digits => new HexTest(digits, trimmed: true))),
            (Intrinsic.LinkSpanId, ColumnTable.Links) =>
                Texts(DenseText.LinkSpanId, test.WithTexts(digits => new HexTest(digits, trimmed: false))),
            _ => null,
        };
    }

    private static Condition Numbers(DenseNumber column, NumberRange range)
    {
        if (range.IsEmpty)
            return ConstantCondition.None;
        return range == NumberRange.All ? ConstantCondition.All : new DenseNumberCondition(column, range);
    }

    private static Condition Texts(DenseText column, ValueTest test)
    {
        if (test.MatchesAllTexts)
            return ConstantCondition.All;
        return test.Texts is null ? ConstantCondition.None : new DenseTextCondition(column, test.Texts);
    }

    private static Condition? CompileSpanId(ValueTest test)
    {
        if (test.MatchesAllTexts)
            return ConstantCondition.All;
        if (test.Texts is null)
            return ConstantCondition.None;
        if (test.Texts.Single is not { } single)
            return null;
        if (!HexText.TryReadSpanId(single.Span, out var id))
            return test.Texts.IsNegated ? ConstantCondition.All : ConstantCondition.None;
        return new DenseNumberCondition(
            DenseNumber.SpanId, NumberRange.Only((long)id) with { Outside = test.Texts.IsNegated });
    }

    private static Condition? CompileParentId(ValueTest test)
    {
        if (test.MatchesAllTexts)
            return ConstantCondition.All;
        if (test.Texts is null)
            return ConstantCondition.None;
        if (test.Texts.Single is not { } single)
            return null;

        // A root's parent id is the empty text; sixteen zeros are no id.
        var isId = HexText.TryReadSpanId(single.Span, out var id) && id != 0;
        Condition equal = isId || single.IsEmpty ? new ParentIdCondition(id) : ConstantCondition.None;
        if (!test.Texts.IsNegated)
            return equal;
        return equal is ConstantCondition ? ConstantCondition.All : new NotCondition(equal);
    }
}
