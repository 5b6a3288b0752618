namespace Vivace.Server.Commands;

/// <summary><c>-health</c>: asks a running server whether it is ready, for container images without a shell.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks each of some addresses once.</summary>
    /// <param name="urls">One, or several separated by commas.</param>
    /// <param name="output">Gets <c>ready</c>.</param>
    /// <param name="error">Gets the reason where one is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 when every answer is 200, otherwise 1.</returns>
    public static async Task<int> RunAsync(string urls, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        foreach (var url in urls.Split(','))
        {
            if (await AskAsync(url, error, cancellationToken) is var code && code != ExitCodes.Success)
                return code;
        }

        await output.WriteLineAsync("ready");
        return ExitCodes.Success;
    }

    private static async Task<int> AskAsync(string url, TextWriter error, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = 64 << 10 };
        try
        {
            using var answer = await client.GetAsync(new Uri(url), cancellationToken);
            var text = (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim();
            if (answer.IsSuccessStatusCode)
                return ExitCodes.Success;
            await error.WriteLineAsync($"not ready: {(int)answer.StatusCode} {text}");
        }
        catch (HttpRequestException unreachable)
        {
            await error.WriteLineAsync($"not ready: {url} cannot be reached: {unreachable.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync($"not ready: {url} did not answer within {Timeout.TotalSeconds} s");
        }
        return ExitCodes.Failure;
    }
}
