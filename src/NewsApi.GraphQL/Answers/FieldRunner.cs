using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Database;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Runs the root fields of a query or a mutation and writes the response:
/// 1. it plans all fields before the first of them reads or writes the database;
/// 2. it opens a snapshot: one for all fields of a query, or one for each field of a mutation;
/// 3. it reads the fields one after another, in the order of the document;
/// 4. it writes a field into the response before it reads the next field.
/// If a standby ends the snapshot of a query, all this begins again with a new snapshot.
/// </summary>
internal sealed class FieldRunner(SnapshotFactory snapshots, FailureReporter failures)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public Task<FieldAnswer> RunAsync(
        PreparedOperation operation, FieldPlan[] roots, OperationContext context, CancellationToken cancellationToken)
    {
        // Fields that are written already belong to the snapshot that ended, so they are read again too.
        Task<FieldAnswer> RunOnceAsync(bool mayFail) => this.RunOnceAsync(operation, roots, context, mayFail, cancellationToken);
        return operation.Kind == OperationType.Mutation ? RunOnceAsync(mayFail: false) : StandbyConflict.RetryAsync(RunOnceAsync);
    }

    /// <param name="mayFail">True if a <see cref="StandbyConflict"/> is thrown, and not reported as an error of its field.</param>
    private async Task<FieldAnswer> RunOnceAsync(
        PreparedOperation operation, FieldPlan[] roots, OperationContext context, bool mayFail, CancellationToken cancellationToken)
    {
        var bytes = AnswerBuffer.Take();
        using var json = StartAnswer(bytes);
        var writer = new AnswerWriter(json, context, operation.Execution);

        // 1.
        if (PlanFields(roots, context, operation.Execution, writer) is not { } plans)
        {
            // No field has run, so this is the response to a rejected request. It has no `data`.
            var outcome = new FieldResults().DecideWithoutData(writer.Errors);
            return new FieldAnswer(ErrorWriter.WriteAnswer(writer.Errors, executed: outcome == Outcome.NoData), outcome, default);
        }

        // 2. A snapshot begins with its first statement, so the snapshot of a mutation begins after the mutation has written.
        var isMutation = operation.Kind == OperationType.Mutation;
        await using var shared = isMutation ? null : snapshots.Open(context.Visibility, readsOnce: plans.Sum(p => p?.ReadCount ?? 0) == 1);
        var (cursor, results) = (default(WireCursor), new FieldResults());
        for (var i = 0; i < roots.Length; i++)
        {
            if (plans[i] is not { } plan)
            {
                json.WriteString(roots[i].Name, FieldCollector.FindRootType(operation.Execution.Schema, operation.Kind).Name);
                continue;
            }

            var snapshot = shared ?? snapshots.Open(context.Visibility, readsOnce: plan.ReadCount == 1);
            object? value = null;
            try
            {
                // 3.
                value = await plan.ReadAsync(snapshot, cancellationToken);
                cursor = snapshot.Cursor == default ? cursor : snapshot.Cursor;
            }
            catch (Exception failure) when (!(mayFail && StandbyConflict.Explains(failure))
                && (!cancellationToken.IsCancellationRequested || (isMutation && IsShownAfterLimit(failure, isFirst: i == 0))))
            {
                writer.AddRootError(roots[i], failures.Report(failure, roots[i].Name.ToString()));
            }
            finally
            {
                if (isMutation)
                {
                    await snapshot.DisposeAsync();
                }
            }

            // 4.
            results.Add(roots[i], value);
            if (value is WriteResult { ReadFailure: { } unread } saved)
            {
                failures.Report(unread, $"{roots[i].Name} (committed, but not read back)");
                writer.AddRootError(roots[i], RequestError.ChangeSaved(roots[i].Name.ToString(), saved.Cursor));
            }

            if (!WriteRoot(writer, roots[i], value, position: null))
            {
                return FinishWithoutData(writer, results, cursor);
            }
        }

        if (results.IsUnavailable(writer.Errors))
        {
            return FinishWithoutData(writer, results, cursor);
        }

        return FieldAnswer.Create(FinishAnswer(json, writer, bytes), cursor, shared);
    }

    /// <summary>
    /// Writes an event of a subscription as a response with one root field. The caller has already read the value of that field.
    /// </summary>
    /// <param name="position">The log position of the event.</param>
    public ReadOnlyMemory<byte> WriteEvent(
        FieldPlan root, object value, string position, OperationContext context, IExecutionContext execution)
    {
        var bytes = AnswerBuffer.Take();
        using var json = StartAnswer(bytes);
        var writer = new AnswerWriter(json, context, execution);
        return WriteRoot(writer, root, value, position)
            ? FinishAnswer(json, writer, bytes)
            : ErrorWriter.WriteAnswer(writer.Errors, executed: true);
    }

    /// <summary>
    /// True if a response after the time limit has to show the failure of a mutation. An earlier mutation may have been committed. And a
    /// failure that is not the time limit can mean that it is unknown whether this mutation was committed.
    /// </summary>
    private static bool IsShownAfterLimit(Exception failure, bool isFirst) => !isFirst || failure is not OperationCanceledException;

    /// <summary>
    /// Plans the fields. If the planning of a nullable field throws an exception, the field gets a plan that throws this exception again
    /// when the field is read. So only this field is null.
    /// </summary>
    /// <returns>
    /// The plans, with null for each <c>__typename</c>. Returns null instead of the array if a field that the schema declares non-null
    /// cannot be planned. The response then has no data. So no mutation may run, because the response could not show its result.
    /// </returns>
    private IPlannedRead?[]? PlanFields(FieldPlan[] roots, OperationContext context, IExecutionContext execution, AnswerWriter writer)
    {
        var plans = new IPlannedRead?[roots.Length];
        for (var i = 0; i < roots.Length; i++)
        {
            if (roots[i] is not { Definition: RootField field, Writer: { } valueWriter })
            {
                continue;
            }

            try
            {
                plans[i] = field.Plan(roots[i].CreateReader(context, execution));
            }
            catch (Exception failure) when (!valueWriter.NonNull)
            {
                plans[i] = new PlannedFailure(failure);
            }
            catch (Exception failure)
            {
                writer.AddRootError(roots[i], failures.Report(failure, roots[i].Name.ToString()));
                return null;
            }
        }

        return plans;
    }

    private bool WriteRoot(AnswerWriter writer, FieldPlan root, object? value, string? position)
    {
        try
        {
            return writer.WriteRoot(root, value);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The JSON written so far is incomplete, so the response has no data.
            writer.AddRootError(root, failures.Report(failure, position is null ? root.Name.ToString() : $"{root.Name} at {position}"));
            return false;
        }
    }

    private static Utf8JsonWriter StartAnswer(IBufferWriter<byte> bytes)
    {
        var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteStartObject("data");
        return json;
    }

    private static FieldAnswer FinishWithoutData(AnswerWriter writer, FieldResults results, WireCursor cursor)
    {
        var outcome = results.DecideWithoutData(writer.Errors);
        results.AddWritten(writer);
        return new FieldAnswer(ErrorWriter.WriteAnswer(writer.Errors, executed: true), outcome, cursor);
    }

    private static ReadOnlyMemory<byte> FinishAnswer(Utf8JsonWriter json, AnswerWriter writer, ArrayBufferWriter<byte> bytes)
    {
        json.WriteEndObject();
        if (writer.Errors.Count > 0)
        {
            ErrorWriter.WriteErrors(json, writer.Errors);
        }

        json.WriteEndObject();
        json.Flush();
        return AnswerBuffer.Finish(bytes);
    }
}
