using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NewsApi.Formats.Text;

/// <summary>Whether bytes are UTF-8, and if not, what to say.</summary>
internal static class Utf8Text
{
    public static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Looks at the start of a file for another encoding of Unicode.</summary>
    /// <returns>Why the file cannot be read; null where it may be UTF-8.</returns>
    public static string? ForeignUnicode(ReadOnlySpan<byte> start)
    {
        var name = start switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
            // Without a mark: every second byte of ASCII text in UTF-16 is 0, which never stands in a JSON or XML file.
            [0, not 0, ..] or [not 0, 0, ..] => "UTF-16",
            _ => null,
        };
        return name is null ? null : $"The file is in {name}; convert it to UTF-8 (iconv -f {name} -t UTF-8).";
    }

    /// <param name="offset">Where <paramref name="bytes"/> start in the file.</param>
    /// <returns>Why the bytes are not UTF-8; null where they are.</returns>
    public static string? Problem(ReadOnlySpan<byte> bytes, long offset)
    {
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return $"Byte {offset + at} of the file (0x{bytes[at]:X2}) is not UTF-8; convert the file to UTF-8 (from Windows-1252, perhaps).";
    }

    /// <summary>Without the white space of JSON around it.</summary>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes) => bytes.Trim(" \t\r\n"u8);
}
