using System.Text;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Api.Streaming;

/// <summary>Cuts scopes of names into pieces that fit a packet; a receiver unites pieces of the same scope.</summary>
internal static class ScopeChunks
{
    /// <summary>Room for the scope's name and the metrics of a packet.</summary>
    private const int OtherBytes = 512;

    /// <summary>Cuts the scopes.</summary>
    /// <param name="scopes">Scopes with their names.</param>
    /// <param name="maxPacketBytes">Largest packet; 0 for no limit.</param>
    public static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Cut(
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> scopes, int maxPacketBytes)
    {
        foreach (var (scope, names) in scopes)
        {
            var first = 0;
            long bytes = 0;
            for (var i = 0; i < names.Count; i++)
            {
                var length = Encoding.UTF8.GetByteCount(names[i]);
                var size = 1 + ProtoWriter.VarintSize((ulong)length) + length;
                if (maxPacketBytes > 0 && i > first && bytes + size > maxPacketBytes - OtherBytes)
                {
                    yield return new(scope, [.. names.Skip(first).Take(i - first)]);
                    first = i;
                    bytes = 0;
                }

                bytes += size;
            }

            if (first < names.Count)
                yield return new(scope, first == 0 ? names : [.. names.Skip(first)]);
        }
    }
}
