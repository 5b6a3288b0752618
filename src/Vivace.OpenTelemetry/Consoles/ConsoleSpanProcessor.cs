using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;
using Vivace.OpenTelemetry.Filtering;

namespace Vivace.OpenTelemetry.Consoles;

/// <summary>A line for each sampled span that has ended; failed ones at level error.</summary>
internal sealed class ConsoleSpanProcessor : BaseProcessor<Activity>
{
    private readonly ConsoleOutput _output;

    public ConsoleSpanProcessor(ConsoleOutput output) => _output = output;

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (!data.Recorded)
            return;

        var failed = data.Status == ActivityStatusCode.Error;
        var level = failed ? TracingLevel.Error : ActivityLevel.Of(data.Source, data.Kind, data.TagObjects);
        var duration = string.Create(CultureInfo.InvariantCulture, $"{data.Duration.TotalMilliseconds:0.###}ms");
        var text = failed && data.StatusDescription is { Length: > 0 } description ? $"{data.DisplayName}: {description}" : data.DisplayName;
        _output.Write(
            level, data.Source.Name, text, ("duration", duration), ("trace_id", data.TraceId.ToHexString()), ("span_id", data.SpanId.ToHexString()));
    }
}
