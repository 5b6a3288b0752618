using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Syntax;

public sealed class TraceQLParserTests
{
    [Theory]
    [InlineData("{ .a || .b && .c }", "{ (.a || .b) && .c }")]
    [InlineData("{ .a && .b || .c }", "{ (.a && .b) || .c }")]
    [InlineData("{ .a = 1 && .b = 2 }", "{ (.a = 1) && (.b = 2) }")]
    [InlineData("{ .a + .b * .c ^ .d }", "{ .a + (.b * (.c ^ .d)) }")]
    [InlineData("{ .a ^ .b ^ .c }", "{ .a ^ (.b ^ .c) }")]
    [InlineData("{ .a - .b - .c }", "{ (.a - .b) - .c }")]
    [InlineData("{ .a / .b % .c }", "{ (.a / .b) % .c }")]
    [InlineData("{ .a = .b != .c }", "{ (.a = .b) != .c }")]
    [InlineData("{ !.a + 1 }", "{ !.a + 1 }")]
    [InlineData("{ !.a * 2 }", "{ !(.a * 2) }")]
    [InlineData("{ 2 * -.a * 3 + 1 }", "{ (2 * -(.a * 3)) + 1 }")]
    [InlineData("{ nil = .a = true }", "{ (.a = nil) = true }")]
    [InlineData("{ .a = nil && .b }", "{ (.a = nil) && .b }")]
    [InlineData("{} || {} && {}", "({ } || { }) && { }")]
    [InlineData("{} > {} > {}", "({ } > { }) > { }")]
    [InlineData("{} && {} >> {}", "{ } && ({ } >> { })")]
    [InlineData("{} !~ {} &>> {}", "({ } !~ { }) &>> { }")]
    [InlineData("({} | {})", "{ } | { }")]
    [InlineData("({.a} | {}) && ({.b} | {}) || ({})", "(({ .a } | { }) && ({ .b } | { })) || ({ })")]
    [InlineData("{} | count() > 2 * 3 - 1", "{ } | count() > 5")]
    [InlineData("{} | count() > -(1 - 3) * 2", "{ } | count() > 4")]
    [InlineData("{} | count() + 1 * 2 > 3", "{ } | count() + 2 > 3")]
    [InlineData("1 + 2 * ({} | rate())", "1 + (2 * ({ } | rate()))")]
    [InlineData("1/2 * ({} | rate())", "0 * ({ } | rate())")]
    [InlineData("1.0/2 * ({} | rate())", "0.5 * ({ } | rate())")]
    [InlineData("({} | rate()) + ({} | rate()) | topk(2) > 3", "({ } | rate()) + ({ } | rate()) | topk(2) > 3")]
    [InlineData("({} | rate() | topk(2)) > 3", "{ } | rate() | topk(2) > 3")]
    [InlineData("{} with(a=1) with(b=\"x\")", "{ } with(b=`x`)")]
    [InlineData("{ 1 + 2 * 3 = 7 }", "{ true }")]
    [InlineData("{ nil != nil }", "{ false }")]
    [InlineData("{ .a > -5s }", "{ .a > -5s }")]
    [InlineData("{ .a > 2 ^ 3 }", "{ .a > 8 }")]
    [InlineData("{ \"10\" < \"2\" }", "{ true }")]
    [InlineData("{ 5 / 0 = 1 }", "{ (5 / 0) = 1 }")]
    public void Operators_bind_as_the_language_says(string written, string printed)
    {
        var result = TraceQLParser.Parse(written);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(printed, TraceQLPrinter.Print(result.Query!));
    }

    [Theory]
    [InlineData("{ name == 1 }", 1, 9)]
    [InlineData("{ }}", 1, 4)]
    [InlineData("{ unknown }", 1, 3)]
    [InlineData("{ event:foo = 1 }", 1, 9)]
    [InlineData("{ span.i = 1 } { span.i = 2 }", 1, 16)]
    [InlineData("{ } | count()", 1, 14)]
    [InlineData("{ } | select(span.i + 1)", 1, 21)]
    [InlineData("{ } >>> { }", 1, 7)]
    [InlineData("{ } & { }", 1, 5)]
    [InlineData("{ .a = 1\n  && \n  .b == 2 }", 3, 7)]
    [InlineData("{ .x = \"😀\" = = }", 1, 14)]
    [InlineData("", 1, 1)]
    public void A_syntax_error_has_the_position_of_the_offending_token(string query, int line, int column)
    {
        var diagnostic = Assert.Single(TraceQLParser.Parse(query).Diagnostics);
        Assert.Equal(DiagnosticKind.Syntax, diagnostic.Kind);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        Assert.StartsWith($"parse error at line {line}, col {column}: ", diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_says_what_was_found_and_expected_and_what_to_write()
    {
        Assert.Equal(
            "parse error at line 1, col 9: found `=`, expected a field, a literal, `(`, `!` or `-` (equality is a single =)",
            TraceQLParser.Parse("{ name == 1 }").Diagnostics[0].ToString());
        Assert.Equal(
            "parse error at line 1, col 3: found `childCount`, expected a field, a literal, `(`, `!` or `-` (write span:childCount)",
            TraceQLParser.Parse("{ childCount = 0 }").Diagnostics[0].ToString());
    }

    [Fact]
    public void A_validation_error_has_the_range_of_the_expression()
    {
        const string Text = "{ .a = 1 } | { status = 2 }";
        var diagnostic = Assert.Single(TraceQLChecker.Check(TraceQLParser.Parse(Text).Query!));
        Assert.Equal(DiagnosticKind.Validation, diagnostic.Kind);
        Assert.Equal("status = 2", Text.Substring(diagnostic.Range.Start, diagnostic.Range.Length));
        Assert.Equal(16, diagnostic.Column);
    }

    [Theory]
    [InlineData("5", 0)]
    [InlineData("{ ", 0)]
    [InlineData("( ( ", 0)]
    [InlineData("{ .a = ", 0)]
    [InlineData("{ span.", 0)]
    [InlineData("{ .a = 1 /* never closed", 1)]
    [InlineData("{ .a = 1 } with", 0)]
    [InlineData("\0", 0)]
    [InlineData("\ud800", 0)]
    public void A_half_typed_query_gives_one_diagnostic(string query, int minimumColumn)
    {
        var diagnostic = Assert.Single(TraceQLParser.Parse(query).Diagnostics);
        Assert.True(diagnostic.Column >= minimumColumn && diagnostic.Range.End <= query.Length);
    }

    [Theory]
    [InlineData("(", "", ")")]
    [InlineData("{ (", ".a", ") }")]
    [InlineData("{ !", ".a", " }")]
    [InlineData("{ -", ".a", " }")]
    [InlineData("{ .a ^ ", ".a", " }")]
    [InlineData("-", "1", "")]
    [InlineData("({} | {}) >> (", "{}", ")")]
    [InlineData("{ nil = ", "1", " }")]
    public void Hostile_nesting_gives_a_diagnostic(string prefix, string middle, string suffix)
    {
        // The part that repeats is the prefix without what can only stand once.
        var repeated = prefix.TrimStart('{', ' ');
        var query = (prefix.StartsWith('{') ? "{ " : "") + string.Concat(Enumerable.Repeat(repeated, 100_000)) + middle + suffix;
        Assert.Single(TraceQLParser.Parse(query).Diagnostics);
    }

    [Fact]
    public void Nesting_within_the_limit_parses()
    {
        var query = "{ " + new string('(', 200) + ".a" + new string(')', 200) + " }";
        Assert.Empty(TraceQLParser.Parse(query).Diagnostics);
    }

    [Fact]
    public void The_longest_allowed_chain_can_be_parsed_checked_and_printed_on_a_small_stack()
    {
        var query = "{ " + string.Join(" || ", Enumerable.Repeat(".a", TraceQLParser.HeightLimit)) + " }";
        TraceQuery? again = null;
        var thread = new Thread(
            () =>
            {
                var tree = TraceQLParser.Parse(query).Query!;
                if (TraceQLChecker.Check(tree).Count == 0)
                    again = TraceQLParser.Parse(TraceQLPrinter.Print(tree)).Query;
            },
            maxStackSize: 1_000_000);
        thread.Start();
        thread.Join();
        Assert.NotNull(again);
        Assert.Single(TraceQLParser.Parse(query.Replace("}", "|| .a }", StringComparison.Ordinal)).Diagnostics);
    }

    [Fact]
    public void Random_edits_of_queries_never_throw()
    {
        const string Pieces = "{}()|&><~!=+-*/^.,\"`'\\ \nab1e5smnil";
        var random = new Random(20260822);
        var queries = LanguageList.All.Select(line => line.Query).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = queries[random.Next(queries.Length)];
            for (var edits = random.Next(1, 5); edits > 0; edits--)
            {
                var at = random.Next(text.Length + 1);
                var length = random.Next(Math.Min(4, text.Length - at + 1));
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, Pieces[random.Next(Pieces.Length)].ToString()),
                    _ => text.Insert(at, queries[random.Next(queries.Length)]),
                };
            }

            var result = TraceQLParser.Parse(text);
            Assert.Equal(result.Query is null, result.Diagnostics.Count > 0);
            foreach (var diagnostic in result.Diagnostics)
                Assert.InRange(diagnostic.Range.End, 0, text.Length);
            if (result.Query is null)
                continue;

            foreach (var finding in TraceQLChecker.Check(result.Query))
                Assert.InRange(finding.Range.End, 0, text.Length);
            var printed = TraceQLPrinter.Print(result.Query);
            Assert.True(Trees.Same(result.Query, TraceQLParser.Parse(printed).Query), $"{text} became {printed}");
        }
    }

    [Theory]
    [InlineData(".x", ".x")]
    [InlineData("span.http.method", "span.http.method")]
    [InlineData("resource.a/b", "resource.a/b")]
    [InlineData("span.\"user name\"", "span.\"user name\"")]
    [InlineData("status", "status")]
    [InlineData("span:status", "status")]
    [InlineData("trace:id", "trace:id")]
    [InlineData("event:timeSinceStart", "event:timeSinceStart")]
    [InlineData("instrumentation.lib", "instrumentation.lib")]
    public void A_single_field_parses(string text, string canonical) =>
        Assert.Equal(canonical, TraceQLPrinter.Print(TraceQLParser.ParseField(text)!));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("span.user name")]
    [InlineData("span.a = 1")]
    [InlineData("span.")]
    [InlineData("1")]
    [InlineData("span:foo")]
    public void What_is_no_single_field_gives_a_diagnostic(string text)
    {
        Assert.Null(TraceQLParser.ParseField(text, out var problem));
        Assert.NotNull(problem);
    }
}
