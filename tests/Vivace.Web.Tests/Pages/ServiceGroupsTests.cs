using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Pages;

/// <summary>The service graph grouped by an attribute of resources, against the real server.</summary>
public sealed class ServiceGroupsTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task Services_are_grouped_by_an_attribute_that_is_found_by_typing_and_the_address_keeps_it()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/services");
        await Expect(Node(page, "payments")).ToBeVisibleAsync();
        await Expect(Box(page, "eu-central-1")).ToHaveCountAsync(0);

        await Button(page, "Group").ClickAsync();
        await page.Tab.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Find an attribute of resources" }).FillAsync("region");
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "cloud.region", Exact = true }).ClickAsync();
        await Expect(Box(page, "eu-central-1")).ToBeVisibleAsync();
        await Expect(page.Tab).ToHaveURLAsync(shop.Page + "/services?group=resource.cloud.region");
        await Expect(page.Tab.Locator("[data-node][aria-label^='payments of shop in eu-central-1, service']")).ToBeVisibleAsync();

        await page.Tab.ReloadAsync();
        await Expect(Box(page, "eu-central-1")).ToBeVisibleAsync();
        await Expect(Button(page, "Group by cloud.region")).ToBeVisibleAsync();
        await page.Tab.GoBackAsync();
        await Expect(Box(page, "eu-central-1")).ToHaveCountAsync(0);
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_keyboard_alone_groups_pins_and_moves()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        var keyboard = page.Tab.Keyboard;
        await page.GoToAsync("/services");
        await Expect(Node(page, "payments")).ToBeVisibleAsync();

        await Button(page, "Group").FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Tab.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Find an attribute of resources" })).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowDown");
        await Expect(Button(page, "Namespace")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(Box(page, "shop")).ToBeVisibleAsync();

        await Node(page, "payments").FocusAsync();
        await keyboard.PressAsync("Shift+ArrowDown");
        await Expect(Button(page, "Let all pinned nodes go")).ToBeVisibleAsync();
        await keyboard.PressAsync("p");
        await Expect(Button(page, "Let all pinned nodes go")).ToHaveCountAsync(0);
        page.AssertFaultless();
    }

    [Fact]
    public async Task What_services_cannot_be_grouped_by_is_said_with_a_way_out()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/services?group=span.http.route");
        await Expect(page.Tab.GetByRole(AriaRole.Alert)).ToContainTextAsync("\"span.http.route\" is not an attribute of the resource");
        await Button(page, "Without groups").ClickAsync();
        await Expect(Node(page, "payments")).ToBeVisibleAsync();
        page.Forgive("400");
        page.AssertFaultless();
    }

    private static ILocator Node(BrowserPage page, string name) => page.Tab.Locator($"[data-node$='/{name}']");

    private static ILocator Box(BrowserPage page, string name) => page.Tab.Locator("svg[role=group] text").GetByText(name, new LocatorGetByTextOptions { Exact = true });

    private static ILocator Button(BrowserPage page, string name) =>
        page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
