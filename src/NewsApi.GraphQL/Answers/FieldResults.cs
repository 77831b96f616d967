using NewsApi.Content.Wire;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// What the root fields of one operation have returned so far. It decides the outcome if the response has no data, and keeps a response
/// from hiding a committed change.
/// </summary>
internal sealed class FieldResults
{
    private readonly List<(FieldPlan Root, WireCursor? Cursor)> _written = [];
    private bool _hasValue;

    /// <summary>Adds the value of a root field; null if the field failed or is null.</summary>
    public void Add(FieldPlan root, object? value)
    {
        _hasValue |= value is not null;
        if (value is WriteResult { IsWritten: true } write)
        {
            _written.Add((root, write.Cursor));
        }
    }

    /// <summary>True if the database failed all fields, so that a client may send the whole operation again.</summary>
    public bool IsUnavailable(List<ExecutionError> errors) =>
        !_hasValue && errors.Count > 0 && errors.TrueForAll(e => e is UnavailableError);

    /// <summary>
    /// Returns the outcome of a response without data: a request error (status 400) if the client caused every error, unavailable (status
    /// 503) if the database failed all fields.
    /// </summary>
    public Outcome DecideWithoutData(List<ExecutionError> errors) =>
        IsUnavailable(errors)
            ? errors.TrueForAll(e => e is UnavailableError { Failure.MayPass: true }) ? Outcome.Unavailable : Outcome.OutOfService
        : errors.TrueForAll(e => e is RequestError and not { Code: ErrorCodes.ChangeSaved }) ? Outcome.RequestError
        : Outcome.NoData;

    /// <summary>Adds an error for each committed mutation, because the response has no data that shows the change.</summary>
    public void AddWritten(AnswerWriter writer)
    {
        foreach (var (root, cursor) in _written)
        {
            writer.AddRootError(root, RequestError.ChangeSaved(root.Name.ToString(), cursor));
        }
    }
}
