using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Tests.Support;

/// <summary>Keeps the log lines of a test.</summary>
internal sealed class LogLines : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, int Id, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Category, int Id, string Text)> All => [.. _lines];

    public IReadOnlyList<string> Of(int id) => [.. _lines.Where(line => line.Id == id).Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines._lines.Enqueue((logLevel, category, eventId.Id, formatter(state, exception)));
    }
}
