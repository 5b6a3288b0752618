namespace Vivace.Storage;

/// <summary>Bytes of a block are not what was written.</summary>
public sealed class BlockCorruptedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Path, region, offset, and what is wrong there.</param>
    public BlockCorruptedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around its cause.</summary>
    /// <param name="message">Path, region, offset, and what is wrong there.</param>
    /// <param name="innerException">The cause.</param>
    public BlockCorruptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception without a message of its own.</summary>
    public BlockCorruptedException()
        : base("a block is damaged")
    {
    }
}
