namespace Vivace.Server.Web;

/// <summary>One file of the built page, in memory.</summary>
/// <param name="ContentType">Its type.</param>
/// <param name="Tag">Entity tag of its content, without quotes.</param>
/// <param name="IsImmutable">True when its name changes with its content.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Gzip">The same compressed; null when the build made none.</param>
/// <param name="Brotli">The same compressed; null when the build made none.</param>
internal sealed record PageFile(
    string ContentType, string Tag, bool IsImmutable, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte>? Gzip, ReadOnlyMemory<byte>? Brotli);
