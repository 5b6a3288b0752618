namespace Vivace.Storage.Columns;

/// <summary>The codes 0, 1, 2, ... of columns where every entry has a value of its own.</summary>
internal static class IdentityCodes
{
    private static int[] _codes = Make(32 * 1024);

    public static ReadOnlyMemory<int> Of(int count)
    {
        var codes = Volatile.Read(ref _codes);
        if (codes.Length < count)
        {
            // A race makes one array too many, nothing worse.
            codes = Make(Math.Max(count, codes.Length * 2));
            Volatile.Write(ref _codes, codes);
        }

        return codes.AsMemory(0, count);
    }

    private static int[] Make(int count)
    {
        var codes = new int[count];
        for (var i = 0; i < count; i++)
            codes[i] = i;
        return codes;
    }
}
