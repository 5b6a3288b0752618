using Vivace.Query.Values;

namespace Vivace.Query.Filters;

/// <summary>A condition on raw OTLP <c>AnyValue</c> messages, such as arrays.</summary>
internal sealed class RawValueTest(ValueTest test) : TextTest
{
    public override double CostPerValue => 40;

    public override bool Matches(ReadOnlySpan<byte> text) => test.Matches(RawValue.Read(text));
}
