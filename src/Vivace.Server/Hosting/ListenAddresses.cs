using System.Net;
using System.Net.Sockets;
using Vivace.Server.Configuration;

namespace Vivace.Server.Hosting;

/// <summary>Turns a configured end point into the addresses to open.</summary>
internal static class ListenAddresses
{
    /// <summary>Resolves an end point. <c>localhost</c> is both loopback addresses, empty is all addresses; a machine without
    /// IPv6 is no error unless IPv6 was asked for.</summary>
    /// <exception cref="StartFailedException">The name has no address.</exception>
    public static async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(ListenEndpoint endpoint, string key, CancellationToken cancellationToken)
    {
        var (host, port, network) = endpoint;
        IEnumerable<IPAddress> addresses;
        if (host.Length == 0)
            addresses = network == ListenNetwork.Tcp4 || !HasIPv6(IPAddress.IPv6Any) ? [IPAddress.Any] : [IPAddress.IPv6Any];
        else if (IPAddress.TryParse(host, out var address))
            addresses = [address];
        else if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            // A port chosen by the system would differ between the two, so it is opened on one.
            addresses = port != 0 && HasIPv6(IPAddress.IPv6Loopback) ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        else
            addresses = await LookUpAsync(host, key, cancellationToken);

        var wanted = addresses
            .Where(candidate => network switch
            {
                ListenNetwork.Tcp4 => candidate.AddressFamily == AddressFamily.InterNetwork,
                ListenNetwork.Tcp6 => candidate.AddressFamily == AddressFamily.InterNetworkV6,
                _ => true,
            })
            .Distinct()
            .Select(candidate => new IPEndPoint(candidate, port))
            .ToList();
        return wanted.Count > 0
            ? wanted
            : throw new StartFailedException($"cannot listen on {endpoint}: {(host.Length == 0 ? "the machine" : host)} has no address of the network asked for; change {key}");
    }

    private static async Task<IPAddress[]> LookUpAsync(string host, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException unknown)
        {
            throw new StartFailedException($"cannot listen on {host}: the name has no address ({unknown.SocketErrorCode}); change {key}", unknown);
        }
    }

    private static bool HasIPv6(IPAddress address)
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
