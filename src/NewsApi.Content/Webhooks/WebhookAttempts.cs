namespace NewsApi.Content.Webhooks;

/// <summary>The attempts of this process to send announcements to one webhook, since the start of the process.</summary>
/// <param name="webhook">The id of the webhook.</param>
public sealed class WebhookAttempts(long webhook)
{
    private long _accepted;
    private long _refused;
    private long _failed;

    public long Webhook => webhook;

    /// <summary>Announcements that the receiver accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Attempts that the receiver answered with another status than 200 to 299. Each is followed by another attempt.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Attempts without a response in time. Each is followed by another attempt.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <param name="failure">Null if the receiver accepted the announcement.</param>
    internal void Count(WebhookFailure? failure)
    {
        ref var count = ref failure is null ? ref _accepted : ref failure.IsRefusal ? ref _refused : ref _failed;
        Interlocked.Increment(ref count);
    }
}
