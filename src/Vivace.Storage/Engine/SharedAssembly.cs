using System.Runtime.InteropServices;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Traces that lie in several places, put together in live columns of their own.</summary>
/// <param name="View">The traces; null when there are none.</param>
/// <param name="Excluded">The numbers they have in each place, where others answer for them now.</param>
/// <param name="SizeBytes">Bytes of the traces as OTLP.</param>
internal sealed record SharedAssembly(LiveView? View, IReadOnlyList<HashSet<int>> Excluded, long SizeBytes)
{
    /// <summary>Puts traces together.</summary>
    /// <param name="sources">The places.</param>
    /// <param name="candidates">For each, traces that may lie elsewhere, too.</param>
    /// <param name="answered">For each, traces that others answer for already.</param>
    /// <exception cref="DamagedSourceException">A block cannot be read.</exception>
    public static SharedAssembly Of(
        IReadOnlyList<SnapshotSource> sources, IReadOnlyList<List<int>> candidates, IReadOnlyList<HashSet<int>> answered)
    {
        var places = new Dictionary<TraceId, List<(int Source, int Trace)>>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (candidates[i].Count == 0)
                continue;
            foreach (var (trace, id) in sources[i].ReadIds(candidates[i]))
            {
                if (answered[i].Contains(trace))
                    continue;
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, id, out _);
                (list ??= []).Add((i, trace));
            }
        }

        var excluded = new HashSet<int>[sources.Count];
        for (var i = 0; i < sources.Count; i++)
            excluded[i] = [];
        foreach (var list in places.Values)
        {
            if (list.Count < 2)
                continue;
            foreach (var (source, trace) in list)
                excluded[source].Add(trace);
        }

        var assembled = new LiveBlock();
        var size = 0L;
        for (var i = 0; i < sources.Count; i++)
        {
            if (excluded[i].Count == 0)
                continue;
            using var output = new ProtoWriter();
            sources[i].WriteTraces([.. excluded[i].Order()], output);
            assembled.Append(output.Written);
            size += output.Written.Length;
        }

        return new SharedAssembly(assembled.RowCount > 0 ? assembled.View() : null, excluded, size);
    }
}
