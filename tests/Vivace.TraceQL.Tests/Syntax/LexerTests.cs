using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Syntax;

public sealed class LexerTests
{
    [Theory]
    [InlineData("span.a-1", "a-1")]
    [InlineData("span.a*2", "a*2")]
    [InlineData("span.a%", "a%")]
    [InlineData("span.a//b", "a//b")]
    [InlineData("span.a.\"b c\".d", "a.b c.d")]
    [InlineData("span.a\"q\"", "aq")]
    [InlineData("span.\"\"", "")]
    [InlineData("span.\"two\nlines\"", "two\nlines")]
    [InlineData("span.\"q\\\"b\\\\\"", "q\"b\\")]
    [InlineData("span.true", "true")]
    [InlineData("span.nil", "nil")]
    [InlineData("span.5foo", "5foo")]
    [InlineData("span.a[0]'#@$?;:", "a[0]'#@$?;:")]
    [InlineData("span..", ".")]
    [InlineData("span.grüße", "grüße")]
    public void A_name_ends_where_it_must(string text, string name)
    {
        var attribute = Assert.IsType<AttributeExpression>(TraceQLParser.ParseField(text));
        Assert.Equal((AttributeScope.Span, name, false), (attribute.Scope, attribute.Name, attribute.OfParent));
        Assert.Equal(new TextRange(0, text.Length), attribute.Range);
    }

    [Theory]
    [InlineData("parent.a", AttributeScope.Unscoped, "a")]
    [InlineData("parent.span.a", AttributeScope.Span, "a")]
    [InlineData("parent.resource.a", AttributeScope.Resource, "a")]
    [InlineData("parent.event.x", AttributeScope.Unscoped, "event.x")]
    public void Only_span_and_resource_are_scopes_of_the_parent(string text, AttributeScope scope, string name)
    {
        var attribute = Assert.IsType<AttributeExpression>(TraceQLParser.ParseField(text));
        Assert.Equal((scope, name, true), (attribute.Scope, attribute.Name, attribute.OfParent));
    }

    [Theory]
    [InlineData("a", "{.a}")]
    [InlineData("a", "{.a=1}")]
    [InlineData("a", "{.a^2=1}")]
    [InlineData("a", "{.a!=1}")]
    [InlineData("a", "{.a&&.b}")]
    [InlineData("a", "{(.a)}")]
    public void Operators_end_a_name(string name, string query)
    {
        var lexer = new Lexer(query);
        var token = lexer.Next();
        while (token.Kind != TokenKind.Attribute)
            token = lexer.Next();
        Assert.Equal(name, ((AttributeExpression)token.Value!).Name);
    }

    [Theory]
    [InlineData("010", 10L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Integers_are_decimal(string text, long value) => Assert.Equal(new Literal.Integer(value), Single(text).Value);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("5.", 5.0)]
    [InlineData(".5", .5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1E+21", 1e21)]
    [InlineData("2.5e-3", .0025)]
    public void Floats_have_a_point_or_an_exponent(string text, double value) => Assert.Equal(new Literal.Real(value), Single(text).Value);

    [Theory]
    [InlineData("1ns", 1L)]
    [InlineData("10us", 10_000L)]
    [InlineData("10µs", 10_000L)]
    [InlineData("10μs", 10_000L)]
    [InlineData("1d", 86_400_000_000_000L)]
    [InlineData("1y2w3d4h5m6s7ms", 33_019_506_007_000_000L)]
    [InlineData("1m1h", 3_660_000_000_000L)]
    [InlineData("1.5h30m", 7_200_000_000_000L)]
    [InlineData(".5s", 500_000_000L)]
    [InlineData("2562047h47m16.854775807s", long.MaxValue)]
    public void Durations_are_whole_calendar_units_or_decimal_ones(string text, long nanoseconds) =>
        Assert.Equal(new Literal.Duration(nanoseconds), Single(text).Value);

    [Theory]
    [InlineData("1.5d")]
    [InlineData("1s5")]
    [InlineData("10sec")]
    [InlineData("1h1d")]
    [InlineData("1d1us")]
    [InlineData("1d1d")]
    [InlineData("300y")]
    [InlineData("2562047h47m16.854775808s")]
    [InlineData("99999999999999999999ns")]
    [InlineData("1e400")]
    [InlineData("9223372036854775808")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1e3s")]
    [InlineData("1e")]
    [InlineData("'a'")]
    [InlineData("`open")]
    [InlineData("\"open")]
    [InlineData("\"line\nbreak\"")]
    [InlineData(@"""\q""")]
    [InlineData(@"""\'""")]
    [InlineData(@"""\400""")]
    [InlineData(@"""\ud800""")]
    [InlineData(@"""\U00110000""")]
    [InlineData(@"""\x4""")]
    [InlineData("#")]
    [InlineData("&")]
    [InlineData("/* open")]
    public void Bad_literals_are_invalid_and_the_last_token(string text)
    {
        var lexer = new Lexer(text);
        Assert.Equal(TokenKind.Invalid, lexer.Next().Kind);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
    }

    [Theory]
    [InlineData(@"""\a\b\f\n\r\t\v\\\""""", "\a\b\f\n\r\t\v\\\"")]
    [InlineData(@"""\101\x42\u0043\U0001F600""", "ABC\U0001F600")]
    [InlineData(@"""\xc3\xbc""", "ü")]
    [InlineData("`raw \\n \n \" text`", "raw \\n \n \" text")]
    [InlineData("`a\r\nb`", "a\nb")]
    [InlineData("\"// no comment\"", "// no comment")]
    public void Strings_resolve_their_escapes(string text, string value) => Assert.Equal(new Literal.Text(value), Single(text).Value);

    [Theory]
    [InlineData("!>>!>!<<!<&>>&>&<<&<&~!~!===~>=<=&&||!")]
    public void The_longest_operator_wins(string text)
    {
        var lexer = new Lexer(text);
        var found = new List<string>();
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            found.Add(text.Substring(token.Range.Start, token.Range.Length));
        Assert.Equal(["!>>", "!>", "!<<", "!<", "&>>", "&>", "&<<", "&<", "&~", "!~", "!=", "=", "=~", ">=", "<=", "&&", "||", "!"], found);
    }

    [Fact]
    public void Comments_are_blanks()
    {
        var lexer = new Lexer("{ // to the end }\n /* over\n lines */ }");
        Assert.Equal(TokenKind.OpenBrace, lexer.Next().Kind);
        Assert.Equal(TokenKind.CloseBrace, lexer.Next().Kind);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(200_000_000, "200ms")]
    [InlineData(1_000_000_001, "1.000000001s")]
    [InlineData(90_000_000_000, "1m30s")]
    [InlineData(3_600_000_000_000, "1h0m0s")]
    [InlineData(-1_500_000_000, "-1.5s")]
    [InlineData(long.MaxValue, "2562047h47m16.854775807s")]
    [InlineData(long.MinValue, "-2562047h47m16.854775808s")]
    public void Durations_print_as_Go_prints_them(long nanoseconds, string text) => Assert.Equal(text, DurationText.Format(nanoseconds));

    private static Token Single(string text)
    {
        var lexer = new Lexer(text);
        var token = lexer.Next();
        Assert.Equal(new TextRange(0, text.Length), token.Range);
        Assert.Equal(TokenKind.End, lexer.Next().Kind);
        return token;
    }
}
