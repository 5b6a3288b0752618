using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Vivace.Otlp;

/// <summary>The bytes received are not the OTLP message they claim to be.</summary>
public sealed class OtlpFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and where, for the sender.</param>
    public OtlpFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around the error that caused it.</summary>
    /// <param name="message">What is wrong and where, for the sender.</param>
    /// <param name="innerException">The cause.</param>
    public OtlpFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception without a message of its own.</summary>
    public OtlpFormatException()
        : base("malformed OTLP message")
    {
    }

    [DoesNotReturn]
    internal static void ThrowAt(int offset, string problem) =>
        throw new OtlpFormatException(string.Create(CultureInfo.InvariantCulture, $"malformed protobuf at byte {offset}: {problem}"));
}
