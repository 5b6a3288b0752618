using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Rules for field expressions.</summary>
internal static class FieldChecks
{
    public static void Check(Findings findings, FieldExpression expression)
    {
        switch (expression)
        {
            case AttributeExpression { OfParent: true } or IntrinsicExpression { Intrinsic: Intrinsic.Parent }:
                findings.Add(expression.Range, "fields of the parent span are not supported", "relate spans with { } > { }");
                break;
            case UnaryExpression unary:
                Check(findings, unary.Operand);
                Add(findings, unary, StaticTypes.Problem(unary));
                break;
            case ExistsExpression exists:
                Check(findings, exists.Operand);
                CheckExistence(findings, exists);
                break;
            case BinaryExpression binary:
                Check(findings, binary.Left);
                Check(findings, binary.Right);
                Add(findings, binary, StaticTypes.Problem(binary));
                if (binary.Operator is BinaryOperator.Matches or BinaryOperator.NotMatches)
                    CheckPattern(findings, binary.Right);
                break;
        }
    }

    public static bool ReadsField(FieldExpression expression) => expression switch
    {
        AttributeExpression or IntrinsicExpression => true,
        UnaryExpression unary => ReadsField(unary.Operand),
        ExistsExpression exists => ReadsField(exists.Operand),
        BinaryExpression binary => ReadsField(binary.Right) || ReadsField(binary.Left),
        _ => false,
    };

    private static void CheckExistence(Findings findings, ExistsExpression exists)
    {
        if (!exists.Negated)
            return;
        if (exists.Operand is IntrinsicExpression intrinsic)
            findings.Add(exists.Range, $"{IntrinsicNames.Canonical(intrinsic.Intrinsic)} is never nil: every span has it");
        else if (exists.Operand is AttributeExpression { Scope: AttributeScope.Resource, Name: "service.name", OfParent: false })
            findings.Add(exists.Range, "resource.service.name is never nil", "a missing one is empty: compare with \"\"");
    }

    private static void CheckPattern(Findings findings, FieldExpression pattern)
    {
        if (pattern is not LiteralExpression { Value: Literal.Text text })
        {
            if (StaticTypes.Of(pattern) is StaticType.Unknown or StaticType.Text)
                findings.Add(pattern.Range, "a regular expression must be a string literal");
            return;
        }

        if (TraceQLRegex.Problem(text.Value) is { } problem)
            findings.Add(pattern.Range, $"invalid regular expression {Diagnostic.Quote(text.Value)}: {problem}");
    }

    private static void Add(Findings findings, FieldExpression expression, string? problem)
    {
        if (problem is not null)
            findings.Add(expression.Range, $"{problem}: {Diagnostic.Quote(TraceQLPrinter.Print(expression))}");
    }
}
