using NewsApi.Content.Articles;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Image</c>: a field for each property of the record, and <c>url</c> with the argument <c>width</c>.</summary>
internal sealed class ImageType : ObjectGraphType
{
    public ImageType()
    {
        var record = new RecordType<Image>(
            (nameof(Image.Url), "URL"), (nameof(Image.FocalPoint), nameof(FocalPoint)), (nameof(Image.Renditions), nameof(Rendition)));
        (Name, Description) = (record.Name, record.Description);
        foreach (var field in record.Fields)
        {
            AddField(field.Name switch
            {
                "url" => CreateUrl(field),
                "renditions" => CreateRenditions(field),
                _ => field,
            });
        }
    }

    private static ValueField CreateUrl(FieldType field) => new()
    {
        Name = field.Name,
        ResolvedType = field.ResolvedType,
        Description = field.Description,
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.Named("Int"))
        {
            Name = "width",
            Description =
                "The width in pixels in which the picture is shown: returns the URL of the narrowest rendition that is at least as wide, "
                + "or else of the widest. If it is left out, the best rendition.",
        }),
        Value = (image, call) => ((Image)image).FindUrl(call.Arguments.GetValue<int>("width")),
    };

    private static ValueField CreateRenditions(FieldType field) => new()
    {
        Name = field.Name,
        ResolvedType = TypeRefs.NonNullListOf(nameof(Rendition)),
        Description = field.Description,
        Value = (image, _) => ((Image)image).AllRenditions(),
    };
}
