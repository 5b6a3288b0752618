namespace ReifyDb;

/// <summary>Where a server begins: <c>Server.Memory().WithHttp(...).WithTracingOtel(...).Build()</c>.</summary>
public static class Server
{
    /// <summary>A server whose data is in memory and goes with it.</summary>
    /// <returns>Its builder.</returns>
    public static ServerBuilder Memory() => new();
}
