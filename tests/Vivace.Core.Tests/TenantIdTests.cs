using Xunit;

namespace Vivace.Core.Tests;

public sealed class TenantIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("team-a")]
    [InlineData("Team_A.prod")]
    [InlineData("...")]
    [InlineData("!-_.*'()0123")]
    public void Good_names_are_kept_as_they_are(string name)
    {
        Assert.True(TenantId.TryParse(name, out var tenant, out var error));
        Assert.Null(error);
        Assert.Equal(name, tenant.Value);
        Assert.Equal(name, tenant.ToString());
    }

    [Theory]
    [InlineData("", "no org id")]
    [InlineData(".", "tenant ID is '.' or '..'")]
    [InlineData("..", "tenant ID is '.' or '..'")]
    [InlineData("a/b", "tenant ID 'a/b' contains unsupported character '/'")]
    [InlineData("a\\b", "tenant ID 'a\\b' contains unsupported character '\\'")]
    [InlineData("a|b", "tenant ID 'a|b' contains unsupported character '|'")]
    [InlineData("a b", "tenant ID 'a b' contains unsupported character ' '")]
    [InlineData("é", "tenant ID 'é' contains unsupported character 'é'")]
    [InlineData("a\0", "tenant ID 'a\0' contains unsupported character '\0'")]
    public void Bad_names_are_refused_with_the_reason(string name, string expected)
    {
        Assert.False(TenantId.TryParse(name, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void A_name_may_have_150_characters()
    {
        Assert.True(TenantId.TryParse(new string('a', 150), out _, out _));
        Assert.False(TenantId.TryParse(new string('a', 151), out _, out var error));
        Assert.Equal("tenant ID is too long: max 150 characters", error);
    }

    [Fact]
    public void Names_differ_by_case_and_equal_names_are_equal_tenants()
    {
        Assert.Equal(Parse("shop"), Parse("shop"));
        Assert.NotEqual(Parse("shop"), Parse("Shop"));
    }

    [Fact]
    public void The_default_is_the_single_tenant_in_name() =>
        Assert.Equal("single-tenant", default(TenantId).Value);

    [Fact]
    public void The_default_equals_the_single_tenant() =>
        Assert.Equal(TenantId.Single, default);

    private static TenantId Parse(string name)
    {
        Assert.True(TenantId.TryParse(name, out var tenant, out _));
        return tenant;
    }
}
