using Vivace.Server.Api;

namespace Vivace.Server.Web;

/// <summary><c>/api/health</c>: whether the server does its work, for load balancers and the page.</summary>
internal sealed class HealthEndpoint(IReadiness readiness)
{
    private const int RetryAfterSeconds = 1;

    /// <summary>200, or 503 with reasons.</summary>
    public ApiAnswer Answer()
    {
        var report = readiness.Report();
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("status"u8);
        json.String(report.IsReady ? "ok" : "unavailable");
        if (!report.IsReady)
        {
            json.Name("reasons"u8);
            json.BeginArray();
            foreach (var reason in report.Reasons)
                json.String(reason);
            json.EndArray();
        }

        json.EndObject();
        return report.IsReady
            ? ApiAnswer.Json(buffer)
            : ApiAnswer.JsonWithStatus(StatusCodes.Status503ServiceUnavailable, buffer, RetryAfterSeconds);
    }
}
