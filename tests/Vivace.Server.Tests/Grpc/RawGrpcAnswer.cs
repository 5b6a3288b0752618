using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Vivace.Server.Grpc;

namespace Vivace.Server.Tests.Grpc;

/// <summary>What came back: messages, and the status wherever it stood.</summary>
internal sealed class RawGrpcAnswer
{
    public RawGrpcAnswer(HttpResponseMessage response, byte[] body)
    {
        HttpStatus = response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.MediaType;
        TrailersOnly = response.Headers.Contains("grpc-status");
        AcceptEncoding = Value(response, "grpc-accept-encoding");
        Status = Value(response, "grpc-status") is { } status
            ? (GrpcStatusCode)int.Parse(status, CultureInfo.InvariantCulture)
            : null;
        Message = Uri.UnescapeDataString(Value(response, "grpc-message") ?? "");
        if (Value(response, "grpc-status-details-bin") is { } details)
            Details = Convert.FromBase64String(details + new string('=', (4 - (details.Length % 4)) % 4));
        for (var rest = body.AsSpan(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest[1..]);
            Messages.Add(rest.Slice(GrpcFrame.PrefixBytes, length).ToArray());
            rest = rest[(GrpcFrame.PrefixBytes + length)..];
        }
    }

    public HttpStatusCode HttpStatus { get; }

    public string? ContentType { get; }

    public bool TrailersOnly { get; }

    public string? AcceptEncoding { get; }

    public GrpcStatusCode? Status { get; }

    public string Message { get; }

    public byte[]? Details { get; }

    public List<byte[]> Messages { get; } = [];

    private static string? Value(HttpResponseMessage response, string name)
    {
        return First(response.TrailingHeaders) ?? First(response.Headers);

        string? First(HttpHeaders headers) => headers.TryGetValues(name, out var values) ? values.Single() : null;
    }
}
