using Xunit;

namespace Vivace.Server.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Folder { get; } = Find();

    public static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(Path.Combine(Folder, path), TestContext.Current.CancellationToken);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vivace.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below a checkout (a folder with Vivace.slnx)");
    }
}
