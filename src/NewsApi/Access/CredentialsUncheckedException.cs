namespace NewsApi.Access;

/// <summary>
/// The credentials may be valid, but cannot be checked at the moment: the database or the issuer of tokens is not reachable. It is the
/// failure of an <c>AuthenticateResult</c>, and is not thrown.
/// </summary>
/// <param name="message">A sentence for the client.</param>
/// <param name="mayPass">True if the same credentials can be checked some seconds later without the help of an operator.</param>
internal sealed class CredentialsUncheckedException(string message, bool mayPass) : Exception(message)
{
    public bool MayPass => mayPass;
}
