using System.Net;

namespace Vivace.Server.Hosting;

/// <summary>One of the two protocols of a port that takes HTTP/1.1 and HTTP/2 without TLS.</summary>
/// <param name="port">The port, shared by both.</param>
/// <param name="isHttp2">Which of the two this is.</param>
internal sealed class SniffedEndPoint(SniffedPort port, bool isHttp2) : EndPoint
{
    public SniffedPort Port { get; } = port;

    public bool IsHttp2 { get; } = isHttp2;

    public override string ToString() => Port.ToString();
}
