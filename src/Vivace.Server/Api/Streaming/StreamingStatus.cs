using System.Text;
using Vivace.Server.Grpc;

namespace Vivace.Server.Api.Streaming;

/// <summary>Says in gRPC's codes what an answer says in HTTP's; the text is the same.</summary>
internal static class StreamingStatus
{
    /// <summary>The status that ends a call.</summary>
    public static GrpcStatus Of(ApiAnswer answer) => answer.Status == StatusCodes.Status200OK
        ? GrpcStatus.Ok
        : new GrpcStatus(
            CodeOf(answer.Status),
            answer.ErrorText ?? Encoding.UTF8.GetString(answer.Body),
            answer.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private static GrpcStatusCode CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => GrpcStatusCode.InvalidArgument,
        StatusCodes.Status401Unauthorized => GrpcStatusCode.Unauthenticated,
        StatusCodes.Status404NotFound => GrpcStatusCode.NotFound,
        StatusCodes.Status429TooManyRequests => GrpcStatusCode.ResourceExhausted,
        QueryRunner.ClientClosedRequest => GrpcStatusCode.Cancelled,
        >= StatusCodes.Status500InternalServerError => GrpcStatusCode.Internal,
        _ => GrpcStatusCode.Unknown,
    };
}
