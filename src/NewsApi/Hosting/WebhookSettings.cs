using NewsApi.Content.Webhooks;

namespace NewsApi.Hosting;

/// <summary>The settings of webhooks.</summary>
internal static class WebhookSettings
{
    public static readonly Setting[] All =
    [
        Setting.Number<WebhookOptions>(
            nameof(WebhookOptions.Timeout), "NewsApi__Webhooks__Timeout", "seconds", 1, 60,
            "The longest time that a webhook may take to accept an announcement."),
        Setting.Number<WebhookOptions>(
            nameof(WebhookOptions.LongestPause), "NewsApi__Webhooks__LongestPause", "seconds", 1, 3600,
            "The longest pause between two attempts to send an announcement."),
    ];
}
