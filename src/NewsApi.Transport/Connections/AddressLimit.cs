using System.Collections.Concurrent;
using System.Net;

namespace NewsApi.Transport.Connections;

/// <summary>Counts the open WebSockets and event streams of each client address and limits them.</summary>
/// <param name="most">The limit for one address. 0 means no limit; then nothing is counted.</param>
internal sealed class AddressLimit(int most)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = [];

    /// <summary>Counts a connection from now until <see cref="Release"/> is called.</summary>
    /// <returns>False if the address has reached the limit.</returns>
    public bool TryAcquire(IPAddress? address)
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

    public void Release(IPAddress? address)
    {
        if (most == 0 || address is null)
        {
            return;
        }

        while (true)
        {
            var open = _open.GetValueOrDefault(address);
            // The last connection removes the entry. Otherwise one entry for every address ever seen would stay in memory.
            if (open <= 1 ? _open.TryRemove(KeyValuePair.Create(address, open)) : _open.TryUpdate(address, open - 1, open))
            {
                return;
            }
        }
    }
}
