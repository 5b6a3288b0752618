using System.Runtime.CompilerServices;

namespace Vivace.Server.Metrics;

/// <summary>Finds the series of a set of tags. Lookups take no lock and allocate nothing; only a new series does.</summary>
/// <remarks>Chained buckets of immutable entries, replaced as a whole when they grow. Entries are never removed:
/// callers keep the number of tag values bounded.</remarks>
internal sealed class SeriesTable
{
    /// <summary>Series one family may have. Above any sensible label set (1000 tenants by 8 limits), below what would
    /// hurt a scrape; measurements beyond it are dropped and counted.</summary>
    public const int MaxSeries = 20_000;

    private readonly TenantLabelLimit _tenants;
    private readonly double[]? _bounds;
    private readonly Dictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal); // under _gate
    private readonly Lock _gate = new();
    private Entry?[] _buckets = new Entry?[16];
    private MetricSeries? _untagged;
    private int _entryCount; // under _gate

    /// <summary>Creates an empty table.</summary>
    /// <param name="tenants">Limits the tenant label.</param>
    /// <param name="bounds">Bucket bounds of a histogram; null for numbers.</param>
    public SeriesTable(TenantLabelLimit tenants, double[]? bounds)
    {
        _tenants = tenants;
        _bounds = bounds;
    }

    /// <summary>The series of these tags, created when it is new.</summary>
    /// <returns>Null when the family has as many series as it may have.</returns>
    public MetricSeries? Get(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return Volatile.Read(ref _untagged) ?? AddUntagged();

        var hash = HashOf(tags);
        var buckets = Volatile.Read(ref _buckets);
        for (var entry = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]); entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && Same(entry.Tags, tags))
                return entry.Series;
        }

        return Add(tags, hash);
    }

    /// <summary>All series, in no particular order.</summary>
    public MetricSeries[] Snapshot()
    {
        lock (_gate)
            return [.. _byLabels.Values];
    }

    private MetricSeries AddUntagged()
    {
        lock (_gate)
        {
            if (_untagged is not null)
                return _untagged;
            if (!_byLabels.TryGetValue("", out var series))
                _byLabels[""] = series = new MetricSeries([], _bounds);
            Volatile.Write(ref _untagged, series);
            return series;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private MetricSeries? Add(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key == TenantLabelLimit.LabelName && PrometheusLabels.TextOf(tags[i].Value) is var tenant
                && tenant != TenantLabelLimit.Overflow && !_tenants.Admits(tenant))
            {
                var shared = tags.ToArray();
                shared[i] = new(TenantLabelLimit.LabelName, TenantLabelLimit.Overflow);
                return Get(shared);
            }
        }

        var labels = PrometheusLabels.Render(tags);
        lock (_gate)
        {
            for (var entry = _buckets[hash & (_buckets.Length - 1)]; entry is not null; entry = entry.Next)
            {
                if (entry.Hash == hash && Same(entry.Tags, tags))
                    return entry.Series; // another thread was faster
            }

            if (_entryCount >= MaxSeries)
                return null;
            // The same labels may arrive in another order or as another type: one series, several entries.
            if (!_byLabels.TryGetValue(labels, out var series))
                _byLabels[labels] = series = new MetricSeries(System.Text.Encoding.UTF8.GetBytes(labels), _bounds);
            if (++_entryCount > _buckets.Length)
                Grow();
            ref var bucket = ref _buckets[hash & (_buckets.Length - 1)];
            Volatile.Write(ref bucket, new Entry(hash, tags.ToArray(), series, bucket));
            return series;
        }
    }

    private void Grow()
    {
        var larger = new Entry?[_buckets.Length * 2];
        foreach (var chain in _buckets)
        {
            for (var entry = chain; entry is not null; entry = entry.Next)
            {
                ref var bucket = ref larger[entry.Hash & (larger.Length - 1)];
                bucket = new Entry(entry.Hash, entry.Tags, entry.Series, bucket);
            }
        }

        Volatile.Write(ref _buckets, larger);
    }

    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 17u;
        foreach (var (name, value) in tags)
            hash = (hash * 31 + (uint)name.GetHashCode(StringComparison.Ordinal)) * 31 + (uint)(value?.GetHashCode() ?? 0);
        return (int)(hash ^ (hash >> 15));
    }

    private static bool Same(
        ReadOnlySpan<KeyValuePair<string, object?>> left, ReadOnlySpan<KeyValuePair<string, object?>> right)
    {
        if (left.Length != right.Length)
            return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Key != right[i].Key || !Equals(left[i].Value, right[i].Value))
                return false;
        }

        return true;
    }

    private sealed record Entry(int Hash, KeyValuePair<string, object?>[] Tags, MetricSeries Series, Entry? Next);
}
