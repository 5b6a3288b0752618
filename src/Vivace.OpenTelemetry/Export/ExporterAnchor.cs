using System.Diagnostics;
using OpenTelemetry;

namespace Vivace.OpenTelemetry.Export;

/// <summary>Gives an exporter that is wrapped by another its place in the provider: the SDK hands the resource only to exporters of
/// processors it knows. Also stops and disposes it, after the processors added before.</summary>
internal sealed class ExporterAnchor : BaseExportProcessor<Activity>
{
    public ExporterAnchor(BaseExporter<Activity> exporter)
        : base(exporter)
    {
    }

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
    }

    /// <inheritdoc/>
    protected override void OnExport(Activity data)
    {
    }
}
