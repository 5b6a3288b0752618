using Vivace.Storage.Blocks;
using Vivace.Testing.Files;

namespace Vivace.Storage.Tests.Blocks;

/// <summary>The pages that are made of the hashes of a block's traces.</summary>
internal static class WrittenPages
{
    public static byte[] Of(IEnumerable<ulong> hashes, Action<RegionWriter, TraceHashes> write)
    {
        const string path = "/pages";
        var files = new FaultyFileSystem();
        using var file = files.Create(path);
        using var regions = new RegionWriter(file);
        using var all = new TraceHashes();
        foreach (var hash in hashes)
            all.Add(hash);
        write(regions, all);
        regions.Flush();
        return files.ReadAllBytes(path);
    }
}
