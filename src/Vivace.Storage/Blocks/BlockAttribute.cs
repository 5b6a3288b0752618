using System.Text;
using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>An attribute column of a row group as its directory lists it.</summary>
/// <param name="Key">UTF-8, as sent.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="ValueCount">Values.</param>
/// <param name="Minimum">Smallest of integers and booleans.</param>
/// <param name="Maximum">Largest of integers and booleans.</param>
/// <param name="Location">Where its values lie; empty for <see cref="AttributeType.None"/>.</param>
/// <param name="Filter">Where its <see cref="PageFilters"/> lie; empty for columns of few different values.</param>
internal sealed record BlockAttribute(
    byte[] Key, AttributeType Type, int ValueCount, long Minimum, long Maximum, RegionLocation Location, RegionLocation Filter)
{
    /// <summary>The key as text.</summary>
    public string Name => field ??= Encoding.UTF8.GetString(Key);
}
