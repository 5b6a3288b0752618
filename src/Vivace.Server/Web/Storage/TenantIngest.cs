using Vivace.Server.Metrics;

namespace Vivace.Server.Web.Storage;

/// <summary>What each tenant sends: reads the counters every ten seconds, so that rates are those of the last ten to twenty.</summary>
internal sealed class TenantIngest : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly MetricsCollector _metrics;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new(); // guards the fields below
    private Sample _beforeLast;
    private Sample _last;

    /// <summary>Starts looking.</summary>
    public TenantIngest(MetricsCollector metrics, TimeProvider time)
    {
        _metrics = metrics;
        _time = time;
        _beforeLast = _last = Read();
        _timer = time.CreateTimer(_ => Look(), null, Step, Step);
    }

    /// <summary>What tenants have sent since the start, and send now, by name; those that sent nothing are missing, and those that
    /// the counters no longer tell apart.</summary>
    public IReadOnlyDictionary<string, TenantRates> Rates()
    {
        var now = Read();
        Sample before;
        lock (_lock)
            before = _beforeLast;
        var seconds = _time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;
        var rates = new Dictionary<string, TenantRates>(StringComparer.Ordinal);
        foreach (var tenant in now.Spans.Keys.Union(now.Refused.Keys).Where(static tenant => tenant != TenantLabelLimit.Overflow))
        {
            var (spans, bytes) = (now.Spans.GetValueOrDefault(tenant), now.Bytes.GetValueOrDefault(tenant));
            rates[tenant] = new TenantRates(
                seconds <= 0 ? 0 : (spans - before.Spans.GetValueOrDefault(tenant)) / seconds,
                seconds <= 0 ? 0 : (bytes - before.Bytes.GetValueOrDefault(tenant)) / seconds,
                spans,
                bytes,
                now.Refused.GetValueOrDefault(tenant));
        }

        return rates;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Read();
        lock (_lock)
            (_beforeLast, _last) = (_last, now);
    }

    private Sample Read() => new(
        _time.GetTimestamp(),
        ByTenant("tempo_distributor_spans_received_total"),
        ByTenant("tempo_distributor_bytes_received_total"),
        ByTenant("tempo_discarded_spans_total"));

    private Dictionary<string, double> ByTenant(string counter) =>
        new(_metrics.TotalsBy(counter, TenantLabelLimit.LabelName), StringComparer.Ordinal);

    private sealed record Sample(
        long Timestamp, Dictionary<string, double> Spans, Dictionary<string, double> Bytes, Dictionary<string, double> Refused);
}

/// <summary>What one tenant sends.</summary>
/// <param name="SpansPerSecond">Spans taken a second.</param>
/// <param name="BytesPerSecond">Their bytes of OTLP a second.</param>
/// <param name="Spans">Spans taken since the start.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Refused">Spans refused since the start.</param>
internal sealed record TenantRates(double SpansPerSecond, double BytesPerSecond, double Spans, double Bytes, double Refused);
