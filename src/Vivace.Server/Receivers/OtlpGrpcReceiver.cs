using Vivace.Ingest;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>OTLP/gRPC: <c>TraceService/Export</c>. A shell around <see cref="Ingestor"/>.</summary>
/// <param name="ingestor">Checks and stores what arrives.</param>
/// <param name="options">Limits and tenancy.</param>
/// <param name="metrics">Counts spans.</param>
internal sealed class OtlpGrpcReceiver(Ingestor ingestor, ReceiverOptions options, ReceiverMetrics metrics)
{
    /// <summary>Full name of OTLP's trace service.</summary>
    public const string ServiceName = "opentelemetry.proto.collector.trace.v1.TraceService";

    /// <summary>The method to give to a <see cref="GrpcDispatcher"/>.</summary>
    public GrpcMethod Export => GrpcMethod.Unary(
        ServiceName,
        nameof(Export),
        new GrpcMessageLimit(options.MaxGrpcMessageBytes, ReceiverOptions.MaxGrpcMessageKey),
        ExportAsync,
        Completed);

    private async ValueTask<GrpcReply> ExportAsync(GrpcCall call, ReadOnlyMemory<byte> request)
    {
        if (!TenantHeader.TryResolve(call.Metadata, options.MultitenancyEnabled, out var tenant, out var refusal))
            return GrpcReply.Failure(refusal);

        var outcome = await ingestor.IngestAsync(tenant, request, call.CancellationToken);
        metrics.Answered(ReceiverMetrics.Grpc, outcome);
        var status = IngestStatus.Of(outcome);
        return status.IsOk ? GrpcReply.Success(ExportResponse.ToProtobuf(outcome)) : GrpcReply.Failure(status);
    }

    private void Completed(GrpcCompletion completion)
    {
        // Before the handler, the size is the only resource that can be exhausted.
        if (completion is { ReachedHandler: false, Status.Code: GrpcStatusCode.ResourceExhausted }
            && TenantHeader.TryResolve(
                completion.HttpContext.Request.Headers, options.MultitenancyEnabled, out var tenant, out _))
        {
            metrics.RequestTooLarge(ReceiverMetrics.Grpc, tenant);
        }
    }
}
