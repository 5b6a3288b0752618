using Xunit;

namespace ReifyDb.Tests.Support;

/// <summary>Tests that share the process's sources with nobody.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
