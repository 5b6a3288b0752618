using Vivace.Ingest;
using Vivace.Otlp.Wire;
using Vivace.Server.Api;
using Vivace.Server.Receivers;

namespace Vivace.Server.Web;

/// <summary><c>POST /api/vivace/test-trace</c>: stores a small trace the way every trace is stored.</summary>
internal sealed class TestTraceEndpoint(Ingestor ingestor, bool multitenancyEnabled, TimeProvider time)
{
    /// <summary>Stores a trace and answers its id.</summary>
    public async ValueTask<ApiAnswer> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
            return ApiAnswer.Text(StatusCodes.Status405MethodNotAllowed, "send a POST to store a test trace");
        if (PageOrigin.IsElsewhere(request))
            return ApiAnswer.Text(StatusCodes.Status403Forbidden, "a page of another origin may not store a test trace");
        if (!Receivers.TenantHeader.TryResolve(request.Headers, multitenancyEnabled, out var tenant, out var refusal))
            return ApiAnswer.Text(HttpAnswer.StatusCodeOf(refusal.Code), refusal.Message);

        var trace = TestTrace.Create(time.GetUtcNow());
        using var message = new ProtoWriter();
        trace.WriteTo(message);
        var outcome = await ingestor.IngestAsync(tenant, message.WrittenMemory, context.RequestAborted);
        if (outcome.Kind != IngestOutcomeKind.Accepted)
            return ApiAnswer.Text(
                HttpAnswer.StatusCodeOf(IngestStatus.Of(outcome).Code), outcome.Message ?? "the trace was refused without a reason");

        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("traceId"u8);
        json.String(trace.Id.ToString());
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }
}
