using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Data;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>From the first screen to the cause of a fault in at most seven steps. docs/finding-a-fault.md tells this walk with its pictures.</summary>
public sealed class FindTheFaultTests(BrowserFixture browser, FaultFixture fault) : IClassFixture<FaultFixture>
{
    private const int MostSteps = 7;

    private int _steps;

    [Fact]
    public async Task By_mouse_a_box_on_the_heat_map_leads_to_the_version_and_the_tenant()
    {
        await using var page = await BrowserPage.OpenAsync(browser, fault.Page, height: 860);
        await page.GoToAsync("/");
        await Step(page.Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Drilldown", Exact = true }).ClickAsync());
        await Expect(page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Keep only POST /checkout" })).ToBeVisibleAsync();
        await page.PictureAsync("fault-1-drilldown");

        await Step(Number(page, "Duration").ClickAsync());
        var map = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Duration", Exact = true }).Locator("canvas").First;
        await Expect(map).ToBeVisibleAsync();
        await page.SettleAsync();
        var box = (await map.BoundingBoxAsync())!;

        // The slow ones stand by themselves in the upper part of the map.
        await Step(DragAsync(page, box.X + (box.Width * 0.12f), box.Y + 8, box.X + (box.Width * 0.97f), box.Y + (box.Height * 0.26f)));
        await page.Tab.WaitForURLAsync(url => url.Contains("box=", StringComparison.Ordinal));
        await Expect(Field(page, "span.tenant.id")).ToContainTextAsync("differs");
        await page.PictureAsync("fault-2-comparison");
        Assert.Contains("span.tenant.id", await FirstFieldsAsync(page, 4));

        await Step(Field(page, "span.tenant.id").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Keep only {FaultyShop.FaultyTenant}" }).ClickAsync());
        await Expect(page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Filters" })).ToContainTextAsync(FaultyShop.FaultyTenant);

        await Step(page.Tab.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Structure" }).ClickAsync());
        await Expect(FirstFailing(page)).ToContainTextAsync("charge card");
        await page.SettleAsync();
        await page.PictureAsync("fault-3-structure");

        await Step(FirstFailing(page).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Compare spans of payments charge card" }).ClickAsync());
        await ExpectTheCauseAsync(page);
        await page.PictureAsync("fault-4-cause");
        page.AssertFaultless();
    }

    [Fact]
    public async Task By_keyboard_alone_errors_lead_to_the_version_and_the_tenant()
    {
        await using var page = await BrowserPage.OpenAsync(browser, fault.Page);
        await page.GoToAsync("/");
        await Step(PressAsync(page, "g", "d"));
        await Expect(Number(page, "Error share")).ToBeVisibleAsync();
        await page.SettleAsync();

        await Step(ChooseTabAsync(page, "Comparison"));
        var tenant = Field(page, "span.tenant.id").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Keep only {FaultyShop.FaultyTenant}" });
        await Expect(tenant).ToBeVisibleAsync();
        await page.SettleAsync();

        await Step(GoToAndPressAsync(page, tenant, "Enter"));
        await Expect(page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Filters" })).ToContainTextAsync(FaultyShop.FaultyTenant);
        await page.SettleAsync();

        await Step(ChooseTabAsync(page, "Structure"));
        await Expect(FirstFailing(page)).ToContainTextAsync("charge card");
        await page.SettleAsync();

        await Step(GoToAndPressAsync(page, page.Tab.GetByRole(AriaRole.Treegrid).Locator("tbody tr").First));
        await Step(WalkToAsync(page, FirstFailing(page)));
        await Step(PressAsync(page, "c"));
        await ExpectTheCauseAsync(page);
        page.AssertFaultless();
    }

    /// <summary>Among the spans that fail first, for this tenant, the version tells all that failed from all that did not.</summary>
    private async Task ExpectTheCauseAsync(BrowserPage page)
    {
        var version = Field(page, "resource.service.version");
        await Expect(version).ToContainTextAsync("differs");
        await Expect(version.GetByRole(AriaRole.Listitem).Filter(new LocatorFilterOptions { HasText = FaultyShop.FaultyVersion })).ToContainTextAsync("selection 100 %");
        await page.SettleAsync();
        Assert.Contains("resource.service.version", await FirstFieldsAsync(page, 3));
        var address = Uri.UnescapeDataString(page.Tab.Url).Replace('+', ' ');
        Assert.Contains($"span.tenant.id = \"{FaultyShop.FaultyTenant}\"", address, StringComparison.Ordinal);
        Assert.Contains("name = \"charge card\"", address, StringComparison.Ordinal);
        Assert.InRange(_steps, 1, MostSteps);
    }

    /// <summary>The fields of the comparison, most telling first.</summary>
    private static async Task<IEnumerable<string>> FirstFieldsAsync(BrowserPage page, int count) =>
        (await page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "What differs" })
            .GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Level = 4 }).AllInnerTextsAsync()).Take(count);

    private static ILocator Number(BrowserPage page, string metric) =>
        page.Tab.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Charts", Exact = true }).GetByRole(AriaRole.Button).Filter(new LocatorFilterOptions { HasText = metric });

    private static ILocator Field(BrowserPage page, string field) =>
        page.Tab.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = field, Exact = true });

    private static ILocator FirstFailing(BrowserPage page) =>
        page.Tab.GetByRole(AriaRole.Treegrid).GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "first failing" });

    private static async Task DragAsync(BrowserPage page, float fromX, float fromY, float toX, float toY)
    {
        await page.Tab.Mouse.MoveAsync(fromX, fromY);
        await page.Tab.Mouse.DownAsync();
        await page.Tab.Mouse.MoveAsync(toX, toY, new MouseMoveOptions { Steps = 8 });
        await page.Tab.Mouse.UpAsync();
    }

    private static async Task PressAsync(BrowserPage page, params string[] keys)
    {
        foreach (var key in keys)
            await page.Tab.Keyboard.PressAsync(key);
    }

    /// <summary>Goes on with Tab until an element has the focus, then presses keys there.</summary>
    private static async Task GoToAndPressAsync(BrowserPage page, ILocator wanted, params string[] keys)
    {
        for (var presses = 0; !await HasFocusAsync(wanted); presses++)
        {
            Assert.True(presses < 120, $"Tab does not come to {wanted}");
            await page.Tab.Keyboard.PressAsync("Tab");
        }

        await PressAsync(page, keys);
    }

    private static async Task ChooseTabAsync(BrowserPage page, string name)
    {
        await GoToAndPressAsync(page, page.Tab.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Selected = true }));
        var wanted = page.Tab.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = name });
        for (var presses = 0; !await HasFocusAsync(wanted); presses++)
        {
            Assert.True(presses < 6, $"the arrow key does not come to {name}");
            var before = await page.Tab.EvaluateAsync<string>("() => document.activeElement.textContent");
            await page.Tab.Keyboard.PressAsync("ArrowRight");
            // The focus follows a moment after the key.
            await page.Tab.WaitForFunctionAsync("before => document.activeElement.textContent !== before", before);
        }
    }

    private static async Task WalkToAsync(BrowserPage page, ILocator row)
    {
        for (var presses = 0; !await HasFocusAsync(row); presses++)
        {
            Assert.True(presses < 40, "the arrow key does not come to the row");
            await page.Tab.Keyboard.PressAsync("ArrowDown");
        }
    }

    private static Task<bool> HasFocusAsync(ILocator element) => element.EvaluateAsync<bool>("element => document.activeElement === element");

    private async Task Step(Task action)
    {
        _steps++;
        await action;
    }
}
