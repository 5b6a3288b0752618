using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Vivace.Server.Api;

/// <summary>Counts how often a limit cut, refused or stopped something, by the key of its setting. Safe for any number of callers.</summary>
internal sealed class LimitHits : IDisposable
{
    private readonly Meter _meter = new("Vivace.Limits");
    private readonly Counter<long> _total;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Registers the counter.</summary>
    public LimitHits() => _total = _meter.CreateCounter<long>(
        "vivace_limit_hits_total", null, "Answers that a limit cut, and requests that it refused or stopped, by setting.");

    /// <summary>Counts one hit.</summary>
    /// <param name="setting">Key of the setting.</param>
    public void Record(string setting)
    {
        _counts.AddOrUpdate(setting, 1, static (_, count) => count + 1);
        _total.Add(1, new KeyValuePair<string, object?>("setting", setting));
    }

    /// <summary>Hits of a setting since the start.</summary>
    public long CountOf(string setting) => _counts.GetValueOrDefault(setting);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
