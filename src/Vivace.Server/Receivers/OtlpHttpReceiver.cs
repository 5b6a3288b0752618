using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Vivace.Core;
using Vivace.Ingest;
using Vivace.Otlp;
using Vivace.Otlp.Json;
using Vivace.Otlp.Wire;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>OTLP/HTTP: <c>POST /v1/traces</c> in protobuf or JSON. A shell around <see cref="Ingestor"/>.</summary>
/// <param name="ingestor">Checks and stores what arrives.</param>
/// <param name="options">Path, limits and tenancy.</param>
/// <param name="metrics">Counts spans.</param>
/// <param name="logger">Receives failures of the server itself.</param>
internal sealed class OtlpHttpReceiver(
    Ingestor ingestor, ReceiverOptions options, ReceiverMetrics metrics, ILogger<OtlpHttpReceiver> logger)
{
    private const string AcceptedEncodings = "gzip, identity";

    /// <summary>Handles a request; a <see cref="RequestDelegate"/>, and the whole pipeline of its listener.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (!string.Equals(request.Path.Value, options.TracesUrlPath, StringComparison.Ordinal))
            return HttpAnswer.TextAsync(context, StatusCodes.Status404NotFound, "404 page not found");

        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return HttpAnswer.TextAsync(
                context, StatusCodes.Status405MethodNotAllowed, "405 method not allowed, supported: [POST]");
        }

        if (OtlpEncoding.Of(request.ContentType) is not { } encoding)
        {
            return HttpAnswer.TextAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                "415 unsupported media type, supported: [application/json, application/x-protobuf]");
        }

        if (!TryReadContentEncoding(request.Headers.ContentEncoding, out var gzip))
        {
            context.Response.Headers.AcceptEncoding = AcceptedEncodings;
            var quoted = GrpcProtocol.Quote(request.Headers.ContentEncoding.ToString());
            return RefuseAsync(context, encoding, Invalid($"Content-Encoding {quoted} is not supported; use {AcceptedEncodings}"));
        }

        return TenantHeader.TryResolve(request.Headers, options.MultitenancyEnabled, out var tenant, out var refusal)
            ? ReceiveAsync(context, encoding, gzip, tenant)
            : RefuseAsync(context, encoding, refusal);
    }

    private async Task ReceiveAsync(HttpContext context, OtlpEncoding encoding, bool gzip, TenantId tenant)
    {
        // The limit is ours, so that the answer can name the setting.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
            bodySize.MaxRequestBodySize = null;

        try
        {
            using var received = new PooledBuffer();
            using var unpacked = new PooledBuffer();
            var fits = await RequestBody.TryReadAsync(
                context.Request.BodyReader, context.Request.ContentLength, received, options.MaxHttpBodyBytes, context.RequestAborted);
            var unpacking = fits && gzip ? Gunzip.Run(received, unpacked, options.MaxHttpBodyBytes) : GunzipOutcome.Done;
            if (!fits || unpacking == GunzipOutcome.TooLarge)
            {
                metrics.RequestTooLarge(ReceiverMetrics.Http, tenant);
                await RefuseAsync(context, encoding, TooLarge(unpacked: fits), StatusCodes.Status413PayloadTooLarge);
                return;
            }

            if (unpacking == GunzipOutcome.Damaged)
            {
                await RefuseAsync(context, encoding, Invalid("the body is not whole gzip, though Content-Encoding says so"));
                return;
            }

            if (gzip)
                received.Dispose();
            await IngestAsync(context, encoding, tenant, gzip ? unpacked : received);
        }
        catch (BadHttpRequestException bad) when (!context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, encoding, Invalid(bad.Message), bad.StatusCode); // Kestrel: too slow, cut off, bad chunk
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException
            || context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; what the log already had stays stored.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            ReceiverLog.RequestFailed(logger, exception, context.Request.Path.Value ?? "");
            await RefuseAsync(context, encoding, new GrpcStatus(
                GrpcStatusCode.Internal, "internal error; the server's log has the details"));
        }
    }

    private async Task IngestAsync(HttpContext context, OtlpEncoding encoding, TenantId tenant, PooledBuffer body)
    {
        IngestOutcome outcome;
        if (encoding == OtlpEncoding.Json)
        {
            using var protobuf = new ProtoWriter(body.Length);
            try
            {
                OtlpJsonReader.Read(body.Written.Span, protobuf);
            }
            catch (OtlpFormatException malformed)
            {
                await RefuseAsync(context, encoding, Invalid(malformed.Message));
                return;
            }

            outcome = await ingestor.IngestAsync(tenant, protobuf.WrittenMemory, context.RequestAborted);
        }
        else
        {
            outcome = await ingestor.IngestAsync(tenant, body.Written, context.RequestAborted);
        }

        metrics.Answered(ReceiverMetrics.Http, outcome);
        var status = IngestStatus.Of(outcome);
        if (!status.IsOk)
        {
            await RefuseAsync(context, encoding, status);
            return;
        }

        var answer = encoding == OtlpEncoding.Json ? ExportResponse.ToJson(outcome) : ExportResponse.ToProtobuf(outcome);
        await HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, encoding.ContentType, answer);
    }

    private static bool TryReadContentEncoding(string? contentEncoding, out bool gzip)
    {
        gzip = string.Equals(contentEncoding, "gzip", StringComparison.OrdinalIgnoreCase);
        return gzip
            || string.IsNullOrEmpty(contentEncoding)
            || string.Equals(contentEncoding, "identity", StringComparison.OrdinalIgnoreCase);
    }

    private GrpcStatus TooLarge(bool unpacked) => new(GrpcStatusCode.ResourceExhausted, string.Create(
        CultureInfo.InvariantCulture,
        $"the body {(unpacked ? "unpacks to more than" : "is larger than")} {ReceiverOptions.MaxHttpBodyKey} ({options.MaxHttpBodyBytes:N0} bytes); send smaller batches or raise the setting"));

    private static GrpcStatus Invalid(string message) => new(GrpcStatusCode.InvalidArgument, message);

    private static Task RefuseAsync(HttpContext context, OtlpEncoding encoding, GrpcStatus status, int? httpStatus = null)
    {
        if (status.RetryDelay is { } delay)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return HttpAnswer.WriteAsync(
            context, httpStatus ?? HttpAnswer.StatusCodeOf(status.Code), encoding.ContentType, encoding.Write(status));
    }
}
