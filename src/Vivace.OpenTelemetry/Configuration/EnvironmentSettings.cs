using System.Globalization;

namespace Vivace.OpenTelemetry.Configuration;

/// <summary>Reads <c>OTEL_*</c> variables as OpenTelemetry's specification defines them. A value that cannot work is as good as
/// not set and leaves a warning. For exporter settings the variable of traces comes before the general one.</summary>
internal sealed class EnvironmentSettings
{
    private readonly Func<string, string?> _read;

    public EnvironmentSettings(Func<string, string?> read) => _read = read;

    public List<string> Warnings { get; } = [];

    /// <summary>The value without white space around it; null where the variable is not set or empty, which mean the same.</summary>
    public string? Text(string name) => _read(name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The setting of traces where there is one, else the general one, with the name it was found under.</summary>
    public (string Name, string? Value) Exporter(string setting)
    {
        var ofTraces = $"OTEL_EXPORTER_OTLP_TRACES_{setting}";
        if (Text(ofTraces) is { } value)
            return (ofTraces, value);

        var general = $"OTEL_EXPORTER_OTLP_{setting}";
        return (general, Text(general));
    }

    public void Ignored(string name, string value, string expected) =>
        Warnings.Add($"{name} is \"{SettingCheck.Quoted(value)}\" and is ignored: {expected}");

    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null:
                return false;
            case { } value when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                return true;
            case { } value when value.Equals("false", StringComparison.OrdinalIgnoreCase):
                return false;
            case { } value:
                Ignored(name, value, "it must be true or false");
                return false;
        }
    }

    public TimeSpan? Milliseconds(string name, string? value)
    {
        if (value is null)
            return null;

        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= 1 && milliseconds <= SettingCheck.LongestDuration.TotalMilliseconds)
        {
            return TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);
        }

        Ignored(name, value, "it must be whole milliseconds, from 1 to 2073600000 (24 days)");
        return null;
    }

    public int? Count(string name)
    {
        if (Text(name) is not { } value)
            return null;

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && SettingCheck.IsCount(count))
            return count;

        Ignored(name, value, "it must be a number of spans, from 1 to 1000000");
        return null;
    }

    public OtlpProtocol? Protocol()
    {
        var (name, value) = Exporter("PROTOCOL");
        switch (value)
        {
            case null:
                return null;
            case "grpc":
                return OtlpProtocol.Grpc;
            case "http/protobuf":
                return OtlpProtocol.HttpProtobuf;
            default:
                Ignored(name, value, "it must be grpc or http/protobuf");
                return null;
        }
    }

    /// <summary>The endpoint, and whether it is that of traces alone, which is used as it stands.</summary>
    public (Uri? Endpoint, bool OfTraces) Endpoint()
    {
        var (name, value) = Exporter("ENDPOINT");
        if (value is null)
            return (null, false);

        if (SettingCheck.TryEndpoint(value, out var endpoint, out var reason))
            return (endpoint, name.Contains("_TRACES_", StringComparison.Ordinal));

        Warnings.Add($"{name} is ignored: {reason}");
        return (null, false);
    }

    public OtelSampler? Sampler()
    {
        const string name = "OTEL_TRACES_SAMPLER";
        var value = Text(name);
        OtelSampler? sampler = value switch
        {
            "always_on" => OtelSampler.AlwaysOn,
            "always_off" => OtelSampler.AlwaysOff,
            "traceidratio" => OtelSampler.TraceIdRatio,
            "parentbased_always_on" => OtelSampler.ParentBasedAlwaysOn,
            "parentbased_always_off" => OtelSampler.ParentBasedAlwaysOff,
            "parentbased_traceidratio" => OtelSampler.ParentBasedTraceIdRatio,
            _ => null,
        };
        if (sampler is null && value is not null)
        {
            Ignored(name, value, "it must be always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off"
                + " or parentbased_traceidratio");
        }

        return sampler;
    }

    public double? SamplerRatio()
    {
        const string name = "OTEL_TRACES_SAMPLER_ARG";
        if (Text(name) is not { } value)
            return null;

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0.0 and <= 1.0)
            return ratio;

        Ignored(name, value, "it must be a ratio from 0 to 1, such as 0.1");
        return null;
    }

    public List<KeyValuePair<string, string>> ResourceAttributes()
    {
        const string name = "OTEL_RESOURCE_ATTRIBUTES";
        return Text(name) is not { } value
            ? []
            : KeyValueList.Read(value, position => Warnings.Add($"{name}: the member at position {position} is ignored: it must be key=value"));
    }

    public List<KeyValuePair<string, string>> Headers()
    {
        var (name, value) = Exporter("HEADERS");
        if (value is null)
            return [];

        var headers = KeyValueList.Read(
            value, position => Warnings.Add($"{name}: the member at position {position} is ignored: it must be name=value"));
        headers.RemoveAll(header =>
        {
            if (SettingCheck.HeaderFault(header.Key, header.Value) is not { } reason)
                return false;

            Warnings.Add($"{name}: a header is ignored: {reason}");
            return true;
        });
        return headers;
    }
}
