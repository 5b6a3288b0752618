using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;

namespace Vivace.Server.Grpc;

/// <summary>Serves gRPC calls straight on Kestrel: finds the method, reads its request, runs its handler and writes the answer.
/// One per listener; <see cref="HandleAsync"/> is its whole pipeline.</summary>
/// <remarks>Protocol: "gRPC over HTTP2", "Compression" and "Status codes" of the gRPC project's docs.</remarks>
internal sealed class GrpcDispatcher
{
    private static readonly GrpcStatus Gone = new(GrpcStatusCode.Cancelled, "the client cancelled or disconnected");

    private static readonly GrpcStatus DeadlinePassed = new(
        GrpcStatusCode.DeadlineExceeded, "the deadline given in grpc-timeout has passed");

    private static readonly GrpcStatus Stopping = new(
        GrpcStatusCode.Unavailable, "the call was stopped by the server, which is shutting down; send it again");

    private readonly FrozenDictionary<string, GrpcMethod> _methods;
    private readonly FrozenSet<string> _services;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Creates a dispatcher.</summary>
    /// <param name="methods">What it serves; each path once.</param>
    /// <param name="time">Runs the deadlines.</param>
    /// <param name="logger">Failures of handlers are logged as errors, refusals at debug level.</param>
    /// <exception cref="ArgumentException">Two methods have the same path.</exception>
    public GrpcDispatcher(IEnumerable<GrpcMethod> methods, TimeProvider time, ILogger<GrpcDispatcher> logger)
    {
        _methods = methods.ToDictionary(m => m.Path, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        _services = _methods.Values.Select(m => m.Service).ToFrozenSet(StringComparer.Ordinal);
        _time = time;
        _logger = logger;
    }

    /// <summary>Handles a request; a <see cref="RequestDelegate"/>.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (GrpcProtocol.RefuseOtherProtocols(context))
            return Task.CompletedTask;

        var path = context.Request.Path.Value ?? "";
        if (!_methods.TryGetValue(path, out var method))
            return End(context, null, UnknownMethod(path), reachedHandler: false);

        var headers = context.Request.Headers;
        var gzip = false;
        if (headers.TryGetValue("grpc-encoding", out var encoding) && !GrpcProtocol.TryReadEncoding(encoding, out gzip))
            return End(context, method, GrpcProtocol.UnknownEncoding(encoding), reachedHandler: false);

        if (!headers.TryGetValue("grpc-timeout", out var text))
            return ServeAsync(context, method, gzip, null);

        return GrpcTimeout.TryParse(text.ToString(), out var timeout)
            ? ServeWithDeadlineAsync(context, method, gzip, timeout)
            : End(context, method, GrpcProtocol.BadTimeout(text), reachedHandler: false);
    }

    private async Task ServeWithDeadlineAsync(HttpContext context, GrpcMethod method, bool gzip, TimeSpan timeout)
    {
        using var expiry = new CancellationTokenSource(timeout, _time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, context.RequestAborted);
        await ServeAsync(context, method, gzip, new Deadline(expiry, deadline.Token));
    }

    private async Task ServeAsync(HttpContext context, GrpcMethod method, bool gzip, Deadline? deadline)
    {
        // The limit is ours, per message; Kestrel's own, per body, answers in HTTP's words.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
            bodySize.MaxRequestBodySize = null;

        var call = new GrpcCall(context, method, deadline?.Token ?? context.RequestAborted);
        var reachedHandler = false;
        GrpcStatus status;
        using var received = new PooledBuffer();
        using var unpacked = new PooledBuffer();
        try
        {
            var request = await GrpcRequestReader.ReadAsync(
                context.Request.BodyReader, received, method.RequestLimit, call.CancellationToken);
            var refusal = request.Refusal;
            if (refusal is null && request.IsCompressed)
                refusal = GrpcProtocol.Unpack(received, unpacked, gzip, method.RequestLimit);
            if (refusal is not null)
            {
                status = refusal.Value;
            }
            else
            {
                reachedHandler = true;
                if (request.IsCompressed)
                    received.Dispose();
                var message = request.IsCompressed ? unpacked.Written : received.Written;
                status = await RunAsync(call, message);
            }
        }
        catch (Exception exception) when (IsGone(context, exception, reachedHandler))
        {
            Finish(method, context, Gone, reachedHandler);
            return; // Nobody listens any more.
        }
        catch (OperationCanceledException)
        {
            status = deadline is { Expiry.IsCancellationRequested: true } ? DeadlinePassed : Stopping;
        }
        catch (Exception exception)
        {
            GrpcLog.CallFailed(_logger, exception, method.Path);
            status = new GrpcStatus(GrpcStatusCode.Internal, "internal error; the server's log has the details");
        }

        if (!status.IsOk || method.StreamingHandler is not null)
            GrpcResponse.WriteStatus(context.Response, status);
        Finish(method, context, status, reachedHandler);
    }

    /// <summary>Runs the handler. The answer of a unary call that succeeds is written here, the rest by the caller.</summary>
    private static async ValueTask<GrpcStatus> RunAsync(GrpcCall call, ReadOnlyMemory<byte> message)
    {
        var response = call.HttpContext.Response;
        if (call.Method.StreamingHandler is { } streaming)
        {
            var status = await streaming(call, message, new GrpcResponseStream(response));

            // Success without a single message still needs headers apart from the trailers.
            if (status.IsOk && !response.HasStarted)
                await GrpcResponse.StartAsync(response, call.CancellationToken);
            return status;
        }

        var reply = await call.Method.UnaryHandler!(call, message);
        if (reply.Status.IsOk)
            await GrpcResponse.WriteAsync(response, reply.Message, call.HttpContext.RequestAborted);
        return reply.Status;
    }

    private Task End(HttpContext context, GrpcMethod? method, GrpcStatus status, bool reachedHandler)
    {
        GrpcResponse.WriteStatus(context.Response, status);
        Finish(method, context, status, reachedHandler);
        return Task.CompletedTask;
    }

    private void Finish(GrpcMethod? method, HttpContext context, GrpcStatus status, bool reachedHandler)
    {
        if (!status.IsOk)
            GrpcLog.CallRefused(_logger, context.Request.Path.Value ?? "", status.Code, status.Message);
        method?.Completed?.Invoke(new GrpcCompletion(context, status, reachedHandler));
    }

    private GrpcStatus UnknownMethod(string path)
    {
        var slash = path.LastIndexOf('/');
        var service = slash > 0 ? path[1..slash] : path.TrimStart('/');
        var message = _services.Contains(service)
            ? $"service {service} has no method {GrpcProtocol.Quote(path[(slash + 1)..])}"
            : $"service {GrpcProtocol.Quote(service)} is not served here";
        return new GrpcStatus(GrpcStatusCode.Unimplemented, message);
    }

    /// <summary>Whether a call ended because its client did. A read fails a moment before the token says so, hence the second
    /// question; a handler's I/O error is the server's own.</summary>
    private static bool IsGone(HttpContext context, Exception exception, bool reachedHandler) =>
        context.RequestAborted.IsCancellationRequested || (!reachedHandler && exception is IOException);

    private sealed record Deadline(CancellationTokenSource Expiry, CancellationToken Token);
}
