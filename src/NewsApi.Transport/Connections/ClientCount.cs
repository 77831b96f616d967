using System.Collections.Concurrent;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Connections;

/// <summary>Counts what each client has open, such as connections or subscriptions, and limits the number.</summary>
/// <param name="perAddress">The limit for an anonymous client. 0 means no limit.</param>
/// <param name="perKey">The limit for an authenticated client. 0 means no limit.</param>
internal sealed class ClientCount(int perAddress, int perKey)
{
    private readonly ConcurrentDictionary<Client, int> _open = [];

    /// <summary>Returns the limit of a client; 0 if it has none.</summary>
    public int LimitOf(Client? client) => client is null ? 0 : client.IsAuthenticated ? perKey : perAddress;

    /// <summary>Counts one more until <see cref="Release"/> is called.</summary>
    /// <param name="client">The client; null for a client without limits.</param>
    /// <returns>False if the client has reached the limit.</returns>
    public bool TryAcquire(Client? client)
    {
        var most = LimitOf(client);
        if (most == 0 || client is null)
        {
            return true;
        }

        while (true)
        {
            var open = _open.GetValueOrDefault(client);
            if (open >= most)
            {
                return false;
            }

            if (open == 0 ? _open.TryAdd(client, 1) : _open.TryUpdate(client, open + 1, open))
            {
                return true;
            }
        }
    }

    public void Release(Client? client)
    {
        if (LimitOf(client) == 0 || client is null)
        {
            return;
        }

        while (true)
        {
            var open = _open.GetValueOrDefault(client);
            // The last one removes the entry. Otherwise one entry for every client ever seen would stay in memory.
            if (open <= 1 ? _open.TryRemove(KeyValuePair.Create(client, open)) : _open.TryUpdate(client, open - 1, open))
            {
                return;
            }
        }
    }
}
