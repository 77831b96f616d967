using System.Diagnostics;
using System.Text.RegularExpressions;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Errors;
using NewsApi.Transport.Responses;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// Selects the parts of an error that a client gets: the message, the code and the details. The code and the details are in
/// <c>extensions</c>. Clients never get an exception. If an error repeats a long text from the request, the text is shortened
/// (<see cref="MessageText"/>).
/// </summary>
internal sealed partial class ErrorExtensions : IErrorInfoProvider
{
    /// <summary>
    /// The last part of GraphQL.NET's message about an invalid variable begins with this text. The message does not contain the reason why
    /// the scalar rejected the value. So this class replaces the last part of the message by that reason.
    /// </summary>
    private const string Conversion = "Unable to convert '";

    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var extensions = new Dictionary<string, object?>();
        var code = FindCode(executionError);
        if (code is { Length: > 0 })
        {
            extensions["code"] = code;
        }

        // The log has the exception with the same trace id.
        if (code == ErrorCodes.Unexpected && Activity.Current is { } span)
        {
            extensions["traceId"] = span.TraceId.ToHexString();
        }

        foreach (var (key, value) in (executionError as RequestError)?.Details ?? [])
        {
            extensions[key] = value is string text ? MessageText.Cut(text) : value;
        }

        return new ErrorInfo
        {
            Message = MessageText.Shorten(MessageOf(executionError)),
            Extensions = extensions.Count > 0 ? extensions : null,
        };
    }

    private static string MessageOf(ExecutionError error) => error is not InvalidVariableError ? error.Message
        : error.InnerException is InvalidScalarException reason
            ? $"{error.Message.AsSpan(0, error.Message.IndexOf(Conversion, StringComparison.Ordinal))}{reason.Message}"
        : TypeName().Replace(error.Message, "an object or a list");

    /// <summary>Returns the code of an error; null or empty if it has none.</summary>
    public static string? FindCode(ExecutionError error) => error switch
    {
        RequestError own => own.Code,
        SyntaxError => ErrorCodes.Syntax,
        InvalidVariableError e when e.Message.Contains("non-null", StringComparison.Ordinal) => ErrorCodes.NonNullVariable,
        InvalidVariableError => ErrorCodes.InvalidVariable,
        InvalidLiteralError or InvalidValueError or ArgumentsOfCorrectTypeError => ErrorCodes.InvalidValue,
        NoOperationError or NoOperationNameError or InvalidOperationNameError => ErrorCodes.InvalidRequest,
        TimeoutError => ErrorCodes.Timeout,
        UnavailableError => ErrorCodes.Unavailable,
        UnknownOutcomeError => ErrorCodes.OutcomeUnknown,
        UnhandledError => ErrorCodes.Unexpected,
        _ => null,
    };

    /// <summary>
    /// Matches the name of a .NET type in GraphQL.NET's message. If the value is an object or a list, GraphQL.NET writes this name instead
    /// of the value.
    /// </summary>
    [GeneratedRegex(@"(?<=^Variable '[^']*' is invalid\. Unable to convert )'System\.[^']*'")]
    private static partial Regex TypeName();
}
