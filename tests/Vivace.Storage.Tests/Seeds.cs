using FsCheck;
using FsCheck.Fluent;

namespace Vivace.Storage.Tests;

/// <summary>Seeds of random generators, for properties over what those make.</summary>
internal static class Seeds
{
    public static Arbitrary<int> Any => Arb.From(Gen.Choose(0, int.MaxValue));
}
