namespace Vivace.Server.Web;

/// <summary>Messages of the page's port; ids 6800 to 6899.</summary>
internal static partial class WebLog
{
    [LoggerMessage(EventId = 6800, Level = LogLevel.Warning, Message = "The data source {Url} failed: {Reason}")]
    internal static partial void DataSourceFailed(ILogger logger, Uri url, string reason);

    [LoggerMessage(EventId = 6801, Level = LogLevel.Warning, Message = "There is no built web page in {Folder}: its addresses say how to build it")]
    internal static partial void PageNotBuilt(ILogger logger, string folder);
}
