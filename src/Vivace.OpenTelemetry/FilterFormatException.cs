namespace Vivace.OpenTelemetry;

/// <summary>A filter that cannot be read.</summary>
public sealed class FilterFormatException : FormatException
{
    internal FilterFormatException(string reason, int position)
        : base($"The filter is wrong at position {position}: {reason}.") => Position = position;

    /// <summary>Where the mistake begins, in characters from 1.</summary>
    public int Position { get; }
}
