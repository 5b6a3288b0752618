using System.Net;
using System.Net.Http.Headers;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>OTLP/HTTP with protobuf over one HTTP/1.1 connection.</summary>
internal sealed class HttpExportClient : IExportClient
{
    private readonly HttpMessageInvoker _http;
    private readonly Uri _traces;
    private readonly SendHeaders _headers;

    public HttpExportClient(Uri endpoint, SendHeaders headers)
    {
        _traces = new Uri(endpoint, "/v1/traces");
        _headers = headers;
        _http = new HttpMessageInvoker(ExportConnection.CreateHandler());
    }

    public async Task<ExportAnswer> ExportAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _traces)
            {
                Content = new ReadOnlyMemoryContent(request.Message),
            };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            if (_headers.Gzip)
                message.Content.Headers.ContentEncoding.Add("gzip");
            _headers.AddTo(message);

            using var response = await _http.SendAsync(message, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
                return ExportResponse.ReadAccepted(body);

            var (detail, _) = ExportResponse.ReadStatus(body);
            // As OTLP says: these four may be sent again, nothing else.
            var retryable = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
            return new ExportAnswer(
                retryable ? ExportOutcome.Retryable : ExportOutcome.Refused,
                RetryAfter: response.Headers.RetryAfter?.Delta,
                Message: $"HTTP {(int)response.StatusCode}: {detail}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new ExportAnswer(ExportOutcome.Retryable, Message: e.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
