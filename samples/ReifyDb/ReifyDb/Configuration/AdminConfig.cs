using System.Net;

namespace ReifyDb;

/// <summary>The admin port: health, sessions, statistics, settings. On a loopback address it answers without a token, elsewhere it
/// needs one with <see cref="Access.Admin"/>; <c>/health</c> never needs one.</summary>
public sealed class AdminConfig
{
    /// <summary>Where it listens; default <c>127.0.0.1:9092</c>. Port 0 takes a free one.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 9092);

    /// <summary>Sets <see cref="Address"/>.</summary>
    /// <param name="address">Such as <c>127.0.0.1:9092</c>.</param>
    /// <returns>This configuration.</returns>
    public AdminConfig WithAddress(string address)
    {
        Address = ConfigCheck.Address(address, nameof(address));
        return this;
    }
}
