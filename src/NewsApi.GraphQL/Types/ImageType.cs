using NewsApi.Content.Articles;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// The type <c>Image</c>. It has a field for each property of the record <c>Content.Articles.Image</c>. The field <c>url</c> has the
/// argument <c>width</c>.
/// </summary>
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
                "The width in pixels at which the client shows the picture. Returns the URL of the narrowest rendition that is at least as "
                + "wide. If every rendition is narrower, returns the URL of the widest rendition. If the argument is left out, returns the "
                + "URL of the best rendition.",
        }),
        Value = (image, call) => ((Image)image).FindUrl(call.Arguments.GetValue<int>("width")),
    };

    private static ValueField CreateRenditions(FieldType field) => new ValueField
    {
        Name = field.Name,
        ResolvedType = TypeRefs.NonNullListOf(nameof(Rendition)),
        Description = field.Description,
        Value = (image, _) => ((Image)image).AllRenditions(),
    }.WithListSize(assumed: 5);
}
