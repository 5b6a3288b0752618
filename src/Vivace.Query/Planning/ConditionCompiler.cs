using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Planning;

/// <summary>Turns what stands between braces into conditions over columns.</summary>
/// <remarks>
/// <para>A boolean expression can be true, false or without value (<c>!x</c> of a missing x). Only <c>!</c> tells false from
/// no value, so each expression is compiled either for being true or for being false, and negations disappear: a
/// comparison is false exactly where it is not true, a bare field where it is the boolean false.</para>
/// <para>Fields of events and links say "some event". What <c>&amp;&amp;</c> joins must hold for the same event, what
/// <c>||</c> joins need not, a negated condition says "no event". So operands of <c>&amp;&amp;</c> that read events are compiled
/// together, all others alone.</para>
/// </remarks>
internal sealed class ConditionCompiler(PatternTests patterns)
{
    private const FieldReferences Elements = FieldReferences.Event | FieldReferences.Link;

    /// <summary>A condition that holds for the spans for which the expression is true.</summary>
    /// <param name="expression">The expression; null for <c>{}</c>.</param>
    public Condition Compile(FieldExpression? expression) =>
        expression is null ? ConstantCondition.All : CompileTruth(expression, wanted: true);

    private Condition CompileTruth(FieldExpression expression, bool wanted)
    {
        switch (expression)
        {
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                return CompileTruth(not.Operand, !wanted);
            case LiteralExpression literal:
                return literal.Value is Literal.Boolean truth && truth.Value == wanted
                    ? ConstantCondition.All
                    : ConstantCondition.None;
            case AttributeExpression or IntrinsicExpression:
                return LeafCompiler.Compile(expression, ValueTest.Truth(wanted)) ?? ConstantCondition.None;
        }

        if (!FieldExpressions.IsCondition(expression))
            return ConstantCondition.None;
        var condition = CompileCondition(expression);
        return wanted ? condition : Negate(condition);
    }

    private Condition CompileCondition(FieldExpression expression)
    {
        if (expression is BinaryExpression { Operator: BinaryOperator.Or })
            return Or([.. Flatten(expression, BinaryOperator.Or).Select(operand => CompileTruth(operand, wanted: true))]);
        if (expression is BinaryExpression { Operator: BinaryOperator.And })
            return CompileAnd([.. Flatten(expression, BinaryOperator.And)]);

        return CompileLeaf(expression, table: null) ?? new RowCondition(expression, patterns);
    }

    private Condition CompileAnd(List<FieldExpression> operands)
    {
        var compiled = new List<Condition>(operands.Count);
        var ofEvents = operands.FindAll(operand => References(operand) == FieldReferences.Event);
        var ofLinks = operands.FindAll(operand => References(operand) == FieldReferences.Link);
        var ofBoth = operands.FindAll(operand => References(operand) == Elements);
        foreach (var operand in operands)
        {
            if (References(operand) == FieldReferences.None)
                compiled.Add(CompileTruth(operand, wanted: true));
        }

        if (ofBoth.Count > 0)
        {
            compiled.Add(CompileTogether([.. ofEvents, .. ofLinks, .. ofBoth], table: null));
        }
        else
        {
            if (ofEvents.Count > 0)
                compiled.Add(CompileTogether(ofEvents, ColumnTable.Events));
            if (ofLinks.Count > 0)
                compiled.Add(CompileTogether(ofLinks, ColumnTable.Links));
        }

        return And(compiled);

        static FieldReferences References(FieldExpression operand) => FieldExpressions.References(operand) & Elements;
    }

    /// <summary>Operands of <c>&amp;&amp;</c> that must hold for the same event (or link).</summary>
    private Condition CompileTogether(List<FieldExpression> operands, ColumnTable? table)
    {
        if (operands.Count == 1)
            return CompileTruth(operands[0], wanted: true);

        if (table is { } elements)
        {
            var compiled = operands.ConvertAll(operand => CompileOver(operand, elements));
            if (!compiled.Contains(null))
                return new TableCondition(elements, And([.. compiled.OfType<Condition>()]));
        }

        var joined = operands[0];
        foreach (var operand in operands.Skip(1))
            joined = new BinaryExpression(BinaryOperator.And, joined, operand);
        return new RowCondition(joined, patterns);
    }

    /// <summary>A condition on the rows of the table of events (or links); null when the expression reads anything else or
    /// negates conditions.</summary>
    private Condition? CompileOver(FieldExpression expression, ColumnTable table)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.And or BinaryOperator.Or } logic:
                var operands = Flatten(logic, logic.Operator).Select(operand => CompileOver(operand, table)).ToList();
                if (operands.Contains(null))
                    return null;
                return logic.Operator == BinaryOperator.And
                    ? And([.. operands.OfType<Condition>()])
                    : Or([.. operands.OfType<Condition>()]);
            case AttributeExpression or IntrinsicExpression:
                return LeafCompiler.CompileOver(expression, table, ValueTest.Truth(wanted: true));
            default:
                return CompileLeaf(expression, table);
        }
    }

    /// <summary>A field against a constant, or its existence; null for anything else.</summary>
    private Condition? CompileLeaf(FieldExpression expression, ColumnTable? table)
    {
        if (expression is ExistsExpression exists)
        {
            if (exists.Operand is not (AttributeExpression or IntrinsicExpression))
                return null;

            // "Some event lacks it" is not "no event has it": absence is decided event by event.
            var elements = table ?? TableOf(exists.Operand);
            var present = elements is { } over
                ? LeafCompiler.CompileOver(exists.Operand, over, ValueTest.Exists)
                : LeafCompiler.Compile(exists.Operand, ValueTest.Exists);
            var condition = present is not null && exists.Negated ? Negate(present) : present;
            return condition is not null && table is null && elements is { } wrapped
                ? new TableCondition(wrapped, condition)
                : condition;
        }

        if (expression is not BinaryExpression { Operator: >= BinaryOperator.Equal and <= BinaryOperator.NotMatches } comparison)
            return null;

        var (field, test) = Split(comparison);
        if (field is null || test is null)
            return null;
        return table is { } rows ? LeafCompiler.CompileOver(field, rows, test) : LeafCompiler.Compile(field, test);
    }

    private (FieldExpression? Field, ValueTest? Test) Split(BinaryExpression comparison)
    {
        if (comparison.Operator is BinaryOperator.Matches or BinaryOperator.NotMatches)
            return IsField(comparison.Left) ? (comparison.Left, patterns.Of(comparison)) : (null, null);

        var left = TraceIdLiterals.Trim(comparison.Left, comparison.Right);
        var right = TraceIdLiterals.Trim(comparison.Right, comparison.Left);
        if (IsField(left) && right is LiteralExpression constant)
            return (left, ValueTest.Comparison(comparison.Operator, ValueOf(constant)));
        if (IsField(right) && left is LiteralExpression first)
            return (right, ValueTest.Comparison(ValueOperations.Mirror(comparison.Operator), ValueOf(first)));
        return (null, null);

        static bool IsField(FieldExpression expression) => expression is AttributeExpression or IntrinsicExpression;

        static Value ValueOf(LiteralExpression literal) =>
            RowExpressionBuilder.Constant(literal.Value).Read(RowPosition.OfSpan(0));
    }

    private static ColumnTable? TableOf(FieldExpression field) => FieldExpressions.References(field) switch
    {
        FieldReferences.Event => ColumnTable.Events,
        FieldReferences.Link => ColumnTable.Links,
        _ => null,
    };

    private static Condition Negate(Condition condition) => condition switch
    {
        ConstantCondition constant => constant.Value ? ConstantCondition.None : ConstantCondition.All,
        NotCondition not => not.Operand,
        _ => new NotCondition(condition),
    };

    private static Condition And(IReadOnlyList<Condition> operands)
    {
        var kept = operands.Where(operand => operand != ConstantCondition.All).ToArray();
        if (kept.Contains(ConstantCondition.None))
            return ConstantCondition.None;
        return kept.Length switch { 0 => ConstantCondition.All, 1 => kept[0], _ => new AndCondition(kept) };
    }

    private static Condition Or(IReadOnlyList<Condition> operands)
    {
        var kept = operands.Where(operand => operand != ConstantCondition.None).ToArray();
        if (kept.Contains(ConstantCondition.All))
            return ConstantCondition.All;
        return kept.Length switch { 0 => ConstantCondition.None, 1 => kept[0], _ => new OrCondition(kept) };
    }

    /// <summary>The operands of a chain of one operator, left to right, without recursion on its length.</summary>
    private static List<FieldExpression> Flatten(FieldExpression expression, BinaryOperator chain)
    {
        var operands = new List<FieldExpression>();
        var open = new Stack<FieldExpression>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            if (next is BinaryExpression binary && binary.Operator == chain)
            {
                open.Push(binary.Right);
                open.Push(binary.Left);
            }
            else
            {
                operands.Add(next);
            }
        }

        return operands;
    }
}
