using Vivace.Query.Values;

namespace Vivace.Query.Filters;

/// <summary>A condition on the hexadecimal digits of an id.</summary>
internal sealed class HexTest(TextTest digits, bool trimmed) : TextTest
{
    private const int MaxIdBytes = 64;

    public override double CostPerValue => 30 + digits.CostPerValue;

    public override bool Matches(ReadOnlySpan<byte> text)
    {
        // Ids of links come as sent; one of absurd length equals nothing.
        if (text.Length > MaxIdBytes)
            return false;

        Span<byte> buffer = stackalloc byte[2 * MaxIdBytes];
        return digits.Matches(HexText.Write(text, buffer, trimmed));
    }
}
