using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Export;

/// <summary>Turns results of attempts into outages: one line when it begins, one when it ends.</summary>
/// <remarks>Called by the exporting thread alone.</remarks>
internal sealed class EndpointHealth
{
    private const int ReasonLength = 300;

    private readonly OtelSettings _settings;
    private readonly ILogger _logger;
    private readonly OtelMetrics _metrics;
    private readonly TimeProvider _time;
    private bool _down;
    private long _downSince;
    private long _droppedBefore;

    public EndpointHealth(OtelSettings settings, ILogger logger, OtelMetrics metrics, TimeProvider time)
    {
        _settings = settings;
        _logger = logger;
        _metrics = metrics;
        _time = time;
    }

    public void Failed(string reason)
    {
        if (_down)
            return;

        _down = true;
        _downSince = _time.GetTimestamp();
        _droppedBefore = _metrics.DroppedSpans;
        _metrics.OutageBegan();
        OtelLog.OutageBegan(
            _logger, _settings.Endpoint.OriginalString, reason.Length <= ReasonLength ? reason : reason[..ReasonLength], _settings.MaxQueueSize);
    }

    public void Answered()
    {
        if (!_down)
            return;

        _down = false;
        OtelLog.OutageEnded(
            _logger,
            _settings.Endpoint.OriginalString,
            _time.GetElapsedTime(_downSince).TotalSeconds,
            _metrics.DroppedSpans - _droppedBefore);
    }
}
