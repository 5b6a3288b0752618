using System.Collections.Concurrent;

namespace Vivace.Server.Hosting.Logging;

/// <summary>Lets each warning and error through ten times a second, and counts what it holds back.</summary>
internal sealed class LogRepetition(TimeProvider time)
{
    private const int PerSecond = 10;

    private readonly ConcurrentDictionary<(string Category, int EventId), Window> _windows = new();

    /// <summary>Whether to write an entry now.</summary>
    /// <param name="category">The logger's category.</param>
    /// <param name="eventId">The message's id; entries without one share a window for each category.</param>
    /// <param name="suppressed">How many were held back since the last one written.</param>
    public bool IsWritten(string category, int eventId, out int suppressed)
    {
        var window = _windows.GetOrAdd((category, eventId), static _ => new Window());
        lock (window.Gate)
        {
            suppressed = 0;
            if (window.Count == 0 || time.GetElapsedTime(window.Start) >= TimeSpan.FromSeconds(1))
            {
                suppressed = window.Suppressed;
                (window.Start, window.Count, window.Suppressed) = (time.GetTimestamp(), 1, 0);
                return true;
            }
            if (window.Count < PerSecond)
            {
                window.Count++;
                return true;
            }
            window.Suppressed++;
            return false;
        }
    }

    private sealed class Window
    {
        public readonly Lock Gate = new(); // guards the fields below
        public long Start;
        public int Count;
        public int Suppressed;
    }
}
