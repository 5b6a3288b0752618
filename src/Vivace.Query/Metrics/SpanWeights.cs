using System.Globalization;
using Vivace.Query.Filters;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Metrics;

/// <summary>For how many spans each one stands when senders sampled: 1/p, with p from its trace state. Used by one thread at a
/// time.</summary>
/// <remarks>The member <c>ot</c> of the trace state holds <c>th</c>, the rejection threshold T of 56 bits as hexadecimal digits without
/// trailing zeros; p = 1 - T / 2^56. OpenTelemetry, "TraceState: Probability Sampling".</remarks>
internal sealed class SpanWeights : IDisposable
{
    private const int ThresholdDigits = 14;
    private const double ThresholdRange = 1L << 56;

    private TextDictionary? _dictionary;
    private double[] _weightOf = []; // by code; 0 is not yet known
    private readonly Scratch<double> _weights = new();

    /// <summary>The weight last read for a span.</summary>
    public double Last(int index) => _weights.At(index);

    /// <summary>The weights last read.</summary>
    /// <param name="count">How many spans.</param>
    public ReadOnlySpan<double> LastOf(int count) => _weights[count];

    /// <summary>Reads the weights of spans, one per row.</summary>
    public void Read(RowGroupScan scan, ReadOnlySpan<int> rows)
    {
        var states = scan.Rows.Texts(SpanText.TraceState);
        var weights = _weights.Reserve(rows.Length, scan.Rows.RowCount);
        Use(states.Dictionary);
        var codes = states.Codes;
        for (var i = 0; i < rows.Length; i++)
        {
            ref var weight = ref _weightOf[codes[rows[i]]];
            if (weight == 0)
                weight = WeightOf(states.Dictionary[codes[rows[i]]]);
            weights[i] = weight;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    /// <summary>The weight that a trace state gives a span; 1 when it says nothing about sampling, or nothing sound.</summary>
    /// <param name="traceState">As sent: members <c>key=value</c> with commas between them.</param>
    public static double WeightOf(ReadOnlySpan<byte> traceState)
    {
        foreach (var memberRange in traceState.Split((byte)','))
        {
            var member = traceState[memberRange].Trim(" \t"u8);
            if (!member.StartsWith("ot="u8))
                continue;
            member = member["ot="u8.Length..];
            foreach (var fieldRange in member.Split((byte)';'))
            {
                if (member[fieldRange].StartsWith("th:"u8))
                    return WeightOfThreshold(member[fieldRange]["th:"u8.Length..]);
            }
        }

        return 1;
    }

    private static double WeightOfThreshold(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is 0 or > ThresholdDigits
            || !ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var threshold))
            return 1;
        threshold <<= 4 * (ThresholdDigits - digits.Length);
        return ThresholdRange / (ThresholdRange - threshold);
    }

    private void Use(TextDictionary dictionary)
    {
        var known = ReferenceEquals(dictionary, _dictionary);
        _dictionary = dictionary;
        if (_weightOf.Length < dictionary.Count)
            Array.Resize(ref _weightOf, dictionary.Count);
        if (!known)
            _weightOf.AsSpan().Clear();
    }
}
