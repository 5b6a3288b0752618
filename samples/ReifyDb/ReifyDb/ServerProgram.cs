using System.Globalization;
using System.Net;

namespace ReifyDb;

/// <summary>What the server programs have in common: they run until a signal comes, say in one line why they cannot start, and ask a
/// running server for its health.</summary>
public static class ServerProgram
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program.</summary>
    /// <param name="args">None, or <c>health</c>.</param>
    /// <param name="adminAddress">Where <c>health</c> asks.</param>
    /// <param name="build">Makes the server.</param>
    /// <returns>The exit code: 0 stopped in order or healthy, 1 failed or unhealthy, 2 wrong arguments.</returns>
    public static async Task<int> RunAsync(string[] args, string adminAddress, Func<ReifyServer> build)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(build);
        if (args is ["health"])
            return await CheckHealthAsync(adminAddress);
        if (args.Length > 0)
        {
            await Console.Error.WriteLineAsync($"\"{args[0]}\" is not known; there is only \"health\", which asks a running server.");
            return 2;
        }

        try
        {
            await using var server = build();
            await server.RunAsync(CancellationToken.None); // signals end it in order
            return 0;
        }
        catch (Exception wrong) when (wrong is IOException or ArgumentException or FormatException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"cannot start: {wrong.Message}");
            return 1;
        }
    }

    /// <summary>A variable of the environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fallback">Where it is not set or empty.</param>
    /// <returns>The value.</returns>
    public static string Variable(string name, string fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : fallback;

    /// <summary>Asks a running server whether it is well, for container health checks: no shell and no other program is needed.</summary>
    /// <param name="adminAddress">The admin port.</param>
    /// <returns>0 where it is, 1 where it is not or does not answer.</returns>
    public static async Task<int> CheckHealthAsync(string adminAddress)
    {
        var address = ConfigCheck.Address(adminAddress, nameof(adminAddress));
        var host = address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : address.Address;
        using var client = new HttpClient { Timeout = HealthTimeout };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://{new IPEndPoint(host, address.Port)}/health"));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"no answer from http://{address}/health: {gone.Message}"));
            return 1;
        }
    }
}
