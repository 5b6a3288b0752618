using System.Net;

namespace ReifyDb;

/// <summary>The HTTP port: queries and commands.</summary>
public sealed class HttpConfig
{
    /// <summary>Where it listens; default <c>0.0.0.0:8090</c>. Port 0 takes a free one.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Any, 8090);

    /// <summary>The largest request body in bytes; default 1 MiB.</summary>
    public int MaxBodyBytes { get; private set; } = 1024 * 1024;

    /// <summary>How many connections there may be; default 1,000.</summary>
    public int MaxConnections { get; private set; } = 1000;

    /// <summary>Sets <see cref="Address"/>.</summary>
    /// <param name="address">Such as <c>0.0.0.0:8090</c>.</param>
    /// <returns>This configuration.</returns>
    public HttpConfig WithAddress(string address)
    {
        Address = ConfigCheck.Address(address, nameof(address));
        return this;
    }

    /// <summary>Sets <see cref="MaxBodyBytes"/>.</summary>
    /// <param name="bytes">1 KiB to 1 GiB.</param>
    /// <returns>This configuration.</returns>
    public HttpConfig WithMaxBodyBytes(int bytes)
    {
        MaxBodyBytes = ConfigCheck.Range(bytes, 1024, 1 << 30, "the body size in bytes", nameof(bytes));
        return this;
    }

    /// <summary>Sets <see cref="MaxConnections"/>.</summary>
    /// <param name="connections">1 to 1,000,000.</param>
    /// <returns>This configuration.</returns>
    public HttpConfig WithMaxConnections(int connections)
    {
        MaxConnections = ConfigCheck.Range(connections, 1, 1_000_000, "the number of connections", nameof(connections));
        return this;
    }
}
