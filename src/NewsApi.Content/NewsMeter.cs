namespace NewsApi.Content;

/// <summary>The name of all meters and activity sources of the service.</summary>
public static class NewsMeter
{
    public const string Name = "NewsApi";
}
