using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Vivace.Server.Tests;

/// <summary>The table "Projects, and who may know whom" of ARCHITECTURE.md holds, in the assemblies and in the project files.</summary>
public sealed partial class ArchitectureTests
{
    private const string Server = "Vivace.Server";

    /// <summary>Stands in the table, and is no .NET project.</summary>
    private const string Page = "Vivace.Web";

    [Fact]
    public async Task Assemblies_know_only_those_the_architecture_lets_them_know()
    {
        foreach (var (project, allowed) in await ReadArrowsAsync())
        {
            var known = Load(project).GetReferencedAssemblies().Select(static name => name.Name!).Where(IsOurs);
            AssertAllowed(project, known, allowed);
        }
    }

    [Fact]
    public async Task Project_files_reference_only_those_the_architecture_lets_them_know()
    {
        foreach (var (project, allowed) in await ReadArrowsAsync())
        {
            var file = XDocument.Parse(await Repository.ReadAsync($"src/{project}/{project}.csproj"));
            var known = file.Descendants("ProjectReference").Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            AssertAllowed(project, known, allowed);
        }
    }

    [Fact]
    public async Task Every_project_stands_in_the_table()
    {
        var projects = Directory.GetDirectories(Path.Combine(Repository.Folder, "src")).Where(static folder => Directory.GetFiles(folder, "*.csproj").Length > 0);
        Assert.Equal(projects.Select(static folder => Path.GetFileName(folder)).Order(), (await ReadArrowsAsync()).Keys.Order());
    }

    [Fact]
    public async Task Only_the_server_knows_asp_net()
    {
        foreach (var project in (await ReadArrowsAsync()).Keys.Where(static project => project != Server))
            Assert.DoesNotContain(
                Load(project).GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(Load(Server).GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    /// <summary>The table: of each project, whom it may know.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> ReadArrowsAsync()
    {
        var rows = TableRow().Matches(await Repository.ReadAsync("ARCHITECTURE.md")).Where(static row => row.Groups["project"].Value != Page).ToList();
        var projects = rows.ConvertAll(static row => row.Groups["project"].Value);
        Assert.Contains(Server, projects);
        return rows.ToDictionary(static row => row.Groups["project"].Value, row => row.Groups["known"].Value switch
        {
            "nothing" => [],
            "all of the above" => projects.TakeWhile(project => project != row.Groups["project"].Value).ToHashSet(),
            var names => names.Split(", ").Select(static name => "Vivace." + name).ToHashSet(),
        });
    }

    private static void AssertAllowed(string project, IEnumerable<string> known, HashSet<string> allowed)
    {
        foreach (var other in known)
            Assert.True(allowed.Contains(other), $"{project} knows {other}, which ARCHITECTURE.md does not allow; it may know {string.Join(", ", allowed)}");
    }

    private static Assembly Load(string project) => Assembly.Load(project == Server ? "vivace" : project);

    private static bool IsOurs(string name) => name.StartsWith("Vivace.", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| (?<project>Vivace\.\w+) \| [^|]+ \| (?<known>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableRow();
}
