namespace Vivace.LoadTest.Corpus;

/// <summary>What a span of the corpus does; decides its kind and attributes.</summary>
internal enum SpanRole : byte
{
    /// <summary>An HTTP request as its receiver sees it.</summary>
    HttpServer,

    /// <summary>An HTTP request as its sender sees it.</summary>
    HttpClient,

    /// <summary>A database call.</summary>
    Database,

    /// <summary>A function inside a service.</summary>
    Internal,
}
