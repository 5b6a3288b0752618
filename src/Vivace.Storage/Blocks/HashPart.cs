namespace Vivace.Storage.Blocks;

/// <summary>A part of the range of hashes. They are evenly spread, so that parts are about equally large.</summary>
/// <param name="First">First hash of the part.</param>
/// <param name="Last">Last hash of the part.</param>
internal readonly record struct HashPart(ulong First, ulong Last)
{
    /// <summary>Whether a hash belongs to it.</summary>
    public bool Contains(ulong hash) => hash - First <= Last - First;

    /// <summary>Divides all hashes into parts, in ascending order.</summary>
    /// <param name="count">Hashes there are.</param>
    /// <param name="perPart">About how many a part shall have.</param>
    public static IEnumerable<HashPart> Divide(long count, int perPart)
    {
        var parts = (ulong)Math.Max(1, (count + perPart - 1) / perPart);
        var size = ulong.MaxValue / parts;
        for (var part = 0UL; part < parts; part++)
            yield return new HashPart(part * size, part == parts - 1 ? ulong.MaxValue : ((part + 1) * size) - 1);
    }
}
