using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Spansets;

/// <summary>An aggregate while the values of one spanset pass by.</summary>
internal struct Aggregate(AggregateFunction function)
{
    private long _count;
    private long _integers;
    private double _reals;
    private ValueKind _kind;
    private long _best;

    /// <summary>Takes one value; what is not a number is ignored.</summary>
    public void Add(Value value)
    {
        if (!value.IsNumeric)
            return;

        _count++;
        switch (function)
        {
            case AggregateFunction.Min or AggregateFunction.Max:
                var comparison = function == AggregateFunction.Min ? BinaryOperator.Less : BinaryOperator.Greater;
                if (_count == 1 || ValueOperations.Compare(comparison, value, Value.FromNumber(_kind, _best)))
                {
                    _kind = value.Kind;
                    _best = value.Number;
                }

                break;
            case AggregateFunction.Sum or AggregateFunction.Avg:
                // Like with like keeps its type; a mix is a float.
                _kind = _count == 1 || _kind == value.Kind ? value.Kind : ValueKind.Real;
                _reals += value.AsDouble;
                if (value.Kind != ValueKind.Real)
                    _integers = unchecked(_integers + value.Number);
                break;
        }
    }

    /// <summary>The aggregate; no value when nothing was taken.</summary>
    public readonly Value Result()
    {
        if (function == AggregateFunction.Count)
            return Value.FromInteger(_count);
        if (_count == 0)
            return Value.Nil;
        return function switch
        {
            AggregateFunction.Sum => _kind == ValueKind.Real ? Value.FromReal(_reals) : Value.FromNumber(_kind, _integers),
            AggregateFunction.Avg => _kind == ValueKind.Duration
                ? Value.FromDuration((long)(_reals / _count))
                : Value.FromReal(_reals / _count),
            _ => Value.FromNumber(_kind, _best),
        };
    }

    /// <summary>Takes spans to count.</summary>
    public void AddCount(int spans) => _count += spans;
}
