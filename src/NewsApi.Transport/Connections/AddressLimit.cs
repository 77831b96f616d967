using System.Collections.Concurrent;
using System.Net;

namespace NewsApi.Transport.Connections;

/// <summary>Counts the lasting connections of each client address, and says when it is enough.</summary>
/// <param name="most">How many one address may hold; 0 for no bound, and then nothing is counted.</param>
internal sealed class AddressLimit(int most)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = [];

    /// <summary>Takes a place, which <see cref="Give"/> gives back.</summary>
    /// <returns>False when all places of the address are taken.</returns>
    public bool Take(IPAddress? address)
    {
        if (most == 0 || address is null)
        {
            return true;
        }

        while (true)
        {
            var open = _open.GetValueOrDefault(address);
            if (open >= most)
            {
                return false;
            }

            if (open == 0 ? _open.TryAdd(address, 1) : _open.TryUpdate(address, open + 1, open))
            {
                return true;
            }
        }
    }

    public void Give(IPAddress? address)
    {
        if (most == 0 || address is null)
        {
            return;
        }

        while (true)
        {
            var open = _open.GetValueOrDefault(address);
            // The last one takes the entry along: addresses come and go for as long as the service runs.
            if (open <= 1 ? _open.TryRemove(KeyValuePair.Create(address, open)) : _open.TryUpdate(address, open - 1, open))
            {
                return;
            }
        }
    }
}
