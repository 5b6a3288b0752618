using System.Diagnostics;
using Vivace.Ingest;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>Gives the outcome of a push its status code.</summary>
internal static class IngestStatus
{
    /// <summary>The status for the sender. Only a delay that the outcome names is passed on: a client that gets
    /// RESOURCE_EXHAUSTED without one drops the data instead of repeating it for ever.</summary>
    public static GrpcStatus Of(in IngestOutcome outcome)
    {
        var code = outcome.Kind switch
        {
            IngestOutcomeKind.Accepted or IngestOutcomeKind.PartiallyAccepted => GrpcStatusCode.Ok,
            IngestOutcomeKind.Malformed => GrpcStatusCode.InvalidArgument,
            IngestOutcomeKind.RateLimited => GrpcStatusCode.ResourceExhausted,
            IngestOutcomeKind.Overloaded or IngestOutcomeKind.StorageUnavailable => GrpcStatusCode.Unavailable,
            _ => throw new UnreachableException($"no status for {outcome.Kind}"),
        };
        return code == GrpcStatusCode.Ok
            ? GrpcStatus.Ok
            : new GrpcStatus(code, outcome.Message ?? "refused without a reason", outcome.RetryAfter);
    }
}
