namespace Vivace.Testing.Files;

/// <summary>What <see cref="FaultyFileSystem"/> is asked to change.</summary>
public enum FaultyOperation
{
    CreateDirectory,
    CreateFile,
    Write,
    SetLength,
    Sync,
    SyncDirectory,
    Rename,
    Delete,
}
