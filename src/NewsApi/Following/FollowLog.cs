using System.Globalization;

namespace NewsApi.Following;

/// <summary>Prints what following does, a line for each change and each failure, with the time in UTC.</summary>
/// <param name="output">Gets changes.</param>
/// <param name="errors">Gets failures, rejections and warnings.</param>
public sealed class FollowLog(TextWriter output, TextWriter errors, TimeProvider time)
{
    private readonly Lock _lock = new();

    public void Change(string line) => Write(output, line);

    public void Failure(string line) => Write(errors, line);

    private void Write(TextWriter writer, string line)
    {
        // Messages of servers and names of files may have line breaks; a line must stay a line.
        var text = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {line.ReplaceLineEndings(" ")}");
        lock (_lock)
        {
            writer.WriteLine(text);
            writer.Flush();
        }
    }
}
