using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Syntax;

public sealed class LanguageListTests
{
    public static TheoryData<string> Valid => LanguageList.With('V');

    public static TheoryData<string> NotParsing => LanguageList.With('P');

    public static TheoryData<string> NotChecking => LanguageList.With('X');

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_query_parses_and_checks(string query)
    {
        var result = TraceQLParser.Parse(query);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(TraceQLChecker.Check(result.Query!));
    }

    [Theory]
    [MemberData(nameof(NotParsing))]
    public void A_query_with_a_syntax_error_does_not_parse(string query) =>
        Assert.NotEmpty(TraceQLParser.Parse(query).Diagnostics);

    [Theory]
    [MemberData(nameof(NotChecking))]
    public void A_query_of_wrong_meaning_parses_and_does_not_check(string query)
    {
        var result = TraceQLParser.Parse(query);
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(TraceQLChecker.Check(result.Query!));
    }
}
