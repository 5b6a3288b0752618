using System.Net;

namespace Vivace.OpenTelemetry.Export;

/// <summary>Sees each request of the exporter, which itself tells only that it failed: keeps the reason of the last failure and
/// whether another attempt may help.</summary>
/// <remarks>One exporter thread makes one request at a time; what is written here is read by the same thread afterwards.</remarks>
internal sealed class AttemptObserver : DelegatingHandler
{
    private HttpResponseMessage? _answer;

    public AttemptObserver(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>The last failure in words that need no stack trace.</summary>
    public string Reason { get; private set; } = "no answer";

    /// <summary>True where the endpoint could not be reached or asked to come again, so that the same batch may still be taken.</summary>
    public bool IsTransient { get; private set; } = true;

    /// <summary>Reads trailers, which are there only when the exporter has read the answer's body.</summary>
    public void Conclude()
    {
        if (_answer is not { } answer)
            return;

        _answer = null;
        if (Header(answer, "grpc-status") is { } grpcStatus)
        {
            var message = Header(answer, "grpc-message");
            Reason = message is null
                ? $"gRPC status {grpcStatus}"
                : $"gRPC status {grpcStatus}, {Uri.UnescapeDataString(message)}";

            // OTLP's list: cancelled, deadline exceeded, aborted, out of range, unavailable, data loss, and resource exhausted.
            IsTransient = grpcStatus is "1" or "4" or "8" or "10" or "11" or "14" or "15";
        }
        else
        {
            Reason = $"HTTP status {(int)answer.StatusCode}";
            IsTransient = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        }
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return _answer = base.Send(request, cancellationToken);
        }
        catch (Exception failure)
        {
            Failed(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return _answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Failed(failure);
            throw;
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.TryGetValues(name, out var values) || answer.Headers.TryGetValues(name, out values)
            ? values.FirstOrDefault()
            : null;

    private void Failed(Exception failure)
    {
        _answer = null;
        IsTransient = true;
        Reason = failure is OperationCanceledException ? "no answer in time" : failure.GetBaseException().Message;
    }
}
