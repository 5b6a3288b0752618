namespace Vivace.Query.Tests;

/// <summary>Where the spans asked for lie.</summary>
public enum Placement
{
    /// <summary>All live.</summary>
    Live,

    /// <summary>All in one block.</summary>
    OneBlock,

    /// <summary>In two blocks and live, traces cut across them.</summary>
    Scattered,
}
