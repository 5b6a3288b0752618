using Vivace.Testing.Otlp;

namespace Vivace.Storage.Tests;

/// <summary>What a store must return for some sources: of each distinct span as many copies as the source with most of them has.</summary>
internal static class StoredOnce
{
    public static IReadOnlyList<FlatSpan> Of(IEnumerable<byte[]> sources)
    {
        var most = new Dictionary<FlatSpan, int>();
        foreach (var source in sources)
        {
            foreach (var copies in OtlpTraces.Normalize(source).GroupBy(span => span))
                most[copies.Key] = Math.Max(most.GetValueOrDefault(copies.Key), copies.Count());
        }

        return [.. most.SelectMany(span => Enumerable.Repeat(span.Key, span.Value))
            .OrderBy(span => span.Key, StringComparer.Ordinal)];
    }
}
