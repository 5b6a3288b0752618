using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vivace.Server.Configuration;

/// <summary>Which address families a listener takes.</summary>
internal enum ListenNetwork
{
    /// <summary>IPv4 and IPv6.</summary>
    Tcp,

    /// <summary>IPv4 alone.</summary>
    Tcp4,

    /// <summary>IPv6 alone.</summary>
    Tcp6,
}

/// <summary>Where a listener listens.</summary>
/// <param name="Host">An address, a name, <c>localhost</c>, or empty for all addresses.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="Network">Which address families.</param>
internal readonly record struct ListenEndpoint(string Host, int Port, ListenNetwork Network = ListenNetwork.Tcp)
{
    /// <summary>True for the machine's own addresses.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads <c>host:port</c>, <c>[ipv6]:port</c> or <c>:port</c>.</summary>
    public static bool TryParse(string text, out ListenEndpoint endpoint)
    {
        endpoint = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
            return false;

        var host = text[..colon];
        if (host is ['[', .., ']'])
        {
            host = host[1..^1];
            if (!IPAddress.TryParse(host, out var six) || six.AddressFamily != AddressFamily.InterNetworkV6)
                return false;
        }
        else if (host.AsSpan().ContainsAny(":/[] "))
        {
            return false;
        }
        endpoint = new ListenEndpoint(host, port);
        return true;
    }

    /// <summary><c>host:port</c>, with <c>*</c> for all addresses.</summary>
    public override string ToString()
    {
        var host = Host.Length == 0 || Host is "0.0.0.0" or "::" ? "*" : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{Port}");
    }
}
