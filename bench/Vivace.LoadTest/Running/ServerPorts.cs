using System.Net;
using System.Net.Sockets;

namespace Vivace.LoadTest.Running;

/// <summary>Ports that were free a moment ago.</summary>
internal sealed record ServerPorts(int OtlpGrpc, int OtlpHttp, int Query, int QueryGrpc)
{
    public static ServerPorts FindFree()
    {
        var listeners = Enumerable.Range(0, 4).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start(); // all at once, so that none is given twice
        var ports = Array.ConvertAll(listeners, l => ((IPEndPoint)l.LocalEndpoint).Port);
        foreach (var listener in listeners)
            listener.Dispose();
        return new ServerPorts(ports[0], ports[1], ports[2], ports[3]);
    }
}
