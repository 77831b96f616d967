using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace NewsApi.Formats.Text;

/// <summary>Checks that bytes are UTF-8, and describes the first problem.</summary>
internal static class Utf8Text
{
    /// <summary>Detects UTF-16 and UTF-32 at the start of a file.</summary>
    /// <returns>The reason why the file cannot be read; null if it may be UTF-8.</returns>
    public static string? FindForeignUnicode(ReadOnlySpan<byte> start)
    {
        var name = start switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
            // Without a byte order mark: in ASCII text every second byte of UTF-16 is 0, and no JSON or XML file contains such a byte.
            [0, not 0, ..] or [not 0, 0, ..] => "UTF-16",
            _ => null,
        };
        return name is null ? null : $"The file is in {name}; convert it to UTF-8 (iconv -f {name} -t UTF-8).";
    }

    /// <param name="offset">The offset of <paramref name="bytes"/> in the file.</param>
    /// <returns>A message that names the first byte that is not UTF-8; null if all bytes are UTF-8.</returns>
    public static string? FindProblem(ReadOnlySpan<byte> bytes, long offset)
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

    /// <summary>Removes the white space of JSON and XML at both ends.</summary>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes) => bytes.Trim(" \t\r\n"u8);
}
