using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Vivace.Server.Hosting;

/// <summary>Opens the ports that take HTTP/1.1 and HTTP/2 without TLS; see <see cref="SniffedPort"/>.</summary>
internal sealed class SniffingListenerFactory(SocketTransportFactory sockets) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is SniffedEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var sniffed = (SniffedEndPoint)endpoint;
        return sniffed.Port.ListenAsync(sockets, sniffed.IsHttp2, cancellationToken);
    }
}
