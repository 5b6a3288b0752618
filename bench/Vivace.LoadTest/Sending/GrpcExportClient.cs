using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>OTLP/gRPC over one HTTP/2 connection: a unary call is a POST whose body is the framed message and whose
/// trailers hold the status.</summary>
internal sealed class GrpcExportClient : IExportClient
{
    private const int Ok = 0;
    private const int Cancelled = 1;
    private const int DeadlineExceeded = 4;
    private const int ResourceExhausted = 8;
    private const int Aborted = 10;
    private const int OutOfRange = 11;
    private const int Unavailable = 14;
    private const int DataLoss = 15;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _export;
    private readonly SendHeaders _headers;

    public GrpcExportClient(Uri endpoint, SendHeaders headers)
    {
        _export = new Uri(endpoint, "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
        _headers = headers;
        _http = new HttpMessageInvoker(ExportConnection.CreateHandler());
    }

    public async Task<ExportAnswer> ExportAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, _export)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(request.Framed),
            };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            if (_headers.Gzip)
                message.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
            _headers.AddTo(message);

            using var response = await _http.SendAsync(message, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return new ExportAnswer(ExportOutcome.Refused, Message: $"HTTP {(int)response.StatusCode} instead of a gRPC answer");
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return ReadAnswer(response, body);
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

    private static ExportAnswer ReadAnswer(HttpResponseMessage response, byte[] body)
    {
        var status = Find(response, "grpc-status");
        if (!int.TryParse(status, System.Globalization.CultureInfo.InvariantCulture, out var code))
            return new ExportAnswer(ExportOutcome.Refused, Message: "the answer has no grpc-status");
        if (code == Ok)
        {
            return body.Length < ExportRequest.FrameBytes
                ? new ExportAnswer(ExportOutcome.Refused, Message: "grpc-status is 0 but there is no message")
                : ExportResponse.ReadAccepted(body.AsSpan(ExportRequest.FrameBytes));
        }

        var (detail, retryAfter) = ExportResponse.ReadStatus(DecodeBase64(Find(response, "grpc-status-details-bin")));
        var text = Uri.UnescapeDataString(Find(response, "grpc-message") ?? detail);
        // As OTLP says: RESOURCE_EXHAUSTED may be retried only if the server says when.
        var retryable = code is Cancelled or DeadlineExceeded or Aborted or OutOfRange or Unavailable or DataLoss
            || (code == ResourceExhausted && retryAfter is not null);
        return new ExportAnswer(
            retryable ? ExportOutcome.Retryable : ExportOutcome.Refused, 0, retryAfter, $"grpc-status {code}: {text}");
    }

    private static string? Find(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values)
            ? string.Concat(values)
            : null;

    private static byte[] DecodeBase64(string? text)
    {
        if (text is null)
            return [];
        // gRPC leaves the padding out.
        var padded = Encoding.ASCII.GetBytes(text.PadRight((text.Length + 3) & ~3, '='));
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Base64.DecodeFromUtf8(padded, decoded, out _, out var length) == System.Buffers.OperationStatus.Done
            ? decoded[..length]
            : [];
    }
}
