namespace Vivace.Storage.Files;

/// <summary>A file as a listing of its folder shows it.</summary>
/// <param name="Name">The name without the folder.</param>
/// <param name="SizeBytes">Length in bytes when the folder was listed.</param>
public readonly record struct FileEntry(string Name, long SizeBytes);
