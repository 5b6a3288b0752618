namespace Vivace.Query.Metrics;

/// <summary>Quantiles of counts by power of two.</summary>
internal static class Quantiles
{
    /// <summary>The value below which a share of the counted values lies, interpolated on a logarithmic scale; 0 for no
    /// values.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="exponents">Ascending.</param>
    /// <param name="counts">One for each exponent.</param>
    /// <param name="total">Their sum.</param>
    public static double Of(double share, ReadOnlySpan<int> exponents, ReadOnlySpan<double> counts, double total)
    {
        if (total == 0)
            return 0;

        var wanted = Math.Clamp(Math.Ceiling(share * total), 1, total);
        var consumed = 0.0;
        var former = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var count = counts[i];
            if (count == 0)
                continue;
            var exponent = exponents[i];
            if (consumed + count > wanted)
            {
                var lower = former == 0 ? exponent - 1 : former;
                return Math.Pow(2, lower + (exponent - lower) * ((wanted - consumed) / count));
            }

            consumed += count;
            former = exponent;
            if (consumed == wanted)
                return Math.Pow(2, exponent);
        }

        return Math.Pow(2, former);
    }
}
