using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Filters;

/// <summary>A condition on one value: a comparison with a constant, existence, or a truth value. Knows for each type of
/// column how to ask the whole column.</summary>
internal sealed class ValueTest
{
    private readonly BinaryOperator _comparison;
    private readonly ValueKind _constantKind;
    private readonly bool _isExistence;
    private ValueTest(BinaryOperator comparison, ValueKind constantKind, bool isExistence)
    {
        _comparison = comparison;
        _constantKind = constantKind;
        _isExistence = isExistence;
    }

    /// <summary>Holds for every value that is there, arrays included.</summary>
    public static ValueTest Exists { get; } = new(BinaryOperator.Equal, ValueKind.Nil, true)
    {
        Integers = NumberRange.All,
        Durations = NumberRange.All,
        Doubles = NumberRange.All,
        Booleans = NumberRange.All,
        Statuses = NumberRange.All,
        Kinds = NumberRange.All,
        MatchesAllTexts = true,
    };

    /// <summary>The range asked of integers.</summary>
    public NumberRange Integers { get; private init; } = NumberRange.None;

    /// <summary>The range asked of durations, in nanoseconds.</summary>
    public NumberRange Durations { get; private init; } = NumberRange.None;

    /// <summary>The range asked of the sortable bits of doubles.</summary>
    public NumberRange Doubles { get; private init; } = NumberRange.None;

    /// <summary>The range asked of booleans as 0 or 1.</summary>
    public NumberRange Booleans { get; private init; } = NumberRange.None;

    /// <summary>The range asked of status codes.</summary>
    public NumberRange Statuses { get; private init; } = NumberRange.None;

    /// <summary>The range asked of kinds.</summary>
    public NumberRange Kinds { get; private init; } = NumberRange.None;

    /// <summary>The condition on texts; null when none satisfies it, or all do.</summary>
    public TextTest? Texts { get; private init; }

    /// <summary>The same with the texts tested in another way, such as by their hexadecimal digits.</summary>
    public ValueTest WithTexts(Func<TextTest, TextTest> change) => new(_comparison, _constantKind, _isExistence)
    {
        Texts = Texts is null ? null : change(Texts),
        MatchesAllTexts = MatchesAllTexts,
    };

    /// <summary>True when every text satisfies it.</summary>
    public bool MatchesAllTexts { get; private init; }

    /// <summary>The condition on raw <c>AnyValue</c> messages.</summary>
    public TextTest Others => field ??= new RawValueTest(this);

    /// <summary>Holds for one truth value.</summary>
    public static ValueTest Truth(bool wanted) => new(BinaryOperator.Equal, ValueKind.Boolean, false)
    {
        Booleans = NumberRange.Only(wanted ? 1 : 0),
        IsBare = true,
    };

    /// <summary>A comparison of a field on the left with a constant on the right.</summary>
    public static ValueTest Comparison(BinaryOperator comparison, Value constant)
    {
        var kind = constant.Kind;
        switch (kind)
        {
            case ValueKind.Boolean:
                return new ValueTest(comparison, kind, false) { Booleans = Equality(comparison, constant.Number) };
            case ValueKind.Status:
                return new ValueTest(comparison, kind, false) { Statuses = Equality(comparison, constant.Number) };
            case ValueKind.Kind:
                return new ValueTest(comparison, kind, false) { Kinds = Equality(comparison, constant.Number) };
            case ValueKind.Text:
                var text = constant.Bytes.ToArray();
                return new ValueTest(comparison, kind, false)
                {
                    Texts = comparison switch
                    {
                        BinaryOperator.Equal => new EqualityTest(text, negated: false),
                        BinaryOperator.NotEqual => new EqualityTest(text, negated: true),
                        _ => new OrderTest(comparison, text),
                    },
                };
            case ValueKind.Integer or ValueKind.Duration or ValueKind.Real:
                var rounded = NumberRanges.OfIntegers(comparison, constant.AsDouble);
                var exact = kind == ValueKind.Real ? rounded : NumberRanges.OfIntegers(comparison, constant.Number);
                return new ValueTest(comparison, kind, false)
                {
                    Integers = kind == ValueKind.Integer ? exact : rounded,
                    Durations = kind == ValueKind.Duration ? exact : rounded,
                    Doubles = NumberRanges.OfDoubles(comparison, constant.AsDouble),
                };
            default:
                return new ValueTest(comparison, kind, false);
        }
    }

    /// <summary>A regular expression.</summary>
    public static ValueTest Pattern(TextPattern pattern, bool negated) =>
        new(negated ? BinaryOperator.NotMatches : BinaryOperator.Matches, ValueKind.Text, false)
        {
            Texts = pattern.OnlyText is { } only ? new EqualityTest(only, negated) : new PatternTest(pattern, negated),
        };

    /// <summary>True for a test that arrays never satisfy.</summary>
    private bool IsBare { get; init; }

    /// <summary>True when one value satisfies the condition. Defines what the ranges say.</summary>
    public bool Matches(Value value) => value.Kind switch
    {
        ValueKind.Text => MatchesAllTexts || (Texts is not null && Texts.Matches(value.Bytes)),
        ValueKind.Integer => Integers.Contains(value.Number),
        ValueKind.Duration => Durations.Contains(value.Number),
        ValueKind.Real => Doubles.Contains(NumberRange.SortableBits(value.Number)),
        ValueKind.Boolean => Booleans.Contains(value.Number),
        ValueKind.Status => Statuses.Contains(value.Number),
        ValueKind.Kind => Kinds.Contains(value.Number),
        ValueKind.Array => _isExistence || (!IsBare && MatchesArray(value)),
        _ => false,
    };

    /// <summary>Some element satisfies the condition, or for <c>!=</c> and <c>!~</c> every element.</summary>
    private bool MatchesArray(Value array)
    {
        if (_constantKind == ValueKind.Nil)
            return false;

        var every = _comparison is BinaryOperator.NotEqual or BinaryOperator.NotMatches;
        var elements = RawValue.Elements(array);
        while (elements.MoveNext())
        {
            if (Matches(elements.Current) != every)
                return !every;
        }

        return every;
    }

    private static NumberRange Equality(BinaryOperator comparison, long constant) => comparison switch
    {
        BinaryOperator.Equal => NumberRange.Only(constant),
        BinaryOperator.NotEqual => NumberRange.Only(constant) with { Outside = true },
        _ => NumberRange.None,
    };
}
