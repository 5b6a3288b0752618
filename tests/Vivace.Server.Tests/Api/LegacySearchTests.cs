using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Vivace.Server.Api;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class LegacySearchTests
{
    [Theory]
    [InlineData("", "", "", "{ }")]
    [InlineData("name=stray", "", "", "{ name =~ `.*stray.*` }")]
    [InlineData("service.name=led", "", "", "{ resource.service.name =~ `.*led.*` }")]
    [InlineData("root.name=a root.service.name=b", "", "", "{ rootName =~ `.*a.*` } && { rootServiceName =~ `.*b.*` }")]
    [InlineData("http.method=GET http.url=a+b(c)", "", "", @"{ span.http.method =~ `.*GET.*` } && { span.http.url =~ `.*a\+b\(c\).*` }")]
    [InlineData("status.code=error name=D", "", "", "{ status = error } && { name =~ `.*D.*` }")]
    [InlineData("status.code=unset", "", "", "{ status = unset }")]
    [InlineData("http.status_code=503", "", "", "{ span.http.status_code = 503 }")]
    [InlineData("node=D retries=3", "", "", "{ span.node = `D` || resource.node = `D` } && { span.retries = `3` || resource.retries = `3` }")]
    [InlineData("", "100ms", "2s", "{ traceDuration >= 100ms } && { traceDuration <= 2s }")]
    [InlineData("", "1999us", "0", "{ traceDuration >= 1ms }")]
    [InlineData("", "999us", "", "{ }")]
    public void Each_condition_is_a_filter_of_its_own(string tags, string shortest, string longest, string expected)
    {
        var parameters = Parameters(("tags", tags), ("minDuration", shortest), ("maxDuration", longest));
        var query = LegacySearch.Translate(parameters);

        Assert.Null(parameters.Error);
        Assert.Equal(Canonical(expected), TraceQLPrinter.Print(query!));
        Assert.Empty(TraceQLChecker.Check(query!));
    }

    [Theory]
    [InlineData("a", "a=")]
    [InlineData(" a=b\tc=\"two words\" \n d ", "a=b|c=two words|d=")]
    [InlineData("""a="q\"b\\c\n\u00e9\/" """, "a=q\"b\\c\né/")]
    [InlineData("a.b-c/d=é😀", "a.b-c/d=é😀")]
    public void Logfmt_reads_pairs(string text, string expected)
    {
        Assert.True(Logfmt.TryParse(text, out var pairs, out var error), error);
        Assert.Equal(expected, string.Join('|', pairs.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("=x", "unexpected '=' at position 1")]
    [InlineData("a=b=c", "unexpected '=' at position 4")]
    [InlineData("a\"b", "unexpected '\"' at position 2")]
    [InlineData("a=\"b", "the quote at position 3 is not closed")]
    [InlineData("a=\"b\\", "the quote at position 3 is not closed")]
    [InlineData("a=\"b\"c", "unexpected 'c' at position 6")]
    [InlineData("a=\"\\q\"", "unknown escape at position 4")]
    [InlineData("a=\"\\u12\"", "\\u at position 4 needs four hexadecimal digits")]
    public void Logfmt_names_the_place_of_a_mistake(string text, string expected)
    {
        Assert.False(Logfmt.TryParse(text, out _, out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    private static string Canonical(string text) => TraceQLPrinter.Print(TraceQLParser.Parse(text).Query!);

    private static QueryParameters Parameters(params (string Name, string Value)[] parameters) => new(new QueryCollection(
        parameters.ToDictionary(parameter => parameter.Name, parameter => new StringValues(parameter.Value))));
}
