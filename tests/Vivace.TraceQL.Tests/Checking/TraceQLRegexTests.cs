using Vivace.TraceQL.Checking;

namespace Vivace.TraceQL.Tests.Checking;

public sealed class TraceQLRegexTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "xabc", false)]
    [InlineData("abc", "abc\n", false)]
    [InlineData("a|bc", "abc", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData(".*", "a\nb", true)]
    [InlineData("a.b", "a\nb", true)]
    [InlineData("(?-s)a.b", "a\nb", false)]
    [InlineData("a.b", "a😀b", true)]
    [InlineData("a..b", "a😀b", false)]
    [InlineData(".+.+", "😀", false)]
    [InlineData(".{2}", "😀😀", true)]
    [InlineData("[^x]", "😀", true)]
    [InlineData("[^x]*", "a😀b", true)]
    [InlineData("[😀-😂]", "😁", true)]
    [InlineData("[😀-😂]", "😃", false)]
    [InlineData("[\\x{fff0}-\\x{20010}]", "𐀀", true)]
    [InlineData("[\\x{fff0}-\\x{20010}]", "𠀑", false)]
    [InlineData("[\\x{fff0}-\\x{20010}]", "𠀐", true)]
    [InlineData("get", "GET", false)]
    [InlineData("(?i)get", "GeT", true)]
    [InlineData("(?i)k", "\u212A", true)]
    [InlineData("(?i)[a-z]+", "\u212AS\u017F", true)]
    [InlineData("(?i)[^k]", "K", false)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)straße", "STRAßE", true)]
    [InlineData("(?i)ü+", "Üü", true)]
    [InlineData("(a(?i)b)c", "aBc", true)]
    [InlineData("(a(?i)b)c", "aBC", false)]
    [InlineData("(?i-s:a)B", "AB", true)]
    [InlineData("(?U)a*?", "aaa", true)]
    [InlineData("(?P<first>a)(?<second>b)", "ab", true)]
    [InlineData("(?:a|b)+", "abba", true)]
    [InlineData("^abc$", "abc", true)]
    [InlineData(@"\Aabc\z", "abc", true)]
    [InlineData("(?m)a$\n^b", "a\nb", true)]
    [InlineData("a$\nb", "a\nb", false)]
    [InlineData(@"\d+", "٣", false)]
    [InlineData(@"\d+", "42", true)]
    [InlineData(@"\w+", "ü", false)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"\s", "\u00a0", false)]
    [InlineData(@"\S\D\W", "a!!", true)]
    [InlineData("[[:alpha:]]+", "abC", true)]
    [InlineData("[[:alpha:]]+", "ü", false)]
    [InlineData("[[:^alpha:]]", "1", true)]
    [InlineData("[[:word:].-]+", "a.b-c_d", true)]
    [InlineData("[[:space:]]", "\v", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData("[^]a]", "]", false)]
    [InlineData("[a-]+", "a-", true)]
    [InlineData(@"[\d\-x]+", "1-x", true)]
    [InlineData(@"[\D]", "1", false)]
    [InlineData(@"\pL+", "aüß", true)]
    [InlineData(@"\pL", "𐐀", true)]
    [InlineData(@"\PL", "a", false)]
    [InlineData(@"\p{Lu}\p{^Lu}", "Aa", true)]
    [InlineData(@"[\p{Nd}_]+", "1٣_", true)]
    [InlineData(@"\Qa.b*\E+", "a.b**", true)]
    [InlineData(@"\Qa.b", "a.b", true)]
    [InlineData(@"\x41\x{1F600}\101\.", "A😀A.", true)]
    [InlineData(@"\t\n\r\f\v\a", "\t\n\r\f\v\a", true)]
    [InlineData(@"\/\-\_\""", "/-_\"", true)]
    [InlineData("a{2}", "aa", true)]
    [InlineData("a{2,}", "aaaa", true)]
    [InlineData("a{2,3}", "aaaa", false)]
    [InlineData("a{,3}", "a{,3}", true)]
    [InlineData("a{x}", "a{x}", true)]
    [InlineData("a{", "a{", true)]
    [InlineData("a*?b+?c??", "aab", true)]
    [InlineData("(a*)*", "aaa", true)]
    [InlineData("^*a", "a", true)]
    [InlineData("(|a)b", "b", true)]
    [InlineData(@"\bfoo\b.*", "foo bar", true)]
    [InlineData("#x y", "#x y", true)]
    public void A_pattern_means_what_RE2_says(string pattern, string value, bool matches)
    {
        var regex = TraceQLRegex.TryCreate(pattern, out var problem);
        Assert.Null(problem);
        Assert.Equal(matches, regex!.IsMatch(value));
        Assert.Equal(matches, regex.Regex.IsMatch(value));
    }

    [Theory]
    [InlineData("*", "missing argument")]
    [InlineData("a|*", "missing argument")]
    [InlineData("(*a)", "missing argument")]
    [InlineData("a**", "nested repetition")]
    [InlineData("a*+", "nested repetition")]
    [InlineData("a{2}{3}", "nested repetition")]
    [InlineData("[", "missing closing ]")]
    [InlineData("[a", "missing closing ]")]
    [InlineData("[]", "missing closing ]")]
    [InlineData("[b-a]", "invalid range")]
    [InlineData(@"[a-\d]", "invalid escape")]
    [InlineData("[[:foo:]]", "unknown class")]
    [InlineData("(a", "missing closing )")]
    [InlineData("a)", "unexpected )")]
    [InlineData("(?=a)", "lookaround")]
    [InlineData("(?!a)", "lookaround")]
    [InlineData("(?<=a)", "lookaround")]
    [InlineData("(?<!a)", "lookaround")]
    [InlineData("(?>a)", "unknown group")]
    [InlineData("(?x)a", "unknown group")]
    [InlineData("(?i", "missing closing )")]
    [InlineData("(?i-)a", "unknown group")]
    [InlineData("(?P<n>a)(?P<n>b)", "twice")]
    [InlineData("(?P<a-b>a)", "invalid name")]
    [InlineData("(?P=n)", "unknown group")]
    [InlineData(@"(a)\1", "refer back")]
    [InlineData(@"\k<n>", "invalid escape")]
    [InlineData(@"\Z", "invalid escape")]
    [InlineData(@"\G", "invalid escape")]
    [InlineData(@"\C", "invalid escape")]
    [InlineData(@"\h", "invalid escape")]
    [InlineData(@"\u0041", "invalid escape")]
    [InlineData(@"\x{110000}", "invalid escape")]
    [InlineData(@"\x4", "invalid escape")]
    [InlineData(@"\pX", "unknown Unicode class")]
    [InlineData(@"\p{Lu", "unknown Unicode class")]
    [InlineData("a\\", "trailing backslash")]
    [InlineData("a{1001}", "repeat count")]
    [InlineData("a{3,2}", "repeat count")]
    [InlineData("(a{500}){3}", "multiply")]
    public void What_RE2_refuses_is_refused(string pattern, string reason) =>
        Assert.Contains(reason, TraceQLRegex.Problem(pattern), StringComparison.Ordinal);

    [Fact]
    public void Hostile_patterns_are_refused()
    {
        Assert.NotNull(TraceQLRegex.Problem(new string('(', 10_000) + new string(')', 10_000)));
        Assert.NotNull(TraceQLRegex.Problem(new string('a', 40_000)));
        Assert.NotNull(TraceQLRegex.Problem(string.Concat(Enumerable.Repeat(@"\pL", 10_000))));
        Assert.NotNull(TraceQLRegex.Problem("(" + string.Join('|', Enumerable.Range(0, 50).Select(i => $"[ab]{{1000}}{i}")) + ")"));
    }

    [Theory]
    [InlineData("abc", LiteralPatternKind.Exact, "abc")]
    [InlineData("^abc$", LiteralPatternKind.Exact, "abc")]
    [InlineData("GET|POST", LiteralPatternKind.Exact, "GET,POST")]
    [InlineData("(GET|POST) /x", LiteralPatternKind.Exact, "GET /x,POST /x")]
    [InlineData("ab?", LiteralPatternKind.Exact, "ab,a")]
    [InlineData("[ab]c", LiteralPatternKind.Exact, "ac,bc")]
    [InlineData("abc.*", LiteralPatternKind.Prefix, "abc")]
    [InlineData(".*abc", LiteralPatternKind.Suffix, "abc")]
    [InlineData(".*id = 4242.*", LiteralPatternKind.Contains, "id = 4242")]
    [InlineData("(?s).*(foo|bar).*", LiteralPatternKind.Contains, "foo,bar")]
    [InlineData("foo.*|bar.*", LiteralPatternKind.Prefix, "foo,bar")]
    [InlineData(@"\Q1.2\E.*", LiteralPatternKind.Prefix, "1.2")]
    [InlineData(".*", LiteralPatternKind.Contains, "")]
    [InlineData("", LiteralPatternKind.Exact, "")]
    [InlineData("(?i)ab", LiteralPatternKind.Exact, "AB,Ab,aB,ab")]
    public void A_search_for_texts_is_recognised(string pattern, LiteralPatternKind kind, string texts)
    {
        var literal = TraceQLRegex.TryCreate(pattern, out _)!.Literal;
        Assert.NotNull(literal);
        Assert.Equal(kind, literal.Kind);
        Assert.Equal(texts.Split(',').Order(StringComparer.Ordinal), literal.Texts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("abc.+")]
    [InlineData("(?-s).*abc")]
    [InlineData("a.*b")]
    [InlineData("a.*|.*b")]
    [InlineData("[^a]*b")]
    [InlineData("[0-9a-zA-Z_]{3}")]
    [InlineData("a+")]
    [InlineData(@"\babc")]
    public void What_is_more_than_a_search_for_texts_is_left_to_the_automaton(string pattern) =>
        Assert.Null(TraceQLRegex.TryCreate(pattern, out _)!.Literal);

    [Fact]
    public void Literal_search_and_automaton_agree()
    {
        string[] pieces = ["a", "b", "ab", ".*", "(a|b)", "a?", "^", "$", "|", "(?i)", "[ab]", "."];
        var random = new Random(4242);
        var compared = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (TraceQLRegex.TryCreate(pattern, out _) is not { Literal: { } literal } regex)
                continue;
            foreach (var value in (string[])["", "a", "b", "ab", "ba", "aab", "A", "aB", "xaby", "abab", "a\nb"])
            {
                Assert.True(regex.Regex.IsMatch(value) == literal.IsMatch(value), $"{pattern} on {value}");
                compared++;
            }
        }

        Assert.True(compared > 1_000);
    }

    [Fact]
    public void Random_patterns_never_throw()
    {
        const string Pieces = "ab(|)*+?{}[]^-\\dpLQE.,:=<>P!123$im";
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var regex = TraceQLRegex.TryCreate(pattern, out var problem);
            Assert.Equal(regex is null, problem is not null);
            regex?.IsMatch("ab1");
        }
    }
}
