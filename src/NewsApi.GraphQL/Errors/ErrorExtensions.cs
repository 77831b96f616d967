using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Errors;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// Selects what a client sees of an error: its message, and in <c>extensions</c> its code and details; never an exception.
/// </summary>
internal sealed class ErrorExtensions : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var extensions = new Dictionary<string, object?>();
        if (FindCode(executionError) is { Length: > 0 } code)
        {
            extensions["code"] = code;
        }

        foreach (var (key, value) in (executionError as RequestError)?.Details ?? [])
        {
            extensions[key] = value;
        }

        return new ErrorInfo { Message = executionError.Message, Extensions = extensions.Count > 0 ? extensions : null };
    }

    private static string? FindCode(ExecutionError error) => error switch
    {
        RequestError own => own.Code,
        SyntaxError => ErrorCodes.Syntax,
        InvalidVariableError e when e.Message.Contains("non-null", StringComparison.Ordinal) => ErrorCodes.NonNullVariable,
        InvalidVariableError => ErrorCodes.InvalidVariable,
        InvalidLiteralError or InvalidValueError or ArgumentsOfCorrectTypeError => ErrorCodes.InvalidValue,
        NoOperationError or NoOperationNameError or InvalidOperationNameError => ErrorCodes.InvalidRequest,
        TimeoutError => ErrorCodes.Timeout,
        UnhandledError => ErrorCodes.Unexpected,
        _ => null,
    };
}
