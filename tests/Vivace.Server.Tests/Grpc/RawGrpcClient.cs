using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Vivace.Server.Grpc;

namespace Vivace.Server.Tests.Grpc;

/// <summary>gRPC by hand over HTTP/2 with prior knowledge, so that a test can send what no library would.</summary>
internal sealed class RawGrpcClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler())
    {
        BaseAddress = address,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Calls a method with a body as it is, and reads the whole answer.</summary>
    public async Task<RawGrpcAnswer> CallAsync(
        string path, byte[] body, CancellationToken cancellationToken, params (string Name, string Value)[] metadata)
    {
        using var response = await SendAsync(path, new ByteArrayContent(body), cancellationToken, metadata);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new RawGrpcAnswer(response, bytes);
    }

    /// <summary>Calls a method and returns when the headers of the answer are there.</summary>
    public Task<HttpResponseMessage> SendAsync(
        string path, HttpContent content, CancellationToken cancellationToken, params (string Name, string Value)[] metadata)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in metadata)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A message with its prefix.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[GrpcFrame.PrefixBytes + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(GrpcFrame.PrefixBytes));
        return frame;
    }

    /// <summary>A message compressed by gzip, with its prefix.</summary>
    public static byte[] GzipFrame(ReadOnlySpan<byte> message) => Frame(Gzip(message), flag: 1);

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
