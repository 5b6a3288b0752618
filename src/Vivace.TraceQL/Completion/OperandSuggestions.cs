using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Fields, scopes and literals that fit the place of an operand.</summary>
internal static class OperandSuggestions
{
    private static readonly string[] Statuses = ["error", "ok", "unset"];
    private static readonly string[] Kinds = ["server", "client", "internal", "producer", "consumer", "unspecified"];
    private static readonly string[] Booleans = ["true", "false"];

    private static readonly (string Text, string Detail)[] NearScopes =
    [
        ("span.", "attributes of the span"), ("resource.", "attributes of the resource"),
    ];

    private static readonly (string Text, string Detail)[] FarScopes =
    [
        ("event.", "attributes of events"), ("link.", "attributes of links"),
        ("instrumentation.", "attributes of the instrumentation scope"), (".", "attributes of the span, then of the resource"),
    ];

    private static readonly (string Text, string Detail)[] ColonScopes =
    [
        ("span:", "fields of every span"), ("trace:", "fields of the whole trace"), ("event:", "fields of every event"),
        ("link:", "fields of every link"), ("instrumentation:", "fields of the instrumentation scope"),
    ];

    public static IEnumerable<CompletionItem> Of(Expectations expected, CursorWord word)
    {
        if (expected.IntrinsicScope is { } scope)
            return IntrinsicNames.Spellings.Where(entry => entry.Scope == scope).Select(entry => Item(entry.Scoped!, entry.Intrinsic));
        if (expected.Operand is { } place)
            return OfOperand(expected, place, word);
        return expected.Field ? Fields(place: null) : [];
    }

    private static IEnumerable<CompletionItem> OfOperand(Expectations expected, OperandPlace place, CursorWord word)
    {
        // What a field is compared with is often a literal; what a condition starts with hardly ever is.
        var literalsFirst = place.Operator is not (null or BinaryOperator.And or BinaryOperator.Or);
        var literals = Literals(place, word);
        if (expected.Has("nil") && MayBeNil(place))
            literals = literals.Append(new CompletionItem("nil", "nil", CompletionKind.Keyword, "no value"));
        foreach (var item in literalsFirst ? literals.Concat(Fields(place)) : Fields(place).Concat(literals))
            yield return item;
        if (place.Operator is BinaryOperator.Matches or BinaryOperator.NotMatches)
            yield break;

        yield return new CompletionItem("(", "(", CompletionKind.Punctuation, "");
        if (place.Operator is null or BinaryOperator.And or BinaryOperator.Or && place.Use != OperandUse.Number)
            yield return new CompletionItem("!", "!", CompletionKind.Operator, "not");
    }

    private static IEnumerable<CompletionItem> Literals(OperandPlace place, CursorWord word)
    {
        var isLogic = place.Operator is null or BinaryOperator.And or BinaryOperator.Or;
        var type = isLogic ? StaticType.Boolean : StaticTypes.Of(place.Left!);
        if (place.Use == OperandUse.Number)
            yield break;

        IEnumerable<string> words = type switch
        {
            StaticType.Status => Statuses,
            StaticType.Kind => Kinds,
            StaticType.Boolean => Booleans,
            StaticType.Unknown when place.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual => Booleans,
            _ => [],
        };
        foreach (var text in words)
            yield return new CompletionItem(text, text, CompletionKind.Value, StaticTypes.Name(type == StaticType.Unknown ? StaticType.Boolean : type));
        if (type == StaticType.Duration)
        {
            foreach (var item in DurationSuggestions.For(word))
                yield return item;
        }
    }

    private static bool MayBeNil(OperandPlace place) => place switch
    {
        { Left: IntrinsicExpression, Operator: BinaryOperator.Equal } => false,
        { Left: AttributeExpression { Scope: AttributeScope.Resource, Name: "service.name" }, Operator: BinaryOperator.Equal } => false,
        _ => place.Left is not LiteralExpression,
    };

    /// <summary>Scopes and intrinsics; of these, with a place, only those whose type fits it.</summary>
    private static IEnumerable<CompletionItem> Fields(OperandPlace? place)
    {
        if (place?.Operator is BinaryOperator.Matches or BinaryOperator.NotMatches)
            yield break;

        foreach (var (text, detail) in NearScopes)
            yield return new CompletionItem(text, text, CompletionKind.Scope, detail);
        foreach (var (intrinsic, scope, _, bare) in IntrinsicNames.Spellings)
        {
            if (scope is not null && bare is not null && Fits(intrinsic, place))
                yield return Item(bare, intrinsic);
        }

        foreach (var (text, detail) in FarScopes)
            yield return new CompletionItem(text, text, CompletionKind.Scope, detail);
        foreach (var (text, detail) in ColonScopes)
        {
            if (IntrinsicNames.Spellings.Any(entry => entry.Scope == text[..^1] && Fits(entry.Intrinsic, place)))
                yield return new CompletionItem(text, text, CompletionKind.Scope, detail);
        }

        foreach (var (intrinsic, scope, scoped, bare) in IntrinsicNames.Spellings)
        {
            if (Fits(intrinsic, place))
                yield return Item(scope is null ? bare! : $"{scope}:{scoped}", intrinsic);
        }
    }

    private static bool Fits(Intrinsic intrinsic, OperandPlace? at)
    {
        if (intrinsic == Intrinsic.Parent)
            return false; // parsed, and refused by the checker
        if (at is not { } place)
            return true;

        var type = StaticTypes.Of(intrinsic);
        if (place.Left is { } left && place.Operator is { } @operator and not (BinaryOperator.And or BinaryOperator.Or))
            return StaticTypes.Problem(new BinaryExpression(@operator, left, new IntrinsicExpression(intrinsic))) is null;
        return place.Use switch
        {
            OperandUse.Number => type == StaticType.Unknown || StaticTypes.IsNumeric(type),
            OperandUse.Boolean => type is StaticType.Unknown or StaticType.Boolean,
            _ => true,
        };
    }

    private static CompletionItem Item(string spelling, Intrinsic intrinsic)
    {
        var type = StaticTypes.Of(intrinsic);
        return new CompletionItem(
            spelling, spelling, CompletionKind.Intrinsic, type == StaticType.Unknown ? "string" : StaticTypes.Name(type));
    }
}
