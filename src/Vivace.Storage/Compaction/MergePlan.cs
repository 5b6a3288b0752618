using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Compaction;

/// <summary>What a merge does with the row groups of its inputs. A row group holds all that it needs, so one whose traces lie nowhere
/// else is copied as it stands; one that shares a trace with another, or is small, is written anew together with its like.</summary>
internal sealed class MergePlan
{
    // Large spans make row groups of few rows: bytes count, too. An ordinary span takes about as many in a block, or fewer.
    private const long OrdinarySpanBytes = 64;

    private MergePlan(List<RowGroupPlace> copied, List<RowGroupPlace> rewritten)
    {
        Copied = copied;
        Rewritten = rewritten;
    }

    /// <summary>A row group of an input.</summary>
    /// <param name="Input">Position of the input.</param>
    /// <param name="RowGroup">Number of the row group there.</param>
    public readonly record struct RowGroupPlace(int Input, int RowGroup);

    /// <summary>Row groups to copy, earliest first.</summary>
    public IReadOnlyList<RowGroupPlace> Copied { get; }

    /// <summary>Row groups to write anew.</summary>
    public IReadOnlyList<RowGroupPlace> Rewritten { get; }

    /// <summary>Makes a plan.</summary>
    /// <param name="inputs">Leased blocks.</param>
    /// <param name="minCopiedRows">Row groups of fewer spans are written anew, unless they take the bytes of so many ordinary ones.</param>
    /// <param name="reading">Told the input before it is read.</param>
    /// <param name="tracesPerPart">About how many traces are compared at a time.</param>
    /// <param name="cancellationToken">Asked before each row group.</param>
    /// <exception cref="BlockCorruptedException">An input is damaged.</exception>
    public static MergePlan Make(
        IReadOnlyList<BlockFile> inputs, int minCopiedRows, Action<int> reading, int tracesPerPart, CancellationToken cancellationToken)
    {
        var places = new List<RowGroupPlace>();
        for (var input = 0; input < inputs.Count; input++)
        {
            for (var number = 0; number < inputs[input].Footer.RowGroups.Count; number++)
                places.Add(new RowGroupPlace(input, number));
        }

        var isRewritten = FindSharing(inputs, places, reading, tracesPerPart, cancellationToken);
        var small = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (isRewritten[i] || IsFull(inputs[places[i].Input], places[i].RowGroup, minCopiedRows))
                continue;
            isRewritten[i] = true;
            small++;
        }

        var rewritten = places.Where((_, i) => isRewritten[i]).ToList();
        if (small == 1 && rewritten.Count == 1)
            rewritten.Clear(); // alone it would be as small afterwards
        var copied = places.Except(rewritten).OrderBy(place => inputs[place.Input].Footer.RowGroups[place.RowGroup].MinStart);
        return new MergePlan([.. copied], rewritten);
    }

    /// <summary>Finds the row groups that have a trace in common with another: sorted, equal hashes of ids lie side by side. A part of
    /// all hashes is looked at at a time, which bounds the memory; the ids are read as many times.</summary>
    private static bool[] FindSharing(
        IReadOnlyList<BlockFile> inputs, List<RowGroupPlace> places, Action<int> reading, int tracesPerPart, CancellationToken cancellationToken)
    {
        var isShared = new bool[places.Count];
        using var hashes = new RentedBuffer<ulong>();
        using var owners = new RentedBuffer<int>();
        foreach (var part in HashPart.Divide(inputs.Sum(static input => (long)input.Footer.TraceCount), tracesPerPart))
        {
            var count = 0;
            for (var owner = 0; owner < places.Count; owner++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reading(places[owner].Input);
                using var group = new BlockRowGroup(inputs[places[owner].Input], places[owner].RowGroup, []);
                Gather(group.TraceIds, part, owner, hashes, owners, ref count);
            }

            hashes.Take(count).Sort(owners.Take(count));
            MarkEqual(hashes.Take(count), owners.Take(count), isShared);
        }

        return isShared;
    }

    private static void Gather(
        ReadOnlySpan<TraceId> ids, HashPart part, int owner, RentedBuffer<ulong> hashes, RentedBuffer<int> owners, ref int count)
    {
        foreach (var id in ids)
        {
            var hash = id.StableHash();
            if (!part.Contains(hash))
                continue;
            if (count == hashes.Array.Length)
                hashes.Grow(count);
            if (count == owners.Array.Length)
                owners.Grow(count);
            (hashes.Array[count], owners.Array[count]) = (hash, owner);
            count++;
        }
    }

    private static void MarkEqual(ReadOnlySpan<ulong> hashes, ReadOnlySpan<int> owners, bool[] isShared)
    {
        // Different ids of one hash are taken for equal: that costs a rewrite, once in a lifetime.
        for (var i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1])
                isShared[owners[i]] = isShared[owners[i - 1]] = true;
        }
    }

    private static bool IsFull(BlockFile input, int rowGroup, int minCopiedRows) =>
        input.Footer.RowGroups[rowGroup].RowCount >= minCopiedRows
        || input.Directory(rowGroup).SizeBytes >= minCopiedRows * OrdinarySpanBytes;
}
