using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Consoles;

/// <summary>Log lines on the console, with the ids of the span they were written in.</summary>
[ProviderAlias("VivaceConsole")]
internal sealed class ConsoleLoggerProvider : ILoggerProvider
{
    private readonly ConsoleOutput _output;

    public ConsoleLoggerProvider(ConsoleOutput output) => _output = output;

    public ILogger CreateLogger(string categoryName) => new ConsoleLogger(categoryName, _output);

    public void Dispose()
    {
    }

    private sealed class ConsoleLogger : ILogger
    {
        private readonly string _category;
        private readonly ConsoleOutput _output;

        public ConsoleLogger(string category, ConsoleOutput output)
        {
            _category = category;
            _output = output;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;

            var text = formatter(state, exception);
            if (exception is not null)
                text = $"{text}\n{exception}";

            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
                _output.Write(Level(logLevel), _category, text, ("trace_id", activity.TraceId.ToHexString()), ("span_id", activity.SpanId.ToHexString()));
            else
                _output.Write(Level(logLevel), _category, text);
        }

        private static TracingLevel Level(LogLevel level) => level switch
        {
            LogLevel.Critical or LogLevel.Error => TracingLevel.Error,
            LogLevel.Warning => TracingLevel.Warn,
            LogLevel.Information => TracingLevel.Info,
            LogLevel.Debug => TracingLevel.Debug,
            _ => TracingLevel.Trace,
        };
    }
}
