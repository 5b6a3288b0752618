using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary>Writes answers that come while a query runs: one JSON document a line.</summary>
internal static class JsonLines
{
    private const string ContentType = "application/x-ndjson";

    /// <summary>Ends lines that have begun with the error that stopped the search.</summary>
    public static ValueTask SendErrorAsync(HttpResponse response, ApiAnswer error, CancellationToken cancellationToken) => SendAsync(
        response,
        json =>
        {
            WriteType(json, "error");
            json.Name("status"u8);
            json.Number((uint)error.Status);
            json.Name("message"u8);
            json.String(error.ErrorText ?? "");
        },
        cancellationToken);

    /// <summary>Writes how far a query is.</summary>
    public static void WriteProgress(TempoJsonWriter json, QueryMetrics metrics, TimeSpan elapsed)
    {
        WriteType(json, "progress");
        json.Name("completedJobs"u8);
        json.Number((uint)metrics.CompletedJobs);
        json.Name("totalJobs"u8);
        json.Number((uint)metrics.TotalJobs);
        json.Name("inspectedTraces"u8);
        json.Number((uint)metrics.InspectedTraces);
        json.Name("inspectedSpans"u8);
        json.LongString(metrics.InspectedSpans);
        json.Name("inspectedBytes"u8);
        json.LongString(metrics.InspectedBytes);
        json.Name("elapsedMs"u8);
        json.Number((uint)Math.Clamp(elapsed.TotalMilliseconds, 0, uint.MaxValue));
    }

    /// <summary>Writes what the client should know about the answer.</summary>
    public static void WriteWarning(TempoJsonWriter json, string code, string message)
    {
        WriteType(json, "warning");
        json.Name("code"u8);
        json.String(code);
        json.Name("message"u8);
        json.String(message);
    }

    /// <summary>Writes what a line is.</summary>
    public static void WriteType(TempoJsonWriter json, string type)
    {
        json.Name("type"u8);
        json.String(type);
    }

    /// <summary>Sends a line.</summary>
    public static async ValueTask SendAsync(HttpResponse response, Action<TempoJsonWriter> write, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.ContentType = ContentType;
            response.Headers.CacheControl = "no-store";
        }

        using var line = new PooledBuffer();
        var json = new TempoJsonWriter(line);
        json.BeginObject();
        write(json);
        json.EndObject();
        line.GetSpan(1)[0] = (byte)'\n';
        line.Advance(1);
        await response.Body.WriteAsync(line.Written, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
