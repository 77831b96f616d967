using System.Text.Json;

namespace NewsApi.Formats.Json;

/// <summary>Reads the part of GeoJSON (RFC 7946) that a place needs.</summary>
internal static class GeoJson
{
    /// <summary>
    /// Returns the position of a <c>Point</c>, in degrees north and degrees east. The result has the latitude first, but GeoJSON has the
    /// longitude first (section 3.1.1).
    /// </summary>
    /// <returns>The position; null if the value is not a point on earth.</returns>
    public static (double Latitude, double Longitude)? Point(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("Point")
            || !value.TryGetProperty("coordinates", out var at) || !IsPosition(at))
        {
            return null;
        }

        return at[1].TryGetDouble(out var latitude) && at[0].TryGetDouble(out var longitude) && IsOnEarth(latitude, longitude)
            ? (latitude, longitude)
            : null;
    }

    public static bool IsOnEarth(double latitude, double longitude) => latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;

    /// <returns>The reason why the value is not a valid GeoJSON object; null if it is valid.</returns>
    public static string? FindProblem(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return $"it must be a GeoJSON object, but is {JsonFieldReader.Describe(value.ValueKind)}";
        }

        var type = value.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        var depth = type switch
        {
            "Point" => 0,
            "MultiPoint" or "LineString" => 1,
            "MultiLineString" or "Polygon" => 2,
            "MultiPolygon" => 3,
            "GeometryCollection" or "Feature" or "FeatureCollection" => -1,
            _ => -2,
        };
        return depth == -2 ? "it must have the type of a GeoJSON object, such as Point"
            : depth == -1 || (value.TryGetProperty("coordinates", out var at) && AreCoordinates(at, depth)) ? null
            : $"its coordinates are not those of a {type}";
    }

    private static bool AreCoordinates(JsonElement value, int depth) => depth == 0
        ? IsPosition(value)
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(inner => AreCoordinates(inner, depth - 1));

    private static bool IsPosition(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= 2
        && value.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number);
}
