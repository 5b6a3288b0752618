using System.Net;

namespace ReifyDb;

/// <summary>The WebSocket port: queries, commands and subscriptions.</summary>
public sealed class WsConfig
{
    /// <summary>Where it listens; default <c>0.0.0.0:8091</c>. Port 0 takes a free one.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Any, 8091);

    /// <summary>The largest message from a client in bytes; default 1 MiB.</summary>
    public int MaxMessageBytes { get; private set; } = 1024 * 1024;

    /// <summary>How many connections there may be; default 1,000.</summary>
    public int MaxConnections { get; private set; } = 1000;

    /// <summary>How many requests of one connection run at once; default 32.</summary>
    public int MaxRequestsPerConnection { get; private set; } = 32;

    /// <summary>How many subscriptions one connection may have; default 32.</summary>
    public int MaxSubscriptionsPerConnection { get; private set; } = 32;

    /// <summary>How long a connection may take to authenticate; default 10 s.</summary>
    public TimeSpan AuthenticationTimeout { get; private set; } = TimeSpan.FromSeconds(10);

    /// <summary>Sets <see cref="Address"/>.</summary>
    /// <param name="address">Such as <c>0.0.0.0:8091</c>.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithAddress(string address)
    {
        Address = ConfigCheck.Address(address, nameof(address));
        return this;
    }

    /// <summary>Sets <see cref="MaxMessageBytes"/>.</summary>
    /// <param name="bytes">1 KiB to 1 GiB.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithMaxMessageBytes(int bytes)
    {
        MaxMessageBytes = ConfigCheck.Range(bytes, 1024, 1 << 30, "the message size in bytes", nameof(bytes));
        return this;
    }

    /// <summary>Sets <see cref="MaxConnections"/>.</summary>
    /// <param name="connections">1 to 1,000,000.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithMaxConnections(int connections)
    {
        MaxConnections = ConfigCheck.Range(connections, 1, 1_000_000, "the number of connections", nameof(connections));
        return this;
    }

    /// <summary>Sets <see cref="MaxRequestsPerConnection"/>.</summary>
    /// <param name="requests">1 to 10,000.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithMaxRequestsPerConnection(int requests)
    {
        MaxRequestsPerConnection = ConfigCheck.Range(requests, 1, 10_000, "the number of requests", nameof(requests));
        return this;
    }

    /// <summary>Sets <see cref="MaxSubscriptionsPerConnection"/>.</summary>
    /// <param name="subscriptions">1 to 10,000.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithMaxSubscriptionsPerConnection(int subscriptions)
    {
        MaxSubscriptionsPerConnection = ConfigCheck.Range(subscriptions, 1, 10_000, "the number of subscriptions", nameof(subscriptions));
        return this;
    }

    /// <summary>Sets <see cref="AuthenticationTimeout"/>.</summary>
    /// <param name="timeout">At most an hour.</param>
    /// <returns>This configuration.</returns>
    public WsConfig WithAuthenticationTimeout(TimeSpan timeout)
    {
        AuthenticationTimeout = ConfigCheck.Duration(timeout, TimeSpan.FromHours(1), "the time to authenticate", nameof(timeout));
        return this;
    }
}
