namespace Vivace.Server.Hosting;

/// <summary>The server cannot start; the message is one line for the operator that says what to do.</summary>
internal sealed class StartFailedException : Exception
{
    public StartFailedException(string message)
        : base(message)
    {
    }

    public StartFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
