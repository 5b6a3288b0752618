using System.Text;
using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>Binds expressions to the columns of a row group.</summary>
internal sealed class RowExpressionBuilder(RowGroupScan scan, PatternTests patterns)
{
    /// <summary>A condition: what stands between braces. Its events and links are those of the position it is read at.</summary>
    public RowExpression BuildCondition(FieldExpression expression)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } logic:
                return new LogicRow(
                    logic.Operator == BinaryOperator.And, BuildCondition(logic.Left), BuildCondition(logic.Right));
            case UnaryExpression { Operator: UnaryOperator.Not } not when FieldExpressions.IsCondition(not.Operand):
                return new NotRow(BuildClosed(not.Operand));
            default:
                var condition = Build(expression, firstElements: false);
                var references = FieldExpressions.References(expression);
                var needsEvent = references.HasFlag(FieldReferences.Event);
                var needsLink = references.HasFlag(FieldReferences.Link);
                return needsEvent || needsLink ? new ElementGuardRow(needsEvent, needsLink, condition) : condition;
        }
    }

    /// <summary>A condition that chooses its events and links itself.</summary>
    public RowExpression BuildClosed(FieldExpression expression)
    {
        var condition = BuildCondition(expression);
        var references = FieldExpressions.References(expression);
        var overEvents = references.HasFlag(FieldReferences.Event);
        var overLinks = references.HasFlag(FieldReferences.Link);
        return overEvents || overLinks ? new SomeElementRow(scan, overEvents, overLinks, condition) : condition;
    }

    /// <summary>A value of a span, as aggregates, groups and results need it: fields of events and links give the first
    /// value that the span has.</summary>
    public RowExpression BuildValue(FieldExpression expression) => Build(expression, firstElements: true);

    /// <summary>The bytes of a literal.</summary>
    public static ConstantRow Constant(Literal literal) => literal switch
    {
        Literal.Text text => new ConstantRow(ValueKind.Text, 0, Encoding.UTF8.GetBytes(text.Value)),
        Literal.Integer integer => new ConstantRow(ValueKind.Integer, integer.Value, []),
        Literal.Real real => new ConstantRow(ValueKind.Real, BitConverter.DoubleToInt64Bits(real.Value), []),
        Literal.Duration duration => new ConstantRow(ValueKind.Duration, duration.Nanoseconds, []),
        Literal.Boolean boolean => new ConstantRow(ValueKind.Boolean, boolean.Value ? 1 : 0, []),
        Literal.Status status => new ConstantRow(ValueKind.Status, (long)status.Value, []),
        Literal.Kind kind => new ConstantRow(ValueKind.Kind, (long)kind.Value, []),
        _ => new ConstantRow(ValueKind.Nil, 0, []),
    };

    private RowExpression Build(FieldExpression expression, bool firstElements) => expression switch
    {
        LiteralExpression literal => Constant(literal.Value),
        AttributeExpression attribute => BuildAttribute(attribute, firstElements),
        IntrinsicExpression intrinsic => BuildIntrinsic(intrinsic, firstElements),
        ExistsExpression exists => new ExistenceRow(Build(exists.Operand, firstElements), exists.Negated),
        UnaryExpression { Operator: UnaryOperator.Negate } negate => new NegateRow(Build(negate.Operand, firstElements)),
        UnaryExpression not => new NotRow(Build(not.Operand, firstElements)),
        BinaryExpression binary => BuildBinary(binary, firstElements),
        _ => new ConstantRow(ValueKind.Nil, 0, []),
    };

    private RowExpression BuildBinary(BinaryExpression binary, bool firstElements)
    {
        var left = Build(binary.Left, firstElements);
        switch (binary.Operator)
        {
            case BinaryOperator.Matches or BinaryOperator.NotMatches:
                return new TestRow(patterns.Of(binary), left);
            case BinaryOperator.And or BinaryOperator.Or:
                return new LogicRow(binary.Operator == BinaryOperator.And, left, Build(binary.Right, firstElements));
            case <= BinaryOperator.Power:
                return new ArithmeticRow(binary.Operator, left, Build(binary.Right, firstElements));
            default:
                var right = Build(TraceIdLiterals.Trim(binary.Right, binary.Left), firstElements);
                left = Build(TraceIdLiterals.Trim(binary.Left, binary.Right), firstElements);
                return new ComparisonRow(binary.Operator, left, right);
        }
    }

    private RowExpression BuildAttribute(AttributeExpression attribute, bool firstElements)
    {
        if (attribute.OfParent)
            return new ConstantRow(ValueKind.Nil, 0, []);

        var key = attribute.Name;
        switch (attribute.Scope)
        {
            case AttributeScope.Resource:
                return new EntryAttributeRow(scan.Rows, ofResource: true, key, key == "service.name");
            case AttributeScope.Instrumentation:
                return new EntryAttributeRow(scan.Rows, ofResource: false, key, emptyTextWhenAbsent: false);
            case AttributeScope.Event or AttributeScope.Link:
                var table = attribute.Scope == AttributeScope.Event ? ColumnTable.Events : ColumnTable.Links;
                var element = new AttributeRow(scan, table, key);
                return firstElements ? new FirstElementRow(scan, table, element) : element;
            case AttributeScope.Unscoped:
                return new UnscopedRow(
                    new AttributeRow(scan, ColumnTable.Spans, key),
                    new EntryAttributeRow(scan.Rows, ofResource: true, key, emptyTextWhenAbsent: false));
            default:
                return new AttributeRow(scan, ColumnTable.Spans, key);
        }
    }

    private RowExpression BuildIntrinsic(IntrinsicExpression intrinsic, bool firstElements)
    {
        var field = new IntrinsicRow(scan, intrinsic.Intrinsic);
        var references = FieldExpressions.References(intrinsic);
        if (!firstElements || references == FieldReferences.Span)
            return field;
        return new FirstElementRow(
            scan, references == FieldReferences.Event ? ColumnTable.Events : ColumnTable.Links, field);
    }
}
