using System.IO.Compression;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>Compresses requests before they are sent, so that it costs the measured time nothing.</summary>
internal static class RequestCompression
{
    public static ExportRequest Gzip(ExportRequest request)
    {
        using var compressed = new MemoryStream(request.Framed.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(request.Message.Span);
        return ExportRequest.Of(compressed.GetBuffer().AsSpan(0, (int)compressed.Length), request.SpanCount, compressed: true);
    }
}
