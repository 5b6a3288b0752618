using System.Text;
using System.Threading.Channels;
using Vivace.Server.Configuration;

namespace Vivace.Server.Hosting.Logging;

/// <summary>Writes log lines to a stream, standard error in production. A slow reader of it never holds a request up: lines
/// wait in a queue of bounded length, and what does not fit is dropped and counted.</summary>
internal sealed class VivaceLoggerProvider : ILoggerProvider, IAsyncDisposable
{
    private const int QueueLength = 16_384;
    private const int BatchBytes = 65_536;
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(2);
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Stream _output;
    private readonly LoggingOptions _options;
    private readonly TimeProvider _time;
    private readonly LogRepetition _repetition;
    private readonly Task _writing;
    private int _dropped;

    /// <summary>Starts writing.</summary>
    public VivaceLoggerProvider(Stream output, LoggingOptions options, TimeProvider time)
    {
        _output = output;
        _options = options;
        _time = time;
        _repetition = new LogRepetition(time);
        _writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose() => _lines.Writer.TryComplete();

    /// <summary>Writes what is queued, for two seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(FlushTimeout, _time));
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _lines.Reader.WaitToReadAsync())
            {
                using var batch = new MemoryStream();
                while (batch.Length < BatchBytes && _lines.Reader.TryRead(out var line))
                    Append(batch, line);
                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                    Append(batch, LogLineFormatter.Format(
                        _options.Format, _time.GetUtcNow(), LogLevel.Warning, "Log",
                        "Log lines were dropped because the reader of the log is too slow", null, dropped));
                await _output.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length));
                await _output.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Nobody reads the log any more. The server's work goes on without it.
        }

        static void Append(MemoryStream batch, string line)
        {
            batch.Write(Encoding.UTF8.GetBytes(line));
            batch.Write(NewLine);
        }
    }

    private void Write(LogLevel level, string category, int eventId, string message, Exception? exception)
    {
        var suppressed = 0;
        if (level >= LogLevel.Warning && !_repetition.IsWritten(category, eventId, out suppressed))
            return;
        var component = category.StartsWith("Vivace.", StringComparison.Ordinal) ? category["Vivace.".Length..] : category;
        var line = LogLineFormatter.Format(_options.Format, _time.GetUtcNow(), level, component, message, exception, suppressed);
        if (!_lines.Writer.TryWrite(line))
            Interlocked.Increment(ref _dropped);
    }

    private sealed class Logger(VivaceLoggerProvider provider, string category) : ILogger
    {
        private readonly LogLevel _minimum = MinimumOf(category, provider._options.MinimumLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= _minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(logLevel, category, eventId.Id, formatter(state, exception), exception);
        }

        private static LogLevel MinimumOf(string category, LogLevel configured)
        {
            // What fails at the start is told in one line of our own.
            if (category.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal))
                return LogLevel.None;
            // The web server's chatter below a warning helps only when one looks for it.
            var isFramework = category.StartsWith("Microsoft.", StringComparison.Ordinal);
            return isFramework && configured == LogLevel.Information ? LogLevel.Warning : configured;
        }
    }
}
