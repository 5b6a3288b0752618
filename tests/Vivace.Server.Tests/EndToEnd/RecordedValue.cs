namespace Vivace.Server.Tests.EndToEnd;

/// <summary>A scalar attribute value of a recording: a text, an integer, a double or a truth value; null when it is none of these.</summary>
internal readonly record struct RecordedValue(object? Value)
{
    public string? Text => Value as string;

    public long? Integer => Value as long?;

    public bool? Truth => Value as bool?;
}
