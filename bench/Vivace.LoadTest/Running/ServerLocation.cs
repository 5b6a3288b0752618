namespace Vivace.LoadTest.Running;

/// <summary>Finds the server to measure: the one named, or the one of this repository, freshly built.</summary>
internal static class ServerLocation
{
    private const string Project = "src/Vivace.Server/Vivace.Server.csproj";
    private const string Built = "src/Vivace.Server/bin/Release/net10.0/vivace.dll";

    /// <summary>The folder with the solution above this program; null outside of a checkout.</summary>
    public static string? FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Vivace.slnx")))
            folder = folder.Parent;
        return folder?.FullName;
    }

    /// <summary>Returns the path of an executable or a dll.</summary>
    /// <exception cref="InvalidOperationException">No path is given and there is no repository, or the build fails.</exception>
    public static async Task<string> FindAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            return File.Exists(path)
                ? Path.GetFullPath(path)
                : throw new InvalidOperationException($"{path} does not exist; give vivace.dll or a published executable");
        }

        var repository = FindRepository()
            ?? throw new InvalidOperationException("not in a checkout of the repository; name the server with --server");
        await ChildProcess.RunAsync(
            "dotnet", ["build", "-c", "Release", "-v", "q", "--nologo", Path.Combine(repository, Project)], cancellationToken);
        return Path.Combine(repository, Built);
    }
}
