using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.Execution;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Runs a query or a mutation: each field at the root, one after the other, does its work and reads all it needs, and the answer is
/// written as it comes.
/// </summary>
internal sealed class FieldRunner(ResultWriter results)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="hide">Makes an error that says nothing out of an exception that was no refusal, and logs it.</param>
    /// <returns>The JSON, and whether there is any <c>data</c> in it.</returns>
    public async Task<(ReadOnlyMemory<byte> Body, bool HasData)> RunAsync(
        FieldPlan[] roots, IObjectGraphType type, OperationContext operation, IExecutionContext execution,
        Func<Exception, FieldPlan, ExecutionError> hide, CancellationToken cancellationToken)
    {
        var bytes = AnswerBuffer.Take();
        await using var json = new Utf8JsonWriter(bytes, Options);
        var writer = new AnswerWriter(json, operation, execution);
        json.WriteStartObject();
        json.WriteStartObject("data");
        foreach (var root in roots)
        {
            if (root.Definition is null)
            {
                json.WriteString(root.Name, type.Name);
                continue;
            }

            object? value = null;
            try
            {
                value = await ((RootField)root.Definition).Read(root.ReaderIn(operation, execution), cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                writer.AddRootError(root, e as RequestError ?? hide(e, root));
            }

            if (!Write(writer, root, value, hide))
            {
                return (await results.WriteAsync(Failed(writer.Errors), cancellationToken), false);
            }
        }

        json.WriteEndObject();
        if (writer.Errors.Count > 0)
        {
            results.WriteErrors(json, Failed(writer.Errors));
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return (AnswerBuffer.Finish(bytes), true);
    }

    /// <summary>The answer with one field at the root whose value is there already: an event of a subscription.</summary>
    public ReadOnlyMemory<byte> Write(
        FieldPlan root, object value, OperationContext operation, IExecutionContext execution, Func<Exception, FieldPlan, ExecutionError> hide)
    {
        var bytes = AnswerBuffer.Take();
        using var json = new Utf8JsonWriter(bytes, Options);
        var writer = new AnswerWriter(json, operation, execution);
        json.WriteStartObject();
        json.WriteStartObject("data");
        if (!Write(writer, root, value, hide))
        {
            return results.Write(Failed(writer.Errors));
        }

        json.WriteEndObject();
        if (writer.Errors.Count > 0)
        {
            results.WriteErrors(json, Failed(writer.Errors));
        }

        json.WriteEndObject();
        json.Flush();
        return AnswerBuffer.Finish(bytes);
    }

    private static bool Write(AnswerWriter writer, FieldPlan root, object? value, Func<Exception, FieldPlan, ExecutionError> hide)
    {
        try
        {
            return writer.WriteRoot(root, value);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // What has been written is half an answer; none is better.
            writer.AddRootError(root, bug as RequestError ?? hide(bug, root));
            return false;
        }
    }

    private static ExecutionResult Failed(IEnumerable<ExecutionError> errors)
    {
        var result = new ExecutionResult { Executed = true };
        foreach (var error in errors)
        {
            result.AddError(error);
        }

        return result;
    }
}
