namespace Vivace.Storage.Blocks;

/// <summary>Where a region lies in a block.</summary>
/// <param name="Offset">Offset from the start of the file.</param>
/// <param name="Length">Bytes; 0 for a region that was left out because every entry is 0 or empty.</param>
/// <param name="Checksum">CRC32C of the bytes.</param>
internal readonly record struct RegionLocation(long Offset, int Length, uint Checksum);
