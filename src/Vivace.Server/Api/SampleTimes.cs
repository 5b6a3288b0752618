using System.Buffers;
using System.Globalization;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>What the samples of all series have in common: the beginning of each one's JSON, its time, made once.</summary>
internal sealed class SampleTimes : IDisposable
{
    /// <summary>Times in answers are milliseconds.</summary>
    public const ulong NanosecondsPerMillisecond = 1_000_000;

    private const int LongestTime = 20; // digits of 64 bits
    private const int Stride = 48;

    private readonly MetricsWindow _window;
    private readonly byte[] _begun;
    private readonly byte[] _lengths;

    /// <summary>Makes the times of a window.</summary>
    public SampleTimes(MetricsWindow window)
    {
        _window = window;
        _begun = ArrayPool<byte>.Shared.Rent(window.Count * Stride);
        _lengths = ArrayPool<byte>.Shared.Rent(window.Count);
        _lengths.AsSpan(0, window.Count).Clear();
    }

    /// <summary>The time of a sample.</summary>
    public ulong EdgeOf(int interval) => _window.EdgeOf(interval);

    /// <summary>The object of a sample up to the comma behind its time; empty when it has none.</summary>
    public ReadOnlySpan<byte> Begun(int interval)
    {
        if (interval >= _window.Count)
            return default;
        var place = _begun.AsSpan(interval * Stride, Stride);
        if (_lengths[interval] == 0)
            _lengths[interval] = (byte)Write(place, _window.EdgeOf(interval) / NanosecondsPerMillisecond);
        return place[.._lengths[interval]];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_begun);
        ArrayPool<byte>.Shared.Return(_lengths);
    }

    private static int Write(Span<byte> place, ulong milliseconds)
    {
        var name = "{\"timestampMs\":\""u8;
        if (milliseconds == 0)
            return 0; // left out, as zeros are
        name.CopyTo(place);
        milliseconds.TryFormat(place.Slice(name.Length, LongestTime), out var digits, default, CultureInfo.InvariantCulture);
        place[name.Length + digits] = (byte)'"';
        return name.Length + digits + 1;
    }
}
