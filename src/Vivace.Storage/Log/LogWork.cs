namespace Vivace.Storage.Log;

/// <summary>What the writer may be asked to do beside writing.</summary>
[Flags]
internal enum LogWork
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Bring to disk what was written since the last sync.</summary>
    Sync = 1,

    /// <summary>Close the active segment if nobody needs its records, and remove what is released.</summary>
    Release = 2,
}
