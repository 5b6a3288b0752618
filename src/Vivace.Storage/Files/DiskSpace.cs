namespace Vivace.Storage.Files;

/// <summary>Room on the disk that holds a folder.</summary>
/// <param name="FreeBytes">Bytes this process may still write.</param>
/// <param name="TotalBytes">Size of the disk.</param>
public readonly record struct DiskSpace(long FreeBytes, long TotalBytes);
