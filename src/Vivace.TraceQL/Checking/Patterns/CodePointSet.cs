namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>A set of Unicode code points as sorted ranges that do not touch. Immutable.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    public static readonly CodePointSet Everything = new([(0, Last)]);

    private CodePointSet((int From, int To)[] ranges) => Ranges = ranges;

    public IReadOnlyList<(int From, int To)> Ranges { get; }

    public static CodePointSet Of(IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else
                merged.Add(range);
        }

        return new CodePointSet([.. merged]);
    }

    public static CodePointSet Of(params ReadOnlySpan<(char From, char To)> ranges)
    {
        var wide = new (int, int)[ranges.Length];
        for (var i = 0; i < ranges.Length; i++)
            wide[i] = (ranges[i].From, ranges[i].To);
        return Of(wide);
    }

    public CodePointSet Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in Ranges)
        {
            if (from > next)
                gaps.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last)
            gaps.Add((next, Last));
        return new CodePointSet([.. gaps]);
    }

    public bool Contains(int codePoint)
    {
        var low = 0;
        var high = Ranges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (from, to) = Ranges[middle];
            if (codePoint < from)
                high = middle - 1;
            else if (codePoint > to)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>How many code points it has.</summary>
    public int Count() => Ranges.Sum(range => range.To - range.From + 1);

    /// <summary>Adds what differs from a member only in case.</summary>
    public CodePointSet Folded()
    {
        var added = new List<(int, int)>();
        foreach (var orbit in CaseFolding.Orbits)
        {
            if (Array.Exists(orbit, Contains))
                added.AddRange(orbit.Select(member => (member, member)));
        }

        return added.Count == 0 ? this : Of([.. Ranges, .. added]);
    }
}
