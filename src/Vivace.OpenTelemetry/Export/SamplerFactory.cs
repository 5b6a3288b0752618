using OpenTelemetry.Trace;

namespace Vivace.OpenTelemetry.Export;

/// <summary>Samplers of the SDK for our settings.</summary>
internal static class SamplerFactory
{
    /// <summary>The sampler in force.</summary>
    public static Sampler Create(OtelSettings settings)
    {
        var root = CreateRoot(settings);
        return settings.Sampler is OtelSampler.ParentBasedTraceIdRatio or OtelSampler.ParentBasedAlwaysOn or OtelSampler.ParentBasedAlwaysOff
            ? new ParentBasedSampler(root)
            : root;
    }

    /// <summary>What decides where there is no caller.</summary>
    public static Sampler CreateRoot(OtelSettings settings) => settings.Sampler switch
    {
        OtelSampler.ParentBasedTraceIdRatio or OtelSampler.TraceIdRatio => new TraceIdRatioBasedSampler(settings.SampleRatio),
        OtelSampler.ParentBasedAlwaysOff or OtelSampler.AlwaysOff => new AlwaysOffSampler(),
        _ => new AlwaysOnSampler(),
    };
}
