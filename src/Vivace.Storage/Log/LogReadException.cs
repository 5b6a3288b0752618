namespace Vivace.Storage.Log;

/// <summary>The disk does not give back what a segment holds; told apart from what a visitor may throw.</summary>
internal sealed class LogReadException(Exception cause) : IOException(cause.Message, cause);
