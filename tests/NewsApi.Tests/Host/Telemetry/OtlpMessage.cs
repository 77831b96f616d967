using System.Buffers.Binary;
using System.Text;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>A message of Protocol Buffers, read without its schema: its fields by number.</summary>
internal sealed class OtlpMessage
{
    private readonly List<(int Number, byte[] Bytes)> _fields = [];

    public OtlpMessage(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var key = ReadVarint(ref bytes);
            var length = (key & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)ReadVarint(ref bytes),
                5 => 4,
                var other => throw new InvalidDataException($"The wire type {other} is unknown."),
            };
            if ((key & 7) == 0)
            {
                var value = new byte[8];
                BinaryPrimitives.WriteUInt64BigEndian(value, ReadVarint(ref bytes));
                _fields.Add(((int)(key >> 3), value));
                continue;
            }

            _fields.Add(((int)(key >> 3), bytes[..length].ToArray()));
            bytes = bytes[length..];
        }
    }

    public IEnumerable<OtlpMessage> Messages(int number) => All(number).Select(bytes => new OtlpMessage(bytes));

    public string Text(int number) => Encoding.UTF8.GetString(All(number).FirstOrDefault() ?? []);

    public string Hex(int number) => Convert.ToHexStringLower(All(number).FirstOrDefault() ?? []);

    private IEnumerable<byte[]> All(int number) => _fields.Where(f => f.Number == number).Select(f => f.Bytes);

    private static ulong ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
