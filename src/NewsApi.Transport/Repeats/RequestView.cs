using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NewsApi.Transport.Repeats;

/// <summary>A <see cref="RequestKey"/> that refers to the memory of a request, so that a look-up allocates nothing.</summary>
internal readonly ref struct RequestView(bool isPost, string target, string accept, string contentType, ReadOnlySpan<byte> body)
{
    private readonly string _target = target;
    private readonly string _accept = accept;
    private readonly string _contentType = contentType;
    private readonly ReadOnlySpan<byte> _body = body;

    /// <param name="body">The body of a POST; ignored for other methods.</param>
    public static RequestView Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var accept = request.Headers.Accept.ToString();
        return HttpMethods.IsPost(request.Method)
            ? new(true, target, accept, request.Headers.ContentType.ToString(), body)
            : new(false, target, accept, "", default);
    }

    public RequestKey ToKey() => new(isPost, _target, _accept, _contentType, _body.ToArray());

    /// <summary>Compares every byte. Clients choose the bytes, so equal hashes prove nothing.</summary>
    public bool Equals(RequestKey key) =>
        isPost == key.IsPost && _target == key.Target && _accept == key.Accept && _contentType == key.ContentType
        && _body.SequenceEqual(key.Body);

    /// <summary>
    /// Returns a hash by the algorithm of .NET's strings. It has a random key in each process, so that no client can choose requests with
    /// equal hashes.
    /// </summary>
    public override int GetHashCode()
    {
        // The algorithm takes pairs of bytes.
        var last = _body.IsEmpty ? 0 : _body[^1];
        return HashCode.Combine(
            isPost, string.GetHashCode(_target), string.GetHashCode(_accept), string.GetHashCode(_contentType), _body.Length, last,
            string.GetHashCode(MemoryMarshal.Cast<byte, char>(_body)));
    }
}
