using System.Runtime.CompilerServices;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Filters;

/// <summary>A condition on a text, evaluated once per distinct value where a dictionary allows it.</summary>
internal abstract class TextTest
{
    private readonly ConditionalWeakTable<TextDictionary, TextMemo> _memos = [];

    /// <summary>Rough cost of one evaluation, in nanoseconds.</summary>
    public abstract double CostPerValue { get; }

    /// <summary>The only text that satisfies it (or, when <see cref="IsNegated"/>, the only one that does not); else null.</summary>
    public virtual ReadOnlyMemory<byte>? Single => null;

    /// <summary>True when the outcome of the comparison with <see cref="Single"/> is turned around.</summary>
    public virtual bool IsNegated => false;

    /// <summary>True when the text satisfies the condition.</summary>
    /// <param name="text">UTF-8.</param>
    public abstract bool Matches(ReadOnlySpan<byte> text);

    /// <summary>What is known of a dictionary's codes; kept as long as the dictionary lives.</summary>
    public TextMemo MemoOf(TextDictionary dictionary) =>
        _memos.TryGetValue(dictionary, out var memo) ? memo : _memos.GetValue(dictionary, d => new TextMemo(d, this));
}

/// <summary>Equality with a constant.</summary>
internal sealed class EqualityTest(ReadOnlyMemory<byte> constant, bool negated) : TextTest
{
    public override double CostPerValue => 3;

    public override ReadOnlyMemory<byte>? Single => constant;

    public override bool IsNegated => negated;

    public override bool Matches(ReadOnlySpan<byte> text) => text.SequenceEqual(constant.Span) != negated;
}

/// <summary>Byte-wise ordering against a constant.</summary>
internal sealed class OrderTest(BinaryOperator comparison, ReadOnlyMemory<byte> constant) : TextTest
{
    public override double CostPerValue => 4;

    public override bool Matches(ReadOnlySpan<byte> text) =>
        ValueOperations.Holds(comparison, text.SequenceCompareTo(constant.Span));
}

/// <summary>A regular expression.</summary>
internal sealed class PatternTest(TextPattern pattern, bool negated) : TextTest
{
    public override double CostPerValue => pattern.CostPerValue;

    public override bool Matches(ReadOnlySpan<byte> text) => pattern.IsMatch(text) != negated;
}
