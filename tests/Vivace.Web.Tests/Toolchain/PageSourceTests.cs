using System.Text;
using System.Text.Json;
using Xunit;

namespace Vivace.Web.Tests.Toolchain;

/// <summary>The page's own checks, as a part of <c>dotnet test</c>.</summary>
public sealed class PageSourceTests
{
    /// <summary>Each test's outcome, for whoever counts them one by one.</summary>
    private static readonly string ResultFile = Path.Combine(WebFolder.Repository, "artifacts", "test-results", "vitest.json");

    [Fact]
    public async Task Every_unit_and_component_test_passes()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ResultFile)!);
        if (File.Exists(ResultFile))
            File.Delete(ResultFile);
        var (exitCode, output) = await RunAsync("npx", "vitest", "run", "--reporter=json", $"--outputFile={ResultFile}");
        Assert.True(File.Exists(ResultFile), output);
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(ResultFile, TestContext.Current.CancellationToken));

        var failures = Failures(results.RootElement);
        Assert.True(exitCode == 0 && failures.Length == 0, failures.Length > 0 ? failures : output);
        Assert.True(results.RootElement.GetProperty("numPassedTests").GetInt32() > 0, "no test was run");
    }

    [Fact]
    public async Task Types_and_lint_are_clean()
    {
        var (exitCode, output) = await RunAsync("npm", "run", "check");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Chunks_keep_their_budgets()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(WebFolder.Path, "dist", "index.html")), "the page is not built (-p:BuildWeb=false)");
        var (exitCode, output) = await RunAsync("node", "scripts/chunk-sizes.mjs");
        Assert.True(exitCode == 0, output);
    }

    private static string Failures(JsonElement results)
    {
        var text = new StringBuilder();
        foreach (var file in results.GetProperty("testResults").EnumerateArray())
        {
            var name = Path.GetRelativePath(WebFolder.Path, file.GetProperty("name").GetString()!);
            var failed = file.GetProperty("assertionResults").EnumerateArray()
                .Where(static test => test.GetProperty("status").GetString() == "failed").ToList();
            foreach (var test in failed)
            {
                text.Append(name).Append(" > ").Append(test.GetProperty("fullName").GetString()).Append('\n');
                foreach (var message in test.GetProperty("failureMessages").EnumerateArray())
                    text.Append(message.GetString()).Append('\n');
            }

            if (failed.Count == 0 && file.GetProperty("status").GetString() == "failed")
                text.Append(name).Append(": ").Append(file.GetProperty("message").GetString()).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(WebFolder.Path, "node_modules")),
            "the page's packages are not installed: run npm ci in src/Vivace.Web, or build with Node.js 20");
        return await WebFolder.RunAsync(program, arguments, TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException($"{program} is not installed; install Node.js 20 with npm");
    }
}
