namespace Vivace.Server.Hosting.Logging;

/// <summary>Keeps the last errors of the log for the status page.</summary>
internal sealed class RecentErrors(TimeProvider time) : ILoggerProvider
{
    private const int Kept = 20;
    private const int MaxCharacters = 500;

    private readonly Lock _lock = new(); // guards the queue below
    private readonly Queue<(DateTimeOffset Time, string Message)> _last = new(Kept);

    /// <summary>The errors, latest first.</summary>
    public (DateTimeOffset Time, string Message)[] Last
    {
        get
        {
            lock (_lock)
                return [.. _last.Reverse()];
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Add(string message)
    {
        lock (_lock)
        {
            if (_last.Count == Kept)
                _last.Dequeue();
            _last.Enqueue((time.GetUtcNow(), message.Length <= MaxCharacters ? message : message[..MaxCharacters]));
        }
    }

    private sealed class Logger(RecentErrors errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var message = formatter(state, exception);
            errors.Add(exception is null ? message : $"{message}: {exception.Message}");
        }
    }
}
