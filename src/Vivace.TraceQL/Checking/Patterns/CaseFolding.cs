using System.Text;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Which characters differ only in case, by Unicode's simple mappings: k, K and the Kelvin sign.</summary>
internal static class CaseFolding
{
    /// <summary>Its upper case is S, but .NET maps nothing from beyond ASCII into it except the Kelvin sign.</summary>
    private const int LongS = 0x17F;

    private static readonly Lazy<(int[][] Orbits, Dictionary<int, int[]> ByMember)> Table = new(Build);

    /// <summary>Groups of at least two.</summary>
    public static int[][] Orbits => Table.Value.Orbits;

    /// <summary>The group of a character; only itself if it has no case.</summary>
    public static int[] OrbitOf(int codePoint) =>
        Table.Value.ByMember.TryGetValue(codePoint, out var orbit) ? orbit : [codePoint];

    private static (int[][], Dictionary<int, int[]>) Build()
    {
        var groups = new Dictionary<int, SortedSet<int>>();
        for (var codePoint = 0; codePoint <= CodePointSet.Last; codePoint++)
        {
            if (!Rune.IsValid(codePoint))
                continue;
            var rune = new Rune(codePoint);
            var key = codePoint == LongS ? 's' : Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).Value;
            if (key == codePoint)
                continue;
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, group = [key]);
            group.Add(codePoint);
        }

        int[][] orbits = [.. groups.Values.Select(group => group.ToArray())];
        var byMember = new Dictionary<int, int[]>();
        foreach (var orbit in orbits)
        {
            foreach (var member in orbit)
                byMember[member] = orbit;
        }

        return (orbits, byMember);
    }
}
