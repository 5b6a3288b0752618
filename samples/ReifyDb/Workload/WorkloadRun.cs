using System.Threading.Channels;

namespace ReifyDb.Workload;

/// <summary>Prepares the server and sends statements at a rate.</summary>
internal sealed class WorkloadRun
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly WorkloadOptions _options;
    private readonly TimeProvider _time;

    public WorkloadRun(WorkloadOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    public Tally Tally { get; } = new();

    /// <summary>Waits for the server and makes what is missing in it.</summary>
    /// <exception cref="WorkloadException">The server does not come, or refuses.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var client = new ReifyClient(_options.Http, _options.Token);
        await WaitAsync(client, cancellationToken);
        foreach (var sql in StatementMix.Schema)
        {
            var outcome = await client.SendAsync(new PlannedStatement(StatementKind.Write, true, "CREATE schema", sql), cancellationToken);
            if (outcome.ErrorCode is not null && outcome.Message?.Contains("exists already", StringComparison.Ordinal) != true)
                throw new WorkloadException($"The server refuses to make the tables: {outcome.Message}");
        }
    }

    /// <summary>Sends until the duration is over or it is cancelled; what is under way ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var cancelled = cancellationToken.Register(stop.Cancel);
        var statements = Channel.CreateBounded<PlannedStatement>(_options.Clients);
        var work = Enumerable.Range(0, _options.Clients).Select(_ => SendAllAsync(statements.Reader)).ToList();
        if (_options.Ws is { } ws)
        {
            // So that changes are pushed from the first statement on.
            var subscriber = new Subscriber(ws, _options.Token, Tally);
            work.Add(subscriber.RunAsync(stop.Token));
            await Task.WhenAny(subscriber.Subscribed, Task.Delay(_options.Patience, _time, cancellationToken));
        }

        if (_options.Duration is { } duration)
            stop.CancelAfter(duration);
        await PlanAsync(statements.Writer, stop.Token);
        statements.Writer.Complete();
        await Task.WhenAll(work);
    }

    private async Task PlanAsync(ChannelWriter<PlannedStatement> statements, CancellationToken cancellationToken)
    {
        var mix = new StatementMix(_options.Seed, _options.SlowShare, _options.ErrorShare);
        var started = _time.GetTimestamp();
        try
        {
            for (long sent = 0; ; sent++)
            {
                var due = TimeSpan.FromSeconds(sent / _options.Rate) - _time.GetElapsedTime(started);
                if (due > TimeSpan.Zero)
                    await Task.Delay(due, _time, cancellationToken);
                await statements.WriteAsync(mix.Next(), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Time is over.
        }
    }

    private async Task SendAllAsync(ChannelReader<PlannedStatement> statements)
    {
        using var client = new ReifyClient(_options.Http, _options.Token);
        await foreach (var statement in statements.ReadAllAsync(CancellationToken.None)) // ends with the channel
        {
            try
            {
                // What was sent is waited for, also at the end: its trace is to be whole.
                Tally.Add(statement, await client.SendAsync(statement, CancellationToken.None));
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                Tally.AddUnreachable();
            }
        }
    }

    private async Task WaitAsync(ReifyClient client, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                var outcome = await client.SendAsync(new PlannedStatement(StatementKind.Lookup, false, "SELECT", "SELECT 1"), cancellationToken);
                if (outcome.ErrorCode is null)
                    return;
                throw new WorkloadException($"The server at {_options.Http} answers {outcome.ErrorCode}: {outcome.Message}");
            }
            catch (HttpRequestException gone) when (_time.GetElapsedTime(started) > _options.Patience)
            {
                throw new WorkloadException(
                    $"No server at {_options.Http}: {gone.Message}. Start one with dotnet run --project samples/ReifyDb/Server, or add --with-server.");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(Pause, _time, cancellationToken);
            }
        }
    }
}
