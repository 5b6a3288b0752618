using Xunit;

// One browser, one server and the page's own tests share two processors on a small machine: one after the other they are faster.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Vivace.Web.Tests.Browser.BrowserFixture))]
[assembly: AssemblyFixture(typeof(Vivace.Web.Tests.Browser.ShopFixture))]
