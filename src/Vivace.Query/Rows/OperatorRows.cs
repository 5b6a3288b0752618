using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>A comparison.</summary>
internal sealed class ComparisonRow(BinaryOperator comparison, RowExpression left, RowExpression right) : RowExpression
{
    public override Value Read(scoped in RowPosition position) =>
        Value.FromBoolean(ValueOperations.Compare(comparison, left.Read(position), right.Read(position)));
}

/// <summary>A condition with a constant, such as a regular expression.</summary>
internal sealed class TestRow(ValueTest test, RowExpression operand) : RowExpression
{
    public override Value Read(scoped in RowPosition position)
    {
        var value = operand.Read(position);
        return Value.FromBoolean(!value.IsNil && test.Matches(value));
    }
}

/// <summary>Arithmetic.</summary>
internal sealed class ArithmeticRow(BinaryOperator arithmetic, RowExpression left, RowExpression right) : RowExpression
{
    public override Value Read(scoped in RowPosition position) =>
        ValueOperations.Compute(arithmetic, left.Read(position), right.Read(position));
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>; whatever is not true counts as false.</summary>
internal sealed class LogicRow(bool isAnd, RowExpression left, RowExpression right) : RowExpression
{
    public override Value Read(scoped in RowPosition position) => left.Read(position).IsTrue == isAnd
        ? Value.FromBoolean(right.Read(position).IsTrue)
        : Value.FromBoolean(!isAnd);
}

/// <summary><c>!</c>; no value for what is not a boolean.</summary>
internal sealed class NotRow(RowExpression operand) : RowExpression
{
    public override Value Read(scoped in RowPosition position)
    {
        var value = operand.Read(position);
        return value.Kind == ValueKind.Boolean ? Value.FromBoolean(value.Number == 0) : Value.Nil;
    }
}

/// <summary>Unary <c>-</c>.</summary>
internal sealed class NegateRow(RowExpression operand) : RowExpression
{
    public override Value Read(scoped in RowPosition position) => ValueOperations.Negate(operand.Read(position));
}

/// <summary><c>!= nil</c> and <c>= nil</c>.</summary>
internal sealed class ExistenceRow(RowExpression operand, bool negated) : RowExpression
{
    public override Value Read(scoped in RowPosition position) => Value.FromBoolean(operand.Read(position).IsNil == negated);
}

/// <summary>A condition on events or links does not hold where there is none in question.</summary>
internal sealed class ElementGuardRow(bool needsEvent, bool needsLink, RowExpression condition) : RowExpression
{
    public override Value Read(scoped in RowPosition position) =>
        (needsEvent && position.Event < 0) || (needsLink && position.Link < 0) ? Value.False : condition.Read(position);
}

/// <summary>True when the condition holds for some event and some link of the span, or without any.</summary>
/// <remarks>One choice of event serves the whole condition, so that what <c>&amp;&amp;</c> joins holds for the same event. The choice
/// of none leaves the alternatives of <c>||</c> that ask for no event.</remarks>
internal sealed class SomeElementRow(RowGroupScan scan, bool overEvents, bool overLinks, RowExpression condition) : RowExpression
{
    public override Value Read(scoped in RowPosition position)
    {
        var (firstEvent, endEvent) = RangeOf(ColumnTable.Events, overEvents, position.Row);
        var (firstLink, endLink) = RangeOf(ColumnTable.Links, overLinks, position.Row);
        for (var link = -1; link < endLink; link = link < 0 ? firstLink : link + 1)
        {
            for (var @event = -1; @event < endEvent; @event = @event < 0 ? firstEvent : @event + 1)
            {
                if (condition.Read(new RowPosition(position.Row, @event, link)).IsTrue)
                    return Value.True;
            }
        }

        return Value.False;
    }

    private (int First, int End) RangeOf(ColumnTable table, bool wanted, int row)
    {
        if (!wanted)
            return (0, 0);
        var firstRows = scan.FirstRowsOf(table);
        return firstRows[row] == firstRows[row + 1] ? (0, 0) : (firstRows[row], firstRows[row + 1]);
    }
}

/// <summary>The first value that an event or link of the span has, where a single value is asked for.</summary>
internal sealed class FirstElementRow(RowGroupScan scan, ColumnTable table, RowExpression field) : RowExpression
{
    public override Value Read(scoped in RowPosition position)
    {
        if (table == ColumnTable.Events ? position.Event >= 0 : position.Link >= 0)
            return field.Read(position);

        var firstRows = scan.FirstRowsOf(table);
        for (var element = firstRows[position.Row]; element < firstRows[position.Row + 1]; element++)
        {
            var value = field.Read(table == ColumnTable.Events
                ? position with { Event = element }
                : position with { Link = element });
            if (!value.IsNil)
                return value;
        }

        return Value.Nil;
    }
}
