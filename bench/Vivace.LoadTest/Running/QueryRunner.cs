using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Running;

/// <summary>Asks one query many times, one call after the other on one connection, and looks at answers before it
/// measures.</summary>
internal sealed class QueryRunner(HttpClient http, int calls)
{
    private const int ChecksPerQuery = 20;
    private static readonly TimeSpan LongestPerQuery = TimeSpan.FromSeconds(20);

    private readonly byte[] _piece = new byte[64 * 1024];

    public async Task<QueryMeasurement> MeasureAsync(QueryDefinition query, CancellationToken cancellationToken)
    {
        var result = new QueryMeasurement { Name = query.Name, Goal = query.Goal };
        var answer = Array.Empty<byte>();
        // These calls warm up what they ask for; a wrong answer ends them.
        for (var call = 0; call < ChecksPerQuery; call++)
        {
            (var status, answer) = await AskAsync(query, call, cancellationToken);
            if (status != HttpStatusCode.OK)
                return result with { Refused = Describe(status, answer) };
            result = result with { Found = query.Count(answer), Expected = query.Expected(call), AnswerBytes = answer.Length };
            if (!result.IsRight)
                break;
        }

        var latencies = new Latencies();
        var started = Stopwatch.GetTimestamp();
        for (var call = ChecksPerQuery; latencies.Count < calls && Stopwatch.GetElapsedTime(started) < LongestPerQuery; call++)
        {
            var asked = Stopwatch.GetTimestamp();
            var status = await AskAndForgetAsync(query, call, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(asked));
            if (status != HttpStatusCode.OK)
                return result with { Refused = Describe(status, []) };
        }

        return result with
        {
            Calls = latencies.Count,
            P50Milliseconds = latencies.Percentile(0.5).TotalMilliseconds,
            P99Milliseconds = latencies.Percentile(0.99).TotalMilliseconds,
        };
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> AskAsync(
        QueryDefinition query, int call, CancellationToken cancellationToken)
    {
        using var request = Request(query, call);
        using var response = await http.SendAsync(request, cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Reads an answer without keeping it: what a large one costs in this process is not the server's time.</summary>
    private async Task<HttpStatusCode> AskAndForgetAsync(QueryDefinition query, int call, CancellationToken cancellationToken)
    {
        using var request = Request(query, call);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await body.ReadAsync(_piece, cancellationToken) > 0)
        {
            // Forgotten.
        }

        return response.StatusCode;
    }

    private static HttpRequestMessage Request(QueryDefinition query, int call)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(query.Path(call), UriKind.Relative));
        if (query.Protobuf)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/protobuf"));
        return request;
    }

    private static string Describe(HttpStatusCode status, byte[] answer)
    {
        const int LongestText = 120;
        var text = System.Text.Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, LongestText))).Trim();
        return string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status} {text}");
    }
}
