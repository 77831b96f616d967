namespace NewsApi.Content.Webhooks;

/// <summary>The result of adding a webhook.</summary>
public abstract record AddedWebhook
{
    private AddedWebhook()
    {
    }

    /// <summary>The webhook was added. It gets the changes after this moment.</summary>
    /// <param name="Secret">The secret with which the receiver verifies signatures. It is shown only once.</param>
    public sealed record Added(long Id, string Secret) : AddedWebhook;

    /// <summary>The webhook was not added.</summary>
    /// <param name="Reason">The reason why the webhook was not added, and a remedy.</param>
    public sealed record Rejected(string Reason) : AddedWebhook;
}
