using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

public sealed class EnvironmentExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["V"] = "hello world",
        ["EMPTY"] = "",
        ["P"] = "/var/lib/tempo.tar.gz",
        ["U"] = "ABC",
        ["D"] = "def",
    };

    [Theory]
    [InlineData("a ${V} b", "a hello world b")]
    [InlineData("${MISSING}", "")]
    [InlineData("${MISSING:-x}", "x")]
    [InlineData("${EMPTY:-x}", "x")]
    [InlineData("${V:-x}", "hello world")]
    [InlineData("${MISSING:=x}", "x")]
    [InlineData("${MISSING=x}", "x")]
    [InlineData("${MISSING:-${D}}", "def")]
    [InlineData("${MISSING:-${ALSO:-${D}y}z}", "defyz")]
    [InlineData("${V^}", "Hello world")]
    [InlineData("${V^^}", "HELLO WORLD")]
    [InlineData("${U,}", "aBC")]
    [InlineData("${U,,}", "abc")]
    [InlineData("${#V}", "11")]
    [InlineData("${V:6}", "world")]
    [InlineData("${V:0:5}", "hello")]
    [InlineData("${V:6:100}", "world")]
    [InlineData("${V:100}", "")]
    [InlineData("${V: -5:2}", "wo")]
    [InlineData("${P#*/}", "var/lib/tempo.tar.gz")]
    [InlineData("${P##*/}", "tempo.tar.gz")]
    [InlineData("${P%.*}", "/var/lib/tempo.tar")]
    [InlineData("${P%%.*}", "/var/lib/tempo")]
    [InlineData("${V/l/L}", "heLlo world")]
    [InlineData("${V//l/L}", "heLLo worLd")]
    [InlineData("${V/#hello/bye}", "bye world")]
    [InlineData("${V/%world/moon}", "hello moon")]
    [InlineData("${V/x/y}", "hello world")]
    [InlineData("$V", "$V")]
    [InlineData("$$", "$")]
    [InlineData("$${V}", "${V}")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("${v}", "")]
    public void Forms_of_a_shell_are_expanded(string text, string expected)
    {
        var problems = new ProblemList();
        Assert.Equal(expected, EnvironmentExpansion.Expand("f", text, Variables.GetValueOrDefault, problems));
        Assert.Empty(problems.All);
    }

    [Theory]
    [InlineData("a\n  b: ${V", 2, 6)]
    [InlineData("${}", 1, 1)]
    [InlineData("x ${1A}", 1, 3)]
    [InlineData("${V!}", 1, 1)]
    [InlineData("${V:x}", 1, 1)]
    [InlineData("${V:-${W}", 1, 1)]
    public void A_malformed_expression_is_an_error_with_its_place(string text, int line, int column)
    {
        var problems = new ProblemList();
        Assert.Null(EnvironmentExpansion.Expand("f", text, Variables.GetValueOrDefault, problems));
        Assert.Equal(new TextPosition(line, column), Assert.Single(problems.All).Position);
    }

    [Fact]
    public void A_thousand_nested_defaults_are_refused_and_do_not_end_the_process()
    {
        var problems = new ProblemList();
        Assert.Null(EnvironmentExpansion.Expand("f", string.Concat(Enumerable.Repeat("${A:-", 10_000)), _ => null, problems));
    }
}
